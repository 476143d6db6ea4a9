"""What is asked of a slice of a network's loss, and what is found; without TensorFlow."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from explorer.core.arrays import Samples
from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.reports import Snapshot
from explorer.core.training.settings import LARGEST_SEED, MOST_IMAGES, TrainingSettings

Along = Literal["gradient", "eigenvector", "last", "next", "random", "run", "path", "plane"]
ALONG: tuple[Along, ...] = get_args(Along)
PLANES: tuple[Along, ...] = ("path", "plane")
LINES: tuple[Along, ...] = tuple(each for each in ALONG if each not in PLANES)
POINTS_BETWEEN = 21  # of two runs
MOST_POINTS = 401
LARGEST_REACH = 1_000.0
REACHES: dict[Along, float] = {
    "gradient": 1.0, "eigenvector": 1.0, "last": 20.0, "next": 20.0, "random": 1.0, "run": 1.0, "path": 1.0,
    "plane": 1.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceQuestion:
    """Which slice of a loss is asked for.

    Attributes:
        along: Its direction d: the gradient or the eigenvector of the largest eigenvalue, of length 1 and
            uphill; the last update, where x = −1 is before it; the update that comes next, or the way to
            another run's weights, where x = 1 is behind it; or a random one of which each unit is as long as
            that of the weights. "path" is no line, but the plane of the run's path, and "plane" that of two
            such directions.
        reach: Largest |x| in lengths of the direction; between two runs x goes from 0 to 1.
        points: Places, an odd number so that one of them is 0.
        images: First training images whose mean loss it is.
        seed: Origin of a random direction.
        first: Along which x goes on a plane of two directions.
        second: Along which y goes there, less its part along the first.
        height: Largest |y| there, in lengths of the second.
    """

    along: Along = "gradient"
    reach: float = 1.0
    points: int = 41
    images: int = 1000
    seed: int = 0
    first: Along = "gradient"
    second: Along = "eigenvector"
    height: float = 1.0

    @property
    def is_plane(self) -> bool:
        """Whether it is no line."""
        return self.along in PLANES

    @property
    def leads_to_a_run(self) -> bool:
        """Whether it needs another run's weights."""
        chosen = (self.first, self.second) if self.along == "plane" else (self.along,)
        return "run" in chosen

    @property
    def places(self) -> Samples:
        """The places x, in order, shape (n,)."""
        if self.along == "run":
            return np.linspace(0, 1, POINTS_BETWEEN)
        places = np.linspace(-self.reach, self.reach, self.points)
        places[self.points // 2] = 0.0
        return places

    def check(self) -> None:
        """Check whatever a field would refuse.

        Raises:
            ExplorerError: With a remedy.
        """
        if not (0 < self.reach <= LARGEST_REACH and 0 < self.height <= LARGEST_REACH):
            raise ExplorerError(
                said(
                    "Errors",
                    "The range must be a number above 0 and at most {most}. Type for example 1.",
                    most=grouped(int(LARGEST_REACH)),
                )
            )
        if not (3 <= self.points <= MOST_POINTS and self.points % 2):
            raise ExplorerError(
                said(
                    "Errors",
                    "The number of points must be odd, from 3 to {most}. Type for example 41.",
                    most=MOST_POINTS,
                )
            )
        if not 1 <= self.images <= MOST_IMAGES:
            raise ExplorerError(
                said(
                    "Errors",
                    "A slice takes from 1 to {most} images. Type for example 1000.",
                    most=grouped(MOST_IMAGES),
                )
            )
        if self.along == "plane" and self.first == self.second != "random":
            raise ExplorerError(
                said("Errors", "One direction spans no plane. Choose two different ones.")
            )
        if not 0 <= self.seed <= LARGEST_SEED:
            raise ExplorerError(
                said(
                    "Errors",
                    "The seed must be a whole number from 0 to {most}. Type for example 0.",
                    most=grouped(LARGEST_SEED),
                )
            )


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """From where the updates of a run can be made again; two are the same when they begin at one place.

    Attributes:
        first: What the run was asked to do at its start.
        snapshot: All that it had at an earlier step; None to begin where it began.
        changes: Updates made before each change of its settings, and what held from there on.
    """

    first: TrainingSettings
    snapshot: Snapshot | None = None
    changes: tuple[tuple[int, TrainingSettings], ...] = ()

    def __eq__(self, other: object) -> bool:
        # By identity: a report's arrays never change.
        return isinstance(other, Earlier) and (
            other.snapshot is self.snapshot
            and (other.first, other.changes) == (self.first, self.changes)
        )

    def __hash__(self) -> int:
        return hash((id(self.snapshot), self.first, self.changes))


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """A loss on a line through its weights, as far as it is computed.

    Attributes:
        question: What was asked.
        step: Updates made before the weights at x = 0.
        images: Pictures whose mean loss it is; fewer than asked for where the run learns from fewer.
        places: x, shape (n,).
        values: f, f′ and f″ there, shape (3, n); NaN where they are still to come.
        length: |d|.
        gradient_product: gᵀd, by the gradient of all weights; to be f′(0).
        hessian_product: dᵀHd, by a product with the Hessian of all weights; to be f″(0).
        eigenvalue: λ₁ and its residual, of the eigenvector alone.
        halfway: The loss halfway between each two places, shape (n − 1,); None while it is to come.
    """

    question: SliceQuestion
    step: int
    images: int
    places: Samples
    values: Samples
    length: float
    gradient_product: float
    hessian_product: float
    eigenvalue: tuple[float, float] | None = None
    halfway: Samples | None = None

    @property
    def done(self) -> int:
        """Places that are computed."""
        return int((~np.isnan(self.values[2])).sum())

    @property
    def is_whole(self) -> bool:
        """Whether nothing is still to come."""
        return self.done == len(self.places) and self.halfway is not None

    @property
    def largest_difference(self) -> float | None:
        """How far polynomials of degree 5 between the places are from the loss halfway; None if not known."""
        if self.halfway is None:
            return None
        step = np.diff(self.places)
        (f, slope, bend), (g, tilt, bow) = self.values[:, :-1], self.values[:, 1:]
        # Of the polynomial that has f, f′ and f″ at both ends, in the middle.
        middle = (f + g) / 2 + 5 / 32 * step * (slope - tilt) + step**2 / 64 * (bend + bow)
        return float(np.abs(middle - self.halfway).max())

    @property
    def middle(self) -> int:
        """Index of x = 0."""
        return int(np.abs(self.places).argmin())

    @property
    def parabola(self) -> Samples:
        """f(0) + f′(0) x + ½ f″(0) x², shape (n,); NaN before these are known."""
        value, slope, bend = self.values[:, self.middle]
        x = self.places
        return np.asarray(value + slope * x + bend * x * x / 2)
