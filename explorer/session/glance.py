"""Where one looks on a page, as documents carry it; it lies in widgets and is no choice to take back."""

from dataclasses import dataclass

Ranges = tuple[float, float, float, float]  # from and to on the x axis, then on the y axis


@dataclass(frozen=True, slots=True)
class Glance:
    """Where one looks on a page.

    Attributes:
        lesson: The step of its lesson, from 0.
        zooms: Of each plot that is zoomed its number and the ranges of its axes.
    """

    lesson: int = 0
    zooms: tuple[tuple[int, tuple[Ranges, ...]], ...] = ()
