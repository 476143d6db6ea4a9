"""Colour and second sign of everything that is told apart on a plot, in read-outs and in lists."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from explorer.ui.theme import Look

Stroke = Literal["solid", "dash", "dots", "dash-dot"]
MarkerShape = Literal["dot", "ring", "ghost", "square", "triangle", "diamond"]

# Half the width is 0.5. Square and diamond reach past it or stay within so that they cover as
# much as the dot (0.81, 0.77, 0.79).
_CORNERS: dict[MarkerShape, list[tuple[float, float]]] = {
    "square": [(-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)],
    "triangle": [(0, -0.58), (0.56, 0.42), (-0.56, 0.42)],
    "diamond": [(0, -0.62), (0.62, 0), (0, 0.62), (-0.62, 0)],
}
# In pixels: what is told apart by its dashes must not change them with its width.
_DASHES: dict[Stroke, list[float]] = {"dash": [8, 4], "dots": [2, 3], "dash-dot": [10, 3, 2, 3]}


@dataclass(frozen=True, slots=True)
class Sign:
    """How one thing looks wherever it appears.

    Attributes:
        role: Name of its colour.
        stroke: Its line, None for a thing that is a point.
        marker: Its point, None for a thing that is a line.
    """

    role: str
    stroke: Stroke | None = None
    marker: MarkerShape | None = None

    def pen(self, look: Look, width: float = 2.0) -> QPen:
        """Return the pen of its line; dashes keep their length in pixels at every width."""
        return pen(look, self.role, width, self.stroke or "solid")


VALUE = Sign("blue", "solid")
SLOPE = Sign("orange", "dash")
CURVATURE = Sign("green", "dots")
# The colours of f′ and f″ come again in f‴ and the fourth; their dashes tell them apart.
THIRD = Sign("orange", "dash-dot")
FOURTH = Sign("green", "dash-dot")
PATH = Sign("purple", None, "dot")
NEXT = Sign("purple", None, "ghost")
ACCURACY = Sign("green", "solid", "dot")

_RACE_COLOURS = ("blue", "orange", "purple", "green")
_RACE_SHAPES: tuple[tuple[Stroke, MarkerShape], ...] = (
    ("solid", "dot"), ("dash", "square"), ("dots", "triangle"), ("dash-dot", "diamond"),
)  # fmt: skip


def of_racer(number: int) -> Sign:
    # The shift by a row of four makes sixteen different signs, more than there are optimisers.
    """Return the sign of an optimiser in a race; after four the colours meet the next shapes."""
    colour, shape = number % 4, (number + number // 4) % 4
    return Sign(_RACE_COLOURS[colour], *_RACE_SHAPES[shape])


_RUNS = (
    Sign("blue", "solid"), Sign("orange", "dash"), Sign("purple", "dots"),
    Sign("blue", "dash"), Sign("orange", "dots"), Sign("purple", "solid"),
)  # fmt: skip


def of_run(number: int) -> Sign:
    """Return the sign of a training run, the first being 1; green is left to the accuracy."""
    return _RUNS[(number - 1) % len(_RUNS)]


def pen(
    look: Look, role: str, width: float, stroke: Stroke = "solid", opacity: float = 1.0
) -> QPen:
    """Return a cosmetic pen; a dash pattern is given in pixels whatever the width."""
    return QPen(_line(look.theme[role], look.width(width), stroke, opacity))


@lru_cache(maxsize=256)  # pens are asked for at each painting
def _line(colour: str, width: float, stroke: Stroke, opacity: float) -> QPen:
    shade = QColor(colour)
    shade.setAlphaF(opacity)
    line = QPen(shade, width)
    # Cosmetic: as wide on the screen whatever the plot's scale.
    line.setCosmetic(True)
    # Qt's default, a square cap, would lengthen each dash by the line's width, and dots would run
    # together.
    line.setCapStyle(Qt.PenCapStyle.FlatCap)
    line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    # Qt counts dashes in widths of the pen.
    if stroke in _DASHES:
        line.setDashPattern([length / line.widthF() for length in _DASHES[stroke]])
    return line


def paint(painter: QPainter, area: QRectF, sign: Sign, look: Look) -> None:
    """Draw the sample of a sign into an area, line through the middle, marker on it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = area.center()
    if sign.stroke is not None:
        painter.setPen(sign.pen(look))
        painter.drawLine(QPointF(area.left(), middle.y()), QPointF(area.right(), middle.y()))
    if sign.marker is not None:
        radius = look.px(4)
        ghost = sign.marker == "ghost"
        filled = sign.marker not in ("ring", "ghost")
        painter.setPen(Qt.PenStyle.NoPen if filled else pen(look, sign.role, 1.5))
        if ghost:
            dashed = pen(look, sign.role, 1.5)
            dashed.setDashPattern([1.6, 1.2])
            painter.setPen(dashed)
        painter.setBrush(look.colour(sign.role) if filled else Qt.BrushStyle.NoBrush)
        centre = middle if sign.stroke is not None or area.width() < 20 else QPointF(area.center())
        outline = marker_outline(sign.marker)
        painter.drawPath(QTransform(2 * radius, 0, 0, 2 * radius, *centre.toTuple()).map(outline))


def marker_outline(marker: MarkerShape) -> QPainterPath:
    """Return the outline of a marker around (0, 0), about 1 wide, y downwards."""
    path, corners = QPainterPath(), _CORNERS.get(marker)
    if corners is None:
        path.addEllipse(QPointF(0, 0), 0.5, 0.5)
    else:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        path.closeSubpath()
    return path
