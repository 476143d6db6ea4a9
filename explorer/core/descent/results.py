"""The path of a descent: what every update did and what its formula foretold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import DType, Floats


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

    def __post_init__(self) -> None:
        for array in (self.x, self.y, self.gradient, self.formula_x, self.ulp, self.rate):
            array.setflags(write=False)
        for state in self.states.values():
            state.setflags(write=False)
        if self.noise is not None:
            self.noise.setflags(write=False)

    @property
    def updates(self) -> int:
        """Number of updates made."""
        return len(self.x) - 1

    @property
    def dtype(self) -> DType:
        """Floating-point type of the variable."""
        return cast("DType", self.x.dtype.name)

    @property
    def max_ulp(self) -> int:
        """Largest distance between formula and optimiser, in units in the last place."""
        return int(self.ulp.max())

    @property
    def equal_bits(self) -> bool:
        """Whether the formula is known to give the optimiser's very bits at every update."""
        return not self.is_preview and self.max_ulp == 0


@dataclass(frozen=True, slots=True)
class Minimum:
    """A point below which f does not fall on either side.

    Attributes:
        x: Its position, in units of the x axis.
        curvature: f″ there; 0 where f is flatter than a parabola, ∞ at a kink or a cusp, where f′
            does not exist.
    """

    x: float
    curvature: float


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
