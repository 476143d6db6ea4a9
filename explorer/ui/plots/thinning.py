"""Paths cut down to what a screen can show."""

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]  # shape (n, 2)


def distinct(pixels: Places, cell: float = 0.5) -> NDArray[np.intp]:
    """Return the indices of the points of a path that do not lie in the cell of the one before.

    Args:
        pixels: Points of a path in pixels, shape (n, 2).
        cell: Width of a cell in pixels.

    Returns:
        Indices in ascending order, the first and the last point among them.
    """
    if len(pixels) < 2:
        return np.arange(len(pixels))
    cells = np.rint(pixels / cell)
    kept = np.append(True, (np.diff(cells, axis=0) != 0).any(axis=1))
    kept[-1] = True
    return np.flatnonzero(kept)


def stride(updates: int, most: int = 20) -> int:
    """Return every how many updates a path gets a dot, so that there are at most about `most`."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if updates <= most * step * factor:
                return step * factor
        step *= 10
