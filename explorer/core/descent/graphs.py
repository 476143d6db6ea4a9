"""Graphs that compute the very bits of eager execution."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from typing import Any

import tensorflow as tf
from tensorflow.python.ops import gen_math_ops

_ONE_AT_A_TIME = threading.RLock()
_add_n = gen_math_ops.add_n


@contextmanager
def bits_of_eager() -> Iterator[None]:
    """Trace graphs that sum as eager execution does, and run them as they are written.

    TensorFlow's graph optimiser reorders arithmetic (a division by 7 becomes a product with 1/7),
    which moves the last bit. Its switch belongs to the whole process and must be the same at
    every call of a graph; so graphs called in this block run one at a time.

    Where a tensor is used three times or more, the tape sums its gradients by one operation,
    which begins with the first of them in eager execution, but in a graph with any whose memory
    it may take for the sum. Graphs traced in this block have the sum written out instead.
    """
    with _ONE_AT_A_TIME:
        before = tf.config.optimizer.get_experimental_options()["disable_meta_optimizer"]
        tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
        gen_math_ops.add_n = _left_to_right
        try:
            yield
        finally:
            gen_math_ops.add_n = _add_n
            tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": before})


def _left_to_right(inputs: Sequence[Any], name: str | None = None) -> Any:
    """Return a sum of tensors; in a graph one after the other is added to the first."""
    return _add_n(inputs, name) if tf.executing_eagerly() else reduce(tf.add, inputs)
