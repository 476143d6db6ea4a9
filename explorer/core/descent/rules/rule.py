"""What every update rule has in common: its arguments, its answer, its powers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent.arithmetic import flushed

Floats = NDArray[np.floating]
State = Mapping[str, Floats]
Parameters = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """What an update starts from; every array may have one row per update.

    Attributes:
        x: Positions.
        gradient: df/dx there, same shape and dtype.
        state: What the optimiser holds, by its Keras name, same dtype.
        rate: Learning rate η in float32, as Keras holds it.
        step: Number of updates made so far, t − 1.
    """

    x: Floats
    gradient: Floats
    state: State
    rate: NDArray[np.float32]
    step: NDArray[np.int64]

    def rate_as_x(self) -> Floats:
        """Return the rate rounded to the dtype of x."""
        return self.rate.astype(self.x.dtype)

    def as_x(self, number: float) -> Floats:
        """Return a parameter as `keras.ops.cast` does: in float32, then in the dtype of x."""
        return np.asarray(np.float32(number), self.x.dtype)

    def power(self, base: Floats, later: int = 1) -> Floats:
        """Return baseᵗ for update t = step + `later`, t rounded to the dtype of x."""
        return power(base, (self.step + later).astype(self.x.dtype))


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """What a rule says of one update, or of many side by side.

    Attributes:
        x: Positions after the update.
        state: What the optimiser holds after the update, by its Keras name.
        intermediates: Quantities on the way that are worth seeing, by symbol.
    """

    x: Floats
    state: State = field(default_factory=dict)
    intermediates: Mapping[str, Floats] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """An optimiser as two pure functions; the state is handed on.

    Attributes:
        init: State before the first update, for given positions and parameters.
        update: What the rule foretells, for given parameters.
    """

    init: Callable[[Floats, Parameters], State]
    update: Callable[[Before, Parameters], Foretold]


def zeros(*names: str) -> Callable[[Floats, Parameters], State]:
    """Return the `init` of a rule whose state begins with zeros."""

    def init(x: Floats, _parameters: Parameters) -> State:
        return {name: np.zeros_like(x) for name in names}

    return init


def power(base: Floats, exponent: Floats) -> Floats:
    """Return base to the exponent, each by the C library's `pow` as TensorFlow's scalars are.

    NumPy's arrays may use vector instructions that differ in the last bit; its scalars do not.
    """
    bases, exponents = np.broadcast_arrays(np.asarray(base), np.asarray(exponent))
    pairs = zip(bases.ravel(), exponents.ravel(), strict=True)
    powers = np.array([left**right for left, right in pairs], bases.dtype)
    return flushed(powers.reshape(bases.shape))
