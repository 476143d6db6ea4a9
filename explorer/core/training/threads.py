"""How many processor cores TensorFlow may use; to be said before its first operation."""

import os

import tensorflow as tf


def leave_a_core_free() -> None:
    """Let TensorFlow compute on all cores but one, so that a window has one for itself.

    TensorFlow refuses a change after its first operation; then all stays as it was.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    tf.config.threading.set_intra_op_parallelism_threads(max((cores or 1) - 1, 1))
