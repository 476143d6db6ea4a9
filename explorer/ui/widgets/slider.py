"""The slider of a timeline."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from explorer.ui.signs import pen
from explorer.ui.theme import Look


class Slider(QSlider):
    """A horizontal slider that goes where it is pressed; `role` is the colour of what has passed."""

    def __init__(
        self, name: str, look: Look, role: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._role = look, role
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return a strip as high as a touch target."""
        return QSize(self._look.px(120), self._look.px(32))

    def minimumSizeHint(self) -> QSize:
        """Return the shortest strip that can still be scrubbed."""
        return QSize(self._look.px(40), self._look.px(32))

    def position_of(self, value: int) -> float:
        """Return where a value lies, in pixels from the left edge."""
        margin = self._look.px(9)
        share = (value - self.minimum()) / max(self.maximum() - self.minimum(), 1)
        return margin + share * (self.width() - 2 * margin)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the track, what has passed, and the handle."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, place = self.height() / 2, self.position_of(self.value())
        half = look.px(2)
        painter.setPen(Qt.PenStyle.NoPen)
        left, right = self.position_of(self.minimum()), self.position_of(self.maximum())
        painter.setBrush(look.colour("track"))
        painter.drawRoundedRect(QRectF(left, middle - half, right - left, 2 * half), half, half)
        painter.setBrush(look.colour(self._role if self.isEnabled() else "dimmed"))
        painter.drawRoundedRect(QRectF(left, middle - half, place - left, 2 * half), half, half)
        if self.hasFocus():
            painter.setPen(pen(look, "accent", 2))
            painter.setBrush(look.colour("surface"))
            painter.drawEllipse(QPointF(place, middle), look.px(10), look.px(10))
        painter.setPen(pen(look, "surface", 2))
        painter.setBrush(look.colour(self._role if self.isEnabled() else "dimmed"))
        painter.drawEllipse(QPointF(place, middle), look.px(8), look.px(8))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the pointer at once."""
        self.setSliderDown(True)
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while pressed."""
        if self.isSliderDown():
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Let go."""
        self.setSliderDown(False)

    def _go(self, event: QMouseEvent) -> None:
        left, right = self.position_of(self.minimum()), self.position_of(self.maximum())
        share = (event.position().x() - left) / max(right - left, 1)
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(min(max(share, 0.0), 1.0) * span))
