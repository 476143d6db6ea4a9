"""Curves and paths cut down to what a screen can show."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]


class Thinning:
    """Whether points that no screen could show are left out; all drawing is done in the window's thread."""

    on = True


thinning = Thinning()


@contextmanager
def everything() -> Iterator[None]:
    """Leave nothing out while this lasts: a picture is looked at closer than a screen."""
    thinning.on = False
    try:
        yield
    finally:
        thinning.on = True


def peaks(values: Floats, first: int, last: int, most: int) -> tuple[Floats, Floats]:
    """Return the lowest and highest value of each run of neighbours, or all values if few.

    Neighbours are taken by powers of two from the start of the curve, so that what is drawn stays
    where it is when more values come.

    Args:
        values: A curve, one value per step, step 1 first.
        first: Index of the first value wanted.
        last: Index after the last value wanted.
        most: Points to return at most, about.

    Returns:
        Steps and values, shape (points,) each.
    """
    # Two values are drawn for each run of neighbours.
    size = _bucket(last - first, most // 2)
    if size == 1:
        return np.arange(first + 1, last + 1, dtype=np.float64), values[first:last]
    # From a whole run on, even if it begins before what is wanted: otherwise every scroll would
    # regroup the values, and the curve would flicker.
    start, end = first - first % size, last - last % size
    # The last run may be short; it is added below, so that the newest value is always drawn.
    buckets = values[start:end].reshape(-1, size)
    pairs = np.stack([buckets.min(axis=1), buckets.max(axis=1)], axis=1).ravel()
    # Both values of a run at half its width from one another: in order along the axis.
    steps = start + 1 + np.arange(len(pairs)) * (size / 2)
    if end == last:
        return steps, pairs
    rest = values[end:last]
    return (
        np.concatenate([steps, [end + 1, last]]),
        np.concatenate([pairs, [rest.min(), rest.max()]]),
    )


def bounds(x: Floats, y: Floats, parts: int) -> list[tuple[Floats, Floats]]:
    """Return a line above all points of a curve and one below, each of about so many points; none of no curve.

    Args:
        x: Ascending, shape (n,).
        y: Finite, shape (n,).
        parts: Of the curve, of equal width; the lines keep off the points of three in a row.
    """
    if not len(x):
        return []
    starts = np.unique(np.searchsorted(x, np.linspace(x[0], x[-1], parts, endpoint=False)))
    middles = (x[starts] + x[np.append(starts[1:], len(x)) - 1]) / 2
    lines = []
    for extreme in (np.maximum, np.minimum):
        ends = np.pad(extreme.reduceat(y, starts), 1, "edge")
        lines.append((middles, extreme(extreme(ends[:-2], ends[1:-1]), ends[2:])))
    return lines


def averages(sums: Floats, first: int, last: int, most: int, width: int) -> tuple[Floats, Floats]:
    """Return the mean of the `width` values up to some steps, of fewer at the start.

    With S the running sums, the mean up to step n is (S[n] − S[m]) / (n − m), m = max(0, n − width).

    Args:
        sums: Running sums, one more than there are values, 0 first.
        first: Index of the first value wanted.
        last: Index after the last value wanted.
        most: Points to return at most, about.
        width: Values in one mean.

    Returns:
        Steps and means, shape (points,) each.
    """
    size = _bucket(last - first, most)
    # The first step is a multiple of `size`, for the same reason as in `peaks`.
    ends = np.arange(first - first % size + 1, last + 1, size)
    # The newest mean is drawn whatever the stride.
    if last > first and (not ends.size or ends[-1] != last):
        ends = np.append(ends, last)
    starts = np.maximum(ends - width, 0)
    # Running sums: each mean is one subtraction, however wide the window.
    return ends.astype(np.float64), (sums[ends] - sums[starts]) / np.maximum(ends - starts, 1)


def _bucket(count: int, most: int) -> int:
    """Return the smallest power of two that cuts `count` values into at most `most` parts."""
    # By powers of two: with every doubling the old runs fall together in pairs, and nothing jumps
    # in between.
    size = 1
    while thinning.on and count > most * size:
        size *= 2
    return size


Places = NDArray[np.float64]  # shape (n, 2)


def distinct(pixels: Places, cell: float = 0.5) -> NDArray[np.intp]:
    """Return the indices of the points of a path that do not lie in the cell of the one before.

    Args:
        pixels: Points of a path in pixels, shape (n, 2).
        cell: Width of a cell in pixels.

    Returns:
        Indices in ascending order, the first and the last point among them.
    """
    if len(pixels) < 2 or not thinning.on:
        return np.arange(len(pixels))
    # Compared with the one before alone: a path that comes back is drawn again, with its own
    # time.
    cells = np.rint(pixels / cell)
    kept = np.append(True, (np.diff(cells, axis=0) != 0).any(axis=1))
    # Where a path ends is looked at most.
    kept[-1] = True
    return np.flatnonzero(kept)


def stride(updates: int, most: int = 20) -> int:
    """Return every how many updates a path gets a dot, so that there are at most about `most`."""
    step = 1
    while True:
        # The steps of the axes, so that every dot stands for a round number of updates.
        for factor in (1, 2, 5):
            if updates <= most * step * factor:
                return step * factor
        step *= 10
