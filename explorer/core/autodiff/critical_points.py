"""Where f′ is 0 or jumps across it: minima, maxima and stationary points of inflection."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.core.autodiff.derivatives import sample
from explorer.core.autodiff.results import CriticalPoint
from explorer.core.autodiff.turning import bend_at, comes_to_rest, is_corner
from explorer.core.functions.formula import Formula

Samples = NDArray[np.float64]

_SAMPLES = 2001
_PARTS = 33  # an interval is looked at in 32 parts at a time
_ROUNDS = 11  # 32**-11 of the first interval is below float64's last bit
_LEVEL = 1e-6  # of the usual slope: one that counts as none
_MOST = 50  # a function with more of them is not told by its critical points


@np.errstate(all="ignore")  # what overflows is compared, and seen by it
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
    # Both are asked for: f′ of x³ touches 0 without another sign, and only f″ turns there.
    turning = _narrowed(formula, x, slope, 1)
    touching = _narrowed(formula, x, bend, 2)
    places = np.concatenate([turning, touching])
    if not 0 < len(places) <= _MOST:
        return ()
    heights, slopes, _ = sample(formula, places)
    known = np.abs(slope[np.isfinite(slope)])
    usual = float(np.median(known)) if known.size else 0.0  # the largest may be at a pole
    apart = (high - low) * 1e-6
    found: list[CriticalPoint] = []
    for n in np.argsort(places):
        place, height = float(places[n]), float(heights[n])
        # A zero of f′ may be one of f″, too, and is found twice then.
        if (found and place - found[-1].x <= apart) or not np.isfinite(height):
            continue
        # Half way to the next one at most: beyond that f′ may have another sign.
        others = np.abs(places - place)
        room = min((high - low) / 50, float(others[others > apart].min(initial=np.inf))) / 2
        level = abs(float(slopes[n])) <= _LEVEL * usual
        point = _classified(formula, place, height, room, is_level=level)
        if point is not None:
            found.append(point)
    return tuple(found)


def _narrowed(formula: Formula, x: Samples, values: Samples, order: int) -> Samples:
    """Return the places at which a derivative changes sign, without its poles."""
    signs = np.sign(values)
    at = np.flatnonzero((signs[:-1] * signs[1:] < 0) | ((signs[:-1] != 0) & (signs[1:] == 0)))
    if not 0 < len(at) <= _MOST:
        return np.zeros(0)
    left, right, sign = x[at], x[at + 1], signs[at]
    before = np.maximum(np.abs(values[at]), np.abs(values[at + 1]))
    # All intervals in one call: a call costs 3 ms for 33 places and 4 ms for 1,650.
    for _ in range(_ROUNDS):
        inside = left[:, None] + (right - left)[:, None] * np.linspace(0, 1, _PARTS)
        rows = sample(formula, inside.ravel(), order)[order].reshape(inside.shape)
        same = np.sign(rows) == sign[:, None]
        turn = np.where(same.all(axis=1), _PARTS - 1, np.argmin(same, axis=1)).clip(1)
        rank = np.arange(len(at))
        left, right = inside[rank, turn - 1], inside[rank, turn]
    ends = np.abs(sample(formula, np.stack([left, right]).ravel(), order)[order]).reshape(2, -1)
    # Towards a zero f′ gets smaller, towards a pole larger; 1e-300 is for zeros hit exactly.
    faded = np.nanmin(ends, axis=0) <= 2 * before + 1e-300
    room = float(x[1] - x[0])
    is_point = [
        bool(ok) or (order == 1 and comes_to_rest(formula, float(place), room))
        for ok, place in zip(faded, right, strict=True)
    ]
    places: Samples = right[is_point]
    return places


def _classified(
    formula: Formula, x: float, y: float, room: float, *, is_level: bool
) -> CriticalPoint | None:
    """Return what a place is at which f′ or f″ changes its sign, None for nothing.

    How far beside it the signs of f′ are read follows from the scale of what is seen.
    """
    before, after = sample(formula, x + room * np.array([-1.0, 1.0]), 1)[1]
    if before * after > 0:
        return CriticalPoint(x, y, "inflection", 0.0) if is_level else None
    if before * after == 0:
        return None  # f is level there for a while, as left of 0 in max(0, x)
    kind: Literal["minimum", "maximum"] = "minimum" if before < 0 else "maximum"
    corner = is_corner(formula, x, room)
    return CriticalPoint(x, y, kind, np.nan if corner else bend_at(formula, x, room), corner)
