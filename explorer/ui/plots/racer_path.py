"""The racers on the map: where each was, where it is, and faintly where it will go."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTransform

from explorer.ui import signs
from explorer.ui.plots.kept_picture import KeptPicture, PixelLayer, Places
from explorer.ui.plots.thinning import distinct, stride
from explorer.ui.theme import Look

FEW = 1_000  # points of a path that is drawn wide, with a casing
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
        self.kept = distinct(pixels, CELL)

    def until(self, at: int) -> Places:
        """Return the points as far as an update, in pixels, without those too close to tell."""
        kept = self.kept[: int(np.searchsorted(self.kept, at))]
        return np.concatenate([self.pixels[kept], self.pixels[at : at + 1]])

    def dots(self, at: int, updates: int) -> Places:
        """Return the points that get a dot, in pixels, as far as an update."""
        every = stride(updates)
        return self.pixels[every:at:every]


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

    def set_racers(self, racers: Sequence[RacerDrawing]) -> None:
        """Take the racers; their paths are worked out anew where they or the view changed."""
        before, self.racers = self.racers, list(racers)
        if len(before) != len(racers) or any(
            one.places is not other.places or one.sign != other.sign
            for one, other in zip(before, racers, strict=True)
        ):
            self._work_out()
            self.forget()

    def _follow_view(self) -> None:
        super()._follow_view()
        self._work_out()

    def _work_out(self) -> None:
        self.paths = [RacerPath(self.pixels(each.places)) for each in self.racers]

    def draw(self, painter: QPainter) -> None:
        """Draw them, the first on top."""
        for racer, path in reversed(list(zip(self.racers, self.paths, strict=True))):
            painter.setPen(signs.pen(self._look, racer.sign.role, 1, opacity=0.35))
            painter.drawPolyline(polygon(path.pixels[path.kept]))


class RaceLayer(PixelLayer):
    """What of the racers changes with every update."""

    def __init__(self, box: pg.ViewBox, look: Look, traces: RaceTraces) -> None:
        super().__init__(box)
        self._look, self._traces = look, traces

    def _paint_into(self, painter: QPainter, target: QRectF) -> None:
        painter.translate(target.topLeft())
        self.draw(painter, list(zip(self._traces.racers, self._traces.paths, strict=True))[::-1])

    def draw(self, painter: QPainter, racers: Sequence[tuple[RacerDrawing, RacerPath]]) -> None:
        """Draw the racers, the last on top."""
        raise NotImplementedError


class RaceTrails(RaceLayer):
    """The paths as far as they have come."""

    def draw(self, painter: QPainter, racers: Sequence[tuple[RacerDrawing, RacerPath]]) -> None:
        """Draw the casings of all, then the lines, then the dots."""
        look = self._look
        trails = [polygon(path.until(racer.at)) for racer, path in racers]
        painter.setPen(_quick(signs.pen(look, "surface", 4.5, opacity=0.85)))
        for trail in trails:
            if 1 < trail.size() <= FEW:
                painter.drawPolyline(trail)
        for (racer, _), trail in zip(racers, trails, strict=True):
            if trail.size() > 1:
                painter.setPen(_quick(racer.sign.pen(look, 2.0 if trail.size() <= FEW else 1.0)))
                painter.drawPolyline(trail)
        for racer, path in racers:
            self._draw_dots(painter, racer, path.dots(racer.at, racer.updates))

    def _draw_dots(self, painter: QPainter, racer: RacerDrawing, dots: Places) -> None:
        if not len(dots):
            return
        points, look = polygon(dots), self._look
        for role, width in (("surface", 7.0), (racer.sign.role, 5.6)):
            pen = signs.pen(look, role, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(points)


class RaceEnds(RaceLayer):
    """The markers where the racers are."""

    def draw(self, painter: QPainter, racers: Sequence[tuple[RacerDrawing, RacerPath]]) -> None:
        """Draw each racer's marker."""
        look = self._look
        size = look.px(15)
        painter.setPen(signs.pen(look, "surface", 2))
        for racer, path in racers:
            outline = signs.marker_outline(racer.sign.marker or "dot")
            painter.setBrush(look.colour(racer.sign.role))
            painter.drawPath(
                QTransform(size, 0, 0, size, *path.pixels[racer.at].tolist()).map(outline)
            )


def _quick(pen: QPen) -> QPen:
    """Return a pen that does not round the corners of a path, which takes Qt several times as long."""
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    return pen


def polygon(points: Places) -> QPolygonF:
    """Return points as Qt's kind of them."""
    made: QPolygonF = pg.functions.arrayToQPolygonF(*points.T)
    return made
