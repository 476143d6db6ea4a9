"""A large number under a small label with the sample of its curve."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from explorer.ui import signs
from explorer.ui.theme import Look

SMALLEST = 9  # px at 100 % of figures that would be cut otherwise


class ReadOut(QWidget):
    """One number, set large, with figures of equal width so that nothing moves as it changes."""

    def __init__(
        self, name: str, look: Look, sign: signs.Sign | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._look, self._sign = name, look, sign
        self._value, self._unit = "", ""
        self._size = 26
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    @property
    def value(self) -> str:
        """The text shown."""
        return self._value

    def set_value(self, value: str, unit: str = "") -> None:
        """Show a number, already written out; screen readers are told it as a description."""
        if (value, unit) != (self._value, self._unit):
            self._value, self._unit = value, unit
            self.setAccessibleDescription(f"{value} {unit}".strip())
            self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Draw the number dimmed: another is on its way."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.update()

    _dimmed = False

    def set_sign(self, sign: signs.Sign) -> None:
        """Show the sample of another curve."""
        if sign != self._sign:
            self._sign = sign
            self.update()

    def set_size(self, size: int) -> None:
        """Set the height of the figures in px at 100 %."""
        self._size = size
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the read-out row."""
        return QSize(self._look.px(100), self._look.px(52))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw sample, label and number."""
        look, painter = self._look, QPainter(self)
        left, top = 0.0, look.px(10)
        if self._sign is not None:
            wide = self._sign.stroke is not None
            sample = QRectF(0, top - look.px(7), look.px(28 if wide else 20), look.px(14))
            signs.paint(painter, sample, self._sign, look)
            left = sample.right() + look.px(8)
        painter.setFont(look.font(13))
        painter.setPen(look.colour("muted"))
        row = QRectF(left, 0, self.width() - left, look.px(20))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, self._name)
        self._paint_value(painter)

    def _paint_value(self, painter: QPainter) -> None:
        look = self._look
        size: float = self._size
        unit_font = look.font(15)
        unit_width = (
            QFontMetricsF(unit_font).horizontalAdvance(" " + self._unit) if self._unit else 0.0
        )
        font = look.font(size, 600)
        while (
            # Smaller before it is cut: a cut number is a wrong one.
            size > SMALLEST
            and QFontMetricsF(font).horizontalAdvance(self._value) + unit_width > self.width() - 4
        ):
            size -= 1
            font = look.font(size, 600)
        painter.setFont(font)
        painter.setPen(look.colour("dimmed" if self._dimmed else "text"))
        row = QRectF(0, look.px(20), self.width(), self.height() - look.px(20))
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(row, place, self._value)
        if self._unit:
            # The unit begins where the number ends.
            row.setLeft(QFontMetricsF(font).horizontalAdvance(self._value))
            painter.setFont(unit_font)
            painter.setPen(look.colour("muted"))
            painter.drawText(row.adjusted(0, look.px(4), 0, 0), place, " " + self._unit)


class ReadOutRow(QWidget):
    """Read-outs side by side, all set in one size that suits the width."""

    def __init__(
        self, read_outs: Sequence[ReadOut], look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read_outs, self._look = list(read_outs), look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for read_out in self._read_outs:
            row.addWidget(read_out, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size."""
        super().resizeEvent(event)
        room = self.width() / max(len(self._read_outs), 1) / self._look.scale
        # One size for the whole row, by its narrowest place.
        size = 31 if room > 200 else 26 if room > 122 else 21
        for read_out in self._read_outs:
            read_out.set_size(size)
