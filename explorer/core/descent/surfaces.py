"""What is seen of a function of two variables, without TensorFlow: grids, curvatures, minima."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.core.arrays import Samples

Shape = Literal["minimum", "maximum", "saddle", "flat", "slope"]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Values and gradients of f(x, y) on a grid.

    Attributes:
        x: Positions of the columns, shape (columns,).
        y: Positions of the rows, shape (rows,).
        values: f, shape (rows, columns); may hold NaN and infinities.
        gradient_x: ∂f/∂x, same shape.
        gradient_y: ∂f/∂y, same shape.
    """

    x: Samples
    y: Samples
    values: Samples
    gradient_x: Samples
    gradient_y: Samples


@dataclass(frozen=True, slots=True, eq=False)
class Curvature:
    """The second derivatives of f(x, y) at a point and what follows from them.

    Attributes:
        point: The point, shape (2,).
        value: f there.
        gradient: ∇f there, shape (2,).
        hessian: Second derivatives, shape (2, 2), symmetrical.
        eigenvalues: λ₁ ≤ λ₂, shape (2,).
        eigenvectors: Their unit vectors as columns, shape (2, 2).
    """

    point: Samples
    value: float
    gradient: Samples
    hessian: Samples
    eigenvalues: Samples
    eigenvectors: Samples

    @property
    def condition(self) -> float:
        """Largest |λ| over smallest; ∞ where one of them is 0, NaN where both are."""
        smallest, largest = np.sort(np.abs(self.eigenvalues))
        with np.errstate(divide="ignore", invalid="ignore"):
            return float(np.divide(largest, smallest))

    @property
    def stable_rate(self) -> float | None:
        """2/λ₂, below which gradient descent nears the minimum; None unless both λ are above 0."""
        return float(2 / self.eigenvalues[1]) if self.eigenvalues[0] > 0 else None

    @property
    def fastest_rate(self) -> float | None:
        """2/(λ₁ + λ₂), which shrinks both directions alike; None unless both λ are above 0."""
        return float(2 / self.eigenvalues.sum()) if self.eigenvalues[0] > 0 else None

    @property
    def newton_point(self) -> Samples | None:
        """Where one step of Newton's method lands; None where the Hessian has no inverse."""
        if not np.isfinite(self.hessian).all() or not self.condition < 1e15:
            return None
        return np.asarray(self.point - np.linalg.solve(self.hessian, self.gradient))

    def shape(self, tolerance: float = 1e-6) -> Shape:
        """Return what kind of point it is, taking slopes below `tolerance` for level."""
        low, high = self.eigenvalues
        if not np.linalg.norm(self.gradient) <= tolerance:
            return "slope"
        if low > 0:
            return "minimum"
        if high < 0:
            return "maximum"
        return "saddle" if low < 0 < high else "flat"


@dataclass(frozen=True, slots=True, eq=False)
class Curvatures:
    """The second derivatives of f(x, y) at n points.

    Attributes:
        points: The points, shape (n, 2).
        values: f there, shape (n,).
        gradients: ∇f there, shape (n, 2).
        hessians: Second derivatives, shape (n, 2, 2), symmetrical.
        eigenvalues: λ₁ ≤ λ₂ at each, shape (n, 2); NaN where the Hessian is not finite.
        eigenvectors: Their unit vectors as columns, shape (n, 2, 2).
    """

    points: Samples
    values: Samples
    gradients: Samples
    hessians: Samples
    eigenvalues: Samples
    eigenvectors: Samples

    def at(self, n: int) -> Curvature:
        """Return what was found at one of the points."""
        return Curvature(
            self.points[n],
            float(self.values[n]),
            self.gradients[n],
            self.hessians[n],
            self.eigenvalues[n],
            self.eigenvectors[n],
        )


@dataclass(frozen=True, slots=True)
class SurfaceMinimum:
    """A minimum of f(x, y).

    Attributes:
        x: Its x.
        y: Its y.
        value: f there.
    """

    x: float
    y: float
    value: float
