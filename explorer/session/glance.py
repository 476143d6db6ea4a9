"""Where one looks on a page, as documents carry it; it lies in widgets and is no choice to take back."""

from dataclasses import dataclass

from explorer.core.answers import Answer

Ranges = tuple[float, float, float, float]  # from and to on the x axis, then on the y axis
# Of each plot that is zoomed its number on the page, and the ranges of its boxes from above.
Zooms = tuple[tuple[int, tuple[Ranges, ...]], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of a step of a lesson.

    Attributes:
        lesson: Key of the lesson.
        step: The step, from 0.
        given: The prediction: a number, a point, or the index of an option; None for none.
        judged: Whether what came out is known.
        found: What came out; None where it was no such number or point, or none of the options.
        is_right: Whether they agreed.
        reached: Whether its goal was reached.
    """

    lesson: str
    step: int
    given: Answer | None = None
    judged: bool = False
    found: Answer | None = None
    is_right: bool = False
    reached: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """Where one looks on a page.

    Attributes:
        lesson: The step of its lesson, from 0.
        zooms: Of each plot that is zoomed its number and the ranges of its axes.
        opened: Key of the lesson that is open; empty for the first.
        done: What was done of the steps of its lessons.
    """

    lesson: int = 0
    zooms: Zooms = ()
    opened: str = ""
    done: tuple[Done, ...] = ()
