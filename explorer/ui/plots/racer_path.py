"""The racers on the map: where each was, where it is, and faintly where it will go."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsRectItem

from explorer.ui import signs
from explorer.ui.plots.downsample import distinct, stride
from explorer.ui.plots.kept_picture import KeptPicture, PixelLayer, Places
from explorer.ui.theme import Look

FEW = 1_000  # points of a path that is drawn wide, with a casing
END, _RIM = 15, 4  # px of a marker, and around it
FAR = 100_000  # px of a path that may have dashes, or a wide line
CELL = 1.5  # px: steps that are shorter than a line is wide cost time and show nothing


@dataclass(frozen=True, slots=True, eq=False)
class RacerDrawing:
    """What is drawn of a racer.

    Attributes:
        sign: Its colour, line and marker.
        name: The word beside its marker.
        places: All places of its path, the start first, shape (n + 1, 2).
        at: Index of the place where it is.
        updates: Updates of the whole race, which decide where the path has dots.
    """

    sign: signs.Sign
    name: str
    places: Places
    at: int
    updates: int

    @property
    def place(self) -> tuple[float, float]:
        """Where it is."""
        return float(self.places[self.at, 0]), float(self.places[self.at, 1])


class RacerPath:
    """A racer's path in pixels, worked out once for every path and view.

    Attributes:
        pixels: All of its points in pixels, shape (n + 1, 2).
        kept: Indices of those that can be told apart.
    """

    def __init__(self, pixels: Places) -> None:
        self.pixels = pixels
        # Once for every path and view: a race of 10,000 updates has more points than a map has
        # pixels.
        self.kept = distinct(pixels, CELL)
        steps = np.hypot(*np.diff(pixels[self.kept], axis=0).T)
        # Lengths, since dashes go on where an older piece of the path has ended.
        self._lengths = np.concatenate([[0.0], np.cumsum(steps)])

    def until(self, at: int) -> Places:
        """Return the points as far as an update, in pixels, without those too close to tell."""
        kept = self.kept[: int(np.searchsorted(self.kept, at))]
        # The point itself is added: it may lie too close to the last one that is kept.
        return np.concatenate([self.pixels[kept], self.pixels[at : at + 1]])

    def piece(self, start: int, at: int) -> tuple[Places, float]:
        """Return the points from one update to a later one, and the length of the path before."""
        first, last = np.searchsorted(self.kept, (start + 1, at))
        ends = self.pixels[start : start + 1], self.pixels[at : at + 1]
        before = max(int(first) - 1, 0)
        # From the last kept point to where the piece begins.
        rest = float(np.hypot(*(ends[0][0] - self.pixels[self.kept[before]])))
        points = np.concatenate([ends[0], self.pixels[self.kept[first:last]], ends[1]])
        return points, float(self._lengths[before]) + rest

    def dots(self, at: int, updates: int, start: int = 0) -> Places:
        """Return the points that get a dot, in pixels, from one update on to another."""
        every = stride(updates)
        # Never at the start, which has its own mark.
        return self.pixels[max(math.ceil(start / every), 1) * every : at : every]

    def between(self, one: int, other: int) -> QRectF | None:
        """Return what lies around a path between two updates, None where it cannot be told."""
        start, end = np.searchsorted(self.kept, (min(one, other), max(one, other)))
        part = self.pixels[[*self.kept[max(int(start) - 1, 0) : end], one, other]]
        left, top = part.min(axis=0).tolist()
        right, foot = part.max(axis=0).tolist()
        area = QRectF(left, top, right - left, foot - top)
        # Diverged: no rectangle holds it.
        return area if math.isfinite(left + right + top + foot) else None

    def is_fine(self, at: int) -> bool:
        """Return whether a path that has come so far is drawn wide, with a casing."""
        return int(np.searchsorted(self.kept, at)) + 1 <= FEW


class RaceTraces(KeptPicture):
    """The whole paths, faintly; kept while the race goes on.

    Attributes:
        racers: Whose paths they are, the first on top.
        paths: The paths in pixels.
    """

    def __init__(self, box: pg.ViewBox, look: Look) -> None:
        super().__init__(box)
        self._look = look
        self.racers: list[RacerDrawing] = []
        self.paths: list[RacerPath] = []

    def set_racers(self, racers: Sequence[RacerDrawing]) -> bool:
        """Take the racers; their paths are worked out anew where they or the view changed.

        Returns:
            Whether they are the same as before, perhaps elsewhere on their paths.
        """
        before, self.racers = self.racers, list(racers)
        if len(before) != len(racers) or any(
            # The same array, not equal numbers: a path that is computed anew is another array,
            # and to compare 10,000 places takes longer than to know.
            one.places is not other.places or one.sign != other.sign
            for one, other in zip(before, racers, strict=True)
        ):
            self._work_out()
            self.forget()
            return False
        return True

    def _follow_view(self) -> None:
        super()._follow_view()
        self._work_out()

    def draw_points(self) -> None:
        """Draw anew, every point where everything is to be drawn."""
        self._work_out()
        self.forget()

    def _work_out(self) -> None:
        self.paths = [RacerPath(self.pixels(each.places)) for each in self.racers]

    def draw(self, painter: QPainter) -> None:
        """Draw them, the first on top."""
        for racer, path in reversed(list(zip(self.racers, self.paths, strict=True))):
            points = path.pixels[path.kept]
            pen = signs.pen(self._look, racer.sign.role, 1, opacity=0.35)
            painter.setPen(drawable(pen, points))
            painter.drawPolyline(polygon(points))


class RaceTrails(KeptPicture):
    """The paths as far as they have come; what they grow by is drawn onto the picture of them."""

    def __init__(self, box: pg.ViewBox, look: Look, traces: RaceTraces) -> None:
        super().__init__(box)
        self._look, self._traces = look, traces
        self._patches: list[QGraphicsRectItem] = []
        self._is_grown = False

    def reach(self, before: Sequence[RacerDrawing]) -> None:
        """Follow racers who stood elsewhere on the same paths; the map there is painted anew."""
        moves = list(zip(before, self._traces.racers, self._traces.paths, strict=True))
        areas = [path.between(old.at, new.at) for old, new, path in moves]
        # Where a path becomes too long for the wide pen, all of it is drawn thin.
        if None in areas or any(path.is_fine(o.at) != path.is_fine(n.at) for o, n, path in moves):
            self.forget()
            return
        # Forwards nothing but the new pieces is drawn: a step costs the same at the ten-
        # thousandth update.
        if all(new.at >= old.at for old, new, _ in moves):
            self._is_grown |= self.add(lambda painter: self._grow(painter, moves[::-1]))
        # Backwards what has grown lies in the wrong order.
        elif self._is_grown:
            self.settle()
        else:
            # The picture is of a later update; it is drawn again with the next painting, which
            # the areas ask for.
            self.outdate()
        self._repaint([area for area in areas if area is not None])

    def settle(self) -> None:
        """Draw as a whole what has grown: pieces that came later lie on crossing ones."""
        if self._is_grown:
            self._is_grown = False
            self.forget()

    def _repaint(self, areas: Sequence[QRectF]) -> None:
        """Have everything on the map painted anew around some areas, in pixels."""
        margin = self._look.px(END) + _RIM
        while len(self._patches) < len(areas):
            # Nothing is seen of them. Qt joins what is asked of one item to one large rectangle,
            # therefore there is one for each racer.
            self._patches.append(QGraphicsRectItem(self))
            self._patches[-1].setPen(QPen(Qt.PenStyle.NoPen))
        for patch, area in zip(self._patches, areas, strict=False):
            # What lies outside the view need not be painted.
            seen = area.adjusted(-margin, -margin, margin, margin) & self._view.rect()
            patch.setRect(self.mapRectFromItem(self._view, seen))
            patch.update()

    def _grow(
        self, painter: QPainter, moves: Sequence[tuple[RacerDrawing, RacerDrawing, RacerPath]]
    ) -> None:
        """Draw what has come to the paths; the last on top."""
        look = self._look
        moves = [move for move in moves if move[0].at < move[1].at]
        pieces = [path.piece(old.at, new.at) for old, new, path in moves]
        # All casings first: one drawn later would cut through the line of another racer.
        painter.setPen(self._casing)
        for (points, _), (_, new, path) in zip(pieces, moves, strict=True):
            if path.is_fine(new.at) and not is_far(points):
                painter.drawPolyline(polygon(points))
        for (points, length), (_, new, path) in zip(pieces, moves, strict=True):
            pen = _quick(new.sign.pen(look, 2.0 if path.is_fine(new.at) else 1.0))
            # Dashes go on from where the older piece ended; begun anew, every step would show as
            # a seam.
            pen.setDashOffset(length / pen.widthF())
            painter.setPen(drawable(pen, points))
            painter.drawPolyline(polygon(points))
        for old, new, path in moves:
            self._draw_dots(painter, new, path.dots(new.at, new.updates, old.at))

    @property
    def _casing(self) -> QPen:
        return _quick(signs.pen(self._look, "surface", 4.5, opacity=0.85))

    def draw(self, painter: QPainter) -> None:
        """Draw the casings of all, then the lines, then the dots; the first on top."""
        look = self._look
        racers = list(zip(self._traces.racers, self._traces.paths, strict=True))[::-1]
        trails = [polygon(path.until(racer.at)) for racer, path in racers]
        painter.setPen(self._casing)
        for (racer, path), trail in zip(racers, trails, strict=True):
            if 1 < trail.size() <= FEW and not is_far(path.until(racer.at)):
                painter.drawPolyline(trail)
        for (racer, path), trail in zip(racers, trails, strict=True):
            if trail.size() > 1:
                pen = _quick(racer.sign.pen(look, 2.0 if trail.size() <= FEW else 1.0))
                painter.setPen(drawable(pen, path.until(racer.at)))
                painter.drawPolyline(trail)
        for racer, path in racers:
            self._draw_dots(painter, racer, path.dots(racer.at, racer.updates))

    def _draw_dots(self, painter: QPainter, racer: RacerDrawing, dots: Places) -> None:
        if not len(dots):
            return
        points, look = polygon(dots), self._look
        # A wider dot in the ground's colour below: that is its rim.
        for role, width in (("surface", 7.0), (racer.sign.role, 5.6)):
            # Round caps make points dots; one call draws them all.
            pen = signs.pen(look, role, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(points)


class RaceEnds(PixelLayer):
    """The markers where the racers are."""

    def __init__(self, box: pg.ViewBox, look: Look, traces: RaceTraces) -> None:
        super().__init__(box)
        self._look, self._traces = look, traces

    def _paint_into(self, painter: QPainter, target: QRectF) -> None:
        """Draw each racer's marker, the first on top."""
        look, size = self._look, self._look.px(END)
        painter.translate(target.topLeft())
        painter.setPen(signs.pen(look, "surface", 2))
        for racer, path in reversed(
            list(zip(self._traces.racers, self._traces.paths, strict=True))
        ):
            place = path.pixels[racer.at]
            if not np.isfinite(place).all():
                continue
            outline = signs.marker_outline(racer.sign.marker or "dot")
            painter.setBrush(look.colour(racer.sign.role))
            painter.drawPath(QTransform(size, 0, 0, size, *place.tolist()).map(outline))


def _quick(pen: QPen) -> QPen:
    """Return a pen that does not round the corners of a path, which takes Qt several times as long."""
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    return pen


def is_far(points: Places) -> bool:
    """Return whether a path is so long that Qt takes seconds for dashes or for a wide line along it."""
    return bool(np.nansum(np.hypot(*np.diff(points, axis=0).T)) > FAR)


def drawable(pen: QPen, points: Places) -> QPen:
    """Return a pen that Qt can draw a path with in time: thin and without dashes where it flies far off."""
    if is_far(points):
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setWidthF(1.0)
    return pen


def polygon(points: Places) -> QPolygonF:
    """Return points as Qt's kind of them; a path that has diverged has some that are nowhere."""
    points = points[np.isfinite(points).all(axis=1)]
    made: QPolygonF = pg.functions.arrayToQPolygonF(*points.T)
    return made
