"""The loss around the weights of a run: what is chosen of it, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from explorer.core.training.slices import REACHES, Along, SliceQuestion

if TYPE_CHECKING:
    from explorer.core.training.planes import Plane
    from explorer.core.training.reports import Snapshot, Weights
    from explorer.core.training.settings import TrainingSettings
    from explorer.core.training.slices import Earlier, Slice

IMAGES = (100, 1_000, 5_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceChoice:
    """Which slice of the loss is looked at.

    Attributes:
        along: Its direction.
        reach: Largest |x|, on a plane of two directions as well; None for the usual one of the direction.
        images: First training images whose mean loss it is.
        seed: Origin of a random direction.
        first: Along which x goes on a plane of two directions.
        second: Along which y goes there.
        height: Largest |y| there; None for the usual one of the second.
        towards: Name of the folder of the run that it leads to; empty for the newest other one.
    """

    along: Along = "gradient"
    reach: float | None = None
    images: int = 1_000
    seed: int = 0
    first: Along = "gradient"
    second: Along = "eigenvector"
    height: float | None = None
    towards: str = ""

    @property
    def question(self) -> SliceQuestion:
        """What is asked of the network that is looked into."""
        first = self.first if self.along == "plane" else self.along
        reach = REACHES[first] if self.reach is None else self.reach
        height = REACHES[self.second] if self.height is None else self.height
        return SliceQuestion(
            along=self.along, reach=reach, images=self.images, seed=self.seed, first=self.first,
            second=self.second, height=height,
        )  # fmt: skip

    def going(self, along: Along) -> SliceChoice:
        """Go along another direction, as far as is usual for it."""
        return replace(self, along=along, reach=None, height=None)

    def check(self) -> None:
        """Check whatever the view would refuse.

        Raises:
            ExplorerError: If it cannot be asked.
        """
        from explorer.core.training.slices import ALONG, LINES
        from explorer.session.checking import check_among

        check_among("along", self.along, ALONG)
        check_among("first", self.first, LINES)
        check_among("second", self.second, LINES)
        check_among("images", self.images, IMAGES)
        self.question.check()


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """Weights of a run, and what is known of it there; two are the same when they hold the same arrays.

    Attributes:
        weights: Kernel and bias of each layer.
        settings: What holds there.
        step: Updates made before.
        snapshot: All that the run had, None where it is not kept.
        earlier: From where its last updates can be made again; None where there is no run.
    """

    weights: Weights
    settings: TrainingSettings
    step: int = 0
    snapshot: Snapshot | None = None
    earlier: Earlier | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stand) and (
            other.weights is self.weights
            and other.snapshot is self.snapshot
            and (other.settings, other.step, other.earlier)
            == (self.settings, self.step, self.earlier)
        )

    def __hash__(self) -> int:
        return hash((id(self.weights), id(self.snapshot), self.step))


@dataclass(frozen=True, slots=True, eq=False)
class SliceView:
    """A slice, as far as it is computed, and what it took.

    Attributes:
        slice: The numbers.
        stand: Where x = 0 is.
        seconds: Time until now.
        towards: Where x = 1 is, between two runs.
    """

    slice: Slice
    stand: Stand
    seconds: float
    towards: Stand | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PlaneView:
    """The loss on the plane of a run's path, as far as it is computed, and what it took.

    Attributes:
        plane: The numbers.
        stand: Where (0, 0) is.
        seconds: Time until now.
    """

    plane: Plane
    stand: Stand
    seconds: float
