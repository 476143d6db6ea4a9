"""The cells of a heat map, painted in pixels: shades, hatches where there is no number, rings."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from explorer.ui.plots.kept_picture import PixelLayer
from explorer.ui.theme import Look, mix

NOT_FINITE, NO_GRADIENT, EMPTY = 253, 254, 255  # cells without a shade
SHADES = 252
_ROOM_FOR_GAPS = 8  # px of a row
_PALEST = 0.06  # share of the map's colour in the lowest shade, so that it is told from no cell


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells of a map.

    Attributes:
        shades: 0 to `SHADES`, or one of `NOT_FINITE`, `NO_GRADIENT`, `EMPTY`; (rows, columns).
        left: Where the first column begins on the x axis.
        size: Width of a column.
    """

    shades: NDArray[np.uint8]
    left: float
    size: float


Ring = tuple[int, float]  # row, place on the x axis


class MapLayer(PixelLayer):
    """Rows from the top down, row n between y = −n − 1 and −n."""

    def __init__(self, box: pg.ViewBox, look: Look) -> None:
        super().__init__(box)
        self._look = look
        self._cells: Cells | None = None
        self._image = QImage()
        self._runs: list[tuple[int, int, int, int]] = []  # row, first column, one past, state
        self._wide: frozenset[int] = frozenset()
        self.rings: list[tuple[Ring, str]] = []  # each with the role of its colour
        self.setZValue(-10)

    @property
    def cells(self) -> Cells | None:
        """What is painted."""
        return self._cells

    def set_cells(self, cells: Cells, wide: frozenset[int]) -> None:
        """Paint cells; below the rows `wide` there is a wider gap."""
        self._cells, self._wide = cells, wide
        self._colour()

    def set_rings(self, rings: list[tuple[Ring, str]]) -> None:
        """Ring cells."""
        if rings != self.rings:
            self.rings = rings
            self.update()

    def dress(self) -> None:
        """Take the colours in force."""
        self._colour()

    def _colour(self) -> None:
        if self._cells is None:
            return
        shades = np.ascontiguousarray(self._cells.shades)
        colours = _colours(self._look)[shades]
        rows, columns = shades.shape
        if not rows or not columns:
            self._image = QImage()
            return
        # A copy, which owns its pixels: NumPy's go with the array.
        self._image = QImage(
            colours.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied
        ).copy()
        self._runs = _runs(shades)
        self.update()

    def _paint_into(self, painter: QPainter, target: QRectF) -> None:
        cells = self._cells
        if cells is None or self._image.isNull():
            return
        painter.setClipRect(target)
        area = self._area
        across = target.width() / max(area.width(), 1e-9)
        down = target.height() / max(area.height(), 1e-9)
        left = target.left() + (cells.left - area.left()) * across
        # The view's y goes upwards, so its bottom is the highest y: 0 is the upper edge of row 0.
        top = target.top() + (area.bottom() - 0.0) * down
        rows, columns = cells.shades.shape
        whole = QRectF(left, top, columns * cells.size * across, rows * down)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawImage(whole, self._image)
        self._hatch(painter, whole, rows, columns)
        self._part(painter, target, top, down, rows)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for (row, x), role in self.rings:
            middle = target.left() + (x - area.left()) * across
            self._ring(painter, QRectF(middle - 4, top + row * down - 2, 8, down + 3), role)

    def _hatch(self, painter: QPainter, whole: QRectF, rows: int, columns: int) -> None:
        wide, high = whole.width() / columns, whole.height() / rows
        view = painter.clipBoundingRect()
        for row, first, end, state in self._runs:
            if not view.top() - high <= whole.top() + row * high <= view.bottom():
                continue
            place = QRectF(
                whole.left() + first * wide, whole.top() + row * high, (end - first) * wide, high
            )
            if state == NOT_FINITE:
                # A single look among thousands must still be seen.
                place.setWidth(max(place.width(), 2.0))
            role, style = _HATCHES[state]
            painter.fillRect(place, QBrush(self._look.colour(role), style))

    def _part(self, painter: QPainter, target: QRectF, top: float, down: float, rows: int) -> None:
        """Draw the gaps between the rows in view, wider ones between layers."""
        first = max(int((target.top() - top) / down), 1)
        last = min(int((target.bottom() - top) / down) + 1, rows - 1)
        thin, wide = (1, 3) if down > _ROOM_FOR_GAPS else (0, 2)
        heights = [wide if row - 1 in self._wide else thin for row in range(first, last + 1)]
        gaps = [
            QRectF(target.left(), round(top + row * down) - height // 2, target.width(), height)
            for row, height in enumerate(heights, start=first)
            if height
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("surface"))
        painter.drawRects(gaps)  # at once: a call for each takes five times as long

    def _ring(self, painter: QPainter, place: QRectF, role: str) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((self._look.colour("surface"), 5.0), (self._look.colour(role), 2.0)):
            painter.setPen(QPen(colour, self._look.width(width)))
            painter.drawRoundedRect(place, 2, 2)


_HATCHES = {
    NOT_FINITE: ("red", Qt.BrushStyle.BDiagPattern),
    NO_GRADIENT: ("amber", Qt.BrushStyle.FDiagPattern),
}


def shade_colour(look: Look, share: float) -> QColor:
    """Return the colour of a shade, given as a share of the highest."""
    deep = _PALEST + (1 - _PALEST) * share
    return QColor(mix(look.theme["surface"], look.theme["map"], deep))


def _colours(look: Look) -> NDArray[np.uint32]:
    """Return what each number of a cell is painted with, as 0xAARRGGBB."""
    shades = [shade_colour(look, n / SHADES).rgba() for n in range(SHADES + 1)]
    # Hatches lie on the ground; an empty cell is not painted at all.
    ground = look.colour("surface").rgba()
    return np.array([*shades, ground, ground, 0], np.uint32)


def _runs(shades: NDArray[np.uint8]) -> list[tuple[int, int, int, int]]:
    """Return neighbouring cells in a row that are hatched alike."""
    found = []
    for state in (NOT_FINITE, NO_GRADIENT):
        held = np.pad(shades == state, ((0, 0), (1, 1)))
        changes = np.diff(held.astype(np.int8), axis=1)
        rows, begins = np.nonzero(changes == 1)
        ends = np.nonzero(changes == -1)[1]
        found += [
            (int(row), int(begin), int(end), state)
            for row, begin, end in zip(rows, begins, ends, strict=True)
        ]
    return found
