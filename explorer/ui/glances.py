"""Where one looks beside the choices: the part of each plot that is zoomed to, the step of each lesson.

They lie in widgets, not in the session: a zoom is no choice to take back. A document carries them, and
the window looks there again once a page is drawn. A window built anew takes over what is typed and
cannot be read, too.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QGraphicsView, QWidget

from explorer.session.glance import Glance, Ranges, Zooms
from explorer.ui.pages.skeleton import Page
from explorer.ui.plots.way_home import WayHome
from explorer.ui.store import Store
from explorer.ui.widgets.fields import TypedField
from explorer.ui.widgets.formula_field import FormulaField

Typed = dict[int, str]  # by the place of its field on the page
_TURN = 100  # milliseconds between two looks whether a page is drawn


class Glances(QObject):
    """Takes where one looks, and looks there again, unless one has looked elsewhere by then.

    Args:
        pages: The window's pages that are built, by their keys.
        store: Knows which page is in front, and what is chosen.
    """

    def __init__(self, pages: dict[str, Page[Any, Any]], store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._store = pages, store
        self._coming: dict[str, Glance] = {}  # of pages that are not built
        self._zooms: dict[str, Zooms] = {}  # of pages that are not drawn
        self._typed: dict[str, Typed] = {}  # on pages that are not built
        self._chosen = store.session  # what the zooms are of
        self._turns = QTimer(self, interval=_TURN)
        self._turns.timeout.connect(self._look)

    def taken(self) -> dict[str, Glance]:
        """Return where one looks on each page; of one that nobody has looked at, where one will."""
        found = dict(self._coming)
        for key, page in self._pages.items():
            zooms = self._zooms.get(key) or _zooms(page)
            found[key] = replace(page.guide.kept(), zooms=zooms)
        return {key: each for key, each in found.items() if each != Glance()}

    def typed(self) -> dict[str, Typed]:
        """Return what is typed on each page and cannot be read."""
        return self._typed | {key: _typed(page) for key, page in self._pages.items()}

    def take_over(self, other: "Glances") -> None:
        """Look where another window did, with what is typed there; plots that are zoomed keep their zoom.

        Some of them know their zoom themselves, by what the pages of that window have handed on.
        """
        self._typed = other.typed()
        self.put(other.taken(), keeping=True)
        for page in self._pages.values():
            self._resume(page)

    def put(self, glances: dict[str, Glance], *, keeping: bool = False) -> None:
        """Look elsewhere; what is not told is as at first.

        A lesson is opened at once, as one may go on in it while the page computes; a zoom waits until
        the page is drawn.

        Args:
            glances: Where, by the keys of the pages.
            keeping: Whether plots that are zoomed keep their zoom.
        """
        self._coming, self._zooms, self._chosen = dict(glances), {}, self._store.session
        for key, page in self._pages.items():
            for way in page.findChildren(WayHome):
                if way.away and not keeping:
                    way.go()
            self._bring(page, self._coming.pop(key, Glance()))
        self.follow()

    def greet(self, page: Page[Any, Any]) -> None:
        """Look, on a page that has just been built, where one is to look."""
        if page.spec.key in self._coming:
            self._bring(page, self._coming.pop(page.spec.key))
        self._resume(page)

    def _resume(self, page: Page[Any, Any]) -> None:
        fields = _fields(page)
        for number, text in self._typed.pop(page.spec.key, {}).items():
            if number < len(fields):
                fields[number].resume(text)

    def _bring(self, page: Page[Any, Any], glance: Glance) -> None:
        page.guide.bring(glance)
        if glance.zooms:
            self._zooms[page.spec.key] = glance.zooms

    def follow(self) -> None:
        """Look at the page that has come to the front, if something is to be looked at there."""
        if self._store.session.view.page in self._zooms:
            self._turns.start()

    def _look(self) -> None:
        key = self._store.session.view.page
        if key not in self._zooms:
            self._turns.stop()
            return
        page = self._pages.get(key)  # it may still be to come
        if page is not None and page.shows_content and not page.busy:
            self._turns.stop()
            zooms = self._zooms.pop(key)
            if page.spec.choices_between(self._chosen, self._store.session):
                return  # a zoom into what is no longer drawn
            ways = page.findChildren(WayHome)
            for number, ranges in zooms:
                if number < len(ways) and ways[number].plot.isVisible() and not ways[number].away:
                    _zoom(ways[number].plot, ranges)


def _fields(page: Page[Any, Any]) -> list[TypedField | FormulaField]:
    return [*page.findChildren(TypedField), *page.findChildren(FormulaField)]


def _typed(page: Page[Any, Any]) -> Typed:
    return {n: field.unfinished for n, field in enumerate(_fields(page)) if field.unfinished}


def _zooms(page: Page[Any, Any]) -> Zooms:
    return tuple(
        (number, tuple(_ranges(box) for box in _boxes(way.plot)))
        for number, way in enumerate(page.findChildren(WayHome))
        if way.away and way.plot.isVisibleTo(page)
    )


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
