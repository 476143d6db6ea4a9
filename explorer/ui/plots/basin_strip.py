"""A strip at the foot of a plot: the starts that lead to one minimum."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.ui.theme import Look

BASIN_ROLES = ("blue", "orange", "green", "purple")
HEIGHT = 8  # px


class BasinStrip(pg.GraphicsObject):
    """Fixed height in pixels, fixed ends in data units; every second one is hatched."""

    def __init__(self, left: float, right: float, look: Look, role: str, *, hatched: bool) -> None:
        super().__init__()
        self._ends, self._look, self._role, self._hatched = (left, right), look, role, hatched
        self.setZValue(-5)

    def boundingRect(self) -> QRectF:
        """Return the strip in data units, as it lies now."""
        box = self.getViewBox()
        if box is None:
            return QRectF()
        low, high = box.viewRange()[1]
        left, right = self._ends
        height = (high - low) * self._look.px(HEIGHT) / max(box.height(), 1.0)
        return QRectF(left, low, right - left, height)

    def viewRangeChanged(self) -> None:
        """Follow the plot's lower edge."""
        self.prepareGeometryChange()
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw it."""
        colour = self._look.colour(self._role, 0.55)
        style = Qt.BrushStyle.BDiagPattern if self._hatched else Qt.BrushStyle.SolidPattern
        brush = QBrush(colour, style)
        brush.setTransform(painter.worldTransform().inverted()[0])
        painter.fillRect(self.boundingRect(), brush)
