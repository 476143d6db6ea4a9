"""Floating-point numbers as TensorFlow's CPU has them: flushed to 0 when denormal, and counted."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Array, Floats

_INTEGERS: dict[int, type[np.signedinteger[Any]]] = {2: np.int16, 4: np.int32, 8: np.int64}
_FARTHEST = np.iinfo(np.int64).max


class FlushedArray(np.ndarray[Any, np.dtype[Any]]):
    """An array whose arithmetic gives 0 where float32 or float64 would be denormal.

    TensorFlow sets the processor's flush-to-zero mode in its threads, NumPy does not. float16 is
    computed in float32, in which its denormal numbers are normal: they are kept.
    """

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any
    ) -> "FlushedArray":
        """Compute as NumPy does, then flush."""
        plain = [np.asarray(each) if isinstance(each, FlushedArray) else each for each in inputs]
        return flushed(getattr(ufunc, method)(*plain, **options))


def flushed(numbers: Array) -> FlushedArray:
    """Return the numbers with denormal float32 and float64 replaced by 0 of their sign."""
    array = np.asarray(numbers)
    if array.dtype in (np.float32, np.float64):
        denormal = np.abs(array) < np.finfo(array.dtype).tiny
        array = np.where(denormal, np.copysign(np.zeros_like(array), array), array)
    return array.view(FlushedArray)


def ulp_distance(left: Floats, right: Floats) -> NDArray[np.int64]:
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
    # Numbers of opposite sign can lie farther apart than int64 counts.
    overflow = (first < 0) != (second < 0)
    apart = np.abs(first.astype(np.float64)) + np.abs(second.astype(np.float64))
    distance = np.where(overflow & (apart >= 2.0**63), _FARTHEST, distance)
    distance = np.where(np.isnan(left) != np.isnan(right), _FARTHEST, distance)
    return np.where(np.isnan(left) & np.isnan(right), 0, distance).astype(np.int64)


def _ordered(numbers: Floats) -> NDArray[np.int64]:
    """Return integers in the order of the numbers; neighbours differ by 1 and −0 equals 0."""
    # By IEEE 754 the bits of positive numbers, read as integers, are in the numbers' order, those
    # of negative ones in the reverse: they are mirrored.
    integer = _INTEGERS[numbers.dtype.itemsize]
    bits = np.ascontiguousarray(numbers).view(integer).astype(np.int64)
    return np.where(bits < 0, np.iinfo(integer).min - bits, bits)
