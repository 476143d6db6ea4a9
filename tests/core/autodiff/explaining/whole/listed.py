"""How a whole program is listed, and what many begin with."""

from collections.abc import Callable
from typing import Any

import tensorflow as tf

Built = tuple[Callable[[], Any], Any]
PROGRAMS: list[Callable[[], Built]] = []

INPUTS = tf.constant([[1.0, 2.0], [0.5, -1.0], [3.0, 0.1]])


def weights() -> Any:
    return tf.Variable([[0.5, -1.2, 0.3], [1.1, 0.2, -0.4]], name="w")


def whole(program: Callable[[], Built]) -> Callable[[], Built]:
    """List a program."""
    PROGRAMS.append(program)
    return program
