"""Pictures of digits, each with what the network says about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.core.numerals import grouped
from explorer.ui.pictures import grey_image
from explorer.ui.plots import spoken_lines
from explorer.ui.signs import pen
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import Look
from explorer.ui.widgets.picture_values import answers_of
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate

CELL, ROW = 73, 46  # px of a picture with its answer beside it


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A picture and an answer.

    Attributes:
        picture: Ink from 0 to 255, shape (28, 28).
        digit: What it shows.
        answer: What the network says; None while nobody has asked it.
        probability: How sure it is, 0 to 1.
    """

    picture: NDArray[np.uint8]
    digit: int
    answer: int | None
    probability: float


class DigitStrip(QWidget):
    """As many pictures as find room; a wrong answer is written "true → answer" in orange.

    Args:
        name: What a screen reader says.
        words: Makes the sentence of one picture.
        columns: Pictures in a row with the answers below; None for what finds room, answers beside.
    """

    spoken_role = Role.Graphic

    chosen = Signal(int)

    def __init__(
        self,
        name: str,
        words: Callable[[Said], str],
        look: Look,
        *,
        columns: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        PlotMenu(self, values=lambda: answers_of(self._items))
        self._look, self._words, self._columns = look, words, columns
        self._items: Sequence[Said] = ()
        self._pictures: list[QImage] = []
        self._at = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._draw_pictures)

    def set_items(self, items: Sequence[Said]) -> None:
        """Show pictures with their answers."""
        self._items = items
        # Fewer pictures than before: the marked one must exist.
        self._at = min(self._at, max(len(items) - 1, 0))
        self._draw_pictures()
        tell_description(self)
        self.updateGeometry()

    @property
    def items(self) -> Sequence[Said]:
        """What there is to show, whether or not there is room for all."""
        return self._items

    def _draw_pictures(self) -> None:
        # Made once, not at each painting.
        self._pictures = [grey_image(item.picture, self._look) for item in self._items]
        self.update()

    def sizeHint(self) -> QSize:
        """Return one row, or as many as the pictures need."""
        px = self._look.px
        if self._columns is None:
            return QSize(px(300), px(34))
        rows = -(-max(len(self._items), 1) // self._columns)
        return QSize(px(240), rows * self._row_height())

    minimumSizeHint = sizeHint

    def _row_height(self) -> int:
        return self._look.px(88)

    def cell(self, index: int) -> QRect:
        """Return where a picture with its answer lies."""
        px = self._look.px
        if self._columns is None:
            per_row = self._per_row()
            row, column = divmod(index, per_row)
            left = round(column * self.width() / per_row)
            return QRect(left, row * px(ROW), px(CELL), px(34))
        side = px(62)
        step = (self.width() - side) / max(self._columns - 1, 1)
        row, column = divmod(index, self._columns)
        return QRect(round(column * step), row * self._row_height(), side, px(84))

    @property
    def shown(self) -> int:
        """Number of pictures that find room."""
        if self._columns is None:
            # The last row needs no gap below.
            rows = max((self.height() + self._look.px(ROW - 34)) // self._look.px(ROW), 1)
            return min(rows * self._per_row(), len(self._items))
        return len(self._items)

    def _per_row(self) -> int:
        return max(min(self.width() // self._look.px(CELL), len(self._items)), 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the pictures and answers."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for index in range(self.shown):
            cell = QRectF(self.cell(index))
            side = look.px(32 if self._columns is None else 62)
            frame = QRectF(cell.left() + 0.5, cell.top() + 0.5, side - 1, side - 1)
            focused = self.hasFocus() and index == self._at
            painter.setPen(pen(look, "accent" if focused else "line", 2 if focused else 1))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(frame, 4, 4)
            inset = 2 if self._columns is None else 4
            painter.drawImage(frame.adjusted(inset, inset, -inset, -inset), self._pictures[index])
            if self._columns is None:
                words = QRectF(frame.right() + look.px(6), cell.top(), look.px(36), cell.height())
                self._paint_answer(painter, words, self._items[index], centred=False)
            else:
                words = QRectF(cell.left(), frame.bottom() + 2, side, look.px(20))
                self._paint_answer(painter, words, self._items[index], centred=True)

    def _paint_answer(self, painter: QPainter, area: QRectF, item: Said, *, centred: bool) -> None:
        # Before the first answer there is nothing to compare.
        if item.answer is None:
            return
        look = self._look
        wrong = item.answer != item.digit
        parts = [(str(item.answer), "orange" if wrong else "text", 600)]
        if wrong:
            # Beside a small picture there is no room for spaces.
            arrow = f"{item.digit} → " if centred else f"{item.digit}→"
            parts.insert(0, (arrow, "muted", 400))
        fonts = [look.font(13, weight) for _, _, weight in parts]
        widths = [
            QFontMetricsF(font).horizontalAdvance(text)
            for font, (text, _, _) in zip(fonts, parts, strict=True)
        ]
        left = area.left() + (max(area.width() - sum(widths), 0) / 2 if centred else 0)
        for font, width, (text, role, _) in zip(fonts, widths, parts, strict=True):
            painter.setFont(font)
            painter.setPen(look.colour(role))
            place = QRectF(left, area.top(), width + 2, area.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            left += width

    def _index_at(self, place: QPoint) -> int | None:
        return next((n for n in range(self.shown) if self.cell(n).contains(place)), None)

    def event(self, event: QEvent) -> bool:
        """Tell the answer of the picture under the pointer in words."""
        # One widget, many tooltips: Qt's own would be the same for all.
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._index_at(event.pos())
            text = "" if index is None else self._words(self._items[index])
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the pressed picture."""
        index = self._index_at(event.position().toPoint())
        if index is not None:
            self._go(index)
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from picture to picture by arrow keys, choose one by Enter."""
        rows = self._columns or 0
        step = {
            # Without columns there is one row; up and down lead nowhere.
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -rows, Qt.Key.Key_Down: rows,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._items:
            self.chosen.emit(self._at)
        elif step and 0 <= self._at + step < self.shown:
            self._go(self._at + step)
        # A step that leads out of the strip is taken and does nothing: the focus stays.
        elif step is None:
            super().keyPressEvent(event)

    def _go(self, index: int) -> None:
        self._at = index
        tell_description(self)
        self.update()

    def described(self) -> str:
        """Return what the marked picture says, and how many are read as what they show."""
        if not self._items:
            return ""
        right = sum(each.answer == each.digit for each in self._items)
        text = translate("Spoken", "{right} of {count} are recognised.")
        told = text.format(right=grouped(right), count=grouped(len(self._items)))
        asked = any(each.answer is not None for each in self._items)
        marked = f"{self._words(self._items[self._at])}."
        return spoken_lines.joined([marked, told if asked else ""])
