"""Sliders: of a timeline, and of one whose steps belong to phases."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from explorer.ui.signs import Sign, pen
from explorer.ui.spoken import Role, SaysValue
from explorer.ui.theme import Look


class Slider(SaysValue, QSlider):
    """A horizontal slider that goes where it is pressed; `role` is the colour of what has passed."""

    spoken_role = Role.Slider

    def __init__(
        self, name: str, look: Look, role: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._role = look, role
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def stand_for(self, values: Sequence[float]) -> None:
        """Let each place stand for a number, which a screen reader is told."""
        self._values = values

    _values: Sequence[float] = ()

    def spoken_value(self, place: int) -> float:
        """Return the number that a place stands for."""
        return self._values[place] if self._values else place

    def sizeHint(self) -> QSize:
        """Return a strip as high as a touch target."""
        # As high as a finger is wide, although the track itself is 4 px.
        return QSize(self._look.px(120), self._look.px(32))

    def minimumSizeHint(self) -> QSize:
        """Return the shortest strip that can still be scrubbed."""
        return QSize(self._look.px(40), self._look.px(32))

    def position_of(self, value: int) -> float:
        """Return where a value lies, in pixels from the left edge."""
        # The handle is drawn around its place and must not be cut off at the ends.
        margin = self._look.px(9)
        # A range of one value has no length to divide by.
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
        # The ring of the keyboard's focus goes below the handle.
        if self.hasFocus():
            painter.setPen(pen(look, "accent", 2))
            painter.setBrush(look.colour("surface"))
            painter.drawEllipse(QPointF(place, middle), look.px(10), look.px(10))
        painter.setPen(pen(look, "surface", 2))
        painter.setBrush(look.colour(self._role if self.isEnabled() else "dimmed"))
        painter.drawEllipse(QPointF(place, middle), look.px(8), look.px(8))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the pointer at once."""
        # Qt's slider would jump by a page where its track is pressed; here it goes to the
        # pointer.
        self.setSliderDown(True)
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while pressed."""
        if self.isSliderDown():
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Follow the pointer no more."""
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column around: who scrolls past changes nothing."""
        event.ignore()

    def _go(self, event: QMouseEvent) -> None:
        left, right = self.position_of(self.minimum()), self.position_of(self.maximum())
        share = (event.position().x() - left) / max(right - left, 1)
        span = self.maximum() - self.minimum()
        # Beyond the ends the pointer may be while it is held.
        self.setValue(self.minimum() + round(min(max(share, 0.0), 1.0) * span))


_ROOM_FOR_DOTS = 12  # px between steps; nearer ones get no dots


@dataclass(frozen=True, slots=True)
class SliderPhase:
    """Some steps in a row: their word, how many they are, and how their line looks."""

    name: str
    steps: int
    sign: Sign


class PhaseSlider(Slider):
    """A line in pieces, one for each phase, with a dot for each step."""

    _phases: Sequence[SliderPhase] = ()

    def set_phases(self, phases: Sequence[SliderPhase]) -> None:
        """Show these phases; their steps add up to the slider's range."""
        # A phase without steps would be a word over nothing.
        self._phases = [phase for phase in phases if phase.steps]
        self.update()

    def sizeHint(self) -> QSize:
        """Return a strip with room for the words below it."""
        return QSize(self._look.px(120), self._look.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the phases, their dots and words, and the handle."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, start = self.height() / 2, self.minimum()
        for phase in self._phases:
            self._paint_line(painter, phase, start, middle)
            start += phase.steps
        # Dots that touch would be a second line.
        if self.position_of(self.minimum() + 1) - self.position_of(self.minimum()) > _ROOM_FOR_DOTS:
            for step in range(self.minimum(), self.maximum() + 1):
                role = self._role_at(step) if step <= self.value() else "edge"
                painter.setPen(pen(look, role, 1.8))
                painter.setBrush(look.colour("surface"))
                painter.drawEllipse(QPointF(self.position_of(step), middle), 3.6, 3.6)
        self._paint_handle(painter, middle)

    def _paint_line(self, painter: QPainter, phase: SliderPhase, start: int, middle: float) -> None:
        look = self._look
        left, right = self.position_of(start), self.position_of(start + phase.steps)
        # A phase is passed as a whole, in part, or not yet.
        now = min(max(self.position_of(self.value()), left), right)
        dashes = phase.sign.stroke or "solid"
        # What has passed is in the phase's colour and twice as thick, what is to come in that of
        # an edge: not by colour alone.
        for role, one, other in ((phase.sign.role, left, now), ("edge", now, right)):
            if other > one:
                width = 4 if role != "edge" else 2
                painter.setPen(pen(look, role if self.isEnabled() else "dimmed", width, dashes))
                painter.drawLine(QPointF(one, middle), QPointF(other, middle))
        painter.setFont(look.font(12))
        painter.setPen(look.colour(phase.sign.role if self.isEnabled() else "dimmed"))
        words = QRectF((left + right) / 2 - 100, middle + look.px(7), 200, look.px(16))
        # A word longer than its phase would lie on the next one's.
        if painter.fontMetrics().horizontalAdvance(phase.name) < right - left:
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, phase.name)

    def _paint_handle(self, painter: QPainter, middle: float) -> None:
        look, place = self._look, QPointF(self.position_of(self.value()), middle)
        if self.hasFocus():
            painter.setPen(pen(look, "accent", 2))
            painter.setBrush(look.colour("surface"))
            painter.drawEllipse(place, look.px(10), look.px(10))
        painter.setPen(pen(look, "surface", 2))
        role = self._role_at(self.value()) if self.isEnabled() else "dimmed"
        painter.setBrush(look.colour(role))
        painter.drawEllipse(place, look.px(8), look.px(8))

    def _role_at(self, step: int) -> str:
        """Return the colour of the phase that a step belongs to; the first one's at the start."""
        end = self.minimum()
        for phase in self._phases:
            end += phase.steps
            if step <= end:
                return phase.sign.role
        return "accent"
