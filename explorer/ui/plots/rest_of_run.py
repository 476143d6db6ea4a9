"""Shade over the steps that are yet to run, and a line at the step that is looked at."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from explorer.ui import signs
from explorer.ui.plots.kept_picture import PixelLayer
from explorer.ui.theme import Look

_SHADE = 0.035  # opacity


class RestOfRun(PixelLayer):
    """What lies ahead of a run; cheap to move, as a live run moves it all the time.

    Attributes:
        done: Steps made; what follows is shaded. None once there is no more to come.
        step: Where the line stands; None for no line.
    """

    def __init__(self, box: pg.ViewBox, look: Look) -> None:
        super().__init__(box)
        self._look = look
        self.done: int | None = None
        self.step: int | None = None
        self.setZValue(-20)

    def show_rest(self, done: int | None, step: int | None) -> None:
        """Shade what comes after `done` steps and draw the line at `step`."""
        if (done, step) != (self.done, self.step):
            self.done, self.step = done, step
            self.update()

    def _paint_into(self, painter: QPainter, target: QRectF) -> None:
        if self.done is not None:
            left = max(self._column(self.done, target), target.left())
            rest = QRectF(QPointF(left, target.top()), target.bottomRight())
            painter.fillRect(rest, self._look.colour("text", _SHADE))
        if self.step is not None:
            line = self._column(self.step, target)
            painter.setPen(signs.pen(self._look, "accent", 1, "dots"))
            painter.drawLine(QPointF(line, target.top()), QPointF(line, target.bottom()))

    def _column(self, step: int, target: QRectF) -> float:
        """Return where a step stands on the device."""
        return target.left() + float(self.pixels(np.array([[step, 0.0]]))[0, 0])
