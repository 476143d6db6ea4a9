"""What is found: paths and minima of f(x), and grids, curvatures and minima of f(x, y).

Frozen values without TensorFlow, so that what draws or tells them need not load it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import DType, Floats, Samples

Shape = Literal["minimum", "maximum", "saddle", "flat", "slope"]
Level = Literal["maximum", "inflection", "flat"]


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """Positions and slopes before and after every update; entry 0 is the start.

    Every array has one row per position, n + 1 for n updates, and cannot be written to. On
    f(x, y) a position, its gradient and most states have two columns.

    Attributes:
        x: Positions, in units of the x axis, in the dtype of the variable.
        y: f at every position.
        gradient: df/dx at every position, as the tape gave it.
        formula_x: What the update rule foretold for every position from the one before.
        ulp: Distance between `formula_x` and `x`, in units in the last place.
        rate: Learning rate of the update that leaves each position, float32 as Keras holds it.
        noise: What was added to each gradient, None if nothing.
        states: What the optimiser held at every position, by name.
        diverged_at: First update after which x, f or the gradient is not finite; the path ends
            there. 0 if that is so at the start.
        is_preview: Whether XLA compiled it, so that its last bits may not be those of Keras;
            then `formula_x` is but x.
        updates: Number of updates made.
        dtype: Floating-point type of the variable.
    """

    x: Floats
    y: Floats
    gradient: Floats
    formula_x: Floats
    ulp: NDArray[np.int64]
    rate: NDArray[np.float32]
    noise: Floats | None = None
    states: Mapping[str, Floats] = field(default_factory=dict)
    diverged_at: int | None = None
    is_preview: bool = False
    updates: int = field(init=False)
    dtype: DType = field(init=False)

    def __post_init__(self) -> None:
        # A frozen value takes it in no other way. Its arrays are shared by threads: frozen, too.
        object.__setattr__(self, "updates", len(self.x) - 1)
        object.__setattr__(self, "dtype", self.x.dtype.name)
        for array in (self.x, self.y, self.gradient, self.formula_x, self.ulp, self.rate):
            array.setflags(write=False)
        for state in self.states.values():
            state.setflags(write=False)
        if self.noise is not None:
            self.noise.setflags(write=False)

    @property
    def max_ulp(self) -> int:
        """Largest distance between formula and optimiser, in units in the last place."""
        return int(self.ulp.max())

    @property
    def equal_bits(self) -> bool:
        """Whether the formula is known to give the optimiser's very bits at every update."""
        return not self.is_preview and self.max_ulp == 0


@dataclass(frozen=True, slots=True)
class RateBound:
    """A learning rate that theory marks for an optimiser near a minimum.

    Attributes:
        rate: The rate.
        formula: Its formula as plain text, such as "2/f″".
        is_stable: Whether rates above it lead away from the minimum; else it is the rate that
            lands on the minimum of a parabola in one update.
        of_network: Whether it is that of a network's sharpest direction, whose slice the function is.
    """

    rate: float
    formula: str
    is_stable: bool
    of_network: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RateMap:
    """What is left of a descent after its last updates, for many learning rates.

    Attributes:
        rates: Learning rates in rising order, shape (n,).
        left: The largest |f − f*| of the updates from `since` on, shape (n,); the largest f itself
            where no minimum is known. Not finite where the descent is not.
        is_lost: Whether the descent left the finite numbers at any update, or f stood above its
            value at the start at any update from `since` on, shape (n,).
        window: Lowest and highest rate of the part that is sampled finely.
        at_start: The same as `left` before the first update.
        target: f*, None if it is not known.
        since: First of the last updates that count.
        updates: Number of updates.
        best: Of the rates below the first that is lost the one with the least left, also if it is
            missed by a tenth of a decade; None if there is none or f* is not known.
        best_end: f after the last update at that rate, by a path of its own in the bits of Keras;
            None if it was not run so.
        bounds: Rates that theory marks; none where it does not hold.
    """

    rates: Samples
    left: Samples
    is_lost: NDArray[np.bool_]
    window: tuple[float, float]
    at_start: float
    target: float | None
    since: int
    updates: int
    best: float | None
    best_end: float | None = None
    bounds: tuple[RateBound, ...] = ()


@dataclass(frozen=True, slots=True)
class Minimum:
    """A point below which f does not fall on either side.

    Attributes:
        x: Its position, in units of the x axis.
        curvature: f″ there; 0 where f is flatter than a parabola, ∞ where f′ is upright or does not
            exist, NaN where f″ jumps.
        is_corner: Whether f′ does not exist there, at a corner or a cusp.
    """

    x: float
    curvature: float
    is_corner: bool = False


@dataclass(frozen=True, slots=True)
class Valley:
    """A part of the x axis over which f falls towards one place, or one point where f′ is 0.

    Attributes:
        low: Its left end; −∞ where f rises as far as one looked.
        high: Its right end.
        minimum: Where f falls to; None where it falls for ever, ends, or goes on behind a plateau.
        level: What the point is where f′ is 0 and no minimum; then `low` and `high` are that point.
    """

    low: float
    high: float
    minimum: Minimum | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Basins:
    """Where every start of a line ends.

    Attributes:
        starts: Starts from left to right, shape (n,).
        minima: The minima between them, from left to right.
        reached: For every start the index of the minimum reached, −1 if none, shape (n,).
    """

    starts: Floats
    minima: tuple[Minimum, ...]
    reached: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class GridValues:
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
        # There 1 − ηλ₁ and 1 − ηλ₂, by which an update multiplies the two, are opposite numbers.
        return float(2 / self.eigenvalues.sum()) if self.eigenvalues[0] > 0 else None

    @property
    def newton_point(self) -> Samples | None:
        """Where one step of Newton's method lands; None where the Hessian has no inverse."""
        # A condition number of 10ⁿ costs n digits, and float64 has not 16.
        if not np.isfinite(self.hessian).all() or not self.condition < 1e15:
            return None
        return np.asarray(self.point - np.linalg.solve(self.hessian, self.gradient))

    def shape(self, tolerance: float = 1e-6) -> Shape:
        """Return what kind of point it is, taking slopes below `tolerance` for level."""
        low, high = self.eigenvalues
        # Not `>`: a slope that is NaN is not level either.
        if not np.linalg.norm(self.gradient) <= tolerance:
            return "slope"
        if low > 0:
            return "minimum"
        if high < 0:
            return "maximum"
        return "saddle" if low < 0 < high else "flat"


@dataclass(frozen=True, slots=True, eq=False)
class Curvatures:
    """The same at n points: of everything one row for each.

    Eigenvalues are NaN where the Hessian is not finite.
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
