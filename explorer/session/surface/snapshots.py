"""What the Surface page draws: frozen snapshots, each telling what it was made for."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent.results import Curvature, Curvatures, Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.standings import Goal
from explorer.session.surface.choices import Racer, Rect

Lines = NDArray[np.float64]  # shape (n, 2): x and y, NaN between lines

UNDEFINED = 255  # shade of a place where f is not a finite number


@dataclass(frozen=True, slots=True)
class HeightScale:
    """How heights become shares of the map's colours.

    Attributes:
        low: Height of share 0.
        high: Height of share 1, where the colours end.
        bend: Power to which the share of the height is raised.
    """

    low: float
    high: float
    bend: float

    def shares(self, heights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where each height stands between `low` (0) and `high` (1), NaN for NaN."""
        with np.errstate(invalid="ignore", over="ignore"):
            level = np.clip((heights - self.low) / (self.high - self.low), 0, 1)
            shares: NDArray[np.float64] = level**self.bend
        return shares

    def height(self, share: float) -> float:
        """Return the height of a share."""
        return float(self.low + (self.high - self.low) * share ** (1 / self.bend))


@dataclass(frozen=True, slots=True, eq=False)
class MapView:
    """f(x, y) over a part of the plane.

    Attributes:
        formula: Text of f that it belongs to.
        area: What the shades cover, half a cell beyond the outermost samples.
        shades: Height of f from 0 (lowest in view) to 254, or `UNDEFINED`, shape (rows, columns),
            the lowest row first.
        minor: Contours.
        major: Every fourth contour.
        arrows: Arrows down the gradient as pairs of ends, shape (2n, 2).
        scale: Which heights the shades stand for.
    """

    formula: str
    area: Rect
    shades: NDArray[np.uint8]
    minor: Lines
    major: Lines
    arrows: Lines
    scale: HeightScale


@dataclass(frozen=True, slots=True, eq=False)
class GoalView:
    """The minima of f(x, y).

    Attributes:
        formula: Text of f that they belong to.
        area: Where they were looked for.
        goal: The minima and what counts as there.
        lowest: Which of them are lowest, one entry for each.
        is_cut: Whether there are more than those.
    """

    formula: str
    area: Rect
    goal: Goal
    lowest: tuple[bool, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RaceView:
    """A race, or as much of it as is computed.

    Attributes:
        racers: Who runs.
        settings: What each path was made from.
        paths: Their paths in the same order.
    """

    racers: tuple[Racer, ...]
    settings: tuple[DescentSettings, ...]
    paths: tuple[Trajectory, ...]

    @property
    def complete(self) -> bool:
        """Whether every racer has made all of its updates, or ended before."""
        return len(self.paths) == len(self.settings) and all(
            path.updates >= each.updates or path.diverged_at is not None
            for path, each in zip(self.paths, self.settings, strict=True)
        )

    @property
    def exact(self) -> bool:
        """Whether the paths have the bits of the Keras optimisers."""
        return not any(path.is_preview for path in self.paths)

    @property
    def steps(self) -> int:
        """Number of updates of all racers together."""
        return sum(path.updates for path in self.paths)

    @property
    def max_ulp(self) -> int:
        """Largest distance between a rule and its optimiser, in units in the last place."""
        return max((path.max_ulp for path in self.paths), default=0)

    def index_of(self, sign: int) -> int | None:
        """Return the place of a racer among the paths, None if it does not run."""
        signs = [each.sign for each in self.racers]
        return signs.index(sign) if sign in signs else None

    def path_of(self, sign: int) -> Trajectory | None:
        """Return the path of a racer, None if it does not run."""
        number = self.index_of(sign)
        return None if number is None else self.paths[number]


@dataclass(frozen=True, slots=True, eq=False)
class CurvatureView:
    """The second derivatives all along a racer's path.

    Attributes:
        path: The path.
        curvatures: What was found at each of its positions.
    """

    path: Trajectory
    curvatures: Curvatures

    def at(self, update: int) -> Curvature:
        """Return what was found after an update; a path that ended before it stays at its end."""
        return self.curvatures.at(min(update, self.path.updates))


@dataclass(frozen=True, slots=True, eq=False)
class TuningView:
    """How far the search for learning rates has come.

    Attributes:
        sign: The racer at work.
        tried: Number of rates tried for it.
        of: Number of rates to try for it.
        rates: The best rate of every racer that is through, by sign; none where all diverged.
        done: Whether all racers are through.
    """

    sign: int
    tried: int
    of: int
    rates: Mapping[int, float]
    done: bool
