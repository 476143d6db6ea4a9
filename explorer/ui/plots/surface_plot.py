"""A function of x and y as a map, and a race of optimisers on it."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.ui import signs
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.axes import Canvas
from explorer.ui.plots.guess import Ground
from explorer.ui.plots.keyed import take_key
from explorer.ui.plots.map_ground import MapGround, MapPlot, Rect
from explorer.ui.plots.race_words import CasedText, RaceWords
from explorer.ui.plots.racer_path import RaceEnds, RacerDrawing, RaceTraces, RaceTrails
from explorer.ui.plots.trail import Marker
from explorer.ui.plots.way_home import WayHome
from explorer.ui.spoken import Role
from explorer.ui.theme import DIMMED, Look

translate = QCoreApplication.translate

Lines = NDArray[np.float64]  # shape (n, 2)
Place = tuple[float, float]

_CATCH = 12  # px around an end marker that count as on it
_AXIS, _SHORTEST = 36.0, 7.0  # px of half a curvature axis, at most and at least
_REST = 120  # milliseconds until racers on their way are drawn with the care of those at rest
_FLAT, _UPRIGHT = np.zeros(2), np.eye(2)


class SurfacePlot(QWidget):
    """Heat map, contours, arrows, minima, a start to drag, and the paths of racers."""

    spoken_role = Role.Chart

    start_requested = Signal(float, float)
    nudge_requested = Signal(int, int)  # steps to the right and upwards, by keyboard
    racer_requested = Signal(int)  # index among the racers drawn
    grabbed = Signal()
    released = Signal()
    view_changed = Signal()  # by anybody, a new size included

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas = Canvas(look)
        # Smooth heights: the shades are coarser than the screen when zoomed in.
        self.canvas.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.canvas)
        self.plot = MapPlot(look)
        self.canvas.ci.addItem(self.plot, row=0, col=0)
        self.key_box = self.plot.box
        self.predicting = Ground(self.plot)
        self.home: Rect = ((-5.0, 5.0), (-5.0, 5.0))
        self._shown: frozenset[str] = frozenset()
        self._start: Place = (0.0, 0.0)
        self._curvature: tuple[Place, Lines, Lines] | None = None
        self._newton: tuple[Place, Place] | None = None
        self._minima: Lines = np.zeros((0, 2))
        self._minima_told: Sequence[tuple[bool, str]] = ()
        self._resting = QTimer(self, singleShot=True, interval=_REST)
        self._resting.timeout.connect(self._settle)
        self._make_items()
        self._before = self._start
        self.way_home = WayHome(self, self.canvas.viewport(), self._go_home, look)
        self._connect()
        self._dress()

    def _make_items(self) -> None:
        look = self._look
        box = self.plot.box
        self.ground = MapGround(box, look)
        self.traces = RaceTraces(box, look)
        # Both draw what the traces have worked out.
        self.trails, self.ends = (kind(box, look, self.traces) for kind in (RaceTrails, RaceEnds))
        self.minima = pg.ScatterPlotItem(symbol=_cross(), pxMode=True)
        self.axes_casing = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.axes = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.newton_line = pg.PlotCurveItem(antialias=True)
        self.newton = Marker(look, "text", "ghost", 12)
        self.start = Marker(look, "text", "ring", 14, draggable=True)
        taken, told = (lambda: self.way_home.taken), self.predicting.arranged
        self.words = RaceWords(self.plot, look, taken, told)
        items = (
            self.ground, self.minima, self.traces, self.trails, self.axes_casing, self.axes,
            self.newton_line, self.newton, self.ends, self.start,
        )  # fmt: skip
        # Ground, minima, faint ways, trails, axes of curvature, Newton's step, racers; the start
        # above all, as it is what one drags.
        heights = (-900, 2, 4, 6, 15, 16, 17, 24, 25, 30)
        for item, height in zip(items, heights, strict=True):
            item.setZValue(height)
            self.plot.add(item)

    def _connect(self) -> None:
        box = self.plot.box
        box.sigRangeChanged.connect(self._follow_view)
        self.canvas.scene().sigMouseClicked.connect(self._take_click)
        self.start.dragged.connect(self.start_requested)
        self.start.grabbed.connect(self.grabbed)
        self.start.released.connect(self.released)
        self._look.changed.connect(self._dress)

    def _dress(self) -> None:
        look = self._look
        self.ground.dress()
        self.traces.forget()
        self.trails.forget()
        self._draw_minima()
        self.axes.setPen(signs.pen(look, "green", 1.5))
        self.axes_casing.setPen(signs.pen(look, "surface", 4))
        self.newton_line.setPen(signs.pen(look, "text", 1.2, "dash"))
        self._arrange()
        self.update()

    # ---- what is shown

    def set_map(self, shades: NDArray[np.uint8], area: Rect) -> None:
        """Draw the heights.

        Args:
            shades: 0 for the lowest to 254, 255 where there is none, shape (rows, columns), the
                lowest row first.
            area: Part of the plane that they cover.
        """
        self.ground.set_shades(shades, area)

    def set_lines(self, minor: Lines, major: Lines, arrows: Lines) -> None:
        """Draw contours, NaN between lines, and arrows as pairs of ends; shape (n, 2) each."""
        self.ground.set_lines(minor, major, arrows)

    def set_minima(self, places: Lines, lowest: Sequence[bool], words: Sequence[str]) -> None:
        """Mark minima, shape (n, 2), the lowest ones larger; `words` are their tooltips."""
        self._minima, self._minima_told = places, list(zip(lowest, words, strict=True))
        self._draw_minima()
        self._arrange()

    def set_shown(self, shown: frozenset[str]) -> None:
        """Choose what is drawn: "contours", "arrows", "minima", "axes", "newton"."""
        if shown != self._shown:
            self._shown = shown
            self.ground.set_shown(shown & {"contours", "arrows"})
            self._arrange()

    def set_start(self, x: float, y: float) -> None:
        """Put the start ring; only the user's own drag is reported as a request."""
        self._start = (x, y)
        self.start.place(x, y)

    def set_racers(self, racers: Sequence[RacerDrawing]) -> None:
        """Draw the racers, the first on top."""
        before = self.traces.racers
        # Both are always done: `and` would leave the names behind where the paths are new.
        walked, carried = self.traces.set_racers(racers), self.words.carry(racers)
        if walked and carried:
            self.trails.reach(before)
        else:
            self.trails.forget()
            self.ends.update()
        if not carried:
            self._place_words()
        else:
            # Names that went along are put with care once nothing moves.
            self._resting.start()

    def set_curvature(
        self, place: Place | None, values: Lines = _FLAT, vectors: Lines = _UPRIGHT
    ) -> None:
        """Draw the axes of curvature at a place, or none.

        Args:
            place: Where, None for nowhere.
            values: Eigenvalues of the Hessian, shape (2,).
            vectors: Its eigenvectors as columns, shape (2, 2).
        """
        self._curvature = None if place is None else (place, values, vectors)
        self._draw_axes()

    def set_newton(self, origin: Place | None, target: Place = (0.0, 0.0)) -> None:
        """Draw where one step of Newton's method from a place lands; nothing without a place."""
        self._newton = None if origin is None else (origin, target)
        self._draw_newton()
        if origin is None or "newton" not in self._shown:
            return
        if self.words.carry_newton(target):
            self._resting.start()
        else:
            self._place_words()

    def set_home(self, home: Rect) -> None:
        """Show this part of the plane, and come back to it when asked to."""
        self.home = home
        self.way_home.go()

    def _go_home(self) -> None:
        x, y = self.home
        self.plot.box.setRange(xRange=x, yRange=y, padding=0)
        self.view_changed.emit()  # also when it is there already

    def show_part(self, part: Rect) -> None:
        """Zoom to a part of the plane; the ratio of x to y stays, so that more of it may be seen."""
        self.plot.box.setRange(xRange=part[0], yRange=part[1], padding=0)

    @property
    def racers(self) -> Sequence[RacerDrawing]:
        """The racers drawn."""
        return self.traces.racers

    @property
    def names(self) -> Sequence[CasedText]:
        """The words beside the racers."""
        return self.words.names

    @property
    def seen(self) -> Rect:
        """The part of the plane that is in view."""
        (left, right), (low, high) = self.plot.box.viewRange()
        return (float(left), float(right)), (float(low), float(high))

    def set_dimmed(self, *, ground: bool, race: bool) -> None:
        """Draw ground, or race, dimmed: what they are drawn for is not chosen any more."""
        self.ground.setOpacity(DIMMED if ground else 1.0)
        for item in (self.traces, self.trails, self.ends, *self.names):
            item.setOpacity(DIMMED if race else 1.0)

    def described(self) -> str:
        """Return where start and racers are, for whoever does not see them."""
        told = [spoken_lines.span("x", *self.seen[0]), spoken_lines.span("y", *self.seen[1])]
        if self.ground.opacity() < 1 or self.ends.opacity() < 1:
            told.append(spoken_lines.waiting())
        told.append(spoken_lines.point(translate("Spoken", "The start"), *self._start))
        if self.ends.opacity() == 1:
            told += [spoken_lines.point(each.name, *each.place) for each in self.racers]
        return spoken_lines.joined(told)

    # ---- drawing

    def _draw_minima(self) -> None:
        look = self._look
        pens = (signs.pen(look, "text", 1.2), signs.pen(look, "text", 2))
        self.minima.setData(
            [
                {"pos": (x, y), "size": look.px(15 if low else 8), "pen": pens[low], "data": told}
                for (x, y), (low, told) in zip(self._minima, self._minima_told, strict=True)
            ],
            hoverable=True, tip=lambda x, y, data: data,  # noqa: ARG005 - pyqtgraph's names
        )  # fmt: skip

    def _arrange(self) -> None:
        self.minima.setVisible("minima" in self._shown)
        self._draw_axes()
        self._draw_newton()
        self._place_words()

    def _draw_axes(self) -> None:
        visible = self._curvature is not None and "axes" in self._shown
        if self._curvature is not None and visible:
            place, values, vectors = self._curvature
            bends = np.abs(values)
            # A flat place has no axes of curvature, nor has one where the Hessian is not finite.
            visible = bool(np.isfinite(bends).all() and bends.max() > 0)
            # A valley that is flat along one axis divides by 0: that axis is as long as the
            # longest.
            with np.errstate(divide="ignore", invalid="ignore"):
                # Ellipse of equal height: half-axes go with one over the root of the curvature,
                # the flattest is longest.
                reach = _AXIS * np.sqrt(bends.min() / bends) if visible else bends
            reach = np.clip(np.nan_to_num(reach, nan=_AXIS), _SHORTEST, _AXIS) + 8
            # Pixels to data units, so that the axes have the same size on the screen at every
            # zoom.
            half = (vectors * reach * self.plot.pixel * self._look.scale).T
            ends = np.stack([place - half, place + half], axis=1).reshape(-1, 2)
            for curve in (self.axes, self.axes_casing):
                curve.setData(ends[:, 0], ends[:, 1])
        for curve in (self.axes, self.axes_casing):
            curve.setVisible(visible)

    def _draw_newton(self) -> None:
        visible = self._newton is not None and "newton" in self._shown
        for item in (self.newton, self.newton_line, self.words.newton):
            item.setVisible(visible)
        if self._newton is not None:
            origin, target = self._newton
            self.newton.place(*target)
            self.newton_line.setData(*np.array([origin, target]).T)

    def _settle(self) -> None:
        self._place_words()
        self.trails.settle()

    def _place_words(self) -> None:
        newton = self._newton[1] if self._newton is not None and "newton" in self._shown else None
        self.words.place(self.racers, self._start, self._minima, newton)

    def _follow_view(self) -> None:
        box = self.plot.box
        # What was asked for, not what is seen: with one scale for both axes the view is wider
        # than the span.
        wanted = np.array(box.state["targetRange"])
        self.way_home.set_away(not np.allclose(wanted, np.array(self.home), rtol=1e-6))
        self._arrange()
        self.view_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words new places."""
        super().resizeEvent(event)
        self._arrange()

    # ---- wishes

    def _take_click(self, event: object) -> None:
        left = event.button() == Qt.MouseButton.LeftButton  # type: ignore[attr-defined]
        where: QPointF = event.scenePos()  # type: ignore[attr-defined]
        box = self.plot.box
        if not left or not box.sceneBoundingRect().contains(where):
            return
        if event.double():  # type: ignore[attr-defined]
            # Its first click has put the start, which is not what a double click asks for.
            if self._start != self._before:
                self.start_requested.emit(*self._before)
            return
        self._before = self._start
        place = box.mapSceneToView(where)
        near = [
            np.hypot(place.x() - racer.place[0], place.y() - racer.place[1]) / self.plot.pixel
            for racer in self.racers
        ]
        # On a racer it is chosen, elsewhere the start is put.
        if near and min(near) < _CATCH:
            self.racer_requested.emit(int(np.argmin(near)))
        else:
            self.start_requested.emit(place.x(), place.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge the start by Shift and an arrow key; zoom and move what is seen."""
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if steps is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.nudge_requested.emit(*steps)
        elif not take_key(self, event):
            super().keyPressEvent(event)


def _cross() -> QPainterPath:
    """Return the sign of a minimum, 1 wide."""
    cross = QPainterPath(QPointF(-0.5, 0))
    cross.lineTo(0.5, 0)
    cross.moveTo(0, -0.5)
    cross.lineTo(0, 0.5)
    return cross
