"""What the Surface page draws: frozen snapshots, and the one value that holds them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent.results import Curvature, Curvatures, RateMap, Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.standings import RaceGoal
from explorer.session.shown import Result, Shown
from explorer.session.surface.choices import Racer, Rect, SurfaceChoices

Projection = Literal["map", "solid"]
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
        # Poles are part of a map: infinite heights get the last colour.
        with np.errstate(invalid="ignore", over="ignore"):
            level = np.clip((heights - self.low) / (self.high - self.low), 0, 1)
            shares: NDArray[np.float64] = level**self.bend
        return shares

    def height(self, share: float) -> float:
        """Return the height of a share, from 0 up; above 1 it lies above `high`."""
        return float(self.low + (self.high - self.low) * share ** (1 / self.bend))


@dataclass(frozen=True, slots=True, eq=False)
class MapView:
    """f(x, y) over a part of the plane.

    Attributes:
        area: What the shades cover, half a cell beyond the outermost samples.
        shades: Height of f from 0 (lowest in view) to 254, or `UNDEFINED`, shape (rows, columns),
            the lowest row first.
        minor: Contours; none where they are `crowded`.
        major: Every fourth contour; none where even these have more points than are drawn.
        arrows: Arrows down the gradient as pairs of ends, shape (2n, 2).
        scale: Which heights the shades stand for.
        trail: A path that belongs to f, as that of a run on the plane of its weights; mostly none.
        crowded: Whether contours are left out, as they lie too close to be told apart.
    """

    area: Rect
    shades: NDArray[np.uint8]
    minor: Lines
    major: Lines
    arrows: Lines
    scale: HeightScale
    trail: Lines
    crowded: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class GoalView:
    """The minima of f(x, y).

    Attributes:
        goal: The minima and what counts as there.
        lowest: Which of them are lowest, one entry for each.
        is_cut: Whether there are more than those.
    """

    goal: RaceGoal
    lowest: tuple[bool, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RaceView:
    """A race: every racer has made all of its updates, or ended before.

    Attributes:
        racers: Who runs.
        settings: What each path was made from.
        paths: Their paths in the same order.
    """

    racers: tuple[Racer, ...]
    settings: tuple[DescentSettings, ...]
    paths: tuple[Trajectory, ...]

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
        sign: The racer at work; of no meaning when all are through.
        tried: Number of racers that are through.
        of: Number of racers.
        rates: The best rate of every racer that is through, by sign; none of one whose rates are
            all lost.
        done: Whether all racers are through.
    """

    sign: int
    tried: int
    of: int
    rates: Mapping[int, float]
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceShown(Shown):
    """What the Surface page shows.

    Attributes:
        home: The part of the plane that one comes back to, and in which minima are looked for.
        seen: The part of it that is in view, which the plot tells; None asks the plot to go home.
        dragging: Whether the start is held by the mouse; the view then stays as it is.
        view: Whether it is looked at as a map or in three dimensions.
        obstacle: What hinders three dimensions, empty for nothing, None until that is known.
        tuning_of: The race whose rates are searched for, None for none.
    """

    choices: SurfaceChoices
    home: Rect
    seen: Rect | None = None
    dragging: bool = False
    view: Projection = "map"
    obstacle: str | None = None
    tuning_of: SurfaceChoices | None = None
    map: Result[MapView] = Result()
    goal: Result[GoalView] = Result()
    race: Result[RaceView] = Result()
    outlook: Result[Trajectory] = Result()
    curvature: Result[CurvatureView] = Result()
    tuning: Result[TuningView] = Result()
    rate_map: Result[RateMap] = Result()

    @property
    def target(self) -> RaceGoal:
        """What the racers run for, nothing known of it yet included."""
        return RaceGoal((), None) if self.goal.value is None else self.goal.value.goal

    @property
    def chosen(self) -> int | None:
        """Index of the racer of the race that is examined, None for none."""
        race, examined = self.race.value, self.choices.examined
        return None if race is None or examined is None else race.index_of(examined.sign)

    @property
    def point(self) -> tuple[int, Curvature] | None:
        """Index of the racer whose second derivatives are known, and these where it is."""
        race, bend = self.race.value, self.curvature.value
        for index, path in enumerate(() if race is None or bend is None else race.paths):
            # The very path: second derivatives of an older one belong to no point that is drawn.
            if bend is not None and path is bend.path:
                return index, bend.at(self.choices.cursor)
        return None
