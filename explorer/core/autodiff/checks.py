"""The tape checked against symbols and against differences, over a range."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Floats
from explorer.core.functions.differences import default_step, difference
from explorer.core.functions.formula import Formula
from explorer.core.functions.symbolic.derivative import derivative
from explorer.core.sentences import ExplorerError, Sentence


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far two ways to the same derivative are apart at worst.

    Attributes:
        relative: Largest distance, as a share of the derivative's size.
        at: Where that is, in units of the x axis.
        places: How many places were compared; both ways give a finite number there.
    """

    relative: float
    at: float
    places: int


@dataclass(frozen=True, slots=True, eq=False)
class DerivativeCheck:
    """A derivative three ways, in float64.

    Attributes:
        x: Positions, shape (n,), in units of the x axis.
        order: Which derivative.
        tape: By nested tapes, shape (n,).
        difference: By a central difference of the order below, shape (n,).
        symbolic: By symbols, shape (n,); None without an exact derivative.
        exact: The exact derivative, if there is one.
        missing: Why there is none.
        jumps: Where the order below jumps, shape (n,); a difference says nothing there and is NaN.
    """

    x: NDArray[np.float64]
    order: int
    tape: NDArray[np.float64]
    difference: NDArray[np.float64]
    symbolic: NDArray[np.float64] | None
    exact: Formula | None
    missing: Sentence | None
    jumps: NDArray[np.bool_]

    def from_symbolic(self) -> Deviation | None:
        """Largest distance of the tape from symbols; None without common finite places."""
        return None if self.symbolic is None else self._deviation(self.symbolic)

    def from_difference(self) -> Deviation | None:
        """Largest distance of the tape from differences; None without common finite places."""
        return self._deviation(self.difference)

    def _deviation(self, other: NDArray[np.float64]) -> Deviation | None:
        """Return the largest |tape − other| / size at the places where both are finite.

        The size is |tape| there, and not less than the median of |tape|: near a zero of the
        derivative every error would be large beside it.
        """
        finite = np.isfinite(self.tape) & np.isfinite(other)
        if not finite.any():
            return None
        tape, x = self.tape[finite], self.x[finite]
        distance = np.abs(tape - other[finite])
        size = np.maximum(np.abs(tape), np.median(np.abs(tape)))
        # A derivative that is 0 everywhere has no size; then the distance stands for itself.
        relative = distance / np.where(size > 0, size, 1.0)
        worst = int(np.argmax(relative))
        return Deviation(float(relative[worst]), float(x[worst]), len(x))


@np.errstate(all="ignore")  # what overflows is compared, and seen by it
def check(formula: Formula, x: NDArray[np.float64], order: int = 1) -> DerivativeCheck:
    """Return one derivative three ways, in float64: by the tape, by symbols, by a difference.

    The difference of order k is the central difference quotient of the tape's derivative of
    order k − 1.

    Args:
        formula: f, a function of one variable.
        x: Positions, shape (n,), in units of the x axis.
        order: Which derivative, 1 to 4.

    Returns:
        All three at every position; without symbols where they have no answer in time.
    """
    # Imported where it works: what this returns is drawn without TensorFlow.
    from explorer.core.autodiff.derivatives import sample

    def below(places: Floats) -> Floats:
        lower: Floats = sample(formula, places, order - 1)[order - 1]
        return lower

    values = sample(formula, x, order)[order]
    step = default_step(x)
    # Of the order below: of f itself, each difference more would divide rounding by the step again.
    quotient = difference(below, x, step).astype(np.float64)
    twice = difference(below, x, 2 * step)
    beside = [np.abs(sample(formula, x + by, order)[order]) for by in (-2 * step, 2 * step)]
    jumps = _jumps(quotient, twice, np.fmax(*beside), np.abs(below(x)) / step)
    quotient = np.where(jumps, np.nan, quotient)
    try:
        exact = derivative(formula, order)
    except ExplorerError as error:
        return DerivativeCheck(x, order, values, quotient, None, None, error.sentence, jumps)
    symbolic = sample(exact, x, 0)[0]
    return DerivativeCheck(x, order, values, quotient, symbolic, exact, None, jumps)


def _jumps(whole: Floats, twice: Floats, slope: Floats, height: Floats) -> NDArray[np.bool_]:
    """Return where a function jumps.

    Args:
        whole: Its difference quotients, shape (n,).
        twice: Those for twice the step.
        slope: |slope| beyond the step.
        height: |value| over the step; a difference is rounded by a share of it.
    """
    with np.errstate(all="ignore"):
        # Over twice the step a smooth function changes twice as much, a jump is as high as before;
        # and unlike a corner it is far steeper than what is beside it.
        keeps = np.abs(twice) < 0.75 * np.abs(whole)
        steep = np.abs(whole) > 50 * np.nan_to_num(slope) + 1e3 * np.finfo(np.float64).eps * height
        return np.asarray(keeps & steep)
