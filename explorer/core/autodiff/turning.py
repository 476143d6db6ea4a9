"""What f is like where f′ turns its sign: a corner or not, and how strongly it bends there."""

import math

import numpy as np

from explorer.core.autodiff.derivatives import sample
from explorer.core.functions.formula import Formula

_NEARER = np.geomspace(1e-2, 1e-8, 13)  # of the room: f′ of a smooth turn fades by a million
_FADES = 0.9  # of f′ is left a thousand times nearer to a corner, less to other turns
_NOISE = 1e-2  # of f′ farther away: less of it nearer is what rounding leaves of a smooth turn
_SHRINKS = 0.5  # of a change of f is at most left a thousand times nearer to a place where it rests
_SAME = 0.02  # by which two estimates of f″ may differ that are told as one


@np.errstate(all="ignore")  # what overflows is compared, and seen by it
def is_corner(formula: Formula, x: float, room: float) -> bool:
    """Return whether f′ does not come down to 0 towards a place, on one of its sides at least.

    It keeps its size towards a corner, such as that of |x|, and grows towards a cusp, such as that
    of the root of |x|. TensorFlow's own answer at the place tells neither: it is 0 at |0|.

    Args:
        formula: Function of x.
        x: A place at which f′ turns its sign, in units of the x axis.
        room: Distance within which it turns nowhere else.
    """
    # Below the last bits of x there is no distance left to look at.
    distances = np.maximum(room * _NEARER, 4 * np.spacing(abs(x)))
    with np.errstate(all="ignore"):
        left, right = sample(formula, np.stack([x - distances, x + distances]), 1)[1]
    if (np.sign(left) != np.sign(left[0])).any() or (np.sign(right) != np.sign(right[0])).any():
        return False  # noise: f′ is lost in rounding
    far, nearer, nearest = np.abs(np.stack([left, right]))[:, [0, 6, 12]].T
    return bool(((nearer > _NOISE * far) & (nearest >= _FADES * nearer)).any())


@np.errstate(all="ignore")
def comes_to_rest(formula: Formula, x: float, room: float) -> bool:
    """Return whether f changes less and less towards a place, from both sides.

    Over equal ratios of distance f changes by shrinking steps towards a cusp, such as that of the
    root of |x|, by equal ones towards the pole of a logarithm, by growing ones towards others.

    Args:
        formula: Function of x.
        x: A place at which f′ is not finite.
        room: Distance within which f′ turns its sign nowhere else.
    """
    distances = np.maximum(room * np.array([1e-3, 1e-6, 1e-9]), 4 * np.spacing(abs(x)))
    sides = sample(formula, np.concatenate([x - distances, x + distances]), 0)[0].reshape(2, 3)
    far, nearer = np.abs(np.diff(sides)).T
    return bool((nearer <= _SHRINKS * far).all() and (far < math.inf).all())


@np.errstate(all="ignore")
def bend_at(formula: Formula, x: float, room: float) -> float:
    """Return f″ at a place, the tape's where f′ beside it agrees with it.

    At a place like 0 of sin(x)/x the tape divides rounding by rounding, or 0 by 0; then f″ is what
    the differences of f′ tend to.

    Args:
        formula: Function of x.
        x: The place, in units of the x axis.
        room: Distance within which f is smooth but for the place itself.

    Returns:
        f″; ∞ where f′ is upright, NaN where f″ jumps.
    """
    steps = room * np.array([4e-1, 2e-1, 1e-1, 2e-2, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10])
    with np.errstate(all="ignore"):
        right, left = (sample(formula, x + side * steps) for side in (1.0, -1.0))
        taped = float(sample(formula, np.array([x]))[2, 0])
        differences = (right[1] - left[1]) / (2 * steps)
    widest, wide, narrow = (
        # Of two differences the one with half the step errs by a quarter (Richardson).
        float((4 * differences[n + 1] - differences[n]) / 3)
        for n in (0, 1, 3)
    )
    if _alike(taped, narrow) or _alike(taped, wide):
        ahead, behind = right[2, 4], left[2, 4]
        return taped if _alike(ahead, behind) or _alike(ahead, taped) else math.nan
    for smoother in (narrow, widest):
        if _alike(wide, smoother):
            is_jump = not _alike(right[2, 1], left[2, 1]) and not _alike(right[2, 1], wide)
            return math.nan if is_jump else wide
    is_upright = differences[5] > 2 * differences[4] > 0
    is_smooth = any(_alike(taped, finer) for finer in differences[5:])
    return math.inf if is_upright and not is_smooth else taped


def _alike(one: float, other: float) -> bool:
    return bool(abs(one - other) <= _SAME * max(abs(one), abs(other)))
