"""A map's frame of reference: both axes alike, their names at their ends, one scale for both."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from explorer.ui.plots.axes import QuietAxis, QuietPlot
from explorer.ui.theme import Look

LEFT_WIDTH = 44  # px at 100 %
_SMALLEST, _LARGEST = 1e-9, 1e9  # of what can be looked at, in data units


class UprightAxis(QuietAxis):
    """The axis at the left with its name at its upper end."""

    def drawPicture(self, painter: QPainter, axis: Any, ticks: Any, texts: Any) -> None:
        """Draw ticks and texts, and the name above them."""
        look, box = self._look, self.boundingRect()
        room = QRectF(box.left(), 0, look.px(LEFT_WIDTH - 8), look.px(16))
        texts = [spec for spec in texts if spec[0].top() > room.bottom()]
        pg.AxisItem.drawPicture(self, painter, axis, ticks, texts)
        painter.setFont(look.font(12, 600))
        painter.setPen(look.colour("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "y")

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        super().dress()
        self.setWidth(self._look.px(LEFT_WIDTH))


class MapPlot(QuietPlot):
    """A plot of x and y on one scale, to be panned and zoomed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, end="x", left=UprightAxis("left", look))
        self.zero_line.hide()
        self.box.setMouseEnabled(x=True, y=True)
        self.box.setAspectLocked(True)
        self.box.setLimits(
            minXRange=_SMALLEST, minYRange=_SMALLEST, maxXRange=_LARGEST, maxYRange=_LARGEST
        )

    def dress(self) -> None:
        """Take colours and sizes from the theme in force; the map would hide a grid."""
        super().dress()
        self.left.setGrid(False)  # the axis below paints its name beyond its own end

    @property
    def pixel(self) -> float:
        """Width of a pixel in data units."""
        left, right = self.box.viewRange()[0]
        return float(right - left) / max(float(self.box.width()), 1.0)
