"""A loss as a function of all its weights in one row: its gradient, and its Hessian times a vector."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.arrays import Row
from explorer.core.compiled import by_xla


class CurvedLoss:
    """A loss L(w), with ∇L(w) and H(w)·v by tapes; the Hessian H itself is never made.

    H v is the gradient of the number ∇L·v: a tape around a tape. XLA compiles both. Forward mode over reverse
    mode gives the same numbers and takes half as long again.

    Source: B. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6, 1994.
    """

    def __init__(self, loss: Callable[..., Any], shapes: Sequence[tuple[int, ...]]) -> None:
        """Take the loss of a list of tensors and of data, and the shapes of these tensors."""
        self._loss, self._shapes = loss, shapes
        self._sizes = [math.prod(shape) for shape in shapes]
        self._slope = by_xla(self._value_and_gradient)
        self._curve = by_xla(self._product)

    def gradient(self, weights: Row, *data: Any) -> tuple[float, Row]:
        """Return L(w) and ∇L(w).

        Args:
            weights: w, float32, shape (weights,).
            data: What the loss takes besides, as tensors.
        """
        value, gradient = self._slope(tf.constant(weights), *data)
        return float(value), np.asarray(gradient)

    def product(self, weights: Row, direction: Row, *data: Any) -> Row:
        """Return H(w)·v for a direction v, shape (weights,)."""
        found: Row = np.asarray(self._curve(tf.constant(weights), tf.constant(direction), *data))
        return found

    def _value_and_gradient(self, weights: Any, *data: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            tape.watch(weights)
            parts = tf.split(weights, self._sizes)
            value = self._loss(
                [tf.reshape(part, shape) for part, shape in zip(parts, self._shapes, strict=True)],
                *data,
            )
        return value, tape.gradient(value, weights)

    def _product(self, weights: Any, direction: Any, *data: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(weights)
            slope = tf.tensordot(self._value_and_gradient(weights, *data)[1], direction, 1)
        # A loss of straight pieces has the Hessian 0, and a gradient that depends on no weight.
        return tape.gradient(slope, weights, unconnected_gradients=tf.UnconnectedGradients.ZERO)


def joined(arrays: Sequence[NDArray[Any]]) -> Row:
    """Return arrays as one row, as `CurvedLoss` takes it."""
    return np.concatenate([np.ravel(array) for array in arrays]).astype(np.float32, copy=False)
