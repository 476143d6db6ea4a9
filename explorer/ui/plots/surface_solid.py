"""f(x, y) as a surface in three dimensions with the race on it; imported only when asked for."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph.opengl as gl
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QSurfaceFormat,
    QTransform,
    QVector3D,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import QWidget

from explorer.core.numerals import MINUS
from explorer.ui import signs
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.keyed import pan_of, zoom_of
from explorer.ui.plots.map_ground import map_colours
from explorer.ui.plots.racer_path import RacerDrawing
from explorer.ui.plots.solid_geometry import TALL, Floats, Relief, ticks
from explorer.ui.plots.way_home import WayHome
from explorer.ui.spoken import Role
from explorer.ui.theme import Look

translate = QCoreApplication.translate

_HOME = {"distance": 3.6, "elevation": 38.0, "azimuth": -62.0}
_TURN, _PAN = 5.0, 300.0  # degrees that a key turns, px that it would move the whole view by
_NEAREST, _FARTHEST = 1.2, 12.0
_NONE = np.zeros((0, 3))


class SurfaceSolid(gl.GLViewWidget):
    """The map's heights and colours in space; turned by mouse and arrow keys."""

    spoken_role = Role.Chart

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        # Turned about the upright axis and tilted: free turning would leave the plane askew.
        super().__init__(parent, rotationMethod="euler")
        self._look = look
        form = QSurfaceFormat.defaultFormat()
        form.setDepthBufferSize(24)
        form.setSamples(4)
        self.setFormat(form)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("Surface", "Surface f(x, y) in three dimensions"))
        self.setAccessibleDescription(
            translate("Surface", "Arrow keys turn it, + and − zoom, 0 shows all")
        )
        self.setToolTip(
            translate("Surface", "Drag or arrow keys turn it, wheel, + and − zoom, 0 shows all")
        )
        self.relief: Relief | None = None
        self._height_at: Callable[[float], float] = float
        self._shades = np.zeros((0, 0), np.uint8)
        # Without light: the colours mean heights, as on the map, and shading would change them.
        self._mesh = gl.GLMeshItem(smooth=False, computeNormals=False, glOptions="opaque")
        self.contours = gl.GLLinePlotItem(mode="lines", antialias=True, glOptions="translucent")
        self.paths: list[gl.GLLinePlotItem] = []
        self._racers: list[tuple[RacerDrawing, Floats]] = []
        self._marks: list[tuple[str, Floats]] = []
        for item in (self._mesh, self.contours):
            self.addItem(item)
        look.changed.connect(self._dress)
        self.way_home = WayHome(self, self, self._go_home, look)
        self.way_home.go()
        self._dress()

    # ---- what is shown

    def set_relief(
        self, relief: Relief, lines: Floats, height_at: Callable[[float], float]
    ) -> None:
        """Show heights.

        Args:
            relief: The heights in view.
            lines: Contours, shape (n, 2), NaN between lines.
            height_at: Returns f for a share of the height.
        """
        self.relief, self._height_at = relief, height_at
        self.contours.setData(pos=relief.segments(lines, relief.at(lines)))
        self._dress()

    def set_racers(self, racers: Sequence[tuple[RacerDrawing, Floats]]) -> None:
        """Show the racers, each with the share of the height at every place of its path."""
        self._racers = list(racers)
        while len(self.paths) < len(racers):
            path = gl.GLLinePlotItem(
                mode="lines", width=2.5, antialias=True, glOptions="translucent"
            )
            # Lines are drawn after the surface, which would otherwise cover them.
            path.setDepthValue(2)
            self.addItem(path)
            self.paths.append(path)
        for index, item in enumerate(self.paths):
            pos = _NONE
            if index < len(racers) and self.relief is not None:
                drawing, shares = racers[index]
                been = slice(0, drawing.at + 1)
                pos = self.relief.segments(drawing.places[been], shares[been])
                item.setData(pos=pos, color=_rgba(self._look.colour(drawing.sign.role)))
            item.setVisible(len(pos) > 0)
        self.update()

    def set_marks(self, start: Floats, minima: Floats) -> None:
        """Show the start, shape (1, 2), and the minima, shape (n, 2)."""
        self._marks = [("start", start), ("minimum", minima)]
        self.update()

    def described(self) -> str:
        """Return where the racers are, and what the keys do."""
        told = [spoken_lines.point(each.name, *each.place) for each, _ in self._racers]
        return spoken_lines.joined([*told, self.accessibleDescription()])

    def _go_home(self) -> None:
        self.opts["center"] = QVector3D(0, 0, TALL * 0.35)
        self.setCameraPosition(**_HOME)

    # ---- drawing

    def _dress(self) -> None:
        look = self._look
        self.setBackgroundColor(look.colour("surface"))
        self.contours.setData(color=_rgba(look.colour("text", 0.28)))
        if self.relief is not None:
            self._mesh.setMeshData(**_mesh(self.relief, map_colours(look)))
        self.set_racers(self._racers)

    def paintGL(self) -> None:
        """Draw the surface, then words and markers over it."""
        super().paintGL()
        # Words by Qt's painter: OpenGL has none, and they stay upright and of one size.
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        if self.relief is not None:
            self._paint_axes(painter, self.relief)
            self._paint_marks(painter, self.relief)
            self._paint_racers(painter, self.relief)
        painter.end()

    def projected(self, points: Floats) -> list[QPointF]:
        """Return where points, shape (n, 3), lie on the widget, in pixels."""
        region = self.getViewport()
        # The same matrices that the surface is drawn by, so that words stay on it while it turns.
        matrix = self.projectionMatrix(region, region) * self.viewMatrix()
        size = self.size()
        flat = [matrix.map(QVector3D(*map(float, point))) for point in points]
        return [
            QPointF((at.x() + 1) / 2 * size.width(), (1 - at.y()) / 2 * size.height())
            for at in flat
        ]

    def _paint_axes(self, painter: QPainter, relief: Relief) -> None:
        """Draw the two edges in front and the upright at the left, with their numbers."""
        (left, right), (low, high) = relief.area
        azimuth = math.radians(self.opts["azimuth"])
        # The edges in front depend on the side that one looks from.
        near_x = right if math.cos(azimuth) > 0 else left
        near_y = high if math.sin(azimuth) > 0 else low
        for name, numbers, place in (
            ("x", ticks(left, right), lambda t: (t, near_y)),
            ("y", ticks(low, high), lambda t: (near_x, t)),
        ):
            ends = (left, right) if name == "x" else (low, high)
            flat = np.array([place(t) for t in (*ends, *numbers)])
            points = self.projected(relief.solid(flat, np.zeros(len(flat))))
            self._paint_axis(painter, name, points, [_number(t) for t in numbers])
        corners = np.array([(x, y) for x in (left, right) for y in (low, high)])
        feet = self.projected(relief.solid(corners, np.zeros(4)))
        # The corner farthest left on the screen: there the upright hides nothing.
        corner = corners[min(range(4), key=lambda n: feet[n].x())]
        shares = np.array([0, 1, 0, 0.25, 0.5, 0.75, 1.0])
        points = self.projected(relief.solid(np.tile(corner, (len(shares), 1)), shares))
        self._paint_axis(
            painter, "f", points, [_number(float(f"{self._height_at(s):.3g}")) for s in shares[2:]]
        )

    def _paint_axis(
        self, painter: QPainter, name: str, points: list[QPointF], texts: list[str]
    ) -> None:
        look, centre = self._look, QPointF(self.width() / 2, self.height() / 2)
        painter.setPen(signs.pen(look, "edge", 1))
        painter.drawLine(points[0], points[1])
        painter.setFont(look.font(12))
        for point, text in zip(points[2:], texts, strict=True):
            # Outwards from the middle, so that numbers never lie on the surface.
            away = _unit(point - centre) if name != "f" else QPointF(-1, 0)
            painter.setPen(signs.pen(look, "edge", 1))
            painter.drawLine(point, point + away * 5)
            painter.setPen(look.colour("muted"))
            _centred(painter, point + away * look.px(22 if name != "f" else 30), text)
        painter.setFont(look.font(12, 600))
        painter.setPen(look.colour("text"))
        middle = (points[0] + points[1]) / 2 if name != "f" else points[1] - QPointF(0, 20)
        away = _unit(middle - centre) if name != "f" else QPointF(0, 0)
        _centred(painter, middle + away * look.px(44), name)

    def _paint_marks(self, painter: QPainter, relief: Relief) -> None:
        look = self._look
        for kind, places in self._marks:
            inside = places[_within(places, relief)]
            for point in self.projected(relief.solid(inside, relief.at(inside))):
                if kind == "start":
                    painter.setPen(signs.pen(look, "text", 1.8))
                    painter.setBrush(look.colour("surface"))
                    painter.drawEllipse(point, look.px(6), look.px(6))
                else:
                    painter.setPen(signs.pen(look, "text", 1.8))
                    painter.drawLine(point - QPointF(6, 0), point + QPointF(6, 0))
                    painter.drawLine(point - QPointF(0, 6), point + QPointF(0, 6))

    def _paint_racers(self, painter: QPainter, relief: Relief) -> None:
        look = self._look
        size = look.px(14)
        # The last first, so that the first lies on top, as on the map.
        for racer, shares in reversed(self._racers):
            place = np.array([racer.place])
            if not _within(place, relief)[0] or not np.isfinite(shares[racer.at]):
                continue
            (point,) = self.projected(relief.solid(place, shares[racer.at : racer.at + 1]))
            painter.setPen(signs.pen(look, "surface", 2))
            painter.setBrush(look.colour(racer.sign.role))
            outline = signs.marker_outline(racer.sign.marker or "dot")
            painter.drawPath(QTransform(size, 0, 0, size, point.x(), point.y()).map(outline))
            letters = QPainterPath()
            letters.addText(
                point + QPointF(look.px(11), -look.px(7)), look.font(14, 600), racer.name
            )
            # A casing, as on the map.
            painter.strokePath(letters, QPen(look.colour("surface"), 4))
            painter.fillPath(letters, look.colour(racer.sign.role))

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn by the arrow keys, move by Ctrl with them, zoom by + and −; leave the rest to the page."""
        turns = {
            Qt.Key.Key_Left: (-_TURN, 0.0), Qt.Key.Key_Right: (_TURN, 0.0),
            Qt.Key.Key_Up: (0.0, _TURN), Qt.Key.Key_Down: (0.0, -_TURN),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if (pan := pan_of(event)) is not None:
            self.pan(*(_PAN * each for each in pan), 0, relative="view")
        elif key in turns:
            sideways, upwards = turns[key]
            # Not over the top, where left would become right.
            elevation = min(max(self.opts["elevation"] + upwards, -90.0), 90.0)
            self.setCameraPosition(azimuth=self.opts["azimuth"] + sideways, elevation=elevation)
        elif (zoom := zoom_of(event)) is not None:
            self._zoom(zoom)
        else:
            event.ignore()
        self._tell_away()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Offer the way back after a turn."""
        super().mouseReleaseEvent(event)
        self._tell_away()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, and offer the way back."""
        super().wheelEvent(event)
        self._tell_away()

    def _tell_away(self) -> None:
        self.way_home.set_away(any(self.opts[name] != value for name, value in _HOME.items()))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        # pyqtgraph's widget takes the arrow keys for a turning of its own.
        """Leave released keys to the page."""
        event.ignore()

    def _zoom(self, factor: float) -> None:
        distance = self.opts["distance"] * factor
        self.setCameraPosition(distance=min(max(distance, _NEAREST), _FARTHEST))


def _mesh(relief: Relief, colours: NDArray[np.uint32]) -> dict[str, Floats]:
    """Return corners, triangles and colours of the surface, nothing where there is no height."""
    rows, columns = relief.shares.shape
    across, upwards = np.meshgrid(relief.x, relief.y)
    flat = np.column_stack([across.ravel(), upwards.ravel()])
    shares = relief.shares.ravel()
    # A corner of no height still needs a place, which no triangle uses.
    known = np.isfinite(shares)
    shades = np.where(known, np.rint(np.nan_to_num(shares) * 254), 255).astype(np.intp)
    parts = [(colours[shades] >> shift & 0xFF) / 255 for shift in (16, 8, 0)]
    first = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    corners = np.stack([first, first + 1, first + columns, first + columns + 1])
    faces = np.concatenate([corners[[0, 1, 2]].T, corners[[1, 3, 2]].T])
    return {
        "vertexes": relief.solid(flat, np.nan_to_num(shares)).astype(np.float32),
        # A triangle with an unknown corner is a hole, as on the map.
        "faces": faces[known[faces].all(axis=1)].astype(np.uint32),
        "vertexColors": np.column_stack([*parts, np.ones(len(flat))]).astype(np.float32),
    }


def _within(places: Floats, relief: Relief) -> NDArray[np.bool_]:
    (left, right), (low, high) = relief.area
    x, y = places.T
    return np.asarray((x >= left) & (x <= right) & (y >= low) & (y <= high))


def _rgba(colour: QColor) -> tuple[float, float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF(), colour.alphaF()


def _number(value: float) -> str:
    return f"{value:g}".replace("-", MINUS)


def _unit(vector: QPointF) -> QPointF:
    # A vector of no length has no direction; it stays where it is.
    return vector / (math.hypot(vector.x(), vector.y()) or 1.0)


def _centred(painter: QPainter, middle: QPointF, text: str) -> None:
    room = QRectF(0, 0, 90, 20)
    room.moveCenter(middle)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
