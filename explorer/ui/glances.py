"""Where one looks beside the choices: the part of each plot that is zoomed to, the step of each lesson.

They lie in widgets, not in the session: a zoom is no choice to take back. A document carries them, and
the window looks there again once a page is drawn.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QGraphicsView, QWidget

from explorer.session.glance import Glance, Ranges
from explorer.ui.pages.skeleton import Page
from explorer.ui.plots.way_home import WayHome

_TURN = 100  # milliseconds between two looks whether a page is drawn


class Glances(QObject):
    """Takes where one looks, and looks there again.

    Args:
        pages: The window's pages that are built, by their keys.
        front: Returns the key of the page in front.
    """

    def __init__(self, pages: dict[str, Page[Any, Any]], front: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._front = pages, front
        self._waiting: dict[str, Glance] = {}
        self._keeping = False
        self._turns = QTimer(self, interval=_TURN)
        self._turns.timeout.connect(self._look)

    def taken(self) -> dict[str, Glance]:
        """Return where one looks on each page; of one that nobody has looked at, where one will."""
        now = {key: _taken(page) for key, page in self._pages.items()}
        found = now | self._waiting
        return {key: each for key, each in found.items() if each != Glance()}

    def put(self, glances: dict[str, Glance], *, keeping: bool = False) -> None:
        """Look elsewhere, on each page as soon as it is drawn; what is not told is as at first.

        Args:
            glances: Where, by the keys of the pages.
            keeping: Whether a plot that is zoomed by then keeps its zoom: a window built anew hands on
                what its pages show, and some of them know their zoom themselves.
        """
        self._keeping = keeping
        for key, page in self._pages.items():
            page.guide.bring(glances.get(key, Glance()))
            if key not in glances:
                for way in page.findChildren(WayHome):
                    if way.away:
                        way.go()
        self._waiting = dict(glances)
        self.follow()

    def follow(self) -> None:
        """Look at the page that has come to the front, if something is to be looked at there."""
        if self._front() in self._waiting:
            self._turns.start()

    def _look(self) -> None:
        key = self._front()
        page = self._pages.get(key)
        if key not in self._waiting:
            self._turns.stop()
        elif page is not None and page.shows_content and not page.busy:
            self._turns.stop()
            glance = self._waiting.pop(key)
            page.guide.bring(glance)
            ways = page.findChildren(WayHome)
            for number, ranges in glance.zooms:
                is_kept = self._keeping and number < len(ways) and ways[number].away
                if number < len(ways) and ways[number].plot.isVisible() and not is_kept:
                    _zoom(ways[number].plot, ranges)


def _taken(page: Page[Any, Any]) -> Glance:
    zooms = tuple(
        (number, tuple(_ranges(box) for box in _boxes(way.plot)))
        for number, way in enumerate(page.findChildren(WayHome))
        if way.away and way.plot.isVisibleTo(page)
    )
    return replace(page.guide.kept(), zooms=zooms)


def _boxes(plot: QWidget) -> Iterator[pg.ViewBox]:
    """Yield the boxes of a plot that are in sight, from above."""
    for view in plot.findChildren(QGraphicsView):
        boxes = [item for item in view.scene().items() if isinstance(item, pg.ViewBox)]
        yield from sorted(
            (box for box in boxes if box.isVisible()), key=lambda box: float(box.scenePos().y())
        )


def _ranges(box: pg.ViewBox) -> Ranges:
    (left, right), (low, high) = box.viewRange()
    return float(left), float(right), float(low), float(high)


def _zoom(plot: QWidget, ranges: tuple[Ranges, ...]) -> None:
    """Zoom as by hand, so that the page hears of it."""
    boxes = list(_boxes(plot))
    for box, (left, right, low, high) in zip(boxes, ranges, strict=False):
        box.setRange(xRange=(left, right), yRange=(low, high), padding=0)
    if boxes:
        boxes[0].sigRangeChangedManually.emit(boxes[0].state["mouseEnabled"])
