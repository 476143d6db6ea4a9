"""Pictures of a network: its weights, what it takes for what, how sure it is."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.core.numerals import fixed, grouped
from explorer.ui.pictures import signed_image
from explorer.ui.plots import spoken_lines
from explorer.ui.signs import pen
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import Look, mix
from explorer.ui.widgets.picture_values import confusion_of, weights_of
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate

GAP = 4
COLUMNS, ROWS = 10, 4
SMALLEST_CELL = 33
# Of all units together: pictures can be compared, and few weights lie beyond.
_FULL_COLOUR = 3.0  # standard deviations of all weights


class WeightImages(QWidget):
    """As many units as find room, all in one scale: blue above 0, orange below.

    Args:
        name: What a screen reader says.
        tip: Template of a picture's tooltip with the places {unit}, {low} and {high}.
    """

    spoken_role = Role.Graphic

    shown_changed = Signal(int, int)  # units shown, units in all

    def __init__(self, name: str, tip: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        PlotMenu(self, values=lambda: weights_of(self._values))
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

    def described(self) -> str:
        """Return how many units are seen."""
        text = translate("Spoken", "{shown} of {count} units are shown.")
        told = text.format(shown=self.shown, count=len(self._values))
        return spoken_lines.joined([told, spoken_lines.spread(self._values)])

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
        # As many rows as are planned, unless pictures would become too small to see anything.
        side = max(self.height() // ROWS, self._look.px(SMALLEST_CELL))
        columns = max(self.width() // side, 1)
        if columns < COLUMNS:  # rather smaller pictures than much empty room
            columns = min(COLUMNS, max(self.width() // self._look.px(SMALLEST_CELL), 1))
            side = min(side, max(self.width() // columns, 1))
        return columns, max(self.height() // side, 1), side

    def _draw_pictures(self) -> None:
        units = self._values[: self.shown]
        # One scale for all of them; of the whole layer, so that it does not change with the room.
        scale = _FULL_COLOUR * float(np.std(self._values, dtype=np.float64)) if len(units) else 1.0
        self._pictures = [signed_image(unit, scale, self._look) for unit in units]
        self.shown_changed.emit(len(units), len(self._values))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or fewer units."""
        super().resizeEvent(event)
        # Resized without another number of them: the pictures stay, they are only drawn
        # elsewhere.
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
        # Between two pictures an older tip would stay.
        QToolTip.hideText()
        return True


DIGITS = 10
LABELS = 20  # px by which a matrix is wider and higher than other pictures
_TITLE = 15  # px for the names of the axes, at the left and below
_BESIDE = 30  # px for names and digits
_STRONG = 0.5  # of a cell's colour, above which text on it is light
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
        axes: What the rows are, and what the columns.
    """

    spoken_role = Role.Chart

    cell_chosen = Signal(int, int)  # true digit, answer

    def __init__(
        self,
        name: str,
        words: Callable[[int, int, int], str],
        look: Look,
        axes: tuple[str, str] = ("", ""),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        PlotMenu(self, values=lambda: confusion_of(self._table))
        self._look, self._words, self.axes = look, words, axes
        self._counts = False
        self._table: NDArray[np.int64] = np.zeros((DIGITS, DIGITS), np.int64)
        self._at = (0, 0)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def set_table(self, table: NDArray[np.int64]) -> None:
        """Show numbers of images by true digit (row) and answer (column), shape (10, 10)."""
        self._table = table
        tell_description(self)
        self.update()

    def show_counts(self) -> None:
        """Write into each cell how many images it has, where there is room."""
        self._counts = True
        self.update()

    def set_chosen(self, digit: int, answer: int) -> None:
        """Go to a cell; only the user's own going is reported."""
        self._at = (digit, answer)
        tell_description(self)
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
        labels = self._look.px(_BESIDE)
        return min(self.width() - labels, self.height() - labels) / DIGITS

    def cell(self, digit: int, answer: int) -> QRectF:
        """Return where a cell lies."""
        side = self._side()
        left = self._look.px(_BESIDE) + answer * side
        return QRectF(left, digit * side, side - 1.5, side - 1.5)

    def cell_at(self, place: QPoint) -> tuple[int, int] | None:
        """Return the cell under a point as (true digit, answer)."""
        side = self._side()
        row, column = (
            int(place.y() // side),
            int((place.x() - self._look.px(_BESIDE)) // side),
        )
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
                # Cells without images: the pale ground of each theme.
                empty = look.theme["grid"] if look.theme.dark else look.theme["window"]
                colour = mix(empty, look.theme[role], float(shares[digit, answer]))
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(self.cell(digit, answer), 2, 2)
        self._paint_labels(painter)
        if self._counts and self._side() >= look.px(18):
            self._paint_counts(painter, shares)
        if self.hasFocus() or self._counts:
            # In the text's colour: the accent is that of right answers.
            painter.setPen(pen(look, "text", 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cell(*self._at).adjusted(-1, -1, 1, 1), 3, 3)

    def _paint_counts(self, painter: QPainter, shares: NDArray[np.float64]) -> None:
        painter.setFont(self._look.font(11 if self._side() >= self._look.px(24) else 9))
        for digit, answer in zip(*np.nonzero(self._table), strict=True):
            # On strong colours in the ground's own.
            role = "surface" if shares[digit, answer] > _STRONG else "text"
            painter.setPen(self._look.colour(role))
            cell, count = self.cell(int(digit), int(answer)), str(self._table[digit, answer])
            wide = painter.fontMetrics().horizontalAdvance(count) / max(cell.width() - 2, 1)
            painter.save()
            painter.translate(cell.center())
            painter.scale(1 / max(wide, 1), 1 / max(wide, 1))
            painter.drawText(cell.translated(-cell.center()), Qt.AlignmentFlag.AlignCenter, count)
            painter.restore()

    def _shares(self) -> NDArray[np.float64]:
        """Return each cell's strength: right ones of their row, wrong ones of the worst mistake."""
        table = self._table.astype(np.float64)
        # Of its row: digits are not equally many.
        right = np.diag(table) / np.maximum(table.sum(axis=1), 1)
        wrong = table - np.diag(np.diag(table))
        # Bent upwards and at most 0.7: few mistakes are seen, and none looks as strong as a right
        # answer.
        shares: NDArray[np.float64] = 0.7 * (wrong / max(wrong.max(), 1)) ** 0.7
        np.fill_diagonal(shares, 0.85 * right)
        return shares

    def _paint_labels(self, painter: QPainter) -> None:
        look, side = self._look, self._side()
        title, labels = look.px(_TITLE), look.px(_BESIDE)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        middle = Qt.AlignmentFlag.AlignCenter
        for digit in range(DIGITS):
            row = QRectF(title, digit * side, labels - title - look.px(4), side)
            painter.drawText(
                row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(digit)
            )
            column = QRectF(labels + digit * side, DIGITS * side, side, labels - title)
            painter.drawText(column, middle, str(digit))
        rows, columns = self.axes
        below = QRectF(labels, DIGITS * side + labels - title, DIGITS * side, title)
        painter.drawText(below, middle, columns)
        painter.rotate(-90)
        painter.drawText(QRectF(-DIGITS * side, 0, DIGITS * side, title), middle, rows)
        painter.rotate(90)

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
        # Keys have no pointer: the tip comes all the same.
        QToolTip.showText(place, self.sentence(digit, answer), self)

    def _go(self, digit: int, answer: int) -> None:
        self._at = (digit, answer)
        tell_description(self)
        self.cell_chosen.emit(digit, answer)
        self.update()

    def described(self) -> str:
        """Return what the chosen cell says, and how many images were recognised."""
        right, of_all = int(np.trace(self._table)), int(self._table.sum())
        text = translate("Spoken", "{right} of {count} are recognised.")
        told = text.format(right=grouped(right), count=grouped(of_all)) if of_all else ""
        return spoken_lines.joined([f"{self.sentence(*self._at)}.", told])
