"""Derivatives from nested tapes traced into a graph once: soon there, when many are wanted in turn."""

from functools import lru_cache
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.autodiff.derivatives import nested
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function


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


@lru_cache(maxsize=64)
def _graph(formula: Formula, order: int) -> Any:
    function, zero = tensor_function(formula), tf.UnconnectedGradients.ZERO

    def sampled(x: tf.Tensor) -> tf.Tensor:
        return tf.stack(nested(function, x, order, watch=True, unconnected=zero))

    kind = tf.TensorSpec((None,), tf.float64)
    return tf.function(sampled, autograph=False).get_concrete_function(kind)
