"""In which order Tab goes: as one reads what is seen, whenever its widgets were made."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

T = TypeVar("T")
Placed = tuple[QRect, T]


def stops(area: QWidget) -> list[QWidget]:
    """Return what Tab comes to within an area, or it itself, in the order in which one reads it."""
    placed: dict[QWidget, tuple[QRect, list[QWidget]]] = {}
    for each in (area, *area.findChildren(QWidget)):
        if _is_stop(each):
            # What is scrolled keeps its order, so it counts by where the scrolled part is.
            whole = _scrolled_part(each, area) or each
            if whole not in placed:
                place = QRect(whole.mapTo(area, QPoint(0, 0)), whole.size())
                content = whole.widget() if isinstance(whole, QScrollArea) else None
                placed[whole] = place, [each] if content is None else stops(content)
    return [each for part in as_read(list(placed.values())) for each in part]


def _scrolled_part(widget: QWidget, area: QWidget) -> QScrollArea | None:
    """Return the outermost scroll area between a widget and an area around it."""
    found, around = None, widget.parentWidget()
    while around is not None and around is not area.parentWidget():
        if isinstance(around, QScrollArea):
            found = around
        around = around.parentWidget()
    return found


def as_read(things: Sequence[Placed[T]]) -> list[T]:
    """Return things in reading order: rows from the top down, within a row from the left to the right.

    A row is what a straight line across parts from the rest, a column within it what a line downwards does.
    """
    if len(things) < 2:
        return [thing for _, thing in things]
    for upright in (False, True):
        parts = _cut(things, upright=upright)
        if len(parts) > 1:
            return [thing for part in parts for thing in as_read(part)]
    # What lies on one another: a plot before the buttons in its corner.
    ordered = sorted(things, key=lambda each: (each[0].top(), each[0].left()))
    return [thing for _, thing in ordered]


def _cut(things: Sequence[Placed[T]], *, upright: bool) -> list[list[Placed[T]]]:
    """Part things where a line between them crosses none."""

    def ends(area: QRect) -> tuple[int, int]:
        return (area.left(), area.right()) if upright else (area.top(), area.bottom())

    parts: list[list[Placed[T]]] = []
    reached = 0
    for thing in sorted(things, key=lambda each: ends(each[0])):
        first, last = ends(thing[0])
        if parts and first <= reached:
            parts[-1].append(thing)
            reached = max(reached, last)
        else:
            parts.append([thing])
            reached = last
    return parts


def next_stop(areas: Iterable[QWidget], here: QWidget | None, page: QWidget, by: int) -> None:
    """Give the focus to the next widget of some areas, or to the one before.

    Args:
        areas: In the order in which they are read.
        here: What has the focus.
        page: Where Tab begins when nothing in it has the focus.
        by: 1 for the next one, −1 for the one before.
    """
    order = [each for area in areas if area.isVisible() for each in stops(area)]
    if not order:
        return
    if here in order:
        place = order.index(here) + by
    else:
        first = next((n for n, each in enumerate(order) if page.isAncestorOf(each)), 0)
        place = first if by > 0 else first - 1
    chosen = order[place % len(order)]
    reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
    chosen.setFocus(reason)
    around = chosen.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.ensureWidgetVisible(chosen)


def _is_stop(widget: QWidget) -> bool:
    return bool(
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not _is_other_choice(widget)
    )


def _is_other_choice(widget: QWidget) -> bool:
    """Whether it is one of several that is not chosen: the arrow keys come to it."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    return widget.autoExclusive() or (group is not None and group.checkedButton() is not None)
