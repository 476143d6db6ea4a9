"""What plots share that are read at one of their places along x, by mouse and by keys."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from explorer.core.arrays import Samples
from explorer.ui.plots.axes import Canvas, text_item
from explorer.ui.spoken import tell_description
from explorer.ui.theme import Look

_FAR = 10  # places that the reading moves at once with Ctrl


class ReadAlong(QWidget):
    """A plot with a reading; one derived from it says its places, and what is told at each.

    Attributes:
        index: Index of the place that is read; None for none.
        words: What is told there.
        reading: The same on the plot.
    """

    index: int | None = None
    words = ""

    def read_along(
        self, look: Look, canvas: Canvas, boxes: Sequence[Any], guides: Sequence[pg.InfiniteLine]
    ) -> None:
        """Begin to be read: by the mouse in some boxes, in the first of which stands what is told."""
        self._read_in, self._guides_along, self._colours = boxes, guides, look
        self.reading = text_item(look, "text", size=12, weight=400)
        self.reading.setZValue(60)
        boxes[0].addItem(self.reading, ignoreBounds=True)
        boxes[0].sigRangeChanged.connect(lambda *_: self.read(self.index))
        canvas.scene().sigMouseMoved.connect(self._point)
        canvas.viewport().installEventFilter(self)
        look.changed.connect(self._dress_reading)
        self._dress_reading()
        self.read(None)

    def _places(self) -> Samples:
        """Return where the plot can be read, shape (n,), in the units of its x axis."""
        raise NotImplementedError

    def _first(self) -> int:
        """Return the index at which the keys begin."""
        raise NotImplementedError

    def _told_at(self, index: int) -> Sequence[str]:
        """Return what is told at a place, part by part; nothing where nothing is known."""
        raise NotImplementedError

    def read(self, index: int | None) -> None:
        """Read the place of an index, the nearest there is; None for none."""
        places = self._places()
        at = None if index is None or not len(places) else min(max(index, 0), len(places) - 1)
        told = self._told_at(at) if at is not None else ()
        self.index = at if told else None
        for item in (self.reading, *self._guides_along):
            item.setVisible(bool(told))
        if at is None or not told:
            self.words = ""
            return
        place = float(places[at])
        for guide in self._guides_along:
            guide.setValue(place)
        (left, right), (_, high) = self._read_in[0].viewRange()
        # In lines of its own: a column is narrow.
        self.reading.setText("\n".join(told))
        self.reading.setAnchor((1.03, 0) if place > (left + right) / 2 else (-0.03, 0))
        self.reading.setPos(place, high)
        if ", ".join(told) != self.words:
            self.words = ", ".join(told)
            tell_description(self)

    def _point(self, at: QPointF) -> None:
        box = next((each for each in self._read_in if each.sceneBoundingRect().contains(at)), None)
        places = self._places()
        if box is None or not len(places):
            self.read(None)
        else:
            self.read(int(np.abs(places - box.mapSceneToView(at).x()).argmin()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the mouse leaves the plot."""
        if event.type() == QEvent.Type.Leave:
            self.read(None)
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read a place or ten to the side (Shift+Left, Shift+Right, with Ctrl); Esc reads no more."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        is_aside = bool(modifiers & Qt.KeyboardModifier.ShiftModifier) and len(self._places())
        if key in sides and is_aside:
            far = _FAR if modifiers & Qt.KeyboardModifier.ControlModifier else 1
            self.read(self._first() if self.index is None else self.index + far * sides[key])
        elif key == Qt.Key.Key_Escape and self.index is not None:
            self.read(None)
        else:
            super().keyPressEvent(event)

    def _dress_reading(self) -> None:
        self.reading.setFont(self._colours.font(12))
        self.reading.setColor(self._colours.colour("text"))
        self.reading.fill = pg.mkBrush(self._colours.colour("surface", 0.9))
