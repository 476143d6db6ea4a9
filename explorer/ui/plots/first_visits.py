"""What of a long path has to be drawn: lines and dots that are not there already."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]
Indexes = NDArray[np.intp]
MOST_LINES = 2_000
MOST_DOTS = 250
_FINEST = 0.5  # px between two ends of lines that are told apart
_DOT = 3.0  # px between two dots


@dataclass(frozen=True, slots=True, eq=False)
class Visits:
    """Which points of a path are needed to draw it.

    Attributes:
        points: Indexes of the points that lines are drawn between, ascending, shape (m,).
        joined: Whether a line leads from each of them to the next, shape (m,).
        dots: Indexes of the points that get a dot, ascending.
    """

    points: Indexes
    joined: NDArray[np.bool_]
    dots: Indexes


def first_visits(x: Samples, y: Samples) -> Visits:
    """Return what of a path is drawn, so that any beginning of it looks as if all were.

    A line between two places that an earlier line joined is left out, as an oscillating descent
    draws the same one for ever; so is a dot on a dot. Where that leaves too many, places are told
    apart more coarsely.

    Args:
        x: Places in pixels, shape (n,).
        y: The same upwards.
    """
    lines = _lines(x, y)
    needed = np.zeros(len(x), bool)
    needed[lines] = True
    needed[lines + 1] = True
    points = np.flatnonzero(needed)
    starts = np.zeros(len(x), bool)
    starts[lines] = True
    return Visits(points, starts[points], _dots(x, y))


def _lines(x: Samples, y: Samples) -> Indexes:
    """Return the index of the start of every line that is drawn."""
    if len(x) <= MOST_LINES:
        return np.arange(max(len(x) - 1, 0))
    size, lines = _FINEST, np.arange(len(x))
    while len(lines) > MOST_LINES:
        cells = _cells(x, y, size)
        low, high = np.minimum(cells[:-1], cells[1:]), np.maximum(cells[:-1], cells[1:])
        _, first = np.unique(low * (cells.max() + 1) + high, return_index=True)
        lines = np.sort(first[low[first] != high[first]])
        size *= 2
    return lines


def _dots(x: Samples, y: Samples) -> Indexes:
    size, dots = _DOT, np.arange(len(x))
    while len(dots) > MOST_DOTS or size == _DOT:
        _, dots = np.unique(_cells(x, y, size), return_index=True)
        size *= 2
    return np.sort(dots)


def _cells(x: Samples, y: Samples, size: float) -> Indexes:
    """Return for every place the number of the square that it lies in."""
    if not len(x):
        return np.zeros(0, np.intp)
    column, row = (np.floor((a - a.min()) / size).astype(np.intp) for a in (x, y))
    _, cells = np.unique(column * (row.max() + 1) + row, return_inverse=True)
    return cells
