"""What a network says of a picture: how likely each digit is."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.ui.plots import spoken_lines
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import Look
from explorer.ui.widgets.picture_values import probabilities_of
from explorer.ui.widgets.plot_menu import PlotMenu

DIGITS = 10
_TOLD = 0.01  # smaller probabilities are not written out


class ProbabilityBars(QWidget):
    """Ten bars, the longest in bold; without probabilities only their places."""

    spoken_role = Role.Chart

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        PlotMenu(self, values=lambda: probabilities_of(self._values))
        self._look = look
        self._values: NDArray[np.floating] | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    @property
    def values(self) -> NDArray[np.floating] | None:
        """The probabilities shown, shape (10,); None for none."""
        return self._values

    def set_values(self, values: NDArray[np.floating] | None) -> None:
        """Show ten probabilities, or none."""
        # A network without a softmax may answer with less than 0 and more than 1.
        self._values = values = None if values is None else np.clip(values, 0, 1)
        tell_description(self)
        self.update()

    def described(self) -> str:
        """Return the likeliest digit: ten numbers read out would bury the one that matters."""
        if self._values is None:
            return spoken_lines.nothing()
        best = int(np.argmax(self._values))
        return f"{best}: {_percent(float(self._values[best]))}"

    def sizeHint(self) -> QSize:
        """Return room for labels, bars and percentages."""
        return QSize(self._look.px(132), self._look.px(168))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that can be read."""
        return QSize(self._look.px(100), self._look.px(130))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw labels, places and bars."""
        look, painter = self._look, QPainter(self)
        best = -1 if self._values is None else int(np.argmax(self._values))
        height = self.height() / DIGITS
        left, room = look.px(18), self.width() - look.px(18) - look.px(44)
        for digit in range(DIGITS):
            top, strong = digit * height, digit == best
            value = 0.0 if self._values is None else float(self._values[digit])
            painter.setFont(look.font(12, 600 if strong else 400))
            painter.setPen(look.colour("text" if strong else "muted"))
            label = QRectF(0, top, look.px(10), height)
            painter.drawText(
                label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(digit)
            )
            bar = min(look.px(10), height * 0.62)
            painter.fillRect(QRectF(left, top + (height - bar) / 2, 1.5, bar), look.colour("edge"))
            length = value * room
            painter.fillRect(
                QRectF(left, top + (height - bar) / 2, length, bar), look.colour("accent")
            )
            # A row of “0 %” would only be noise.
            if value >= _TOLD:
                text = QRectF(left + length + look.px(6), top, look.px(44), height)
                painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, _percent(value))


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
