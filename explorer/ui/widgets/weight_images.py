"""The units of the first layer, each as a picture of its weights."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.core.numerals import fixed
from explorer.ui.pictures import signed_image
from explorer.ui.theme import Look

GAP = 4
COLUMNS, ROWS = 10, 4
SMALLEST_CELL = 33
_FULL_COLOUR = 3.0  # standard deviations of all weights


class WeightImages(QWidget):
    """As many units as find room, all in one scale: blue above 0, orange below.

    Args:
        name: What a screen reader says.
        tip: Template of a picture's tooltip with the places {unit}, {low} and {high}.
    """

    shown_changed = Signal(int, int)  # units shown, units in all

    def __init__(self, name: str, tip: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._tip = look, tip
        self._values: NDArray[np.floating] = np.zeros((0, 28, 28), np.float32)
        self._pictures: list[QImage] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._draw_pictures)

    def set_values(self, values: NDArray[np.floating]) -> None:
        """Show weights, shape (units, height, width)."""
        self._values = values
        self._draw_pictures()

    @property
    def values(self) -> NDArray[np.floating]:
        """The weights, shape (units, height, width)."""
        return self._values

    @property
    def shown(self) -> int:
        """Number of units that find room."""
        columns, rows, _ = self._grid()
        return min(columns * rows, len(self._values))

    def sizeHint(self) -> QSize:
        """Return room for a few columns."""
        return QSize(self._look.px(5 * SMALLEST_CELL), self._look.px(4 * SMALLEST_CELL))

    minimumSizeHint = sizeHint

    def _grid(self) -> tuple[int, int, int]:
        """Return columns, rows, and the side of a picture with its gap in pixels."""
        side = max(self.height() // ROWS, self._look.px(SMALLEST_CELL))
        columns = max(self.width() // side, 1)
        if columns < COLUMNS:  # rather smaller pictures than much empty room
            columns = min(COLUMNS, max(self.width() // self._look.px(SMALLEST_CELL), 1))
            side = min(side, max(self.width() // columns, 1))
        return columns, max(self.height() // side, 1), side

    def _draw_pictures(self) -> None:
        units = self._values[: self.shown]
        scale = _FULL_COLOUR * float(np.std(self._values)) if len(units) else 1.0
        self._pictures = [signed_image(unit, scale, self._look) for unit in units]
        self.shown_changed.emit(len(units), len(self._values))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or fewer units."""
        super().resizeEvent(event)
        if self.shown != len(self._pictures):
            self._draw_pictures()

    def _cell(self, index: int) -> QRect:
        columns, _, side = self._grid()
        gap = self._look.px(GAP)
        return QRect(index % columns * side, index // columns * side, side - gap, side - gap)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the pictures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for index, picture in enumerate(self._pictures):
            painter.drawImage(self._cell(index), picture)
            painter.setPen(self._look.colour("grid"))
            painter.drawRect(self._cell(index).adjusted(0, 0, -1, -1))

    def event(self, event: QEvent) -> bool:
        """Tell a unit's range of weights under the pointer."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        for index in range(len(self._pictures)):
            if self._cell(index).contains(event.pos()):
                unit = self._values[index]
                low, high = fixed(float(unit.min()), 2), fixed(float(unit.max()), 2)
                text = self._tip.format(unit=index + 1, low=low, high=high)
                QToolTip.showText(event.globalPos(), text, self)
                return True
        QToolTip.hideText()
        return True
