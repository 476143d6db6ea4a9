"""Which digit is taken for which, as ten rows of ten cells."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.ui.signs import pen
from explorer.ui.theme import Look, mix

DIGITS = 10
LABELS = 20  # px for the digits at the left and below
_MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class Confusion(QWidget):
    """Right answers blue on the diagonal, wrong ones orange beside it; arrow keys go from cell to cell.

    Args:
        name: What a screen reader says.
        words: Makes the sentence of a cell from true digit, answer and number of images.
    """

    cell_chosen = Signal(int, int)  # true digit, answer

    def __init__(
        self,
        name: str,
        words: Callable[[int, int, int], str],
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._words = look, words
        self._table: NDArray[np.int64] = np.zeros((DIGITS, DIGITS), np.int64)
        self._at = (0, 0)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def set_table(self, table: NDArray[np.int64]) -> None:
        """Show numbers of images by true digit (row) and answer (column), shape (10, 10)."""
        self._table = table
        self._describe()
        self.update()

    def sentence(self, digit: int, answer: int) -> str:
        """Return what a cell says."""
        return self._words(digit, answer, int(self._table[digit, answer]))

    def sizeHint(self) -> QSize:
        """Return a square for the cells, and the labels."""
        side = self._look.px(190)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which a cell can be hit."""
        side = self._look.px(150)
        return QSize(side, side)

    def _side(self) -> float:
        labels = self._look.px(LABELS)
        return min(self.width() - labels, self.height() - labels) / DIGITS

    def cell(self, digit: int, answer: int) -> QRectF:
        """Return where a cell lies."""
        side = self._side()
        left = self._look.px(LABELS) + answer * side
        return QRectF(left, digit * side, side - 1.5, side - 1.5)

    def cell_at(self, place: QPoint) -> tuple[int, int] | None:
        """Return the cell under a point as (true digit, answer)."""
        side = self._side()
        row, column = int(place.y() // side), int((place.x() - self._look.px(LABELS)) // side)
        return (row, column) if 0 <= row < DIGITS and 0 <= column < DIGITS else None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw cells, labels and the focus."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shares = self._shares()
        for digit in range(DIGITS):
            for answer in range(DIGITS):
                role = "blue" if digit == answer else "orange"
                empty = look.theme["grid"] if look.theme.dark else look.theme["window"]
                colour = mix(empty, look.theme[role], float(shares[digit, answer]))
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(self.cell(digit, answer), 2, 2)
        self._paint_labels(painter)
        if self.hasFocus():
            painter.setPen(pen(look, "text", 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cell(*self._at).adjusted(-1, -1, 1, 1), 3, 3)

    def _shares(self) -> NDArray[np.float64]:
        """Return each cell's strength: right ones of their row, wrong ones of the worst mistake."""
        table = self._table.astype(np.float64)
        right = np.diag(table) / np.maximum(table.sum(axis=1), 1)
        wrong = table - np.diag(np.diag(table))
        shares: NDArray[np.float64] = 0.7 * (wrong / max(wrong.max(), 1)) ** 0.7
        np.fill_diagonal(shares, 0.85 * right)
        return shares

    def _paint_labels(self, painter: QPainter) -> None:
        look, side, labels = self._look, self._side(), self._look.px(LABELS)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        middle = Qt.AlignmentFlag.AlignCenter
        for digit in range(DIGITS):
            row = QRectF(0, digit * side, labels - look.px(6), side)
            painter.drawText(
                row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(digit)
            )
            column = QRectF(labels + digit * side, DIGITS * side + 1, side, labels - 1)
            painter.drawText(column, middle, str(digit))

    def event(self, event: QEvent) -> bool:
        """Tell the numbers of the cell under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.cell_at(event.pos())
            QToolTip.showText(event.globalPos(), self.sentence(*at) if at else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the pressed cell."""
        at = self.cell_at(event.position().toPoint())
        if at is not None:
            self._go(*at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next cell in the direction of an arrow key."""
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        digit, answer = (
            min(max(a + b, 0), DIGITS - 1) for a, b in zip(self._at, move, strict=True)
        )
        self._go(digit, answer)
        place = self.mapToGlobal(self.cell(digit, answer).bottomRight().toPoint())
        QToolTip.showText(place, self.sentence(digit, answer), self)

    def _go(self, digit: int, answer: int) -> None:
        self._at = (digit, answer)
        self._describe()
        self.cell_chosen.emit(digit, answer)
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.sentence(*self._at))
