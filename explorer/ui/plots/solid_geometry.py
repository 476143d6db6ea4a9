"""Places of a surface in three dimensions: the plane as wide as 2, heights by the map's scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.ui.plots.map_ground import Rect

Floats = NDArray[np.float64]
TALL = 0.8  # height of the highest place, beside a width of 2
_LIFT = 0.01  # of lines over the surface, so that they are not hidden in it


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """Heights over a part of the plane.

    Attributes:
        area: The part.
        x: Positions of the columns, shape (columns,).
        y: Positions of the rows, shape (rows,).
        shares: Heights from 0 (lowest) to 1, NaN where there is none, shape (rows, columns).
    """

    area: Rect
    x: Floats
    y: Floats
    shares: Floats

    def solid(self, places: Floats, shares: Floats) -> Floats:
        """Return places, shape (n, 2), at heights, shape (n,), in three dimensions, shape (n, 3)."""
        (left, right), (low, high) = self.area
        middle = np.array([(left + right) / 2, (low + high) / 2])
        # Both directions by the same factor: the base keeps the map's proportions.
        flat = (np.asarray(places, dtype=np.float64) - middle) * 2 / (right - left)
        return np.column_stack([flat, np.asarray(shares) * TALL])

    def at(self, places: Floats) -> Floats:
        """Return the height at places, shape (n, 2), between the samples around them."""
        column = np.interp(places[:, 0], self.x, np.arange(len(self.x)))
        row = np.interp(places[:, 1], self.y, np.arange(len(self.y)))
        # Outside or not finite there is no height; indices must be valid all the same.
        known = np.isfinite(column) & np.isfinite(row)
        column, row = np.where(known, column, 0.0), np.where(known, row, 0.0)
        # The last sample has no right neighbour: the cell before it is used to its end.
        left = np.minimum(column.astype(int), len(self.x) - 2)
        low = np.minimum(row.astype(int), len(self.y) - 2)
        across, upwards, s = column - left, row - low, self.shares
        foot = (1 - across) * s[low, left] + across * s[low, left + 1]
        head = (1 - across) * s[low + 1, left] + across * s[low + 1, left + 1]
        # Bilinear, between the four samples around.
        return np.where(known, (1 - upwards) * foot + upwards * head, np.nan)

    def segments(self, places: Floats, shares: Floats) -> Floats:
        """Return the pieces of a line that lie over the area, as pairs of ends, shape (2 m, 3)."""
        (left, right), (low, high) = self.area
        x, y = places.T
        inside = (x >= left) & (x <= right) & (y >= low) & (y <= high) & np.isfinite(shares)
        points = self.solid(places, shares)
        points[:, 2] += _LIFT
        # A piece of which one end is outside is left out: cut at the border, it would need a
        # height there.
        both = inside[:-1] & inside[1:]
        return np.stack([points[:-1][both], points[1:][both]], axis=1).reshape(-1, 3)


def relief(shades: NDArray[np.uint8], area: Rect, seen: Rect, most: int = 120) -> Relief:
    """Return the heights of the part of a map that is in view.

    Args:
        shades: 0 for the lowest to 254, 255 where there is none, the lowest row first.
        area: What they cover.
        seen: What is in view.
        most: Samples in each direction.
    """
    rows, columns = shades.shape
    (x, across), (y, upwards) = (
        _kept(span, count, part, most)
        for span, count, part in zip(area, (columns, rows), seen, strict=True)
    )
    cut = shades[np.ix_(upwards, across)]
    # 255 stands for no height.
    shares = np.where(cut == 255, np.nan, cut / 254)
    return Relief(((x[0], x[-1]), (y[0], y[-1])), x, y, shares)


def ticks(low: float, high: float, most: int = 5) -> Sequence[float]:
    """Return round numbers between two, at most about so many."""
    raw = (high - low) / most
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= raw * 0.999)
    # With a little slack for ends that are round numbers themselves.
    first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
    return [float(f"{n * step:.10g}") for n in range(first, last + 1)]


def _kept(
    span: tuple[float, float], count: int, part: tuple[float, float], most: int
) -> tuple[Floats, NDArray[np.intp]]:
    """Return the positions of the samples kept of an axis, and their indices."""
    width = (span[1] - span[0]) / count
    # Samples are in the middles of the map's pixels.
    places = span[0] + (np.arange(count) + 0.5) * width
    inside = np.flatnonzero((places >= part[0]) & (places <= part[1]))
    # Zoomed in between two samples: then all, as a surface needs two in each direction.
    if len(inside) < 2:
        inside = np.arange(count)
    # Rounded up: at most so many remain.
    every = max(1, -(-len(inside) // most))
    kept = inside[::every]
    return np.asarray(places[kept], dtype=np.float64), kept
