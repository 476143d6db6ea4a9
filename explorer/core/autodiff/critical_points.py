"""Where f′ is 0 or jumps across it: minima, maxima and stationary points of inflection."""

import numpy as np
from numpy.typing import NDArray

from explorer.core.autodiff.derivatives import sample
from explorer.core.autodiff.results import CriticalPoint
from explorer.core.functions.formula import Formula

Samples = NDArray[np.float64]

_SAMPLES = 2001
_PARTS = 33  # an interval is looked at in 32 parts at a time
_ROUNDS = 11  # 32**-11 of the first interval is below float64's last bit
_MOST = 50  # a function with more of them is not told by its critical points


def critical_points(formula: Formula, low: float, high: float) -> tuple[CriticalPoint, ...]:
    """Return the critical points of f between two positions, from left to right.

    The zeros of f′ are found where its samples change sign, those without a change of sign where
    f″ does. A pole, where f′ changes sign by way of infinity, is none; a plateau has none.

    Args:
        formula: f, a function of one variable.
        low: Left end, in units of the x axis.
        high: Right end, above `low`.

    Returns:
        At most 50 points; none at all if there are more.
    """
    # An uneven number of uneven steps keeps the samples off round numbers, where kinks lie.
    x = np.linspace(low, high, _SAMPLES) + (high - low) * 1e-7 / 3
    _, slope, bend = sample(formula, x)
    turning = _narrowed(formula, x, slope, 1)
    touching = _narrowed(formula, x, bend, 2)
    places = np.concatenate([turning, touching])
    if not 0 < len(places) <= _MOST:
        return ()
    heights, slopes, bends = sample(formula, places)
    steepest = float(np.nanmax(np.abs(slope[np.isfinite(slope)]), initial=0.0))
    points = [
        _classified(formula, float(p), float(y), float(s), float(b), steepest)
        for p, y, s, b in zip(places, heights, slopes, bends, strict=True)
        if np.isfinite(y)
    ]
    found = sorted((point for point in points if point is not None), key=lambda point: point.x)
    apart = (high - low) * 1e-6
    return tuple(p for i, p in enumerate(found) if i == 0 or p.x - found[i - 1].x > apart)


def _narrowed(formula: Formula, x: Samples, values: Samples, order: int) -> Samples:
    """Return the places at which a derivative changes sign, without its poles."""
    signs = np.sign(values)
    at = np.flatnonzero((signs[:-1] * signs[1:] < 0) | ((signs[:-1] != 0) & (signs[1:] == 0)))
    if not 0 < len(at) <= _MOST:
        return np.zeros(0)
    left, right, sign = x[at], x[at + 1], signs[at]
    before = np.maximum(np.abs(values[at]), np.abs(values[at + 1]))
    for _ in range(_ROUNDS):
        inside = left[:, None] + (right - left)[:, None] * np.linspace(0, 1, _PARTS)
        rows = sample(formula, inside.ravel(), order)[order].reshape(inside.shape)
        same = np.sign(rows) == sign[:, None]
        turn = np.where(same.all(axis=1), _PARTS - 1, np.argmin(same, axis=1)).clip(1)
        rank = np.arange(len(at))
        left, right = inside[rank, turn - 1], inside[rank, turn]
    ends = np.abs(sample(formula, np.stack([left, right]).ravel(), order)[order]).reshape(2, -1)
    places: Samples = right[np.nanmin(ends, axis=0) <= 2 * before + 1e-300]
    return places


def _classified(
    formula: Formula, x: float, y: float, slope: float, bend: float, steepest: float
) -> CriticalPoint | None:
    step = 1e-4 * max(1.0, abs(x))
    around = x + step * np.array([-1.0, -0.01, 0.01, 1.0])
    before, near_before, near_after, after = sample(formula, around, 1)[1]
    # Towards a kink the slope does not fade; TensorFlow's own answer at |0| is 0.
    kink = min(abs(near_before), abs(near_after)) > 0.5 * min(abs(before), abs(after))
    flat = not kink and abs(slope) <= 1e-6 * max(steepest, 1e-300)
    if before < 0 < after:
        return CriticalPoint(x, y, "minimum", bend if flat else float("nan"))
    if before > 0 > after:
        return CriticalPoint(x, y, "maximum", bend if flat else float("nan"))
    return CriticalPoint(x, y, "inflection", bend) if flat and before * after > 0 else None
