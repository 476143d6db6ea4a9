"""Values, slopes, second derivatives and minima of f(x, y), by tapes for all points at once."""

from typing import Any

import numpy as np
import tensorflow as tf

from explorer.core.arrays import Point, Samples, Span
from explorer.core.descent.results import Curvature, Curvatures, GridValues, SurfaceMinimum
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function
from explorer.core.graphs import traced
from explorer.core.kept import kept

_NEWTON_STEPS = 30
MOST_MINIMA = 64  # that are looked for, the lowest
_CLOSINGS = 24  # to 3**-24 of a cell of the grid


def grid(formula: Formula, x_range: Span, y_range: Span, columns: int, rows: int) -> GridValues:
    """Return f and ∇f on a regular grid, in float64.

    Entry (i, j) of f depends on entry (i, j) of x and y alone, so the gradient of the sum holds
    the gradient at every point.

    Args:
        formula: Function of x and y.
        x_range: First and last column.
        y_range: First and last row.
        columns: Number of columns.
        rows: Number of rows.

    Returns:
        The grid; a gradient that the tape does not find is 0.
    """
    x, y = np.linspace(*x_range, columns), np.linspace(*y_range, rows)
    points = (tf.constant(each) for each in np.meshgrid(x, y))
    values, gradient_x, gradient_y = (each.numpy() for each in _field(formula)(*points))
    return GridValues(x, y, values, gradient_x, gradient_y)


def surface_minima(formula: Formula, seen: GridValues) -> tuple[SurfaceMinimum, ...]:
    """Return the minima of f(x, y) inside a grid, lowest first.

    Every point of the grid that lies below its eight neighbours starts Newton's method; where
    that does not end at a minimum, as at a kink, ever finer grids close in on the lowest point.

    Args:
        formula: Function of x and y.
        seen: Its grid; minima closer together than its points may be missed, and of more than
            `MOST_MINIMA` lowest points only the lowest are looked into.
    """
    found: list[SurfaceMinimum] = []
    for row, column in _lowest_points(seen.values)[:MOST_MINIMA]:
        point = np.array([seen.x[column], seen.y[row]])
        minimum = _minimum_near(formula, seen, point)
        # Several points of the grid may lead to one minimum.
        if minimum is not None and all(_distance(minimum, other) > 1e-6 for other in found):
            found.append(minimum)
    return tuple(sorted(found, key=lambda each: (each.value, each.x, each.y)))


def has_more_minima(seen: GridValues) -> bool:
    """Return whether `surface_minima` leaves lowest points of a grid out."""
    return len(_lowest_points(seen.values)) > MOST_MINIMA


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
    # Exact mixed derivatives are equal, rounded ones need not be, and `eigh` reads one triangle
    # alone.
    hessians = (hessians + hessians.transpose(0, 2, 1)) / 2
    finite = np.isfinite(hessians).all(axis=(1, 2))
    eigenvalues, eigenvectors = np.linalg.eigh(np.where(finite[:, None, None], hessians, np.eye(2)))
    eigenvalues[~finite] = np.nan
    return Curvatures(points, values, gradients, hessians, eigenvalues, eigenvectors)


@kept(1.5)
def _derivatives(formula: Formula) -> Any:
    function = tensor_function(formula)

    def derivatives(x: tf.Tensor, y: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        at = x, y
        # Persistent, for it is asked once for each row of the Hessian.
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
    return traced(derivatives, points, points)


@kept(0.6)
def _field(formula: Formula) -> Any:
    function = tensor_function(formula)

    def field(x: tf.Tensor, y: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as tape:
            tape.watch((x, y))
            values = function(x, y)
        slopes = tape.gradient(values, (x, y), unconnected_gradients="zero")
        return values, *slopes

    points = tf.TensorSpec((None, None), tf.float64)
    return traced(field, points, points)


def _lowest_points(values: Samples) -> list[tuple[int, int]]:
    """Return row and column of every point inside that no neighbour undercuts, lowest first."""
    rows, columns = values.shape
    shifts = [(i, j) for i in range(3) for j in range(3) if (i, j) != (1, 1)]
    around = np.array([values[i : rows - 2 + i, j : columns - 2 + j] for i, j in shifts])
    inner = values[1:-1, 1:-1]
    # The second condition leaves plateaus out: some neighbour has to be higher.
    places = np.argwhere((inner <= around.min(axis=0)) & (inner < around.max(axis=0))) + 1
    order = np.argsort(values[tuple(places.T)], kind="stable")
    return [(int(row), int(column)) for row, column in places[order]]


def _minimum_near(formula: Formula, seen: GridValues, point: Samples) -> SurfaceMinimum | None:
    """Return the minimum below a point of the grid: a round one beside it, a kink, or one away."""
    round_one = _polished(formula, seen, point)
    cell = np.array([seen.x[1] - seen.x[0], seen.y[1] - seen.y[0]])
    # Newton's method may leap, and end at the minimum of another valley.
    if round_one and (np.abs((round_one.x, round_one.y) - point) <= 2 * cell).all():
        return round_one
    return _closed_in(formula, seen, point) or round_one


def _polished(formula: Formula, seen: GridValues, point: Samples) -> SurfaceMinimum | None:
    """Return the minimum that Newton's method reaches from a point, None if it leaves the grid."""
    for _ in range(_NEWTON_STEPS):
        here = curvature_at(formula, (float(point[0]), float(point[1])))
        following = here.newton_point
        if following is None or not np.isfinite(following).all():
            return None
        arrived = np.allclose(following, point, rtol=1e-14, atol=1e-14)
        point = following
        if arrived:
            break
    here = curvature_at(formula, (float(point[0]), float(point[1])))
    inside = seen.x[0] <= point[0] <= seen.x[-1] and seen.y[0] <= point[1] <= seen.y[-1]
    if here.shape() != "minimum" or not inside:
        return None
    return SurfaceMinimum(float(point[0]), float(point[1]), here.value)


def _closed_in(formula: Formula, seen: GridValues, point: Samples) -> SurfaceMinimum | None:
    """Return the lowest point around a point of the grid, None if it is lowest in no direction."""
    half = np.array([seen.x[1] - seen.x[0], seen.y[1] - seen.y[0]])
    for _ in range(_CLOSINGS):
        (left, bottom), (right, top) = point - half, point + half
        near = grid(formula, (left, right), (bottom, top), 9, 9)
        if not np.isfinite(near.values).all():
            return None
        row, column = np.unravel_index(int(near.values.argmin()), near.values.shape)
        edge = np.concatenate([near.values[[0, -1]].ravel(), near.values[:, [0, -1]].ravel()])
        # Lowest on the edge: f goes on falling out of the frame, and there is no minimum in it.
        if not near.values[row, column] < edge.min():
            return None
        point = np.array([near.x[column], near.y[row]])
        # Neighbours of the lowest point are half / 4 away, so a third still holds them.
        half = half / 3
    return SurfaceMinimum(float(point[0]), float(point[1]), float(near.values[row, column]))


def _distance(one: SurfaceMinimum, other: SurfaceMinimum) -> float:
    return float(np.hypot(one.x - other.x, one.y - other.y))
