"""The path on a plot: its line and dots, and the points at its places."""

import math
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.ui import signs
from explorer.ui.plots.downsample import thinning
from explorer.ui.signs import pen
from explorer.ui.theme import Look

Samples = NDArray[np.float64]
Indexes = NDArray[np.intp]
MOST_LINES = 2_000
MOST_DOTS = 250
_FINEST = 1.0  # px between two places that are told apart
_DOT = 3.0  # px between two dots


@dataclass(frozen=True, slots=True, eq=False)
class Visits:
    """Which points of a path are needed to draw its line.

    Attributes:
        points: Indexes of the points that lines are drawn between, ascending, shape (m,).
        joined: Whether a line leads from each of them to the next, shape (m,).
    """

    points: Indexes
    joined: NDArray[np.bool_]


def first_visits(x: Samples, y: Samples) -> Visits:
    """Return what of a path's line is drawn, so that any beginning of it looks as if all were.

    Points that lie where the one before lies are left out. So is on a long path a line between
    two places that an earlier line joined, as an oscillating descent draws the same one for ever;
    where that leaves too many, places are told apart more coarsely.

    Args:
        x: Places in pixels, shape (n,).
        y: The same upwards.
    """
    if not thinning.on:
        return Visits(np.arange(len(x)), np.arange(1, len(x) + 1) < len(x))
    size = _FINEST
    points = _moves(x, y, size)
    # The last point leads nowhere.
    joined = np.append(np.ones(max(len(points) - 1, 0), bool), [False] * bool(len(points)))
    # A short path is quick to draw whole.
    if len(x) <= MOST_LINES:
        return Visits(points, joined)
    # Coarser by doublings until there are few enough.
    while True:
        joined = _new_lines(x[points], y[points], size)
        if joined.sum() <= MOST_LINES:
            needed = joined.copy()
            # A line needs both its ends.
            needed[1:] |= joined[:-1]
            needed[:1] = True
            return Visits(points[needed], joined[needed])
        size *= 2
        points = _moves(x, y, size)


def first_dots(x: Samples, y: Samples) -> Indexes:
    """Return the indexes of the points that get a dot, ascending: those not on a dot before.

    Args:
        x: Places in pixels, shape (n,).
        y: The same upwards.
    """
    if not thinning.on:
        return np.arange(len(x))
    # Run at least once: dots on one another are left out on short paths as well.
    size, dots = _DOT, np.arange(len(x))
    while len(dots) > MOST_DOTS or size == _DOT:
        # The first on each place, so that dots appear while one scrubs and never change their
        # place.
        _, dots = np.unique(_cells(x, y, size), return_index=True)
        size *= 2
    return np.sort(dots)


def _moves(x: Samples, y: Samples, size: float) -> Indexes:
    """Return the indexes of the points in another square than the one before, the first too."""
    column, row = np.floor(x / size), np.floor(y / size)
    moved = np.ones(len(x), bool)
    moved[1:] = (column[1:] != column[:-1]) | (row[1:] != row[:-1])
    return np.flatnonzero(moved)


def _new_lines(x: Samples, y: Samples, size: float) -> NDArray[np.bool_]:
    """Return for every point whether the line to the next joins two places for the first time."""
    cells = _cells(x, y, size)
    # The line from here to there is the one from there to here.
    low, high = np.minimum(cells[:-1], cells[1:]), np.maximum(cells[:-1], cells[1:])
    _, first = np.unique(low * (cells.max() + 1) + high, return_index=True)
    joined = np.zeros(len(x), bool)
    joined[first] = True
    return joined


def _cells(x: Samples, y: Samples, size: float) -> Indexes:
    """Return for every place the number of the square that it lies in."""
    if not len(x):
        return np.zeros(0, np.intp)
    column, row = (np.floor(a / size).astype(np.intp) for a in (x, y))
    # From 0 on, so that the product that numbers the squares stays small.
    column, row = column - column.min(), row - row.min()
    # Numbered without gaps, so that a number made of two of them stays small.
    _, cells = np.unique(column * (row.max() + 1) + row, return_inverse=True)
    return cells


class Marker(pg.GraphicsObject):
    """A point of fixed size in pixels at a place in data units; with `draggable`, one to drag.

    Attributes:
        kind: "dot" filled with a rim, "ring" hollow, "ghost" a dashed ring.
    """

    dragged = Signal(float, float)
    grabbed = Signal()
    released = Signal()

    def __init__(
        self, look: Look, role: str, kind: str, diameter: float, *, draggable: bool = False
    ) -> None:
        super().__init__()
        self._look, self._role, self.kind, self._diameter = look, role, kind, diameter
        self._draggable, self._hovered = draggable, False
        self._is_somewhere = True
        # As large on the screen at every zoom.
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        # Over all but words.
        self.setZValue(30)
        if draggable:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.setAcceptHoverEvents(True)
        look.changed.connect(self.update)

    def boundingRect(self) -> QRectF:
        """Return the area in pixels that it is drawn in and grabbed by."""
        # A point to drag is caught 8 px around it: so it is at least 26 px wide, as all that is
        # touched.
        reach = self._look.px(self._diameter) / 2 + (8 if self._draggable else 3)
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw dot, ring or dashed ring; a dot under the pointer has a halo."""
        if not self._is_somewhere:
            return
        look, radius = self._look, self._look.px(self._diameter) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.kind == "dot":
            if self._hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour(self._role, 0.22))
                painter.drawEllipse(QPointF(0, 0), radius + 6, radius + 6)
            painter.setPen(pen(look, "surface", 2))
            painter.setBrush(look.colour(self._role))
        else:
            ring = pen(look, self._role, 1.8)
            if self.kind == "ghost":
                ring.setDashPattern([1.7, 1.3])
            painter.setPen(ring)
            # Hollow, but not transparent: a curve through a ring would make it a crossed one.
            painter.setBrush(look.colour("surface"))
        painter.drawEllipse(QPointF(0, 0), radius, radius)

    def set_role(self, role: str) -> None:
        """Take another colour."""
        if role != self._role:
            self._role = role
            self.update()

    def place(self, x: float, y: float) -> None:
        """Put it at a place in data units; one that is not finite is nowhere, and nothing is drawn."""
        self._is_somewhere = math.isfinite(x) and math.isfinite(y)
        if self._is_somewhere:
            self.setPos(x, y)
        self.update()

    def hoverEvent(self, event: object) -> None:
        """Show that it can be grabbed."""
        if self._draggable:
            # pyqtgraph asks which item wants the drag; only the one that answers gets it.
            self._hovered = not event.isExit() and event.acceptDrags(Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
            self.update()

    def mouseDragEvent(self, event: object) -> None:
        """Report where it is dragged; it moves only when told to."""
        if not self._draggable or event.button() != Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            event.ignore()  # type: ignore[attr-defined]
            return
        event.accept()  # type: ignore[attr-defined]
        if event.isStart():  # type: ignore[attr-defined]
            self.grabbed.emit()
        # Its place comes back through the choices: only what was accepted moves it.
        place = self.mapToParent(event.pos())  # type: ignore[attr-defined]
        self.dragged.emit(place.x(), place.y())
        if event.isFinish():  # type: ignore[attr-defined]
            self.released.emit()


DOT = 8  # px
END = 12  # px
_FAR = 3e4  # px; Qt draws no line that reaches beyond
_FEW = 1_000  # lines that are drawn with the full pen


class Trail(pg.GraphicsObject):
    """A line through the places of a path and dots on them, or a marker at its end.

    All places are set once; which of them are drawn is worked out when the plot is zoomed, not
    when the path is scrubbed.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sign = signs.PATH
        self._places: tuple[Samples, Samples] = (np.zeros(0), np.zeros(0))
        self._reached = 0
        self._scale: QTransform | None = None  # for which the following was worked out
        self._pixels: tuple[Samples, Samples] = self._places
        self._visits = first_visits(*self._places)
        self._dots: Indexes | None = None  # worked out for a path that has dots
        self._dot: tuple[tuple[object, ...], QPixmap] | None = None
        look.changed.connect(self.update)

    @property
    def places(self) -> tuple[Samples, Samples]:
        """X and y of the places up to the one reached."""
        x, y = self._places
        return x[: self._reached + 1], y[: self._reached + 1]

    def set_sign(self, sign: signs.Sign) -> None:
        """Take a colour, and for a path without dots a stroke and the marker of its end."""
        if sign != self._sign:
            self._sign = sign
            self.update()

    def set_places(self, x: Samples, y: Samples) -> None:
        """Set all places of the path, shape (n,) each, the start first."""
        self._places, self._scale = (x, y), None
        self._reached = min(self._reached, max(len(x) - 1, 0))
        self.update()

    def reach(self, n: int) -> None:
        """Draw the path up to place `n`."""
        reached = max(0, min(n, len(self._places[0]) - 1))
        if reached != self._reached:
            self._reached = reached
            self.update()

    def boundingRect(self) -> QRectF:
        """Return what is looked at; the path may go anywhere in it."""
        box = self.getViewBox()
        # A path's own rectangle would have to be worked out at every zoom and may be infinite.
        return QRectF() if box is None else QRectF(box.viewRect())

    def draw_points(self) -> None:
        """Draw anew, every point where everything is to be drawn."""
        self._scale = None
        self.update()

    def viewRangeChanged(self) -> None:
        """Follow the plot's zoom."""
        self.prepareGeometryChange()
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw line, dots and end."""
        if not len(self._places[0]):
            return
        self._measure(painter.transform())
        painter.save()
        # In pixels: Qt scales the pen with the plot otherwise, and clips far lines badly.
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        if self._sign.stroke is None:
            self._paint_dots(painter)
        else:
            self._paint_end(painter)
        painter.restore()

    def _measure(self, transform: QTransform) -> None:
        """Work out in pixels what is drawn, if the plot is not as it was."""
        # Scrubbing changes nothing here: it only counts how much of the work is shown.
        if transform == self._scale:
            return
        x, y = self._places
        across = np.clip(x * transform.m11() + transform.dx(), -_FAR, _FAR)
        down = np.clip(y * transform.m22() + transform.dy(), -_FAR, _FAR)
        known = np.isfinite(across) & np.isfinite(down)
        # A path ends where it is no longer finite; what comes after has no place.
        end = len(x) if known.all() else int(np.argmin(known))
        self._pixels = across[:end], down[:end]
        self._visits, self._dots = first_visits(*self._pixels), None
        self._scale = QTransform(transform)

    def _paint_line(self, painter: QPainter) -> None:
        visits = self._visits
        count = int(np.searchsorted(visits.points, self._reached, side="right"))
        if count < 2:
            return
        points = visits.points[:count]
        joined = visits.joined[:count].copy()
        # The line from the place that is reached to the next is not drawn yet.
        joined[-1] = False
        x, y = self._pixels[0][points], self._pixels[1][points]
        painter.setPen(self._pen(count))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # Where nothing is left out one polyline will do, which Qt draws sooner than a path of
        # pieces.
        if joined[:-1].all():
            painter.drawPolyline(pg.functions.arrayToQPolygonF(x, y))
        else:
            painter.drawPath(pg.arrayToQPath(x, y, connect=joined))

    def _pen(self, count: int) -> QPen:
        # Thin and pale under the dots, which say the same.
        if self._sign.stroke is None:
            pen = signs.pen(self._look, self._sign.role, 1, opacity=0.6)
        elif count > _FEW:
            pen = signs.pen(self._look, self._sign.role, 1)
        else:
            pen = self._sign.pen(self._look, 1.4)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)  # round ones take Qt several times as long
        return pen

    def _paint_dots(self, painter: QPainter) -> None:
        x, y = self._pixels
        if self._dots is None:
            self._dots = first_dots(x, y)
        # Neither start nor the place reached has a dot: both have markers of their own.
        first, last = np.searchsorted(self._dots, (1, self._reached))
        dots = self._dots[first:last]
        if not thinning.on:
            self._dress_dot(painter)
            radius = self._look.px(DOT) / 2
            for place in zip(x[dots].tolist(), y[dots].tolist(), strict=True):
                painter.drawEllipse(QPointF(*place), radius, radius)
            return
        # Two hundred and fifty circles are painted one by one; copies of a picture are quick.
        picture = self._picture(painter)
        half = picture.width() / picture.devicePixelRatio() / 2
        for place in zip((x[dots] - half).tolist(), (y[dots] - half).tolist(), strict=True):
            painter.drawPixmap(QPointF(*place), picture)

    def _picture(self, painter: QPainter) -> QPixmap:
        """Return a dot, drawn once for each look and density."""
        look, density = self._look, painter.device().devicePixelRatio()
        key = (look.theme.name, look.scale, density)
        if self._dot is None or self._dot[0] != key:
            side = look.px(DOT) + 2
            picture = QPixmap(round(side * density), round(side * density))
            picture.setDevicePixelRatio(density)
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as brush:
                brush.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._dress_dot(brush)
                brush.drawEllipse(QPointF(side / 2, side / 2), look.px(DOT) / 2, look.px(DOT) / 2)
            self._dot = key, picture
        return self._dot[1]

    def _dress_dot(self, painter: QPainter) -> None:
        painter.setPen(signs.pen(self._look, "surface", 0.8))
        painter.setBrush(self._look.colour(self._sign.role))

    def _paint_end(self, painter: QPainter) -> None:
        x, y = self._pixels
        # The path may have ended before: it is drawn as far as it goes.
        if self._sign.marker is None or self._reached >= len(x):
            return
        look, size = self._look, self._look.px(END)
        painter.setPen(signs.pen(look, "surface", 1.5))
        painter.setBrush(look.colour(self._sign.role))
        at = QTransform(size, 0, 0, size, x[self._reached], y[self._reached])
        painter.drawPath(at.map(signs.marker_outline(self._sign.marker)))
