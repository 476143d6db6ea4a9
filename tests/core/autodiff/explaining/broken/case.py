"""How a program that loses a gradient is listed with what must be said of it, and what many begin with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

Built = tuple[Callable[[], Any], Any]
Program = Callable[[bool], Built]


@dataclass(frozen=True)
class Case:
    """A program with what must be said of it."""

    program: Program
    why: str
    operation: str
    thread: str


CASES: list[Case] = []


def case(why: str, operation: str = "", thread: str = "") -> Callable[[Program], Program]:
    """List a program with its expected cause."""

    def listed(program: Program) -> Program:
        CASES.append(Case(program, why, operation, thread))
        return program

    return listed


def weights() -> Any:
    return tf.Variable([[0.5, -1.2, 0.3], [1.1, 0.2, -0.4]], name="w")


INPUTS = tf.constant([[1.0, 2.0], [0.5, -1.0], [3.0, 0.1]])
LABELS = tf.constant([0, 2, 1])
