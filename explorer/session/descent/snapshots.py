"""What the Descent page draws: frozen snapshots, each made for one state of choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Span
from explorer.core.autodiff.caveats import Caveat
from explorer.core.autodiff.results import CriticalPoint
from explorer.core.descent.results import (
    Basins,
    Minimum,
    RateMap,
    Trajectory,
    Valley,
)
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.verdicts.line import Verdict, judge
from explorer.core.sentences import Sentence
from explorer.session.descent.choices import DescentChoices
from explorer.session.shown import Result, Shown

if TYPE_CHECKING:  # it brings the parser of formulas, 25 ms that a start can do without
    from explorer.core.autodiff.checks import Deviation
    from explorer.core.autodiff.lost_powers import Lost

Samples = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CurvesView:
    """f and its derivatives over a span.

    Attributes:
        formula: Text of f that they belong to.
        x: Positions, shape (n,), also some way beyond the span.
        values: f, f′, f″ … at the positions, shape (k, n), NaN where the line is broken.
        span: Part of the x axis to show.
        heights: Part of the y axis to show, for each of them.
        fitted: Whether span and heights were chosen to suit the descent; the user's own zoom is kept.
        critical: Critical points within the span, None while they are looked for.
    """

    formula: str
    x: Samples
    values: Samples
    span: Span
    heights: tuple[Span, ...]
    fitted: bool
    critical: tuple[CriticalPoint, ...] | None = None


@dataclass(frozen=True, slots=True)
class Shapes:
    """f, f′ and f″ written out, the derivatives as exact differentiation gives them.

    Attributes:
        formula: Text of f as typed.
        latex: The right-hand sides, to be typeset; f alone while, or if, there are no more.
        plain: The same for labels and screen readers.
        note: Why there are no more.
    """

    formula: str
    latex: tuple[str, ...]
    plain: tuple[str, ...]
    note: Sentence | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RivalsView:
    """Other optimisers on the same function from the same start.

    Attributes:
        formula: Text of f.
        settings: What each path was made from.
        paths: The paths, complete, in the same order.
    """

    formula: str
    settings: tuple[DescentSettings, ...]
    paths: tuple[Trajectory, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PreviewView:
    """The chosen descent and those beside it, compiled: soon there, the last bits unproved.

    Attributes:
        state: What they were made for.
        path: The chosen descent.
        rivals: The others.
    """

    state: DescentChoices
    path: "PathView"
    rivals: RivalsView


@dataclass(frozen=True, slots=True, eq=False)
class AttractionView:
    """Basins of attraction of the chosen optimiser.

    Attributes:
        formula: Text of f.
        basins: The minimum that every start of a line leads to.
    """

    formula: str
    basins: Basins


@dataclass(frozen=True, slots=True)
class CheckView:
    """The tape's derivatives against exact ones and against central differences, over a span.

    Attributes:
        formula: Text of f that was checked.
        span: Where, in units of the x axis.
        rows: For f′ and f″: largest relative distance from the exact derivative, and from the
            central difference; None where there was nothing to compare with.
        has_jumps: Whether f or f′ jumps there; at jumps no difference is taken.
    """

    formula: str
    span: Span
    rows: "tuple[tuple[Deviation | None, Deviation | None], ...]"
    has_jumps: bool = False


@dataclass(frozen=True, slots=True)
class CaveatsView:
    """Where TensorFlow's gradient is not what mathematics says, at one place.

    Attributes:
        formula: Text of f.
        caveats: What to beware of, with the safe form where there is one.
        lost: Derivatives that TensorFlow has lost, with their values.
    """

    formula: str
    caveats: tuple[Caveat, ...]
    lost: "tuple[Lost, ...]" = ()


@dataclass(frozen=True, slots=True, eq=False)
class DifferencesView:
    """How far finite differences are from f′ at one place, for every step and precision.

    Attributes:
        formula: Text of f.
        x: The place, in units of the x axis.
        curves: By precision and scheme ("forward", "central"): steps h and errors, shape (n,).
        tape: By precision: the tape's own error, 0 where it has the exact bits.
    """

    formula: str
    x: float
    curves: Mapping[tuple[str, str], tuple[Samples, Samples]]
    tape: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class PathView:
    """A descent as far as it is computed.

    Attributes:
        settings: What it was made from.
        trajectory: Places visited, gradients, and what the formula foretold.
        derivatives: f, f′, f″ … at every place in float64, shape (k, n + 1).
        minimum: The minimum downhill of the start, None if there is none.
        lowest: f at that minimum.
        valleys: Those that the path passes, points where f′ is 0 first.
        is_open: Whether it hangs on what lies beyond the last update what is said.
    """

    settings: DescentSettings
    trajectory: Trajectory
    derivatives: Samples
    minimum: Minimum | None
    lowest: float | None
    valleys: tuple[Valley, ...]
    is_open: bool = False

    @property
    def parabola(self) -> bool:
        """Whether f″ is the same at every place."""
        # Not to the bit: the tapes round at each place by itself.
        return bool(np.allclose(self.derivatives[2], self.derivatives[2][0], rtol=1e-9))

    @property
    def bends_alike(self) -> bool:
        """Whether f′ grows with the distance from the minimum as f″ there says, but for a tenth."""
        minimum = self.minimum
        if minimum is None or not 0 < minimum.curvature < np.inf:
            return False
        away = self.trajectory.x.astype(np.float64) - minimum.x
        with np.errstate(all="ignore"):
            bend = self.derivatives[1] / away / minimum.curvature
        # Where x has arrived, both are rounding; the last place of a broken path is none.
        told = np.isfinite(away) & (np.abs(away) > 1e-3 * np.abs(away[0]))
        return bool((np.abs(bend[told] - 1) < 0.1).all())

    @property
    def complete(self) -> bool:
        """Whether all updates are there, or the descent ended before."""
        return (
            self.trajectory.updates >= self.settings.updates
            or self.trajectory.diverged_at is not None
        )

    @property
    def last(self) -> int:
        """Index of the last place computed."""
        return self.trajectory.updates

    @property
    def minimum_curvature(self) -> float | None:
        """f″ at the minimum, None where it is not known, zero or not finite."""
        # Infinite at a corner, where 1/f″ and 2/f″ say nothing.
        known = self.minimum is not None and 0 < self.minimum.curvature < np.inf
        return self.minimum.curvature if self.minimum is not None and known else None

    @property
    def is_at_corner(self) -> bool:
        """Whether f′ does not exist at the minimum, a corner or a cusp."""
        return self.minimum is not None and self.minimum.is_corner

    def verdict(
        self, cursor: int, outlook: Trajectory | None = None, rates: RateMap | None = None
    ) -> Verdict:
        """Return what the descent does at a place; more with what lies beyond, and at other rates."""
        n = min(cursor, self.last)
        better = better_rate(self.trajectory, self.settings, rates) if self.complete else None
        return judge(self.trajectory, n, self.valleys, self.settings, outlook, better)


def better_rate(path: Trajectory, settings: DescentSettings, rates: RateMap | None) -> float | None:
    """Return the best rate of a map if it was run alone and ended lower than a whole path."""
    # At the best rate itself a preview may end higher by its last bits.
    if rates is None or rates.best_end is None or rates.best == settings.learning_rate:
        return None
    is_lower = path.diverged_at is not None or rates.best_end < float(path.y[-1])
    return rates.best if is_lower else None


@dataclass(frozen=True, slots=True)
class VisibleRange:
    """The part of the x axis that is looked at.

    Attributes:
        span: As zoomed or panned by the user; None for the one that suits the descent.
        start: Start of that descent; it stays until a start lies beyond what is seen.
    """

    span: Span | None = None
    start: float = DescentChoices().start


@dataclass(frozen=True, slots=True, kw_only=True)
class DescentShown(Shown):
    """What the Descent page shows.

    Attributes:
        frame: The part of the x axis that is looked at.
        dragging: Whether the point is held by the mouse; the plane then stays as it is.
    """

    choices: DescentChoices
    frame: VisibleRange = VisibleRange()
    dragging: bool = False
    curves: Result[CurvesView] = Result()
    path: Result[PathView] = Result()
    outlook: Result[Trajectory] = Result()
    rivals: Result[RivalsView] = Result()
    shapes: Result[Shapes] = Result()
    checks: Result[CheckView] = Result()
    differences: Result[DifferencesView] = Result()
    attraction: Result[AttractionView] = Result()
    rate_map: Result[RateMap] = Result()
    caveats: Result[CaveatsView] = Result()

    @property
    def place(self) -> int | None:
        """Index of the update shown, the last one computed where the path ended before; None yet."""
        path = self.path.value
        # The place itself, not the last one there is: a path still grows towards it.
        if path is None or (self.choices.cursor > path.last and not path.complete):
            return None
        return min(self.choices.cursor, path.last)

    @property
    def seen(self) -> Span | None:
        """The part of the x axis that is drawn."""
        curves = self.curves.value
        return self.frame.span or (None if curves is None else curves.span)

    @property
    def verdict(self) -> Verdict | None:
        """What the descent does at the place shown; None while no path is known."""
        path = self.path.value
        if path is None:
            return None
        return path.verdict(self.choices.cursor, self.outlook.fresh, self.rate_map.fresh)


def stalled(x: Samples, slopes: Samples, rate: float, dtype: str) -> Samples:
    """Return the positions at which x − rate · f′ rounds back to x though f′ is not 0.

    Args:
        x: Positions, shape (n,).
        slopes: f′ there.
        rate: Learning rate.
        dtype: NumPy name of the precision in which an update is computed.

    Returns:
        `x` with NaN wherever an update does move.
    """
    with np.errstate(all="ignore"):
        place, slope = x.astype(dtype), slopes.astype(dtype)
        # Each operation rounded in that precision, as the update itself is.
        stuck = (place - np.asarray(rate, dtype) * slope == place) & (slopes != 0)
    return np.where(stuck & np.isfinite(slopes), x, np.nan)
