"""Pictures of all units of a layer, page by page where they find no room at once."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.ui.pictures import signed_image
from explorer.ui.plots import spoken_lines
from explorer.ui.signs import pen
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import Look
from explorer.ui.widgets.picture_values import weights_of
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate

GAP, SMALLEST, LARGEST = 3, 30, 72  # px


class UnitGrid(QWidget):
    """Small pictures in one scale; one of them is chosen by a press or by the arrow keys.

    Args:
        name: What a screen reader says.
        tip: Template of a picture's tooltip with the place {unit}, counted from 1.
    """

    spoken_role = Role.Graphic

    chosen = Signal(int)
    page_changed = Signal()

    def __init__(self, name: str, tip: str, look: Look) -> None:
        super().__init__()
        PlotMenu(self, values=lambda: weights_of(self._values))
        self._look, self._tip = look, tip
        self._values: NDArray[np.floating] = np.zeros((0, 28, 28), np.float32)
        self._scale, self._at, self._first = 1.0, 0, 0
        self._pictures: list[QImage] = []
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._draw_pictures)

    def set_values(self, values: NDArray[np.floating], scale: float) -> None:
        """Show numbers, shape (units, height, width); `scale` gets the full colour."""
        self._values, self._scale = values, scale
        self._at = min(self._at, max(len(values) - 1, 0))
        self._turn_to(self._at)

    def set_chosen(self, unit: int) -> None:
        """Mark a unit and turn to its page; only the user's own choosing is reported."""
        if unit != self._at:
            self._at = unit
            self._turn_to(unit)
            tell_description(self)

    def described(self) -> str:
        """Return which unit is marked, and how many are seen; empty where there are none."""
        if not self.units:
            return ""
        text = translate("Spoken", "{shown} of {count} units are shown.")
        told = text.format(shown=len(self.shown), count=self.units)
        marked = spoken_lines.spread(self._values[self._at]) if self._at < self.units else ""
        return spoken_lines.joined([f"{self._tip.format(unit=self._at + 1)}.", marked, told])

    @property
    def shown(self) -> range:
        """The units on this page."""
        return range(self._first, min(self._first + self._per_page(), len(self._values)))

    @property
    def units(self) -> int:
        """How many there are."""
        return len(self._values)

    def turn(self, by: int) -> None:
        """Turn over some pages; beyond the last there is none."""
        first = self._first + by * self._per_page()
        if 0 <= first < len(self._values):
            self._first = first
            self._draw_pictures()

    def sizeHint(self) -> QSize:
        """Return room for a few of them."""
        return QSize(self._look.px(5 * SMALLEST), self._look.px(4 * SMALLEST))

    def minimumSizeHint(self) -> QSize:
        """Return room for two rows."""
        return QSize(self._look.px(5 * SMALLEST), self._look.px(2 * SMALLEST))

    def cell(self, unit: int) -> QRect:
        """Return where a unit of this page lies."""
        columns, _, side = self._grid()
        row, column = divmod(unit - self._first, columns)
        inner = side - self._look.px(GAP)
        return QRect(column * side + 2, row * side + 2, inner, inner)

    def _grid(self) -> tuple[int, int, int]:
        """Return columns, rows, and the side of a picture with its gap in px."""
        px, count = self._look.px, max(len(self._values), 1)
        side = int(math.sqrt(self.width() * self.height() / count))
        # The largest at which all find room, as long as something can be seen on it.
        while side > px(SMALLEST) and (self.width() // side) * (self.height() // side) < count:
            side -= 1
        side = min(max(side, px(SMALLEST)), px(LARGEST))
        return max(self.width() // side, 1), max(self.height() // side, 1), side

    def _per_page(self) -> int:
        columns, rows, _ = self._grid()
        return columns * rows

    def _turn_to(self, unit: int) -> None:
        self._first = unit - unit % self._per_page()
        self._draw_pictures()

    def _draw_pictures(self) -> None:
        self._pictures = [
            signed_image(self._values[unit], self._scale, self._look) for unit in self.shown
        ]
        self.page_changed.emit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or fewer of them."""
        super().resizeEvent(event)
        self._turn_to(self._at)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the pictures, and a ring around the chosen one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for unit, picture in zip(self.shown, self._pictures, strict=True):
            cell = self.cell(unit)
            painter.drawImage(cell, picture)
            painter.setPen(self._look.colour("grid"))
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
        if self._at in self.shown:
            painter.setPen(pen(self._look, "accent" if self.hasFocus() else "text", 2))
            painter.drawRect(self.cell(self._at).adjusted(-1, -1, 1, 1))

    def unit_at(self, place: QPoint) -> int | None:
        """Return the unit under a point."""
        return next((unit for unit in self.shown if self.cell(unit).contains(place)), None)

    def event(self, event: QEvent) -> bool:
        """Tell which unit is under the pointer."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        unit = self.unit_at(event.pos())
        text = "" if unit is None else self._tip.format(unit=unit + 1)
        QToolTip.showText(event.globalPos(), text, self)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the pressed picture."""
        unit = self.unit_at(event.position().toPoint())
        if unit is not None:
            self._choose(unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from picture to picture by arrow keys, from page to page by Page Up and Page Down."""
        columns, _, _ = self._grid()
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in pages:
            self.turn(pages[key])
        elif key not in steps:
            super().keyPressEvent(event)
        elif 0 <= self._at + steps[key] < len(self._values):
            self._choose(self._at + steps[key])

    def _choose(self, unit: int) -> None:
        self.set_chosen(unit)
        self.chosen.emit(unit)
