"""Second derivatives of f(x, y) by nested tapes."""

from functools import lru_cache
from typing import Any

import numpy as np
import tensorflow as tf

from explorer.core.descent.surfaces import Curvature
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function


def curvature_at(formula: Formula, point: tuple[float, float]) -> Curvature:
    """Return f, ∇f and the Hessian at a point, with the Hessian's eigenvalues and eigenvectors.

    Row i of the Hessian is the gradient of ∂f/∂xᵢ; the inner tape gives ∂f/∂xᵢ, the outer one
    differentiates it.

    Args:
        formula: Function of x and y.
        point: x and y.

    Returns:
        All in float64; eigenvalues are NaN where the Hessian is not finite.
    """
    at = tf.constant(point, tf.float64)
    value, gradient, hessian = (each.numpy() for each in _derivatives(formula)(at))
    hessian = (hessian + hessian.T) / 2
    if np.isfinite(hessian).all():
        eigenvalues, eigenvectors = np.linalg.eigh(hessian)
    else:
        eigenvalues, eigenvectors = np.full(2, np.nan), np.eye(2)
    return Curvature(np.array(point), float(value), gradient, hessian, eigenvalues, eigenvectors)


@lru_cache(maxsize=16)
def _derivatives(formula: Formula) -> Any:
    function = tensor_function(formula)

    def derivatives(at: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as outer:
            outer.watch(at)
            with tf.GradientTape() as inner:
                inner.watch(at)
                value = function(at[0], at[1])
            gradient = inner.gradient(value, at, unconnected_gradients="zero")
        hessian = outer.jacobian(
            gradient, at, unconnected_gradients="zero", experimental_use_pfor=False
        )
        return value, gradient, hessian

    return tf.function(derivatives, autograph=False).get_concrete_function(
        tf.TensorSpec((2,), tf.float64)
    )
