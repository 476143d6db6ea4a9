"""What can be laid over the plot of a function: other paths, critical points, basins, lost updates."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.ui import signs
from explorer.ui.plots.axes import QuietPlot
from explorer.ui.plots.trail import Trail
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
        # The strip is asked before it stands on a plot.
        if box is None:
            return QRectF()
        low, high = box.viewRange()[1]
        left, right = self._ends
        # In data units again, as Qt wants it, of a height in pixels.
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
        """Fill the strip; hatches keep their size in pixels at every zoom."""
        colour = self._look.colour(self._role, 0.55)
        style = Qt.BrushStyle.BDiagPattern if self._hatched else Qt.BrushStyle.SolidPattern
        brush = QBrush(colour, style)
        # Hatches in pixels: with the plot's own transformation they would be stretched beyond
        # recognition.
        brush.setTransform(painter.worldTransform().inverted()[0])
        painter.fillRect(self.boundingRect(), brush)


Samples = NDArray[np.float64]
_CRITICAL = {"minimum": "t1", "maximum": "t", "inflection": "d"}  # symbols by kind


@dataclass(frozen=True, slots=True, eq=False)
class RivalPath:
    """Another path on the curve.

    Attributes:
        x: All places, shape (n,), the start first.
        y: f there.
        sign: Its colour, its stroke and the marker where it is.
    """

    x: Samples
    y: Samples
    sign: signs.Sign


class Overlays:
    """Items of one plot, set as arrays.

    Attributes:
        critical: Marks of the critical points.
        stalled: Strip on the x axis where an update changes nothing.
        basins: Strips at the foot of the plot.
        rivals: The other paths; those not in use are hidden.
    """

    def __init__(self, plot: QuietPlot, look: Look) -> None:
        self._plot, self._look = plot, look
        self.critical = pg.ScatterPlotItem(size=11, pxMode=True)
        self.stalled = pg.PlotCurveItem(connect="finite")
        self.rivals: list[Trail] = []
        self.basins: list[BasinStrip] = []
        plot.add(self.stalled, self.critical)
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        look = self._look
        self.stalled.setPen(signs.pen(look, "amber", 5))
        self.critical.setBrush(look.colour("surface"))
        self.critical.setPen(signs.pen(look, "text", 1.5))

    def set_critical_points(self, points: Sequence[tuple[float, float, str, str]]) -> None:
        """Mark points given as x, y, kind ("minimum", "maximum", "inflection") and tooltip."""
        self.critical.setData(
            [{"pos": (x, y), "symbol": _CRITICAL[kind], "data": tip} for x, y, kind, tip in points],
            hoverable=True, tip=lambda x, y, data: data,  # noqa: ARG005 - pyqtgraph's names
        )  # fmt: skip

    def set_rivals(self, rivals: Sequence[RivalPath]) -> None:
        """Draw other paths, each in its own sign, with a marker where it is."""
        while len(self.rivals) < len(rivals):
            trail = Trail(self._look)
            trail.setZValue(8)
            self._plot.add(trail)
            self.rivals.append(trail)
        for index, trail in enumerate(self.rivals):
            trail.setVisible(index < len(rivals))
            if index < len(rivals):
                trail.set_sign(rivals[index].sign)
                trail.set_places(rivals[index].x, rivals[index].y)

    def reach(self, n: int) -> None:
        """Draw the other paths up to place `n`, or to their end if they ended before."""
        for trail in self.rivals:
            trail.reach(n)

    def set_basins(self, x: Samples, reached: NDArray[np.intp]) -> None:
        """Colour the foot of the upper plot by the minimum that a start there leads to, −1 for none."""
        for item in self.basins:
            self._plot.box.removeItem(item)
        self.basins = []
        if not x.size:
            return
        # A border lies where the minimum reached changes from one sample to the next.
        edges = np.flatnonzero(np.diff(reached)) + 1
        for left, right in zip([0, *edges], [*edges, len(x)], strict=True):
            role = (
                BASIN_ROLES[int(reached[left]) % len(BASIN_ROLES)]
                if reached[left] >= 0
                else "track"
            )
            end = x[min(right, len(x) - 1)]
            # Neighbours differ by hatching, not by colour alone.
            item = BasinStrip(
                float(x[left]), float(end), self._look, role, hatched=bool(reached[left] % 2)
            )
            self._plot.add(item)
            self.basins.append(item)

    def set_stalled(self, x: Samples) -> None:
        """Mark on the x axis where an update changes nothing; NaN breaks the strip."""
        self.stalled.setData(x, np.where(np.isfinite(x), 0.0, np.nan))
