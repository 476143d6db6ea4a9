"""Loss and accuracy of training runs over their steps."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.ui import signs
from explorer.ui.plots import loss_parts, spoken_lines
from explorer.ui.plots.axes import Canvas, LeftEdges, QuietPlot, text_item
from explorer.ui.plots.downsample import Floats, bounds, peaks
from explorer.ui.plots.free_room import FreeRoom, Spot
from explorer.ui.plots.guess import Ground
from explorer.ui.plots.held_out import HeldOut
from explorer.ui.plots.loss_parts import ChangeMarks, RestOfRun, TrainingCurve, rung
from explorer.ui.plots.loss_reading import LossReading
from explorer.ui.plots.progress_axis import ProgressAxis
from explorer.ui.plots.run_axes import LossAxis, PercentAxis
from explorer.ui.plots.run_lines import AllRuns
from explorer.ui.plots.trail import Marker
from explorer.ui.plots.way_home import WayHome
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import Look

TOP = 6  # px above the plots, for half of the topmost text
SHARE, MOST, ROOMY = 0.3, 0.4, 46  # of the height, for the accuracy; px for line and word
_LIVE, _STILL = 1, 4  # points of the raw line per pixel, while it is redrawn all the time and later
_RIM = 0.006  # of the axis beyond its ends, so that the ticks there are drawn
_SPIKES = 10  # px of a curve, of which words keep off the highest and the lowest
_TINY = 1e-12  # stands for a loss of 0 on the log axis
FAR = 50  # steps that the reading moves at once with Ctrl
LIKED = 0.15  # share of the width at which a curve's words stand best
Line = tuple[Any, Any]
_NO_LINE = np.empty(0), np.empty(0)


class LossPlot(QWidget):
    """Loss over accuracy with one step axis; the part not yet run is shaded.

    Attributes:
        changes: Marks of changes in mid-run.

    Args:
        name: What a screen reader says.
        titles: Words beside the loss curve and beside the accuracy curve.
        hint: Words on the plot while there is no curve.
    """

    spoken_role = Role.Chart

    def __init__(
        self,
        name: str,
        titles: Sequence[Sequence[str]],
        hint: str,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        """Begin without a run; each curve's titles are told from the longest to the shortest."""
        super().__init__(parent)
        self._look = look
        self._curves: Sequence[TrainingCurve] = ()
        self._total, self._width, self._low = 0.0, 25, 1.0  # the last: px of the accuracy's height
        self._cursor: int | None = None
        # Where words stood the last time: they move only when they are overrun.
        self._spots: list[Spot | None] = [None, None]
        self._beside: list[Spot | None] = [None, None]  # px, of the values from what they tell
        self._ended = [(0.0, 0.0), (0.0, 0.0)]
        self.setAccessibleName(name)
        self._canvas = Canvas(look)
        self._canvas.setMinimumHeight(look.px(150))
        self._canvas.ci.layout.setContentsMargins(0, look.px(TOP), 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)
        self.loss_axis, self.axis = LossAxis(look), ProgressAxis(look)
        # Steps once, under the lower plot.
        lower = QuietPlot(look, left=PercentAxis(look), bottom=self.axis)
        self.plots = [QuietPlot(look, left=self.loss_axis), lower]
        LeftEdges(self.plots)
        is_log, is_known = lambda: self.loss_axis.logarithmic, lambda: not self.axis.unit
        unit = (self.axis.unit_changed,)
        self.predicting = Ground(self.plots[0], is_log, is_known, unit, self._draw_hint)
        self.plots[0].show_bottom(False)
        for row, plot in enumerate(self.plots):
            self._canvas.ci.addItem(plot, row=row, col=0)
            plot.zero_line.hide()
            for axis in (plot.left, plot.bottom):
                # Axes seldom change, and their texts are slow to paint at four drawings a second.
                axis.setCacheMode(axis.CacheMode.DeviceCoordinateCache)
        self.key_box = self.plots[0].box
        self.plots[1].box.setXLink(self.key_box)
        self._make_items(titles, hint)
        self.changes = ChangeMarks(self.plots[0], look)
        others = *self.titles, *self.ends, *self.held_out.words
        self.reading = LossReading(self.plots, others, look)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._canvas.scene().sigMouseMoved.connect(self._point)
        self._canvas.viewport().installEventFilter(self)
        # Other steps come into view with a zoom, which are then drawn as finely as the whole was.
        self.plots[0].box.sigXRangeChanged.connect(lambda *_: self._draw_zoomed())
        self.way_home = WayHome(self, self._canvas.viewport(), self._fit, look)
        for plot in self.plots:
            plot.box.sigRangeChangedManually.connect(self.way_home.leave)
        look.changed.connect(self._dress)
        self.set_total(2000)
        self._dress()

    def _make_items(self, titles: Sequence[Sequence[str]], hint: str) -> None:
        look = self._look
        self.raw = loss_parts.Zigzag()
        self.held_out = HeldOut(self.plots, look)
        self.runs = AllRuns(self.plots, look)
        self._rest = [RestOfRun(plot.box, look) for plot in self.plots]
        self._end = Marker(look, "accent", "dot", 11)
        self.titles = [text_item(look, "text", size=15) for _ in self.plots]
        self.ends = [text_item(look, "text", size=15) for _ in self.plots]
        self.hint = text_item(look, "muted", size=15, weight=400, anchor=(0.5, 0.5))
        self._hint, self._names = hint, titles
        centred = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        self.hint.textItem.document().setDefaultTextOption(centred)
        self.hint.setText(hint)
        self.plots[0].add(self.raw, self._end, self.hint)
        for row, plot in enumerate(self.plots):
            plot.add(self._rest[row], self.titles[row], self.ends[row])
            self.titles[row].setText(titles[row][0])

    def _dress(self) -> None:
        look = self._look
        for item in (*self.titles, *self.ends):
            item.setFont(look.font(15, 600))
        self.changes.dress()
        self.reading.dress()
        self.held_out.dress()
        self.hint.fill = pg.mkBrush(look.colour("surface", 0.8))
        self.hint.setColor(look.colour("muted"))
        self.hint.setFont(look.font(15))
        self.runs.forget()
        self._draw()

    # ---- what is shown

    def set_total(self, end: float, unit: str = "") -> None:
        """Let the axis reach to an end; `unit` is a text with {value} in it, empty for steps."""
        if (end, unit) == (self._total, self.axis.unit):
            return
        self._total = end
        self.axis.set_unit(unit)
        rim = _RIM * end
        # One cannot scroll away from the run, nor zoom to less than ten steps.
        least = end / 200 if unit else min(10, end)
        self.plots[0].box.setLimits(xMin=-rim, xMax=end + rim, minXRange=least)
        self.way_home.go()

    def set_log(self, logarithmic: bool) -> None:
        """Choose the scale of the loss axis."""
        if logarithmic == self.loss_axis.logarithmic:
            return
        self.loss_axis.logarithmic = logarithmic
        # pyqtgraph does not know that the axis writes other numbers.
        self.loss_axis.picture = None
        self.loss_axis.update()
        self._draw()

    def set_smoothing(self, width: int) -> None:
        """Let the smoothed line average over so many steps."""
        if width != self._width:
            self._width = width
            self.reading.set_curves(self._curves, width)
            self._draw()

    def set_cursor(self, step: int | None) -> None:
        """Mark a step that is looked into; None marks the end of the run."""
        if step != self._cursor:
            self._cursor = step
            self._draw_marks()

    def set_curves(self, curves: Sequence[TrainingCurve]) -> None:
        """Draw runs, at most one of them detailed."""
        self._curves = curves
        self.reading.set_curves(curves, self._width)
        self._draw()

    def _fit(self) -> None:
        rim = _RIM * self._total
        self.plots[0].box.setXRange(-rim, self._total + rim, padding=0)

    # ---- drawing

    def _draw(self) -> None:
        self._draw_visible()
        self._set_heights()
        self._draw_hint()
        self.runs.draw_accuracies(self._curves)
        self._draw_marks()

    def draw_points(self) -> None:
        """Draw the losses anew, every step where everything is to be drawn."""
        if self._curves:
            self._draw_visible()

    def _draw_zoomed(self) -> None:
        self._draw_visible()
        self._draw_marks()

    def _draw_hint(self) -> None:
        (left, right), (low, high) = self.plots[0].box.viewRange()
        self.hint.setPos((left + right) / 2, (low + high) / 2)
        # In a narrow window it wraps rather than lose both ends.
        words = QFontMetricsF(self.hint.textItem.font()).horizontalAdvance(self._hint)
        self.hint.setTextWidth(min(words + 16, max(self.plots[0].box.width() - 16, 80)))
        is_empty = not any(len(curve.losses) for curve in self._curves)
        self.hint.setVisible(is_empty and not self.predicting.is_taken)

    def _draw_visible(self) -> None:
        """Draw the losses of the steps in view."""
        span = tuple(self.plots[0].box.viewRange()[0])
        scale = "log" if self.loss_axis.logarithmic else "linear"
        self.runs.draw_losses(
            self._curves, span, self._width, self._height, scale, self._is_growing
        )
        detailed = next((each for each in self._curves if each.detailed), None)
        self.raw.setVisible(detailed is not None)
        self.held_out.draw(detailed, self._height)
        if detailed is not None:
            self._draw_raw(detailed, detailed.range_in_view(*span))

    def _draw_raw(self, curve: TrainingCurve, range_: tuple[int, int]) -> None:
        still = not self._is_growing(curve)  # smooth edges cost half of a live drawing
        points = (_STILL if still else _LIVE) * max(self.width(), 300)
        steps, losses = peaks(curve.losses, *range_, points)
        self.raw.setData(curve.place(steps), self._height(losses), antialias=still)
        self.raw.setPen(signs.pen(self._look, curve.sign.role, 1, opacity=0.38))

    def _height(self, losses: Floats) -> Floats:
        return np.log10(np.maximum(losses, _TINY)) if self.loss_axis.logarithmic else losses

    def _set_heights(self) -> None:
        # ln 10 is 2.3: the cross-entropy of ten classes guessed at random, where a run begins.
        ends = self.runs.ends or [2.3]
        lowest, highest = min(ends), max(ends)
        # In steps of a ladder: an axis that follows every loss moves all the time.
        top = rung(max(highest * 1.05, 2.5), up=True)
        if self.loss_axis.logarithmic:
            # Room below the line: a third of the lowest loss, and at least down to 0.02.
            bottom = min(rung(max(0.35 * lowest, 1e-9), up=False), 0.02)
            # A hair above, so that the number at the top is drawn.
            self.plots[0].box.setYRange(math.log10(bottom), math.log10(top) + 0.01, padding=0)
        else:
            self.plots[0].box.setYRange(0, top, padding=0)
        word = (self.ends[1].boundingRect().height() + 4) / self._low
        self.plots[1].box.setYRange(*loss_parts.percents(self._curves, word), padding=0)

    def _draw_marks(self) -> None:
        """Draw what tells where the run is: shading, guide, end value, words."""
        found = next(
            ((c, n) for n, c in enumerate(self._curves) if c.detailed and len(c.losses)), None
        )
        for item in (*self._rest, *self.ends, *self.titles, self._end):
            item.setVisible(found is not None)
        if found is None:
            return
        curve, index = found
        done = len(curve.losses)
        # A cursor of a longer run may lie beyond.
        step = done if self._cursor is None else min(self._cursor, done)
        ends = curve.place(np.array([done, step], np.float64)).tolist()
        for rest in self._rest:
            # At the end nothing lies ahead, and the line would lie on the plot's edge.
            rest.show_rest(*(at if at < self._total else None for at in ends))
        self._mark_loss(curve, step)
        self._mark_accuracy(curve, step)
        (x, y), runs = self.raw.getData(), self.runs.points
        # Words keep off its spikes, too, between which a line that is looked at here and there passes.
        parts = max(int(self.plots[0].box.width() / _SPIKES), 1)
        lines = [(x, y), *bounds(x, y, parts), self.held_out.line.getData(), *runs, runs[index]]
        self._settle(0, curve.sign.role, lines, self.changes.occupied(), live=ends[0] < self._total)
        # Its own last: words stand along that.
        looks = [(each.place(each.looks), 100 * each.accuracies) for each in (*self._curves, curve)]
        self._settle(1, signs.ACCURACY.role, looks, [], live=ends[0] < self._total)

    def _mark_loss(self, curve: TrainingCurve, step: int) -> None:
        if step == 0:
            self._end.setVisible(False)
            self.ends[0].setVisible(False)
            return
        # The mean over the steps that the smoothed line averages, so that value and line agree.
        start = max(step - self._width, 0)
        loss = float(curve.sums[step] - curve.sums[start]) / (step - start)
        y = float(self._height(np.array([loss]))[0])
        x = float(curve.place(np.array([float(step)]))[0])
        self._end.place(x, y)
        self._end.set_role(curve.sign.role)
        self._attach(0, curve.sign.role, f"{loss:.3f}", (x, y))

    def _mark_accuracy(self, curve: TrainingCurve, step: int) -> None:
        # The newest look that had been taken by then: between two looks there is no accuracy.
        at = np.flatnonzero(curve.looks <= step)
        self.ends[1].setVisible(bool(at.size))
        if at.size:
            accuracy = 100 * float(curve.accuracies[at[-1]])
            x = float(curve.place(np.array([float(step)]))[0])
            self._attach(1, signs.ACCURACY.role, f"{accuracy:.1f} %", (x, accuracy))

    def _attach(self, row: int, role: str, text: str, at: tuple[float, float]) -> None:
        """Write a value beside a point."""
        item = self.ends[row]
        item.setText(text)
        item.setColor(self._look.colour(role))
        (left, right), _ = self.plots[row].box.viewRange()
        item.setVisible(left <= at[0] <= right)
        self._ended[row] = at

    def _settle(
        self, row: int, role: str, lines: Sequence[Line], taken: Sequence[QRectF], *, live: bool
    ) -> None:
        """Give all words their places: the value at the end, the best look, then the curve's name."""
        item, end, best = self.titles[row], self.ends[row], self.held_out.words[row]
        item.setColor(self._look.colour(role))
        drawn = [(x, y) for x, y in lines if x is not None and len(x)]
        points = [
            (np.array([x]), np.array([y])) for x, y in (self._ended[row], self.held_out.at[row])
        ]
        room = FreeRoom(self.plots[row].box, drawn, points)
        room.take(*taken, *self.way_home.taken)
        if end.isVisible():
            self._beside[row] = room.accompany(end, self._ended[row], self._beside[row])
        if best.isVisible():
            self.held_out.beside[row] = room.accompany(
                best, self.held_out.at[row], self.held_out.beside[row]
            )
        kept = self._spots[row] if live else None
        # While a run goes on they stay as long as they can, as words that jump cannot be read.
        if kept is None or not room.keep(item, kept):
            names, line = self._names[row], drawn[-1] if drawn else _NO_LINE
            self._spots[row] = room.put_longest(item, names, lambda: room.along(item, line, LIKED))
            item.setVisible(not room.is_crowded)  # better no name than one that nobody can read
        if row == 0:
            self.predicting.arranged(room)

    def _is_growing(self, curve: TrainingCurve) -> bool:
        """Return whether a run has not reached its end."""
        return float(curve.place(np.array([float(len(curve.losses))]))[0]) < self._total

    def described(self) -> str:
        """Return what is read, or how each run goes, for whoever does not see it."""
        told, (loss, accuracy) = [], (names[0] for names in self._names)
        for curve in self._curves:
            steps = np.arange(1, len(curve.losses) + 1)
            told.append(spoken_lines.line(f"{curve.name} {loss}", steps, curve.losses))
            told.append(spoken_lines.line(accuracy, curve.looks, curve.accuracies))
        read = "; ".join(self.reading.words) if self.reading.step is not None else ""
        return read or spoken_lines.joined(told) or self._hint

    # ---- size, mouse and keyboard

    def _point(self, place: QPointF) -> None:
        plot = next((p for p in self.plots if p.box.sceneBoundingRect().contains(place)), None)
        at = None if plot is None else self.reading.at(plot.box.mapSceneToView(place).x())
        self.reading.show(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the mouse leaves the plot."""
        if event.type() == QEvent.Type.Leave:
            self.reading.show(None)
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the curves a step or fifty to the side; Esc reads no more."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and modifiers & shift:
            size = FAR if modifiers & control else 1
            self.reading.move(size if key == Qt.Key.Key_Right else -size)
            tell_description(self)
        elif key == Qt.Key.Key_Escape and self.reading.step is not None:
            self.reading.show(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between the plots."""
        super().resizeEvent(event)
        layout = self._canvas.ci.layout
        room = self.height() - layout.verticalSpacing() - self._look.px(30 + TOP)
        self._low = max(SHARE * room, min(self._look.px(ROOMY), MOST * room), 1.0)
        self._canvas.share_height((room - self._low, self._low + self._look.px(28)))
        self._draw()
