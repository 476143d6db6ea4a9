"""Second derivatives of f(x, y) by nested tapes."""

from functools import lru_cache
from typing import Any

import numpy as np
import tensorflow as tf

from explorer.core.arrays import Point, Samples
from explorer.core.descent.surfaces import Curvature, Curvatures
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function


def curvature_at(formula: Formula, point: Point) -> Curvature:
    """Return f, ∇f and the Hessian at a point, with the Hessian's eigenvalues and eigenvectors.

    Args:
        formula: Function of x and y.
        point: x and y.

    Returns:
        All in float64; eigenvalues are NaN where the Hessian is not finite.
    """
    return curvatures_at(formula, np.array([point], np.float64)).at(0)


def curvatures_at(formula: Formula, points: Samples) -> Curvatures:
    """Return the same at many points at once.

    Row i of a Hessian is the gradient of ∂f/∂xᵢ; the inner tape gives ∂f/∂xᵢ, the outer one
    differentiates it. Entry n of f depends on entry n of x and y alone, so the gradient of a sum
    holds the gradient at every point.

    Args:
        formula: Function of x and y.
        points: x and y of every point, shape (n, 2).
    """
    found = _derivatives(formula)(*(tf.constant(each) for each in points.T))
    values, gradients, hessians = (each.numpy() for each in found)
    hessians = (hessians + hessians.transpose(0, 2, 1)) / 2
    finite = np.isfinite(hessians).all(axis=(1, 2))
    eigenvalues, eigenvectors = np.linalg.eigh(np.where(finite[:, None, None], hessians, np.eye(2)))
    eigenvalues[~finite] = np.nan
    return Curvatures(points, values, gradients, hessians, eigenvalues, eigenvectors)


@lru_cache(maxsize=16)
def _derivatives(formula: Formula) -> Any:
    function = tensor_function(formula)

    def derivatives(x: tf.Tensor, y: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        at = x, y
        with tf.GradientTape(persistent=True) as outer:
            outer.watch(at)
            with tf.GradientTape() as inner:
                inner.watch(at)
                values = tf.broadcast_to(function(x, y), tf.shape(x))
            gradient = inner.gradient(values, at, unconnected_gradients="zero")
        rows = [outer.gradient(each, at, unconnected_gradients="zero") for each in gradient]
        hessians = tf.stack([tf.stack(row, axis=-1) for row in rows], axis=-2)
        return values, tf.stack(gradient, axis=-1), hessians

    points = tf.TensorSpec((None,), tf.float64)
    return tf.function(derivatives, autograph=False).get_concrete_function(points, points)
