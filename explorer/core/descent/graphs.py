"""Graphs that compute the very bits of eager execution."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import tensorflow as tf

_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def bits_of_eager() -> Iterator[None]:
    """Run graphs as they are written while the block lasts.

    TensorFlow's graph optimiser reorders arithmetic (a division by 7 becomes a product with 1/7),
    which moves the last bit. Its switch belongs to the whole process and must be the same at
    every call of a graph; so graphs called in this block run one at a time.
    """
    with _ONE_AT_A_TIME:
        before = tf.config.optimizer.get_experimental_options()["disable_meta_optimizer"]
        tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
        try:
            yield
        finally:
            tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": before})
