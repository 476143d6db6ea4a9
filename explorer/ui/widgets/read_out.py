"""A large number under a small label with the sample of its curve."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from explorer.ui import signs
from explorer.ui.spoken import Role
from explorer.ui.theme import Look

FIGURES = 110  # px at 100 % of seven figures in the usual size
SMALLEST = 9  # px at 100 % of figures that would be cut otherwise


class ReadOut(QWidget):
    """One number, set large, with figures of equal width so that nothing moves as it changes."""

    spoken_role = Role.StaticText

    def __init__(
        self, name: str, look: Look, sign: signs.Sign | None = None, *, short: str = ""
    ) -> None:
        """Take a name, and a shorter one for places where it would be cut."""
        super().__init__()
        self._name, self._look, self._sign = name, look, sign
        self._names = name, short or name
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

    def set_short(self, *, short: bool) -> None:
        """Show the shorter name."""
        if self._name != self._names[short]:
            self._name = self._names[short]
            self.update()

    def width_needed(self, *, short: bool) -> int:
        """Return the px that name and usual figures take."""
        name = QFontMetricsF(self._look.font(13)).horizontalAdvance(self._names[short])
        return max(ceil(name) + self._sample_width(), self._look.px(FIGURES))

    def _sample_width(self) -> int:
        if self._sign is None:
            return 0
        return self._look.px(28 if self._sign.stroke is not None else 20) + self._look.px(8)

    def sizeHint(self) -> QSize:
        """Return the height of the read-out row."""
        return QSize(self._look.px(100), self._look.px(52))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw sample, label and number."""
        look, painter = self._look, QPainter(self)
        left, top = self._sample_width(), look.px(10)
        if self._sign is not None:
            sample = QRectF(0, top - look.px(7), left - look.px(8), look.px(14))
            signs.paint(painter, sample, self._sign, look)
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


LARGE, USUAL, SMALL = 31, 26, 22  # px at 100 % of figures
ROOMY = 200  # px at 100 % of a place that holds large figures
GAP = 12  # px between two places


class ReadOutRow(QWidget):
    """Read-outs side by side, or below one another where they would be cut."""

    def __init__(
        self, read_outs: Sequence[ReadOut], look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read_outs, self._look = list(read_outs), look
        self._placed: tuple[object, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        look.changed.connect(self._arrange)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size, and how many stand side by side."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Close up when one is hidden."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        # Before they are first shown all count as hidden.
        seen = [each for each in self._read_outs if not each.isHidden()] or self._read_outs
        # All in one row by preference, with shorter names if need be; then three abreast, or two.
        for columns in (len(seen), 3, 2):
            for short in (False, True):
                needs = [
                    max(each.width_needed(short=short) for each in seen[column::columns])
                    for column in range(min(columns, len(seen)))
                ]
                if fits := sum(needs) + GAP * (columns - 1) <= self.width():
                    break
            if fits:
                break
        # One size for all, by their narrowest place.
        roomy = self.width() / columns > self._look.px(ROOMY)
        for read_out in self._read_outs:
            read_out.set_short(short=short)
            read_out.set_size(LARGE if roomy else USUAL if fits else SMALL)
        if (columns, *needs, *seen) != self._placed:
            self._placed = columns, *needs, *seen
            for index, read_out in enumerate(seen):
                self._grid.addWidget(read_out, *divmod(index, columns))
            for column in range(len(self._read_outs)):
                # By what they need, not by what they show: nothing moves as a number grows.
                self._grid.setColumnStretch(column, needs[column] if column < len(needs) else 0)
