"""A map's two axes in one scale, and its ground: heights as colours, contours, arrows down the slope."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from explorer.ui import signs
from explorer.ui.plots.axes import QuietAxis, QuietPlot
from explorer.ui.plots.kept_picture import KeptPicture, Places
from explorer.ui.theme import Look, mix

LEFT_WIDTH = 44  # px at 100 %
_SMALLEST, _LARGEST = 1e-9, 1e9  # of what can be looked at, in data units


class UprightAxis(QuietAxis):
    """The axis at the left with its name at its upper end."""

    least = LEFT_WIDTH

    def drawPicture(self, painter: QPainter, axis: Any, ticks: Any, texts: Any) -> None:
        """Draw ticks and texts, and the name above them."""
        look, box = self._look, self.boundingRect()
        room = QRectF(box.left(), 0, self.size().width() - look.px(8), look.px(16))
        texts = [spec for spec in texts if spec[0].top() > room.bottom()]
        # Without the unit of the quiet axis, which stands in the row of its numbers.
        pg.AxisItem.drawPicture(self, painter, axis, ticks, texts)
        painter.setFont(look.font(12, 600))
        painter.setPen(look.colour("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "y")


class MapPlot(QuietPlot):
    """A plot of x and y on one scale, to be panned and zoomed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, end="x", left=UprightAxis("left", look))
        self.zero_line.hide()
        self.box.setMouseEnabled(x=True, y=True)
        # One scale: a circle of equal heights is drawn as a circle, and a gradient at a right
        # angle to it.
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


Span = tuple[float, float]
Rect = tuple[Span, Span]

# At most so deep: lines and words on the darkest place can still be read.
DEEPEST = 0.43  # share of the map's colour at the highest place
_NOTHING = np.zeros((0, 2))


def map_colours(look: Look) -> NDArray[np.uint32]:
    """Return the colours of the shades 0 to 255 as 0xffRRGGBB, the last for places without height."""
    ground, deep = look.theme["surface"], look.theme["map"]
    # 254 is the highest place; 255 has no height.
    colours = [mix(ground, deep, DEEPEST * n / 254) for n in range(255)]
    every = [*colours, look.theme["track"]]
    # Qt's RGB32 wants the byte above red full.
    return np.array([0xFF000000 | int(each[1:], 16) for each in every], np.uint32)


class MapGround(KeptPicture):
    """One picture of everything that stays the same while a race goes on.

    Attributes:
        area: What the shades cover, x before y.
        shown: Which of "contours" and "arrows" are drawn.
    """

    def __init__(self, box: pg.ViewBox, look: Look) -> None:
        super().__init__(box)
        self._look = look
        self.area: Rect = ((0.0, 0.0), (0.0, 0.0))
        self.shown: frozenset[str] = frozenset()
        self._shades = np.zeros((0, 0), np.uint8)
        self._image = QImage()
        self._minor = self._major = self._arrows = self._trail = _NOTHING

    def set_shades(self, shades: NDArray[np.uint8], area: Rect) -> None:
        """Take other heights, shape (rows, columns), the lowest row first."""
        self._shades, self.area = shades, area
        self.dress()

    def set_lines(self, minor: Places, major: Places, arrows: Places) -> None:
        """Take other contours, NaN between lines, and other arrows, as pairs of ends."""
        self._minor, self._major, self._arrows = minor, major, arrows
        self.forget()

    def set_trail(self, trail: Places) -> None:
        """Take a path that is always drawn, shape (n, 2); none for no rows."""
        if not np.array_equal(trail, self._trail):
            self._trail = trail
            self.forget()

    def set_shown(self, shown: frozenset[str]) -> None:
        """Choose what is drawn: "contours", "arrows"."""
        if shown != self.shown:
            self.shown = shown
            self.forget()

    def dress(self) -> None:
        """Take the colours in force."""
        self._image = QImage()
        if self._shades.size:
            # Images have their highest row first, arrays of the plane their lowest.
            colours = np.ascontiguousarray(map_colours(self._look)[self._shades[::-1]])
            rows, columns = colours.shape
            form = QImage.Format.Format_RGB32
            # A copy: the image would otherwise show memory that ends with this function.
            self._image = QImage(colours.data, columns, rows, 4 * columns, form).copy()
        self.forget()

    def draw(self, painter: QPainter) -> None:
        """Draw the heights, then what lies on them."""
        look = self._look
        if not self._image.isNull():
            (left, right), (low, high) = self.area
            # Where the shades were computed, not where one looks now: after a move the old ones
            # stay in their place until the new come.
            (x, y), (end, foot) = self.pixels(np.array([[left, high], [right, low]]))
            painter.drawImage(QRectF(x, y, end - x, foot - y), self._image)
        if "contours" in self.shown:
            self._trace(painter, self._minor, signs.pen(look, "text", 1, opacity=0.17))
            self._trace(painter, self._major, signs.pen(look, "text", 1, opacity=0.36))
        if "arrows" in self.shown:
            self._stroke(painter, self._arrows, signs.pen(look, "text", 1, opacity=0.62), "pairs")

        if len(self._trail):
            self._stroke(painter, self._trail, signs.pen(look, "surface", 5), "all")
            self._stroke(painter, self._trail, signs.pen(look, "text", 2), "all")
            painter.setBrush(look.colour("text"))
            painter.setPen(signs.pen(look, "surface", 1))
            for x, y in self.pixels(self._trail):
                painter.drawEllipse(QPointF(x, y), look.px(3), look.px(3))

    def _trace(self, painter: QPainter, lines: Places, pen: QPen) -> None:
        """Draw contours one by one: all in one path, two pixels wide, take Qt ten times as long."""
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)  # no eye tells it from a round one
        painter.setPen(pen)
        pixels = self.pixels(lines)
        gaps = np.flatnonzero(np.isnan(pixels[:, 0]))
        for begin, end in zip([0, *(gaps + 1)], gaps, strict=False):
            painter.drawPolyline(pg.functions.arrayToQPolygonF(*pixels[begin:end].T))

    def _stroke(self, painter: QPainter, lines: Places, pen: QPen, connect: str) -> None:
        if len(lines):
            painter.setPen(pen)
            painter.drawPath(pg.arrayToQPath(*self.pixels(lines).T, connect=connect))
