"""A small curve without axes: its largest and its smallest number stand at its right."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.ui import signs
from explorer.ui.plots import spoken_lines
from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.widgets.picture_values import curve_of
from explorer.ui.widgets.plot_menu import PlotMenu

HEIGHT, NUMBERS = 40, 58  # px at 100 %


class Spark(QWidget):
    """One curve over the whole run; logarithmic where all of it is above 0."""

    spoken_role = Role.Chart

    def __init__(self, name: str, role: str, look: Look) -> None:
        super().__init__()
        PlotMenu(self, values=lambda: curve_of(self._x, self._y))
        self._look, self._role = look, role
        self._x = self._y = np.zeros(0)
        self._ends = ("", "")
        self._marked: float | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the room of a small curve."""
        return QSize(self._look.px(200), self._look.px(HEIGHT))

    minimumSizeHint = sizeHint

    def set_points(
        self, x: NDArray[np.float64], y: NDArray[np.float64], ends: tuple[str, str]
    ) -> None:
        """Draw a curve; `ends` are its largest and smallest number in words."""
        self._x, self._y, self._ends = x, y, ends
        self.update()

    def described(self) -> str:
        """Return how it goes."""
        return spoken_lines.line(self.accessibleName(), self._x, self._y) if self._x.size else ""

    def set_marked(self, x: float | None) -> None:
        """Mark a place of the curve; None for its end."""
        if x != self._marked:
            self._marked = x
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw line, curve, dot and numbers."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(4, 5, self.width() - look.px(NUMBERS) - 8, self.height() - 10)
        painter.setPen(signs.pen(look, "line", 1))
        painter.drawLine(
            QPointF(room.left(), self.height() - 1), QPointF(room.right(), self.height() - 1)
        )
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        numbers = QRectF(room.right() + 4, 0, look.px(NUMBERS), self.height())
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(numbers, int(right | Qt.AlignmentFlag.AlignTop), self._ends[0])
        painter.drawText(numbers, int(right | Qt.AlignmentFlag.AlignBottom), self._ends[1])
        known = np.isfinite(self._y)
        if not known.any():
            return
        x, y = self._x[known], self._y[known]
        if y.min() > 0:
            y = np.log10(y)
        low, span = float(y.min()), float(np.ptp(y)) or 1.0
        left, width = float(self._x[0]), float(self._x[-1] - self._x[0]) or 1.0
        points = [
            QPointF(
                room.left() + (a - left) / width * room.width(),
                room.bottom() - (b - low) / span * room.height(),
            )
            for a, b in zip(x, y, strict=True)
        ]
        painter.setPen(signs.pen(look, self._role, 1.5))
        painter.drawPolyline(QPolygonF(points))
        at = len(x) - 1
        if self._marked is not None:
            at = max(int(np.searchsorted(x, self._marked, "right")) - 1, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(self._role))
        painter.drawEllipse(points[at], 3.5, 3.5)
