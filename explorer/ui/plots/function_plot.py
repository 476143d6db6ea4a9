"""A function and its derivatives over one span, and a descent on it."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEasingCurve, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.ui.plots import spoken_lines
from explorer.ui.plots.free_room import FreeRoom, Samples, Spot, arrow_to
from explorer.ui.plots.function_items import CurvePoint, FunctionItems
from explorer.ui.plots.guess import Ground
from explorer.ui.plots.way_home import WayHome
from explorer.ui.spoken import Role
from explorer.ui.theme import DIMMED, Look

ROLL = 160  # milliseconds that the point takes to its next place
REST = 120  # milliseconds that the point must stand still before the curves' names make way for it

Span = tuple[float, float]


class FunctionPlot(FunctionItems):
    """Plots with one x axis, for f, f′, f″ …; a point to drag, a path, a tangent line."""

    spoken_role = Role.Chart

    position_requested = Signal(float)  # data units of the x axis
    nudge_requested = Signal(int)  # steps to the right, by keyboard
    grabbed = Signal()
    released = Signal()
    span_changed = Signal(float, float)  # after zoom or pan by the user
    home_requested = Signal()

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._samples: tuple[Samples, Samples] = (np.zeros(0), np.zeros((3, 0)))
        self._place = CurvePoint(0.0, (0.0, 0.0, 0.0))
        self._now = ""
        self._shown: frozenset[str] = frozenset()
        self._next: tuple[float, float] | None = None
        self._offsets: dict[pg.TextItem, Spot] = {}  # px, of words from what they name
        self._target = self._place
        # Slow at the end, so that the eye arrives with the point.
        self._roll = QVariantAnimation(
            self, duration=ROLL, easingCurve=QEasingCurve(QEasingCurve.Type.OutCubic)
        )
        self._roll.valueChanged.connect(self._roll_to)
        self._settling = QTimer(self, singleShot=True, interval=REST)
        self._settling.timeout.connect(self._arrange)
        self.way_home = WayHome(self, self.canvas.viewport(), self.home_requested.emit, look)
        # The upper plot alone is zoomed by height: derivatives follow it by what is in view.
        self.key_box = self.plots[0].box
        self.predicting = Ground(self.plots[0], redraw=self._arrange)
        self.key_box.setMouseEnabled(x=True, y=True)
        for plot in self.plots:
            # The signal of a hand's own move: those that follow from a choice are no wish.
            plot.box.sigRangeChangedManually.connect(self._report_span)
        self.point.dragged.connect(lambda x, _y: self.position_requested.emit(x))
        self.point.grabbed.connect(self.grabbed)
        self.point.released.connect(self.released)

    # ---- what is shown

    def set_curves(self, x: Samples, values: Samples) -> None:
        """Draw f and its derivatives.

        Args:
            x: Positions, shape (n,).
            values: f and its derivatives there, shape (k, n), k from 3 to 5; NaN breaks the line.
        """
        self._samples = (x, values)
        self._show_orders(len(values))
        # Fewer rows than curves where fewer derivatives are shown.
        for curve, row in zip(self.curves, values, strict=False):
            curve.setData(x, row)
        self._arrange()

    def _show_orders(self, orders: int) -> None:
        if orders != self._orders:
            self._orders = orders
            for order, plot in enumerate(self.plots):
                plot.setVisible(order < orders)
            self._share_height()

    def set_titles(self, titles: Sequence[str]) -> None:
        """Label the curves, each in its colour."""
        for item, title in zip(self.titles, titles, strict=False):
            item.setText(title)
        self._arrange()

    def set_ranges(self, x: Span, ys: Sequence[Span]) -> None:
        """Show this span of x, and for each plot this span of its y."""
        self.plots[0].box.setXRange(*x, padding=0)
        for plot, y in zip(self.plots, ys, strict=False):
            plot.box.setYRange(*y, padding=0)
        self._arrange()

    def set_lower_ranges(self, ys: Sequence[Span]) -> None:
        """Fit the derivatives' heights and leave the upper plot as the user has zoomed it."""
        for plot, y in zip(self.plots[1:], ys, strict=False):
            plot.box.setYRange(*y, padding=0)
        self._arrange()

    @property
    def span(self) -> Span:
        """The part of the x axis that is shown."""
        left, right = self.plots[0].box.viewRange()[0]
        return float(left), float(right)

    def set_shown(self, shown: frozenset[str]) -> None:
        """Choose what is drawn besides: "path", "next", "tangent", "parabola", "critical"."""
        if shown != self._shown:
            self._shown = shown
            self._arrange()

    def set_words(self, *, start: str, now: str, following: str, tangent: str) -> None:
        """Set the words at the start, the point, the ghost and the tangent line."""
        self._now = now  # kept apart: it bears an arrow while the point is off the plot
        for key, text in (("start", start), ("next", following), ("tangent", tangent)):
            self.labels[key].setText(text)

    def set_path(self, x: Samples, y: Samples) -> None:
        """Set all places of the path, shape (n,) each, the start first."""
        self.trail.set_places(x, y)

    def set_next(self, place: tuple[float, float] | None) -> None:
        """Put the ghost where the next update will land; None for nowhere."""
        self._next = place

    def set_place(self, place: CurvePoint, n: int, *, rolling: bool = False) -> None:
        """Move the point to place `n` of the path; `rolling` lets it roll there along the curve."""
        # A roll under way is for a place that is no longer the newest.
        self._roll.stop()
        self._show_point(shown=True)
        self.trail.reach(n)
        if rolling and not self._look.still and self._samples[0].size:
            self._target = place
            self._roll.setStartValue(self._place.x)
            self._roll.setEndValue(place.x)
            self._roll.start()
        else:
            self._put(place)
        # Moving if the last move is less than a rest ago, as in a drag or while a key is held.
        if not (self._held and self._awaited):  # else all words are given their places in a moment
            self._arrange_words(place, moving=self._settling.isActive())
        self._settling.start()

    def settle(self) -> None:
        """End what moves at its place, and give every word its own: a picture is taken."""
        self._roll.stop()
        self._settling.stop()
        if self._has_place:
            self._put(self._target)
        self._arrange()

    def hide_place(self) -> None:
        """Draw no point, no path and nothing that goes with them, until there is a place again."""
        self._roll.stop()
        # A timer of a former point would place the words of a point that is away.
        self._settling.stop()
        self.trail.set_places(np.zeros(0), np.zeros(0))
        self._next = None
        self._show_point(shown=False)
        self._arrange()

    def _show_point(self, *, shown: bool) -> None:
        # Looked up first: a scrubbed point would tell a dozen items at each step what they know.
        if shown != self._has_place:
            self._has_place = shown
            for item in (self.point, *self.companions, *self.guides, *self.labels.values()):
                item.setVisible(shown)

    _has_place = True

    def set_dimmed(self, *, curves: bool, path: bool) -> None:
        """Draw curves, or path and point, dimmed: what they are drawn for is not chosen any more."""
        for item in (*self.curves, *self.titles):
            item.setOpacity(DIMMED if curves else 1.0)
        for item in (self.trail, self.point, self.ghost, self.tangent, *self.companions):
            item.setOpacity(DIMMED if path else 1.0)

    def _roll_to(self, x: float) -> None:
        positions, values = self._samples
        # The end comes from the tape, not from the samples between which the roll is guessed; they may
        # be emptied on the way, by another function.
        if x == self._target.x or not positions.size:
            self._put(self._target)
            return
        # On the way there is no answer of the tape: the point rolls along the curve that is drawn.
        self._put(CurvePoint(x, tuple(float(np.interp(x, positions, row)) for row in values)))

    def _put(self, place: CurvePoint) -> None:
        self._place = place
        self.point.place(place.x, place.values[0])
        for marker, y in zip(self.companions, place.values[1:], strict=False):
            marker.place(place.x, y)
            marker.setVisible(bool(np.isfinite(y)))  # beside a pole it may have no value
        for guide in self.guides:
            guide.setValue(place.x)
        self._draw_approximations(place)

    def _draw_approximations(self, place: CurvePoint) -> None:
        """Draw the first and the second Taylor polynomial at the point."""
        if not self._has_place:
            # Where f is not known there is no line to draw.
            self.tangent.hide()
            self.parabola.hide()
            return
        left, right = self.span
        value, slope, curvature = place.values[:3]
        reach = 0.5 * (right - left)
        x = np.array([place.x - reach, place.x + reach])  # two points make a line
        # A vertical tangent has no slope to draw it by.
        straight = math.isfinite(value) and math.isfinite(slope * reach)
        self.tangent.setVisible("tangent" in self._shown and straight)
        if straight:
            self.tangent.setData(x, value + slope * (x - place.x))
        bent = "parabola" in self._shown and straight and math.isfinite(curvature * reach * reach)
        self.parabola.setVisible(bent)
        if bent:
            x = np.linspace(place.x - reach, place.x + reach, 101)
            y = value + slope * (x - place.x) + curvature / 2 * (x - place.x) ** 2
            self.parabola.setData(x, y)

    def described(self) -> str:
        """Return what is seen, in a few sentences, for whoever does not see it."""
        titles, place = [item.toPlainText() for item in self.titles], self._target
        at = (place.x, *place.values) if self._has_place and self.point.opacity() == 1 else ()
        is_late = self.curves[0].opacity() < 1
        return spoken_lines.function(titles, *self._samples, self.span, at, is_late=is_late)

    def heard(self) -> tuple[Samples, float]:
        """Return f from left to right of what is seen, and at the point: for the ear."""
        x, rows = self._samples
        seen = (x >= self.span[0]) & (x <= self.span[1])
        return rows[0][seen], self._target.values[0] if self._has_place else math.nan

    # ---- words find free room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold f″ away where the room is short, and place the words anew."""
        super().resizeEvent(event)
        self._share_height()
        self._arrange()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Give words their places once, after all that is shown anew in here: each time takes 15 ms."""
        self._held, self._awaited = True, False
        try:
            yield
        finally:
            self._held = False
            if self._awaited:
                self._arrange()

    _held = _awaited = False

    def _arrange(self) -> None:
        """Show what is chosen to be shown, and give every word a place of its own."""
        if self._held:
            self._awaited = True
            return
        self._draw_approximations(self._place)
        self._arrange_words(self._target if self._rolling else self._place)
        self._arrange_lower_titles()

    @property
    def _is_tangent_seen(self) -> bool:
        (low, high), (_, y) = self.plots[0].box.viewRange()[1], self.tangent.getData()
        return bool(self.tangent.isVisible() and y.min() <= high and y.max() >= low)

    @property
    def _rolling(self) -> bool:
        return self._roll.state() == QVariantAnimation.State.Running

    def _arrange_words(self, place: CurvePoint, *, moving: bool = False) -> None:
        """Give the words of the upper plot their places; while it is scrubbed, these alone.

        Words of a moving point go along with it as long as they have room; that is found quickly.
        Without room the lesser ones are away until it rests: jumping about, nobody could read them.
        """
        self._target = place
        x, y = self.trail.places
        start = (float(x[0]), float(y[0])) if x.size else None
        away = start is not None and start[0] != place.x
        following = self._next if "next" in self._shown else None
        for items, visible in (
            ((self.start_ring, self.labels["start"]), away and self._has_place),
            ((self.trail,), "path" in self._shown),
            ((self.ghost, self.labels["next"]), following is not None),
            ((self.labels["tangent"],), self._is_tangent_seen),
            ((self.overlays.critical,), "critical" in self._shown),
        ):
            for item in items:
                item.setVisible(visible)
        self._put_words(place, following, start if away else None, moving=moving)

    def _put_words(
        self,
        place: CurvePoint,
        following: tuple[float, float] | None,
        start: tuple[float, float] | None,
        *,
        moving: bool,
    ) -> None:
        room = self._room(0, place)
        # Names that repeat what is seen give way; those of the point and the start never do.
        here = (place.x, place.values[0])
        lesser = self.labels["next"], self.labels["tangent"], self.titles[0]

        def put(
            item: pg.TextItem,
            at: tuple[float, float] | None,
            spots: Callable[[], list[tuple[Spot, float]]],
        ) -> None:
            # A word is kept at its distance from what it names: so it goes along without jumping.
            x, y = (0.0, 0.0) if at is None else room.anchor(*at)
            dx, dy = self._offsets.get(item, (0.0, 0.0))
            kept = moving and item in self._offsets and room.keep(item, (x + dx, y + dy))
            if moving and not kept and item in lesser[:2]:
                # Better no word than one that jumps from side to side at every step.
                item.hide()
            elif not kept:
                spot = room.put(item, spots())
                self._offsets[item] = spot[0] - x, spot[1] - y
                item.setVisible(not (room.is_crowded and item in lesser))

        now, ahead, begin = (self.labels[key] for key in ("now", "next", "start"))
        if self._has_place:
            now.setText(f"{arrow_to(self.plots[0].box, *here)} {self._now}".strip())
            put(now, here, lambda: room.beside(now, *here))
        if following is not None:
            self.ghost.place(*following)
            put(ahead, following, lambda: room.beside(ahead, *following))
        if start is not None and self._has_place:
            self.start_ring.place(*start)
            put(begin, start, lambda: room.beside(begin, *start))
        if self.labels["tangent"].isVisible():
            word, line = self.labels["tangent"], self.tangent.getData()
            put(word, here, lambda: room.along(word, line, _share(room, place.x)))
        positions, values = self._samples
        if positions.size:
            title, curve = self.titles[0], (positions, values[0])
            put(title, None, lambda: room.along(title, curve, 0.2))
        if self.predicting.is_taken:
            self.predicting.arranged(room)

    def _arrange_lower_titles(self) -> None:
        x, values = self._samples
        for order, title in enumerate(self.titles[: len(values)]):
            if x.size and order > 0:
                room = self._room(order, self._target)
                room.put(title, room.along(title, (x, values[order]), 0.0))
                title.setVisible(not room.is_crowded)

    def _room(self, order: int, place: CurvePoint) -> FreeRoom:
        x, values = self._samples
        # The line at 0 is as good as a curve: words on it are struck through.
        lines = [(x, values[order]), (np.array(self.span), np.zeros(2))]
        points = []
        # Only the upper plot has a path and a tangent that words must keep off.
        if order == 0:
            points = [self.trail.places] if "path" in self._shown else []
            following = [self._next] if "next" in self._shown and self._next else []
            points.append(tuple(np.array([(place.x, place.values[0]), *following]).T))
            if self.tangent.isVisible():
                lines.append(self.tangent.getData())
        room = FreeRoom(self.plots[order].box, lines, points, place.x)
        if self.way_home.away:
            room.take(*self.way_home.taken)
        return room

    # ---- wishes

    def _report_span(self) -> None:
        self.span_changed.emit(*self.span)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Without Shift the arrow keys belong to the timeline, here as everywhere.
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
