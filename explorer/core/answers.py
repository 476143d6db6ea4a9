"""An answer to a question about numbers, and what stands for it on a plot."""

from typing import Literal

Answer = float | tuple[float, float]  # a number, the index of an option, or a point
Mark = Literal["x", "y", "point"]  # a line across the x axis or across the y axis, a point


def numbers_in(answer: Answer | None) -> tuple[float, ...]:
    """Return the numbers that an answer consists of: none, one, or two for a point."""
    if answer is None:
        return ()
    return answer if isinstance(answer, tuple) else (answer,)
