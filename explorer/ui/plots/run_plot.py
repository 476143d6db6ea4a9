"""Loss over the steps of a followed run, its other metrics below; lined up with a map under it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.ui import signs
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.axes import Canvas, QuietAxis, QuietPlot, paint_once, text_item
from explorer.ui.plots.free_room import FreeRoom, Spot
from explorer.ui.plots.loss_parts import RestOfRun
from explorer.ui.plots.loss_plot import TOP
from explorer.ui.plots.run_axes import LossAxis
from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.widgets.plot_menu import PlotMenu

Points = tuple[NDArray[np.float64], NDArray[np.float64]]
_LEAST = 1e-12  # loss that still has a place on a logarithmic axis
_SHARES = (70, 30)


@dataclass(frozen=True, slots=True, eq=False)
class MetricLine:
    """A further number over the steps.

    Attributes:
        name: As Keras names it.
        points: Steps and values.
        sign: Colour and stroke.
        is_loss: Whether it stands on the axis of the loss.
    """

    name: str
    points: Points
    sign: signs.Sign
    is_loss: bool


class RunPlot(QWidget):
    """The loss raw and smoothed, other losses on the same axis, other metrics below it."""

    spoken_role = Role.Chart

    def __init__(self, name: str, look: Look, left: int) -> None:
        """Take the width of the axes in px at 100 %, which is that of the map below."""
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas = Canvas(look)
        self.canvas.ci.layout.setContentsMargins(0, look.px(TOP), 0, 0)
        PlotMenu(self, self.canvas.viewport())
        self._axis = LossAxis(look)
        self.plots = [
            QuietPlot(look, left=self._axis),
            QuietPlot(look, left=QuietAxis("left", look)),
        ]
        for row, plot in enumerate(self.plots):
            plot.left.least = left
            plot.left.dress()
            plot.show_bottom(False)
            plot.zero_line.hide()
            paint_once(plot.box)
            self.canvas.ci.addItem(plot, row=row, col=0)
        self.raw = pg.PlotCurveItem(antialias=False, connect="finite")
        self.smooth = pg.PlotCurveItem(antialias=True, connect="finite")
        self.end = pg.ScatterPlotItem(size=11, pxMode=True)
        self.title = text_item(look, "blue", size=13)
        self._lines: list[tuple[pg.PlotCurveItem, pg.ScatterPlotItem, pg.TextItem]] = []
        self._rest = [RestOfRun(plot.box, look) for plot in self.plots]
        self._hover = [pg.InfiniteLine(0, angle=90) for _ in self.plots]
        self.plots[0].add(self.raw, self.smooth, self.end, self.title)
        for plot, rest, line in zip(self.plots, self._rest, self._hover, strict=True):
            line.hide()
            plot.add(rest, line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        self._metrics: Sequence[MetricLine] = ()
        self._points: Points = (np.zeros(0), np.zeros(0))
        self._spots: dict[pg.TextItem, Spot] = {}  # where names stood the last time
        self._reach: tuple[float, float] = (0.1, 1.0)
        self.plots[0].box.sigRangeChanged.connect(lambda *_: self._place_words())
        look.changed.connect(self._dress)
        self.setMinimumHeight(look.px(100))
        self._share()
        self._dress()

    def line_up(self, box: pg.ViewBox) -> None:
        """Show the same steps as another view, which the keyboard moves from here, too."""
        self.key_box = box
        for plot in self.plots:
            plot.box.setXLink(box)

    def set_curves(
        self,
        raw: Points,
        smooth: Points,
        metrics: Sequence[MetricLine],
        reach: tuple[float, float],
        words: str,
    ) -> None:
        """Draw what is in view.

        Args:
            raw: Loss of each step.
            smooth: Means of it.
            metrics: Further numbers.
            reach: Lowest and highest loss of the whole run.
            words: What is written at the loss.
        """
        self.raw.setData(raw[0], _height(raw[1]))
        self.smooth.setData(smooth[0], _height(smooth[1]))
        self._points, self._reach = smooth, reach
        self.title.setText(words)
        had_more = any(not each.is_loss for each in self._metrics)
        self._metrics = metrics
        for index, metric in enumerate(metrics):
            if index == len(self._lines):
                self._lines.append(self._make())
            curve, dots, word = self._lines[index]
            plot = self.plots[0 if metric.is_loss else 1]
            for item in (curve, dots, word):
                if item.getViewBox() is not plot.box:
                    if item.getViewBox() is not None:
                        item.getViewBox().removeItem(item)
                    plot.add(item)
                item.show()
            steps, values = metric.points
            heights = _height(values) if metric.is_loss else values
            curve.setData(steps, heights)
            # A mark for each where there are few, as one of each epoch.
            few = len(steps) <= 60
            dots.setData(steps if few else [], heights if few else [])
            word.setText(metric.name)
        for items in self._lines[len(metrics) :]:
            for item in items:
                item.hide()
        if had_more != any(not each.is_loss for each in metrics):
            self._share()
        self._dress_lines()
        self._set_heights()
        self._place_words()

    def set_place(self, newest: int, step: int | None) -> None:
        """Shade what comes after the newest step, and draw a line at the step that is looked at."""
        for rest in self._rest:
            rest.show_rest(newest, step)
        self._mark(step if step is not None else newest)

    def set_pointed(self, step: int | None) -> None:
        """Draw a line at a step that is pointed at."""
        for line in self._hover:
            line.setVisible(step is not None)
            if step is not None:
                line.setValue(step)

    def described(self) -> str:
        """Return how each curve in view goes, for whoever does not see it."""
        told = [spoken_lines.line(each.name, *each.points) for each in self._metrics]
        if self._points[0].size:
            told.insert(0, spoken_lines.line(self.title.toPlainText(), *self._points))
        return spoken_lines.joined(told) or spoken_lines.nothing()

    def _make(self) -> tuple[pg.PlotCurveItem, pg.ScatterPlotItem, pg.TextItem]:
        word = text_item(self._look, "text", size=13)
        return pg.PlotCurveItem(antialias=True, connect="finite"), pg.ScatterPlotItem(), word

    def _mark(self, step: int) -> None:
        steps, values = self._points
        known = np.isfinite(values) & (steps <= step)
        if known.any():
            last = int(np.flatnonzero(known)[-1])
            self.end.setData([steps[last]], _height(values[last : last + 1]))
        else:
            self.end.setData([], [])

    def _set_heights(self) -> None:
        low, high = (math.log10(max(each, _LEAST)) for each in self._reach)
        # In steps of a third of a decade: an axis that follows every loss moves all the time.
        bottom, top = math.floor(low * 3) / 3, math.ceil((high + 0.02) * 3) / 3
        self.plots[0].box.setYRange(bottom, max(top, bottom + 1 / 3), padding=0)
        values = [each.points[1] for each in self._metrics if not each.is_loss]
        known = np.concatenate([each[np.isfinite(each)] for each in values] or [np.zeros(0)])
        if known.size:
            low, high = float(known.min()), float(known.max())
            air = max(0.08 * (high - low), 1e-6 + 0.02 * abs(high))
            self.plots[1].box.setYRange(low - air, high + air, padding=0)

    def _place_words(self) -> None:
        """Write each name at its curve; it stays as long as it can, as words that jump cannot be read."""
        for row, plot in enumerate(self.plots):
            named = [(self.title, self.smooth)] if row == 0 and self.title.toPlainText() else []
            named += [
                (self._lines[n][2], self._lines[n][0])
                for n, each in enumerate(self._metrics)
                if each.is_loss == (row == 0)
            ]
            lines = [curve.getData() for _, curve in named]
            drawn = [*lines, *([self.raw.getData()] if row == 0 else [])]
            room = FreeRoom(plot.box, [(x, y) for x, y in drawn if x is not None and len(x)])
            for place, ((word, _), line) in enumerate(zip(named, lines, strict=True)):
                kept = self._spots.get(word)
                if line[0] is not None and not (kept and room.keep(word, kept)):
                    self._spots[word] = room.put(word, room.along(word, line, 0.6 - 0.15 * place))

    def _share(self) -> None:
        more = any(not each.is_loss for each in self._metrics)
        self.plots[1].setVisible(more)
        spacing = self._look.px(14)
        room = max(self.height() - (spacing if more else 0) - self._look.px(8 + TOP), 1)
        shares = _SHARES if more else (100, 0)
        self.canvas.share_height([room * share / 100 for share in shares])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between the plots."""
        super().resizeEvent(event)
        self._share()
        self._place_words()

    def _dress(self) -> None:
        look = self._look
        self.raw.setPen(signs.pen(look, "blue", 1, opacity=0.38))
        self.smooth.setPen(signs.VALUE.pen(look, 2))
        self.end.setBrush(look.colour("accent"))
        self.end.setPen(signs.pen(look, "surface", 1.5))
        self.title.setColor(look.colour("blue"))
        for line in self._hover:
            line.setPen(signs.pen(look, "text", 1, "dots"))
        self._dress_lines()

    def _dress_lines(self) -> None:
        look = self._look
        for (curve, dots, word), metric in zip(self._lines, self._metrics, strict=False):
            curve.setPen(metric.sign.pen(look, 2))
            dots.setSymbol(_SYMBOLS.get(metric.sign.marker or "dot", "o"))
            dots.setSize(7)
            dots.setBrush(look.colour(metric.sign.role))
            dots.setPen(signs.pen(look, "surface", 0.8))
            word.setColor(look.colour(metric.sign.role))
        for item in (self.title, *(word for _, _, word in self._lines)):
            item.fill = pg.mkBrush(look.colour("surface", 0.8))

    def mouseDoubleClickEvent(self, event: Any) -> None:
        """Leave double clicks to the map, which all steps belong to."""
        event.ignore()


_SYMBOLS = {"dot": "o", "square": "s", "triangle": "t1", "diamond": "d"}


def _height(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where losses stand: decimal logarithms; what has none leaves a gap."""
    with np.errstate(all="ignore"):
        return np.where(values > 0, np.log10(np.maximum(values, _LEAST)), np.nan)
