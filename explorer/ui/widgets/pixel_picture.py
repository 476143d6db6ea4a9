"""One picture of signed numbers, large enough to choose a pixel of it, and the scale of its colours."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.core.numerals import significant
from explorer.ui.pictures import signed_image
from explorer.ui.plots import spoken_lines
from explorer.ui.signs import pen
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import Look
from explorer.ui.widgets.picture_values import pixels_of
from explorer.ui.widgets.plot_menu import PlotMenu

SIDE = 28  # pixels of a picture
_BAR, _NUMBERS = 12, 62  # px


class PixelPicture(QWidget):
    """28 × 28 numbers, orange below 0 and blue above; arrow keys go from pixel to pixel.

    Args:
        name: What a screen reader says.
        words: Makes the sentence of a pixel from its row, its column and its number.
    """

    spoken_role = Role.Graphic

    chosen = Signal(int)  # place of the pixel, row by row

    def __init__(self, name: str, words: Callable[[int, int, float], str], look: Look) -> None:
        super().__init__()
        PlotMenu(self, values=lambda: pixels_of(self._values))
        self._look, self._words = look, words
        self._values: NDArray[np.floating] = np.zeros((SIDE, SIDE), np.float32)
        self._scale, self._at = 1.0, 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_values(self, values: NDArray[np.floating], scale: float) -> None:
        """Show numbers, shape (28, 28); `scale` gets the full colour."""
        self._values, self._scale = values, scale
        tell_description(self)
        self.update()

    @property
    def values(self) -> NDArray[np.floating]:
        """The numbers shown, shape (28, 28)."""
        return self._values

    def set_chosen(self, pixel: int) -> None:
        """Mark a pixel; only the user's own choosing is reported."""
        if pixel != self._at:
            self._at = pixel
            tell_description(self)
            self.update()

    def set_side(self, side: int) -> None:
        """Set the length of its sides in px; each pixel gets a whole number of them."""
        whole = max(side // SIDE, 1) * SIDE
        self.setFixedSize(whole + 1, whole + 1)

    def sizeHint(self) -> QSize:
        """Return a square in which a pixel can be hit."""
        return QSize(self._look.px(10 * SIDE), self._look.px(10 * SIDE))

    def area(self, pixel: int) -> QRect:
        """Return where a pixel lies."""
        size = self.width() // SIDE
        row, column = divmod(pixel, SIDE)
        return QRect(column * size, row * size, size, size)

    def pixel_at(self, place: QPoint) -> int | None:
        """Return the pixel under a point."""
        size = max(self.width() // SIDE, 1)
        row, column = place.y() // size, place.x() // size
        return row * SIDE + column if 0 <= row < SIDE and 0 <= column < SIDE else None

    def sentence(self, pixel: int) -> str:
        """Return what a pixel says."""
        row, column = divmod(pixel, SIDE)
        return self._words(row, column, float(self._values[row, column]))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the picture, its frame, and a ring around the chosen pixel."""
        look, painter = self._look, QPainter(self)
        side = self.width() // SIDE * SIDE
        # Not smoothed: what is chosen here is a pixel.
        painter.drawImage(QRect(0, 0, side, side), signed_image(self._values, self._scale, look))
        painter.setPen(look.colour("edge"))
        painter.drawRect(0, 0, side, side)
        ring = self.area(self._at)
        painter.setPen(pen(look, "surface", 4))
        painter.drawRect(ring)
        painter.setPen(pen(look, "accent" if self.hasFocus() else "text", 2))
        painter.drawRect(ring)

    def event(self, event: QEvent) -> bool:
        """Tell the number under the pointer."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        pixel = self.pixel_at(event.pos())
        QToolTip.showText(event.globalPos(), "" if pixel is None else self.sentence(pixel), self)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the pressed pixel."""
        pixel = self.pixel_at(event.position().toPoint())
        if pixel is not None:
            self._choose(pixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next pixel in the direction of an arrow key."""
        row, column = divmod(self._at, SIDE)
        match event.key():
            case Qt.Key.Key_Left:
                column -= 1
            case Qt.Key.Key_Right:
                column += 1
            case Qt.Key.Key_Up:
                row -= 1
            case Qt.Key.Key_Down:
                row += 1
            case _:
                super().keyPressEvent(event)
                return
        if 0 <= row < SIDE and 0 <= column < SIDE:
            self._choose(row * SIDE + column)

    def _choose(self, pixel: int) -> None:
        self.set_chosen(pixel)
        self.chosen.emit(pixel)

    def described(self) -> str:
        """Return what the marked pixel says, and between which numbers all of them lie."""
        return spoken_lines.joined(
            [f"{self.sentence(self._at)}.", spoken_lines.spread(self._values)]
        )


class SignedBar(QWidget):
    """What the colours of signed pictures tell: orange below 0, blue above, with numbers."""

    spoken_role = Role.Graphic

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        self._look, self._scale = look, 1.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def set_scale(self, scale: float) -> None:
        """Show the magnitude that gets the full colour."""
        self._scale = scale
        self.setAccessibleDescription(" … ".join(text for _, text in self.ticks()))
        self.update()

    def ticks(self) -> list[tuple[float, str]]:
        """Return the numbers beside the bar, each with its share of the height from below."""
        ends = ((0.0, -1.0), (0.25, -0.5), (0.5, 0.0), (0.75, 0.5), (1.0, 1.0))
        return [(share, significant(part * self._scale)) for share, part in ends]

    def sizeHint(self) -> QSize:
        """Return the room of the bar and its numbers."""
        return QSize(self._look.px(_BAR + 6 + _NUMBERS), self._look.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the bar and its numbers."""
        look, painter = self._look, QPainter(self)
        inset = look.px(8)
        bar = QRectF(0.5, inset, look.px(_BAR), self.height() - 2 * inset)
        shades = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        for share, role in ((0.0, "orange"), (0.5, "surface"), (1.0, "blue")):
            shades.setColorAt(share, QColor(look.theme[role]))
        painter.setPen(pen(look, "edge", 1))
        painter.setBrush(shades)
        painter.drawRect(bar)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        for share, text in self.ticks():
            middle = bar.bottom() - share * bar.height()
            row = QRectF(look.px(_BAR + 6), middle - look.px(10), self.width(), look.px(20))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, text)
