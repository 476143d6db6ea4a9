"""Paths cut down to what a screen can show."""

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]  # shape (n, 2)

FEW = 1_000  # points that are drawn as they are


def thinned(places: Places, pixel: float) -> Places:
    """Return a path without the points that lie on the same half pixel as the one before.

    Args:
        places: Points of a path, shape (n, 2), in data units.
        pixel: Width of a pixel in data units.
    """
    if len(places) <= FEW:
        return places
    cells = np.rint(places / (pixel / 2))
    kept = np.append(True, (np.diff(cells, axis=0) != 0).any(axis=1))
    kept[-1] = True
    thin: Places = places[kept]
    return thin


def stride(updates: int, most: int = 20) -> int:
    """Return every how many updates a path gets a dot, so that there are at most about `most`."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if updates <= most * step * factor:
                return step * factor
        step *= 10
