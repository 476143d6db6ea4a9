"""A timeline's slider whose steps belong to phases, each with its colour, line and word."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from explorer.ui.signs import Sign, pen
from explorer.ui.widgets.slider import Slider

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
        now = min(max(self.position_of(self.value()), left), right)
        dashes = phase.sign.stroke or "solid"
        for role, one, other in ((phase.sign.role, left, now), ("edge", now, right)):
            if other > one:
                width = 4 if role != "edge" else 2
                painter.setPen(pen(look, role if self.isEnabled() else "dimmed", width, dashes))
                painter.drawLine(QPointF(one, middle), QPointF(other, middle))
        painter.setFont(look.font(12))
        painter.setPen(look.colour(phase.sign.role if self.isEnabled() else "dimmed"))
        words = QRectF((left + right) / 2 - 100, middle + look.px(7), 200, look.px(16))
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
