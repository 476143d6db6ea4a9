"""Arrays packed by type and taken apart again."""

from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.descent.stepping import Packing

ARRAYS: dict[str, NDArray[Any]] = {
    "x": np.array([1.5, -2.0], np.float32),
    "iteration": np.array(7, np.int64),
    "rate": np.array(0.1, np.float32),
}
KINDS = {name: tf.TensorSpec(each.shape, each.dtype) for name, each in ARRAYS.items()}


def test_that_there_is_one_array_for_each_type() -> None:
    packed = Packing(KINDS).packed(ARRAYS)
    assert packed["float32"].tolist() == [1.5, -2.0, np.float32(0.1)]
    assert packed["int64"].tolist() == [7]


def test_that_what_is_packed_comes_back_by_its_name() -> None:
    packing = Packing(KINDS)
    for name, back in packing.unpacked(packing.packed(ARRAYS)).items():
        np.testing.assert_array_equal(back, ARRAYS[name])


def test_that_tensors_lie_where_arrays_lie() -> None:
    packing = Packing(KINDS)
    packed = packing.packed_tensors({name: tf.constant(each) for name, each in ARRAYS.items()})
    for name, back in packing.unpacked_tensors(packed).items():
        np.testing.assert_array_equal(back.numpy(), ARRAYS[name])


def test_that_rows_of_updates_are_taken_apart_by_columns() -> None:
    rows = np.arange(6, dtype=np.float32).reshape(2, 3)
    back = Packing(KINDS).unpacked({"float32": rows, "int64": np.zeros((2, 1), np.int64)})
    assert back["x"].tolist() == [[0, 1], [3, 4]]
    assert back["rate"].tolist() == [2, 5]
