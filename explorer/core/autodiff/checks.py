"""The tape checked against symbols and against differences, over a range."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from explorer.core.autodiff.derivatives import sample
from explorer.core.autodiff.results import Check
from explorer.core.functions.differences import default_step, difference
from explorer.core.functions.symbolic.derivative import derivative
from explorer.core.sentences import ExplorerError

if TYPE_CHECKING:
    from explorer.core.functions.formula import Formula


def check(formula: "Formula", x: NDArray[np.float64], order: int = 1) -> Check:
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
    values = sample(formula, x, order)[order]
    quotient = difference(
        lambda places: sample(formula, places, order - 1)[order - 1], x, default_step(x)
    ).astype(np.float64)
    try:
        exact = derivative(formula, order)
    except ExplorerError as error:
        return Check(x, order, values, quotient, None, None, error.sentence)
    return Check(x, order, values, quotient, sample(exact, x, 0)[0], exact, None)
