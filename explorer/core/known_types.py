"""The types of all that TensorFlow is called with, told to it before threads call it."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from tensorflow.python.util import dispatch

from explorer.core.graphs import traced

_NUMBERS = (np.float32, np.float64, np.int32, np.int64, np.uint8, np.bool_)


def tell_types() -> None:
    """Let TensorFlow decide now which of its operations' arguments are ragged or other special tensors.

    Each operation asks that of its arguments, a type at a time, by Python, and remembers the answer. Where a
    type is new, another thread may call the same operation meanwhile. Both calls keep their arguments in one
    place: the first would go on with those of the second, which may be gone, and end the program.
    """
    variable = tf.Variable(0.0)
    made: list[Any] = [
        None, True, 1, 1.0, 1j, "", b"", [], (), {}, object, len, lambda: None, slice(0, 1), ..., range(1),
        *(kind(1) for kind in _NUMBERS), np.zeros(1), np.dtype(np.float32), tf.float32, tf.TensorShape(1),
        tf.TensorSpec(1), tf.zeros(1), variable, variable.assign(1.0), keras.Variable(0.0),
        tf.IndexedSlices(tf.zeros(1), tf.zeros(1, tf.int32)), tf.UnconnectedGradients.ZERO,
    ]  # fmt: skip
    for value in made:
        _tell(value)

    def tell_of_a_graph(x: Any) -> Any:
        for value in (x, x.shape, variable.assign(1.0), tf.TensorArray(tf.float32, 1)):
            _tell(value)
        return x

    traced(tell_of_a_graph, tf.TensorSpec(()))


def checks() -> list[Any]:
    """Return TensorFlow's checks of types, few for all operations; none if it keeps them elsewhere."""
    return list(getattr(dispatch, "_is_instance_checker_cache", {}).values())


def _tell(value: Any) -> None:
    for each in checks():
        each.Check(value)
