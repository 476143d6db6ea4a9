"""Precisions in which a function is computed."""

from typing import Literal, get_args

DType = Literal["float16", "float32", "float64"]

DTYPES: tuple[DType, ...] = get_args(DType)
