"""A function, its slope and its curvature over one span, and a descent on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.ui import signs
from explorer.ui.plots.axes import Canvas, QuietPlot, text_item
from explorer.ui.plots.free_room import FreeRoom
from explorer.ui.plots.markers import Marker
from explorer.ui.theme import Look

ROLL = 160  # milliseconds that the point takes to its next place
SHARES = (63, 22, 15)  # of the height, for f, f′ and f″
_ORDERS = (signs.VALUE, signs.SLOPE, signs.CURVATURE)
_WIDTHS = (2.4, 2.0, 2.0)

Samples = NDArray[np.float64]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the curve with what the tape says there."""

    x: float
    value: float
    slope: float
    curvature: float


class FunctionPlot(QWidget):
    """Three plots with one x axis: f, f′ and f″; a point to drag, a path, a tangent line."""

    position_requested = Signal(float)  # data units of the x axis
    nudge_requested = Signal(int)  # steps to the right, by keyboard
    grabbed = Signal()
    released = Signal()
    span_changed = Signal(float, float)  # after zoom or pan by the user

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas = Canvas(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.canvas)
        self.plots = [
            QuietPlot(look, bottom=order == 2, end="x" if order == 2 else "") for order in range(3)
        ]
        for order, plot in enumerate(self.plots):
            self.canvas.ci.addItem(plot, row=order, col=0)
            if order:
                plot.setXLink(self.plots[0])
        self._samples: tuple[Samples, Samples] = (np.zeros(0), np.zeros((3, 0)))
        self._place = Place(0.0, 0.0, 0.0, 0.0)
        self._now = ""
        self._shown: frozenset[str] = frozenset()
        self._next: tuple[float, float] | None = None
        self._path: tuple[Samples, Samples] = (np.zeros(0), np.zeros(0))
        self._make_items()
        self._target = self._place
        self._roll = QVariantAnimation(
            self, duration=ROLL, easingCurve=QEasingCurve(QEasingCurve.Type.OutCubic)
        )
        self._roll.valueChanged.connect(self._roll_to)
        self.plots[0].getViewBox().sigRangeChangedManually.connect(self._report_span)
        self.point.dragged.connect(lambda x, _y: self.position_requested.emit(x))
        self.point.grabbed.connect(self.grabbed)
        self.point.released.connect(self.released)
        look.changed.connect(self._dress)
        self._dress()

    # ---- items

    def _make_items(self) -> None:
        look, main = self._look, self.plots[0]
        self.curves = [pg.PlotCurveItem(connect="finite", antialias=True) for _ in range(3)]
        self.guides = [pg.InfiniteLine(0, angle=90) for _ in range(3)]
        self.tangent = pg.PlotCurveItem(antialias=True)
        self.path_line = pg.PlotCurveItem(antialias=True)
        self.path_dots = pg.ScatterPlotItem(size=8, pxMode=True)
        self.start_ring = Marker(look, "purple", "ring", 11)
        self.ghost = Marker(look, "purple", "ghost", 12)
        self.point = Marker(look, "purple", "dot", 15, draggable=True)
        self.companions = [Marker(look, sign.role, "dot", 9) for sign in _ORDERS[1:]]
        self.titles = [text_item(look, sign.role, size=15) for sign in _ORDERS]
        self.labels = {
            "now": text_item(look, "purple", size=15),
            "next": text_item(look, "purple", weight=400),
            "start": text_item(look, "muted", weight=400),
            "tangent": text_item(look, "orange", weight=400, anchor=(0, 0.5)),
        }
        for order, plot in enumerate(self.plots):
            for item in (self.guides[order], self.curves[order], self.titles[order]):
                plot.addItem(item, ignoreBounds=True)
        for item in (self.tangent, self.path_line, self.path_dots, *self.labels.values()):
            main.addItem(item, ignoreBounds=True)
        for marker in (self.start_ring, self.ghost, self.point):
            main.addItem(marker, ignoreBounds=True)
        for plot, marker in zip(self.plots[1:], self.companions, strict=True):
            plot.addItem(marker, ignoreBounds=True)
        self.path_line.setZValue(5)
        self.path_dots.setZValue(10)

    def _dress(self) -> None:
        look = self._look
        for curve, sign, width in zip(self.curves, _ORDERS, _WIDTHS, strict=True):
            curve.setPen(sign.pen(look, width))
        for guide in self.guides:
            guide.setPen(signs.pen(look, "purple", 1, "dots", 0.8))
        self.tangent.setPen(signs.pen(look, "orange", 1.6, "dash"))
        self.path_line.setPen(signs.pen(look, "purple", 1, opacity=0.6))
        self.path_dots.setBrush(look.colour("purple"))
        self.path_dots.setPen(signs.pen(look, "surface", 0.8))
        roles = {"now": "purple", "next": "purple", "start": "muted", "tangent": "orange"}
        for key, item in self.labels.items():
            item.setColor(look.colour(roles[key]))
            item.setFont(look.font(15 if key == "now" else 13, 600 if key == "now" else 400))
        for title, sign in zip(self.titles, _ORDERS, strict=True):
            title.setColor(look.colour(sign.role))
            title.setFont(look.font(15, 600))
        self.update()

    # ---- what is shown

    def set_curves(self, x: Samples, values: Samples) -> None:
        """Draw f, f′, f″ given at positions `x`, shape (n,); `values` has shape (3, n), NaN for gaps."""
        self._samples = (x, values)
        for curve, row in zip(self.curves, values, strict=True):
            curve.setData(x, row)
        self._arrange()

    def set_titles(self, titles: Sequence[str]) -> None:
        """Label the three curves, each in its colour."""
        for item, title in zip(self.titles, titles, strict=True):
            item.setText(title)
        self._arrange()

    def set_ranges(self, x: Span, ys: Sequence[Span]) -> None:
        """Show this span of x, and for each plot this span of its y."""
        self.plots[0].setXRange(*x, padding=0)
        for plot, y in zip(self.plots, ys, strict=True):
            plot.setYRange(*y, padding=0)
        self._arrange()

    def set_shown(self, shown: frozenset[str]) -> None:
        """Choose what is drawn beside the curves: "path", "next", "tangent"."""
        self._shown = shown
        self._arrange()

    def set_words(self, *, start: str, now: str, following: str, tangent: str) -> None:
        """Set the words at the start, the point, the ghost and the tangent line."""
        self._now = now
        for key, text in (("start", start), ("next", following), ("tangent", tangent)):
            self.labels[key].setText(text)

    def set_path(self, x: Samples, y: Samples) -> None:
        """Draw the places visited, shape (n,) each, the start first; those off the plot are left out."""
        self._path = (x, y)
        self.path_line.setData(x, y, connect="finite")
        self.path_dots.setData(x[1:-1], y[1:-1])

    def set_next(self, place: tuple[float, float] | None) -> None:
        """Put the ghost where the next update will land; None for nowhere."""
        self._next = place

    def set_place(self, place: Place, *, rolling: bool = False) -> None:
        """Move the point; `rolling` lets it roll along the curve instead of jumping."""
        self._roll.stop()
        if rolling and not self._look.still and self._samples[0].size:
            self._target = place
            self._roll.setStartValue(self._place.x)
            self._roll.setEndValue(place.x)
            self._roll.start()
        else:
            self._put(place)
        self._arrange(place)

    def _roll_to(self, x: float) -> None:
        if x == self._target.x:
            self._put(self._target)
            return
        positions, values = self._samples
        self._put(Place(x, *(float(np.interp(x, positions, row)) for row in values)))

    def _put(self, place: Place) -> None:
        self._place = place
        self.point.place(place.x, place.value)
        for marker, y in zip(self.companions, (place.slope, place.curvature), strict=True):
            marker.place(place.x, y)
            marker.setVisible(bool(np.isfinite(y)))
        for guide in self.guides:
            guide.setValue(place.x)
        self._draw_tangent(place)

    def _draw_tangent(self, place: Place) -> None:
        (left, right), _ = self.plots[0].viewRange()
        reach = 0.5 * (right - left)
        x = np.array([place.x - reach, place.x + reach])
        self.tangent.setData(x, place.value + place.slope * (x - place.x))
        self.tangent.setVisible("tangent" in self._shown and bool(np.isfinite(place.slope)))

    # ---- words find free room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold f″ away where the room is short, and place the words anew."""
        super().resizeEvent(event)
        self._share_height()
        self._arrange()

    def _share_height(self) -> None:
        """Give each plot its share; Qt's own stretch factors look at hints before shares."""
        folded = self.height() < self._look.px(300)
        self.plots[2].setVisible(not folded)
        layout = self.canvas.ci.layout
        room = self.height() - 2 * layout.verticalSpacing() - self._look.px(32)
        for order, share in enumerate(SHARES):
            extra = self._look.px(28) if order == 2 else 0
            height = 0 if folded and order == 2 else room * share / sum(SHARES) + extra
            layout.setRowFixedHeight(order, height)

    def _arrange(self, place: Place | None = None) -> None:
        """Show what is chosen to be shown, and give every word a place of its own."""
        place = self._target = place or self._place
        self._draw_tangent(self._place)
        start = (float(self._path[0][0]), float(self._path[1][0])) if self._path[0].size else None
        away = start is not None and start[0] != place.x
        following = self._next if "next" in self._shown else None
        for items, visible in (
            ((self.start_ring, self.labels["start"]), away),
            ((self.path_line, self.path_dots), "path" in self._shown),
            ((self.ghost, self.labels["next"]), following is not None),
            ((self.labels["tangent"],), self.tangent.isVisible()),
        ):
            for item in items:
                item.setVisible(visible)
        room = self._room(0, place)
        self.labels["now"].setText(self._words_at(place))
        room.put(self.labels["now"], room.beside(self.labels["now"], place.x, place.value))
        if following is not None:
            self.ghost.place(*following)
            room.put(self.labels["next"], room.beside(self.labels["next"], *following))
        if away and start is not None:
            self.start_ring.place(*start)
            room.put(self.labels["start"], room.beside(self.labels["start"], *start))
        if self.tangent.isVisible():
            word, line = self.labels["tangent"], self.tangent.getData()
            room.put(word, room.along(word, line, _share(room, place.x)))
        self._arrange_titles(room, place)

    def _words_at(self, place: Place) -> str:
        """Return the point's words, with an arrow towards it when it is off the plot."""
        (left, right), (low, high) = self.plots[0].viewRange()
        off = (
            (place.x < left, "←"),
            (place.x > right, "→"),
            (place.value > high, "↑"),
            (place.value < low, "↓"),
        )
        arrow = next((sign for beyond, sign in off if beyond), "")
        return f"{arrow} {self._now}".strip()

    def _arrange_titles(self, room: FreeRoom, place: Place) -> None:
        x, values = self._samples
        for order, title in enumerate(self.titles):
            if x.size:
                here = room if order == 0 else self._room(order, place)
                here.put(title, here.along(title, (x, values[order]), 0.2 if order == 0 else 0.0))

    def _room(self, order: int, place: Place) -> FreeRoom:
        x, values = self._samples
        lines = [(x, values[order])]
        points = []
        if order == 0:
            points = [self._path] if "path" in self._shown else []
            if self.tangent.isVisible():
                lines.append(self.tangent.getData())
        return FreeRoom(self.plots[order].getViewBox(), lines, points, place.x)

    # ---- wishes

    def _report_span(self) -> None:
        (left, right), _ = self.plots[0].viewRange()
        self.span_changed.emit(left, right)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge the point by Shift and an arrow key."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if shift and step is not None:
            self.nudge_requested.emit(step)
        else:
            super().keyPressEvent(event)


def _share(room: FreeRoom, x: float) -> float:
    """Return where x lies on the plot, as a share of its width."""
    return float(room.pixels(x, 0.0)[0] / max(room.box.width(), 1.0))
