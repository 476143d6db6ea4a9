"""What the Descent page draws: frozen snapshots, each made for one state of choices."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent.results import Minimum, Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.verdict import Verdict, judge

Samples = NDArray[np.float64]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class CurvesView:
    """f, f′ and f″ over a span.

    Attributes:
        formula: Text of f that they belong to.
        x: Positions, shape (n,), also some way beyond the span.
        values: f, f′, f″ at the positions, shape (3, n), NaN where not finite.
        span: Part of the x axis to show.
        heights: Part of the y axis to show, for each of the three.
        fitted: Whether span and heights were chosen to suit the descent; the user's own zoom is kept.
    """

    formula: str
    x: Samples
    values: Samples
    span: Span
    heights: tuple[Span, ...]
    fitted: bool


@dataclass(frozen=True, slots=True)
class Shapes:
    """f, f′ and f″ written out, the derivatives as exact differentiation gives them.

    Attributes:
        formula: Text of f as typed.
        latex: The right-hand sides, to be typeset.
        plain: The same for labels and screen readers.
    """

    formula: str
    latex: tuple[str, str, str]
    plain: tuple[str, str, str]


@dataclass(frozen=True, slots=True, eq=False)
class PathView:
    """A descent as far as it is computed.

    Attributes:
        settings: What it was made from.
        trajectory: Places visited, gradients, and what the formula foretold.
        curvature: f″ at every place, shape as `trajectory.x`.
        minimum: The minimum downhill of the start, None if there is none.
    """

    settings: DescentSettings
    trajectory: Trajectory
    curvature: Samples
    minimum: Minimum | None

    @property
    def parabola(self) -> bool:
        """Whether f″ is the same at every place."""
        return bool(np.allclose(self.curvature, self.curvature[0], rtol=1e-9))

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
        known = self.minimum is not None and 0 < self.minimum.curvature < np.inf
        return self.minimum.curvature if self.minimum is not None and known else None

    def verdict(self, cursor: int) -> Verdict:
        """Return what the descent does at a place."""
        minimum = None if self.minimum is None else self.minimum.x
        return judge(
            self.trajectory, min(cursor, self.last), self.minimum_curvature, minimum, self.settings
        )
