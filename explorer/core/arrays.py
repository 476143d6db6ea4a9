"""Names for the arrays and pairs of numbers that many modules hand on, and their precisions."""

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

DType = Literal["float16", "float32", "float64"]
DTYPES: tuple[DType, ...] = get_args(DType)

Array = NDArray[Any]
Floats = NDArray[np.floating]  # of any precision
Samples = NDArray[np.float64]
Row = NDArray[np.float32]  # all weights of a network one after the other, or a direction among them

Span = tuple[float, float]  # of an axis: its two ends
Point = tuple[float, float]  # x and y
