"""Distances between floating-point numbers, counted in numbers that lie between."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_INTEGERS: dict[int, type[np.signedinteger[Any]]] = {2: np.int16, 4: np.int32, 8: np.int64}
_FARTHEST = np.iinfo(np.int64).max


def ulp_distance(left: NDArray[np.floating], right: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return how many steps from one floating-point number to the next lie between two arrays.

    Args:
        left: Numbers of any floating-point type.
        right: Numbers of the same type and shape.

    Returns:
        0 where the numbers are equal or both NaN; the largest int64 where only one is NaN or
        the distance does not fit.
    """
    first, second = _ordered(left), _ordered(right)
    with np.errstate(over="ignore"):
        distance = np.abs(first - second)
    overflow = (first < 0) != (second < 0)
    apart = np.abs(first.astype(np.float64)) + np.abs(second.astype(np.float64))
    distance = np.where(overflow & (apart >= 2.0**63), _FARTHEST, distance)
    distance = np.where(np.isnan(left) != np.isnan(right), _FARTHEST, distance)
    return np.where(np.isnan(left) & np.isnan(right), 0, distance).astype(np.int64)


def _ordered(numbers: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return integers in the order of the numbers; neighbours differ by 1 and −0 equals 0."""
    integer = _INTEGERS[numbers.dtype.itemsize]
    bits = np.ascontiguousarray(numbers).view(integer).astype(np.int64)
    return np.where(bits < 0, np.iinfo(integer).min - bits, bits)
