"""A function, its slope and its curvature over one span, and a descent on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.ui import signs
from explorer.ui.plots.axes import Canvas, QuietPlot, text_item
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
        self._canvas = Canvas(look)
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._canvas)
        self.plots = [
            QuietPlot(look, bottom=order == 2, end="x" if order == 2 else "") for order in range(3)
        ]
        for order, plot in enumerate(self.plots):
            self._canvas.ci.addItem(plot, row=order, col=0)
            if order:
                plot.setXLink(self.plots[0])
        self._samples: tuple[Samples, Samples] = (np.zeros(0), np.zeros((3, 0)))
        self._place = Place(0.0, 0.0, 0.0, 0.0)
        self._words = {"start": "", "now": "", "next": ""}
        self._shown: frozenset[str] = frozenset()
        self._next: tuple[float, float] | None = None
        self._path: tuple[Samples, Samples] = (np.zeros(0), np.zeros(0))
        self._make_items()
        self._target = self._place
        self._roll = QVariantAnimation(self, duration=ROLL, easingCurve=QEasingCurve.Type.OutCubic)
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
        for key, text in (
            ("start", start),
            ("now", now),
            ("next", following),
            ("tangent", tangent),
        ):
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
        layout = self._canvas.ci.layout
        room = self.height() - 2 * layout.verticalSpacing() - self._look.px(32)
        for order, share in enumerate(SHARES):
            extra = self._look.px(28) if order == 2 else 0
            height = 0 if folded and order == 2 else room * share / sum(SHARES) + extra
            layout.setRowFixedHeight(order, height)

    def _arrange(self, place: Place | None = None) -> None:
        place = self._target = place or self._place
        self._draw_tangent(self._place)
        start = (float(self._path[0][0]), float(self._path[1][0])) if self._path[0].size else None
        away = start is not None and start[0] != place.x
        for item in (self.start_ring, self.labels["start"]):
            item.setVisible(away)
        for item in (self.path_line, self.path_dots):
            item.setVisible("path" in self._shown)
        following = self._next if "next" in self._shown else None
        for item in (self.ghost, self.labels["next"]):
            item.setVisible(following is not None)
        self.labels["tangent"].setVisible(self.tangent.isVisible())
        occupied: list[Any] = []
        self._attach("now", (place.x, place.value), occupied)
        if following is not None:
            self.ghost.place(*following)
            self._attach("next", following, occupied)
        if away and start is not None:
            self.start_ring.place(*start)
            self._attach("start", start, occupied)
        self._place_tangent_word(place, occupied)
        self._place_titles(occupied)

    def _scales(self, order: int = 0) -> tuple[float, float, float, float]:
        """Return left edge, bottom edge, and data units per pixel of a plot."""
        box = self.plots[order].getViewBox()
        (left, right), (low, high) = box.viewRange()
        return (
            left,
            low,
            (right - left) / max(box.width(), 1.0),
            (high - low) / max(box.height(), 1.0),
        )

    def _attach(self, key: str, at: tuple[float, float], occupied: list[Any]) -> None:
        """Put a word beside a point, on the side with the most free room."""
        item = self.labels[key]
        left, low, per_x, per_y = self._scales()
        px, py = (at[0] - left) / per_x, (at[1] - low) / per_y
        box = item.boundingRect()
        width, height = box.width(), box.height()
        gap = 10.0
        spots = [
            (px - gap - width, py + 2), (px + gap, py - height - 2), (px + gap, py + 2),
            (px - gap - width, py - height - 2), (px - width / 2, py + gap), (px - width / 2, py - gap - height),
        ]  # fmt: skip
        x, y = min(spots, key=lambda spot: self._crowd(spot, width, height, occupied))
        occupied.append((x, y, width, height))
        item.setAnchor((0, 1))
        item.setPos(left + x * per_x, low + y * per_y)

    def _crowd(
        self, spot: tuple[float, float], width: float, height: float, occupied: list[Any]
    ) -> float:
        """Return how badly a word's box at `spot` (lower left, pixels) would cover what is drawn."""
        left, low, per_x, per_y = self._scales()
        box = self.plots[0].getViewBox()
        x, y = spot
        outside = max(0.0, -x, -y, x + width - box.width(), y + height - box.height())
        score = 1000.0 * outside
        guide = (self._target.x - left) / per_x
        score += 60.0 if x - 4 < guide < x + width + 4 else 0.0
        for ox, oy, ow, oh in occupied:
            if x < ox + ow and ox < x + width and y < oy + oh and oy < y + height:
                score += 500.0
        for xs, ys in (
            (self._samples[0], self._samples[1][0] if len(self._samples[1]) else None),
            self._path,
            self.tangent.getData(),
        ):
            if xs is None or ys is None or not len(xs):
                continue
            if len(xs) == 2:  # the tangent: a straight line, looked at along its length
                ys, xs = np.linspace(ys[0], ys[1], 60), np.linspace(xs[0], xs[1], 60)
            px, py = (xs - left) / per_x, (ys - low) / per_y
            inside = (px > x - 3) & (px < x + width + 3) & (py > y - 2) & (py < y + height + 2)
            score += float(np.count_nonzero(inside)) * (100.0 / len(xs) + 2.0)
        return score

    def _place_tangent_word(self, place: Place, occupied: list[Any]) -> None:
        if not self.tangent.isVisible():
            return
        left, low, per_x, per_y = self._scales()
        box = self.plots[0].getViewBox()
        width, height = (
            self.labels["tangent"].boundingRect().width(),
            self.labels["tangent"].boundingRect().height(),
        )
        best, where = float("inf"), (0.0, 0.0)
        for share in np.linspace(0.08, 0.92, 15):
            x = left + share * box.width() * per_x
            y = place.value + place.slope * (x - place.x)
            for side in (8.0, -8.0 - width):
                spot = ((x - left) / per_x + side, (y - low) / per_y - height / 2)
                crowd = self._crowd(spot, width, height, occupied)
                crowd += 0.05 * abs((x - place.x) / per_x)
                if crowd < best:
                    best, where = crowd, spot
        occupied.append((*where, width, height))
        self.labels["tangent"].setAnchor((0, 1))
        self.labels["tangent"].setPos(left + where[0] * per_x, low + where[1] * per_y)

    def _place_titles(self, occupied: list[Any]) -> None:
        """Write each curve's title beside it, where little else is drawn."""
        if self._samples[0].size == 0:
            return
        for order in range(3):
            left, low, per_x, per_y = self._scales(order)
            box = self.plots[order].getViewBox()
            item = self.titles[order]
            width, height = item.boundingRect().width(), item.boundingRect().height()
            if order == 0:
                where = self._free_spot(width, height, occupied)
            else:
                y = float(
                    np.interp(
                        left + 0.02 * box.width() * per_x, self._samples[0], self._samples[1][order]
                    )
                )
                py = (y - low) / per_y
                above = py + height + 6 < box.height()
                where = (10.0, py + 4 if above else max(py - height - 4, 0.0))
            item.setAnchor((0, 1))
            item.setPos(left + where[0] * per_x, low + where[1] * per_y)

    def _free_spot(self, width: float, height: float, occupied: list[Any]) -> tuple[float, float]:
        left, low, per_x, per_y = self._scales()
        box = self.plots[0].getViewBox()
        best, where = float("inf"), (12.0, 12.0)
        for share in np.linspace(0.06, 0.94, 23):
            x = left + share * box.width() * per_x
            y = float(np.interp(x, self._samples[0], self._samples[1][0]))
            if not np.isfinite(y):
                continue
            for side in (8.0, -8.0 - width):
                spot = ((x - left) / per_x + side, (y - low) / per_y - height / 2)
                crowd = self._crowd(spot, width, height, occupied) + 20.0 * abs(share - 0.22)
                if crowd < best:
                    best, where = crowd, spot
        return where

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
