"""What of a long path has to be drawn: lines and dots that are not there already."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]
Indexes = NDArray[np.intp]
MOST_LINES = 2_000
MOST_DOTS = 250
_FINEST = 1.0  # px between two places that are told apart
_DOT = 3.0  # px between two dots


@dataclass(frozen=True, slots=True, eq=False)
class Visits:
    """Which points of a path are needed to draw its line.

    Attributes:
        points: Indexes of the points that lines are drawn between, ascending, shape (m,).
        joined: Whether a line leads from each of them to the next, shape (m,).
    """

    points: Indexes
    joined: NDArray[np.bool_]


def first_visits(x: Samples, y: Samples) -> Visits:
    """Return what of a path's line is drawn, so that any beginning of it looks as if all were.

    Points that lie where the one before lies are left out. So is on a long path a line between
    two places that an earlier line joined, as an oscillating descent draws the same one for ever;
    where that leaves too many, places are told apart more coarsely.

    Args:
        x: Places in pixels, shape (n,).
        y: The same upwards.
    """
    size = _FINEST
    points = _moves(x, y, size)
    joined = np.append(np.ones(max(len(points) - 1, 0), bool), [False] * bool(len(points)))
    if len(x) <= MOST_LINES:
        return Visits(points, joined)
    while True:
        joined = _new_lines(x[points], y[points], size)
        if joined.sum() <= MOST_LINES:
            needed = joined.copy()
            needed[1:] |= joined[:-1]
            needed[:1] = True
            return Visits(points[needed], joined[needed])
        size *= 2
        points = _moves(x, y, size)


def first_dots(x: Samples, y: Samples) -> Indexes:
    """Return the indexes of the points that get a dot, ascending: those not on a dot before.

    Args:
        x: Places in pixels, shape (n,).
        y: The same upwards.
    """
    size, dots = _DOT, np.arange(len(x))
    while len(dots) > MOST_DOTS or size == _DOT:
        _, dots = np.unique(_cells(x, y, size), return_index=True)
        size *= 2
    return np.sort(dots)


def _moves(x: Samples, y: Samples, size: float) -> Indexes:
    """Return the indexes of the points in another square than the one before, the first too."""
    column, row = np.floor(x / size), np.floor(y / size)
    moved = np.ones(len(x), bool)
    moved[1:] = (column[1:] != column[:-1]) | (row[1:] != row[:-1])
    return np.flatnonzero(moved)


def _new_lines(x: Samples, y: Samples, size: float) -> NDArray[np.bool_]:
    """Return for every point whether the line to the next joins two places for the first time."""
    cells = _cells(x, y, size)
    low, high = np.minimum(cells[:-1], cells[1:]), np.maximum(cells[:-1], cells[1:])
    _, first = np.unique(low * (cells.max() + 1) + high, return_index=True)
    joined = np.zeros(len(x), bool)
    joined[first] = True
    return joined


def _cells(x: Samples, y: Samples, size: float) -> Indexes:
    """Return for every place the number of the square that it lies in."""
    if not len(x):
        return np.zeros(0, np.intp)
    column, row = (np.floor(a / size).astype(np.intp) for a in (x, y))
    column, row = column - column.min(), row - row.min()
    _, cells = np.unique(column * (row.max() + 1) + row, return_inverse=True)
    return cells
