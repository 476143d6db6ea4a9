"""The middle of the page "Your model": numbers, loss and heat map of a run, or how one begins."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from explorer.core.numerals import grouped
from explorer.core.observing.observed import ModelRun, Series
from explorer.session.model.snapshots import (
    ModelShown,
    Picture,
    Window,
    layer_of,
    quantity_at,
    ratio,
)
from explorer.ui import signs
from explorer.ui.pages.model.empty import EmptyPage
from explorer.ui.pages.model.hint_words import short
from explorer.ui.pages.model.requests import axis_end
from explorer.ui.pages.model.words import (
    NONE,
    SYMBOLS,
    map_titles,
    tells_no_gradients,
    told_value,
)
from explorer.ui.plots.heat_map import LEFT, HeatMap
from explorer.ui.plots.map_layer import Cells, shade_colour
from explorer.ui.plots.run_plot import MetricLine, RunPlot
from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.widgets.labels import Steady, label
from explorer.ui.widgets.read_out import ReadOut, ReadOutRow

translate = QCoreApplication.translate
_VALIDATION = signs.Sign("orange", "dash", "square")
_LOSS_HEIGHT = 164
_FINE_ENOUGH = 0.3  # share of what is drawn that is in view, below which it is drawn finer


class ModelHero(QStackedWidget):
    """Shows the run that is open, or the words on how to begin.

    Attributes:
        empty: What is shown while none is open.
        view: What is shown of a run.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.empty, self.view = EmptyPage(look), FollowedRunView(look)
        self.addWidget(self.empty)
        self.addWidget(self.view)

    def draw(self, old: ModelShown | None, new: ModelShown) -> None:
        """Draw what differs."""
        is_there = new.run is not None and bool(new.run.last_step)
        self.setCurrentWidget(self.view if is_there else self.empty)
        if is_there:
            self.view.draw(old, new)
        else:
            self.empty.draw(old, new)


class FollowedRunView(QWidget):
    """Read-outs over loss over heat map, on one axis."""

    window_changed = Signal(object)  # Window, or None for all steps
    room_changed = Signal(int)  # columns
    pointed = Signal(object)  # (variable, step) or None
    chosen = Signal(int, int)  # variable, step

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: ModelShown | None = None
        self._path = ""  # of the run that is drawn
        self._cell: tuple[int, int] | None = None  # row of the map and step, of the keyboard
        self.read_outs = {
            "step": ReadOut(translate("Model", "Step"), look),
            "loss": ReadOut("loss", look, signs.VALUE),
            "val_loss": ReadOut("val_loss", look, _VALIDATION),
            "gradient": ReadOut(translate("Model", "Gradient norm"), look),
            "update": ReadOut(translate("Model", "Update ÷ weight"), look),
        }
        self.loss = RunPlot(translate("Model", "Loss over the steps"), look, LEFT)
        self.map = HeatMap(translate("Model", "Heat map, variables and steps"), look)
        self.loss.line_up(self.map.plot.box)
        self.title = label("", "heading")
        self.reading = label("", "number")
        self.bar = ColourBar(look)
        self._lay_out()
        self.map.view_changed.connect(self._tell_view)
        self.map.pointed.connect(self._point)
        self.map.chosen.connect(self._choose)
        self.map.moved.connect(self._move)
        self.map.taken.connect(self._take)

    def _lay_out(self) -> None:
        px = self._look.px
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 16, 16, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(ReadOutRow(list(self.read_outs.values()), self._look), 0, 0, 1, 2)
        grid.addWidget(self.loss, 1, 0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 8, 0)  # to end where the sentence and the timeline do
        row.addWidget(self.title)
        row.addWidget(Steady(self.reading), 1)
        grid.addLayout(row, 2, 0, 1, 2)
        grid.addWidget(self.map, 3, 0)
        grid.addWidget(self.bar, 3, 1)
        self._grid = grid
        self.bar.setFixedWidth(px(60))
        self._share_height(metrics_only=False)

    def _share_height(self, *, metrics_only: bool) -> None:
        """Give the map most of the height, unless there is nothing for it to show."""
        loss, below = (6, 1) if metrics_only else (2, 5)
        self._grid.setRowStretch(1, loss)
        self._grid.setRowStretch(3, below)
        self.loss.setMaximumHeight(self._look.px(_LOSS_HEIGHT * (8 if metrics_only else 2)))
        self.bar.setVisible(not metrics_only)

    def draw(self, old: ModelShown | None, new: ModelShown) -> None:
        """Draw what differs."""
        self._shown = new
        run = new.run
        if run is None:
            return
        if new.choices.run != self._path:
            # The view may have been out of sight while another run was opened.
            self._path, self._cell = new.choices.run, None
            self.map.fit()
        self._draw_numbers(new, run)
        self.map.set_total(axis_end(new))
        if tells_no_gradients(run) == self.bar.isVisibleTo(self):
            self._share_height(metrics_only=tells_no_gradients(run))
        picture = new.picture.value
        if picture is not None and (
            new.differs(old, "picture") or (old is not None and old.variable != new.variable)
        ):
            self._draw_picture(new, run, picture)
        # At the end of a run nothing lies ahead to be shaded.
        newest = min(run.last_step, axis_end(new))
        looked = None if new.choices.cursor is None else new.step
        for plot in (self.loss, self.map):
            plot.set_place(newest, newest if looked is None else looked)
        self._draw_pointed(new, run)

    def _draw_numbers(self, shown: ModelShown, run: ModelRun) -> None:
        out, place, step = self.read_outs, shown.place, shown.step
        out["step"].set_value(grouped(step))
        for name in ("loss", "val_loss"):
            out[name].set_value(_metric_at(run.metrics.get(name), step))
        out["val_loss"].setVisible("val_loss" in run.metrics)
        if place < 0 or not run.variables:
            out["gradient"].set_value(NONE)
            out["update"].set_value(NONE)
            return
        # Of all variables together: the root of the sum of their squares.
        gradient, weight, update = (
            float(np.sqrt(np.nansum(np.square(table[place].astype(np.float64)))))
            for table in (run.gradient, run.weight, run.update)
        )
        bad = bool(np.nan_to_num(run.nonfinite[place]).any())
        out["gradient"].set_value("NaN" if bad else short(gradient))
        out["update"].set_value(short(ratio(update, weight)))

    def _draw_picture(self, shown: ModelShown, run: ModelRun, picture: Picture) -> None:
        names = [run.names[n] for n in picture.rows if n < len(run.variables)]
        chosen = picture.rows.index(shown.variable) if shown.variable in picture.rows else -1
        layers = [layer_of(run.variables[n]) for n in picture.rows if n < len(run.variables)]
        wide = frozenset(n for n in range(len(layers) - 1) if layers[n] != layers[n + 1])
        self.map.set_names(names, chosen)
        self.map.set_cells(Cells(picture.cells, picture.left, picture.size), wide)
        self.title.setText(map_titles()[picture.quantity])
        self.bar.set_scale(picture.low, picture.high, logarithmic=picture.logarithmic)
        metrics = []
        signs_left = [signs.of_racer(n) for n in range(1, 16)]
        for number, (name, points) in enumerate(picture.metrics):
            sign = _VALIDATION if name == "val_loss" else signs_left[(number + 2) % 15]
            metrics.append(MetricLine(name, points, sign, "loss" in name))
        words = ""
        if picture.raw[0].size:
            words = translate("Model", "loss, each step and smoothed")
        self.loss.set_curves(picture.raw, picture.smooth, metrics, picture.reach, words)

    # ---- pointing

    def _draw_pointed(self, shown: ModelShown, run: ModelRun) -> None:
        pointed = shown.pointed
        rows, rings = shown.rows, []
        if pointed is not None and pointed[0] in rows:
            rings.append(((rows.index(pointed[0]), float(pointed[1])), "text"))
        self.map.set_rings(rings)
        step = None if pointed is None else pointed[1]
        self.map.set_pointed(step)
        self.loss.set_pointed(step)
        variable, at = (shown.variable, shown.step) if pointed is None else pointed
        told = self._read(shown, run, variable, at)
        self.reading.setText(told)
        self.map.set_told(told)
        self._share_row()

    def _read(self, shown: ModelShown, run: ModelRun, variable: int, step: int) -> str:
        """Return the reading of a cell: of the last look at or before a step."""
        if tells_no_gradients(run):
            return translate("Model", "This log tells no gradients.")
        if not len(run.steps) or not 0 <= variable < len(run.variables):
            return ""
        place = int(np.searchsorted(run.steps, step, "right")) - 1
        if place < 0 or step > run.last_step:
            return ""
        quantity = shown.choices.quantity
        value = quantity_at(run, quantity, place, variable)
        text = translate("Model", "{variable}, step {step}: {value}")
        symbol = SYMBOLS[quantity]
        told = told_value(quantity, value, run, variable)
        return text.format(
            variable=run.names[variable],
            step=grouped(int(run.steps[place])),
            value=f"{symbol} = {told}" if symbol else told,
        )

    def _point(self, cell: tuple[int, int] | None) -> None:
        shown = self._shown
        if shown is None:
            return
        rows = shown.rows
        if cell is None or cell[0] >= len(rows):
            self.pointed.emit(None)
        else:
            self.pointed.emit((rows[cell[0]], cell[1]))

    def _choose(self, row: int, step: int) -> None:
        shown = self._shown
        if shown is not None and row < len(shown.rows):
            self._cell = row, step
            self.chosen.emit(shown.rows[row], step)

    def _move(self, rows: int, columns: int) -> None:
        """Move the keyboard's cell by rows and by recorded steps."""
        shown = self._shown
        run = None if shown is None else shown.run
        if shown is None or run is None or not shown.rows or not len(run.steps):
            return
        if self._cell is None:
            here = shown.rows.index(shown.variable) if shown.variable in shown.rows else 0
            self._cell = here, shown.step
        row = min(max(self._cell[0] + rows, 0), len(shown.rows) - 1)
        place = int(np.searchsorted(run.steps, self._cell[1], "right")) - 1
        # By columns as they are drawn: of 100,000 steps no key would cross the map otherwise.
        picture = shown.picture.value
        by = max(int(1 if picture is None else picture.size), 1) * columns
        step = int(run.steps[max(place, 0)]) + by
        nearest = int(np.clip(np.searchsorted(run.steps, step), 0, len(run.steps) - 1))
        self._cell = row, int(run.steps[nearest])
        self.pointed.emit((shown.rows[row], self._cell[1]))

    def _take(self) -> None:
        if self._cell is not None:
            self._choose(*self._cell)

    # ---- view

    def _tell_view(self) -> None:
        shown = self._shown
        if shown is None:
            return
        if shown.room != self.map.columns:
            self.room_changed.emit(self.map.columns)
        if not self.map.is_zoomed:
            if shown.window is not None:
                self.window_changed.emit(None)
            return
        left, right = self.map.span
        told = shown.window or Window(0, self.map.total, self.map.columns)
        # What is there, or on its way, is as fine as it need be: nothing is asked for in most frames
        # of a drag.
        fine_enough = right - left >= _FINE_ENOUGH * (told.right - told.left)
        if told.left <= left and right <= told.right and fine_enough:
            return
        # A half more at each side: a pan shows what is there already until more is drawn.
        more = (right - left) / 2
        self.window_changed.emit(Window(left - more, right + more, 2 * self.map.columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        narrow = self.width() < self._look.px(640)
        self.read_outs["update"].setVisible(not narrow)
        self._share_row()

    def _share_row(self) -> None:
        """Leave out the title where the reading needs the room; the column says the quantity, too."""
        wanted = self.title.sizeHint().width() + self.reading.sizeHint().width()
        self.title.setVisible(wanted + self._look.px(60) < self.width())


class ColourBar(QWidget):
    """What the shades of the map tell."""

    spoken_role = Role.Graphic

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._low, self._high, self._logarithmic = 0.0, 1.0, False
        self.setAccessibleName(translate("Model", "What the shades tell"))
        look.changed.connect(self.update)

    def set_scale(self, low: float, high: float, *, logarithmic: bool) -> None:
        """Show the ends of the scale, decimal logarithms where it is logarithmic."""
        if (low, high, logarithmic) != (self._low, self._high, self._logarithmic):
            self._low, self._high, self._logarithmic = low, high, logarithmic
            ends = (10**low, 10**high) if logarithmic else (low, high)
            self.setAccessibleDescription(" … ".join(map(short, ends)))
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the bar and its numbers."""
        return QSize(self._look.px(60), self._look.px(100))

    def ticks(self) -> list[tuple[float, str]]:
        """Return the numbers beside the bar, each with its share of the height from below."""
        span = self._high - self._low
        if self._logarithmic:
            every = max(math.ceil(span / 6), 1)
            decades = range(math.ceil(self._low), math.floor(self._high) + 1)
            top = math.floor(self._high)
            return [
                ((e - self._low) / span, f"1e{e}".replace("-", "−") if e else "1")
                for e in decades
                if (top - e) % every == 0
            ]
        return [(n / 4, short(self._low + span * n / 4)) for n in range(5)]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the bar and its numbers."""
        look, painter = self._look, QPainter(self)
        bottom = self.height() - look.px(34)
        bar = QRectF(0.5, 4.5, look.px(12), bottom - 4)
        shades = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        for n in range(9):
            shades.setColorAt(n / 8, shade_colour(look, n / 8))
        painter.setPen(signs.pen(look, "edge", 1))
        painter.setBrush(shades)
        painter.drawRect(bar)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("muted"))
        for share, text in self.ticks():
            y = bar.bottom() - share * bar.height()
            row = QRectF(look.px(18), y - look.px(10), self.width(), look.px(20))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, text)


def _metric_at(series: Series | None, step: int) -> str:
    """Return a metric as last told at a step."""
    if series is None:
        return NONE
    place = int(np.searchsorted(series.steps, step, "right")) - 1
    return NONE if place < 0 else short(float(series.values[place]))
