"""A function of x and its derivatives from nested tapes, eager, or traced where many are wanted."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.arrays import DType
from explorer.core.autodiff.results import Answer, Derivatives, Source
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function
from explorer.core.graphs import traced
from explorer.core.kept import kept
from explorer.core.numerals import exact
from explorer.core.sentences import ExplorerError, said

Elementwise = Callable[[Any], Any]
HIGHEST_ORDER = 4


def sample(formula: Formula, x: NDArray[np.floating[Any]], order: int = 2) -> NDArray[np.float64]:
    """Return f, f′, f″ … at every x, each order by one tape more around all samples at once.

    A tape differentiates the sum of its target; as f is elementwise, entry i of that
    gradient is the derivative at x[i] alone. Where TensorFlow finds no path from a
    derivative back to x (f″ of 3x, f′ of floor) the row is 0, its own
    `tf.UnconnectedGradients.ZERO`.

    Args:
        formula: f, a function of one variable.
        x: Positions, shape (n,), in units of the x axis.
        order: Highest derivative, 0 to 4.

    Returns:
        Shape (order + 1, n), float64; row k holds the derivative of order k. Infinities are
        those of TensorFlow; where f itself is NaN every row is, though TensorFlow gives 1/x
        as the slope of ln(x) on either side.

    Source: TensorFlow guide "Introduction to gradients and automatic differentiation",
        sections "Gradients of non-scalar targets" and "Higher-order gradients".
    """
    # In float64 always: curves are to show f, not what a precision makes of it.
    positions = tf.constant(x, dtype=tf.float64)
    zero = tf.UnconnectedGradients.ZERO
    rows = nested(tensor_function(formula), positions, order, watch=True, unconnected=zero)
    sampled = np.stack([row.numpy() for row in rows])
    return np.where(np.isnan(sampled[0]), np.nan, sampled)


def sample_traced(
    formula: Formula, x: NDArray[np.floating[Any]], order: int = 2
) -> NDArray[np.float64]:
    """Return f, f′, f″ … at every x like `sample`, but for the last bits, which a graph may move.

    Args:
        formula: f, a function of one variable.
        x: Positions, shape (n,), in units of the x axis.
        order: Highest derivative, 0 to 4.

    Returns:
        Shape (order + 1, n), float64; row k holds the derivative of order k.
    """
    sampled: NDArray[np.float64] = _graph(formula, order)(tf.constant(x, tf.float64)).numpy()
    return np.where(np.isnan(sampled[0]), np.nan, sampled)


@kept(0.6)
def _graph(formula: Formula, order: int) -> Any:
    function, zero = tensor_function(formula), tf.UnconnectedGradients.ZERO

    def sampled(x: tf.Tensor) -> tf.Tensor:
        return tf.stack(nested(function, x, order, watch=True, unconnected=zero))

    # Of any length: one graph serves every number of samples.
    kind = tf.TensorSpec((None,), tf.float64)
    return traced(sampled, kind)


def derivatives_at(
    formula: Formula,
    at: float,
    order: int = 2,
    source: Source = "variable",
    dtype: DType = "float32",
) -> Derivatives:
    """Return f and its derivatives at one place, None where `tape.gradient` answers None.

    Args:
        formula: f, a function of one variable.
        at: x, in units of the x axis; rounded to `dtype`.
        order: Highest derivative, 0 to 4.
        source: What x is: a Variable, a constant, or a constant that each tape watches.
        dtype: Precision of x and of everything computed from it.

    Raises:
        ExplorerError: When x cannot be held in `dtype`.
    """
    place = rounded(at, dtype)
    # Eager and not traced: what is shown is what TensorFlow answers a learner's own program.
    x: Any = (tf.Variable if source == "variable" else tf.constant)(place, dtype=dtype)
    orders = nested(tensor_function(formula), x, order, watch=source == "watched")
    return Derivatives(place, source, dtype, tuple(Answer.given(value) for value in orders))


def nested(
    function: Elementwise,
    x: Any,
    order: int,
    *,
    watch: bool,
    unconnected: Any = tf.UnconnectedGradients.NONE,
) -> tuple[Any, ...]:
    """Return f(x) and its derivatives, the one of order k from k tapes inside each other.

    Args:
        function: f, elementwise.
        x: Variable or tensor.
        order: Number of tapes.
        watch: Whether each tape is told to watch x; a Variable needs no telling.
        unconnected: What a tape answers when its target does not depend on x.

    Returns:
        order + 1 entries; after a None every later one is None too.
    """
    if order == 0:
        return (tf.convert_to_tensor(function(x)),)
    with tf.GradientTape() as tape:
        if watch:
            # Every tape by itself: an outer one does not hear what an inner one is told.
            tape.watch(x)
        lower = nested(function, x, order - 1, watch=watch, unconnected=unconnected)
    target = lower[-1]
    if target is None:
        # A tape asked for the gradient of None would raise an error.
        return (*lower, None)
    return (*lower, tape.gradient(target, x, unconnected_gradients=unconnected))


def rounded(at: float, dtype: DType) -> float:
    """Return x as `dtype` holds it.

    Raises:
        ExplorerError: When x is not finite in `dtype`.
    """
    # NumPy would warn of the infinity that is refused in words below.
    with np.errstate(over="ignore"):
        place = float(np.dtype(dtype).type(at))
    if not math.isfinite(place):
        largest = exact(float(np.finfo(dtype).max), dtype)
        raise ExplorerError(
            said(
                "Errors",
                "x must be a number that {dtype} can hold. "
                "Type one between −{largest} and {largest}.",
                dtype=dtype,
                largest=largest,
            )
        )
    return place
