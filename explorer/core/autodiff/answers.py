"""TensorFlow's answers, kept as the text and the number that a reader sees."""

from collections.abc import Callable
from typing import Any

from explorer.core.autodiff.results import Answer


def answered(value: Any) -> Answer:
    """Return what `print(value)` shows, for a tensor or None."""
    if value is None:
        return Answer("none", "None", "None")
    array = value.numpy()
    number = float(array) if array.ndim == 0 else None
    return Answer("tensor", str(value), str(array), number)


def answer_of(program: Callable[[], Any]) -> Answer:
    """Run `program` and return its answer; an exception is an answer too."""
    try:
        return answered(program())
    except Exception as error:  # noqa: BLE001 - whatever TensorFlow raises is what the reader is to see
        return refused(error)


def refused(error: Exception) -> Answer:
    """Return an exception as an answer: its type and the first line of its message."""
    name = type(error).__name__
    first_line = str(error).strip().partition("\n")[0]
    return Answer("error", f"{name}: {first_line}", name)
