"""NumPy arithmetic that rounds as TensorFlow's does on a CPU."""

from typing import Any

import numpy as np

from explorer.core.arrays import Array


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
