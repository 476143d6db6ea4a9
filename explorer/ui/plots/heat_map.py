"""A heat map: a row for each variable, a column for some steps; what is pointed at is told."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QWidget

from explorer.core.numerals import grouped
from explorer.ui import signs
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.axes import Canvas, QuietAxis, QuietPlot, paint_once
from explorer.ui.plots.loss_parts import RestOfRun
from explorer.ui.plots.map_layer import NO_GRADIENT, NOT_FINITE, SHADES, Cells, MapLayer, Ring
from explorer.ui.plots.run_axes import StepAxis
from explorer.ui.spoken import Role, tell_description
from explorer.ui.theme import Look
from explorer.ui.widgets.plot_menu import PlotMenu

translate = QCoreApplication.translate

LEFT = 118  # px at 100 %: edge of the map, and of what stands above it
ROW, LEAST = 18, 8  # px: height of a row, and the least


class NamesAxis(QuietAxis):
    """Names beside the rows, cut in the middle where they are too long; the chosen one is bold."""

    least = LEFT

    def __init__(self, look: Look) -> None:
        self._names: Sequence[str] = ()
        self._chosen = -1
        super().__init__("left", look)

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        super().dress()
        self.setGrid(False)

    def set_names(self, names: Sequence[str], chosen: int) -> None:
        """Name the rows from the top down."""
        if (names, chosen) != (self._names, self._chosen):
            self._names, self._chosen = names, chosen
            self.picture = None
            self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: ARG002 - pyqtgraph's signature
        """Return none: pyqtgraph leaves out texts that are too long, which here are cut."""
        return []

    def drawPicture(self, painter: QPainter, axis: Any, ticks: Any, texts: Any) -> None:  # noqa: ARG002 - pyqtgraph's signature
        """Draw the names of the rows in view at the right edge; of low rows every second one."""
        look, room = self._look, self._look.px(LEFT) - self._look.px(10)
        low, high = self.range
        height = self.size().height() / max(high - low, 1e-9)
        every = 1 if height >= look.px(12) else 2
        end = min(len(self._names), math.ceil(-low))
        for row in range(max(math.floor(-high), 0), end):
            is_chosen = row == self._chosen
            # The chosen one is named in any case, in place of its neighbour.
            if (row % every and not is_chosen) or (every > 1 and row + 1 == self._chosen):
                continue
            painter.setFont(look.font(12, 600 if is_chosen else 400))
            painter.setPen(look.colour("text" if is_chosen else "muted"))
            name = painter.fontMetrics().elidedText(
                self._names[row], Qt.TextElideMode.ElideMiddle, room
            )
            middle = (high + row + 0.5) * height
            place = QRectF(0, middle - look.px(10), room, look.px(20))
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), name
            )


class HeatMap(QWidget):
    """Numbers in by setters, wishes out by signals.

    Attributes:
        plot: The plot; its view holds steps along x, and rows from 0 down to −rows along y.
    """

    spoken_role = Role.Chart

    pointed = Signal(object)  # (row, step) under the mouse, or None
    chosen = Signal(int, int)  # row and step that are clicked
    moved = Signal(int, int)  # rows and columns that the keyboard's cell is to go
    taken = Signal()  # Enter: the keyboard's cell is chosen
    view_changed = Signal()

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        self._look, self._total, self._rows = look, 1, 0
        self._is_zoomed = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas = Canvas(look)
        PlotMenu(self, self.canvas.viewport(), go=self.fit)
        self.names = NamesAxis(look)
        self.plot = QuietPlot(look, left=self.names, bottom=StepAxis(look))
        self.plot.bottom.setGrid(False)
        self.plot.zero_line.hide()
        self.canvas.ci.addItem(self.plot)
        self.layer = MapLayer(self.plot.box, look)
        self.rest = RestOfRun(self.plot.box, look)
        self._hover = pg.InfiniteLine(0, angle=90)
        self._hover.hide()
        self.plot.add(self.layer, self.rest, self._hover)
        self._scroll = QScrollBar(Qt.Orientation.Vertical)
        self._scroll.valueChanged.connect(self._fit_rows)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.canvas, 1)
        row.addWidget(self._scroll)
        box = self.key_box = self.plot.box
        paint_once(box)
        box.sigXRangeChanged.connect(lambda *_: self.view_changed.emit())
        box.sigRangeChangedManually.connect(self._zoomed)
        self.canvas.scene().sigMouseMoved.connect(self._point)
        self.canvas.scene().sigMouseClicked.connect(self._click)
        self.canvas.viewport().installEventFilter(self)
        look.changed.connect(self._dress)
        self.setMinimumHeight(look.px(110))
        self._dress()

    # ---- what is shown

    def set_names(self, names: Sequence[str], chosen: int) -> None:
        """Name the rows from the top down; one is the chosen one."""
        self.names.set_names(names, chosen)
        self._titles = names
        if len(names) != self._rows:
            self._rows = len(names)
            self._fit_rows()

    def set_cells(self, cells: Cells, wide: frozenset[int]) -> None:
        """Show cells; below the rows `wide` another layer begins."""
        self.layer.set_cells(cells, wide)

    def set_total(self, total: int) -> None:
        """Let the step axis reach to `total`; a part that is looked at stays."""
        if total == self._total:
            return
        self._total = total
        self.plot.box.setLimits(xMin=0, xMax=total, minXRange=min(8, total))
        if not self._is_zoomed:
            self.fit()

    def set_place(self, newest: int, step: int | None) -> None:
        """Shade what comes after the newest step, and draw a line at the step that is looked at."""
        self.rest.show_rest(newest, step)

    def set_pointed(self, step: int | None) -> None:
        """Draw a line at a step that is pointed at."""
        self._hover.setVisible(step is not None)
        if step is not None:
            self._hover.setValue(step)

    def set_told(self, told: str) -> None:
        """Say what stands in the cell that is pointed at, or else at the step that is looked at."""
        if told != self._told:
            self._told = told
            tell_description(self)

    _told = ""
    _titles: Sequence[str] = ()

    def described(self) -> str:
        """Return what is read, and what the map is of."""
        text = translate(
            "Spoken", "{rows} rows, steps {first} to {last}. Arrow keys go from cell to cell."
        )
        first, last = (grouped(max(round(each), 0)) for each in self.span)
        of_all = text.format(rows=self._rows, first=first, last=last)
        return spoken_lines.joined(
            [f"{self._told}." if self._told else "", of_all, self._deepest()]
        )

    def _deepest(self) -> str:
        """Return where the shade is deepest, and how much of the map is no number."""
        cells = self.layer.cells
        if cells is None or not cells.shades.size:
            return ""
        told, known = [], cells.shades <= SHADES
        if known.any():
            place = int(np.where(known, cells.shades, 0).argmax())
            row, column = divmod(place, cells.shades.shape[1])
            step = grouped(max(round(cells.left + column * cells.size), 0))
            text = translate("Spoken", "Deepest in {row}, at step {step}.")
            told.append(text.format(row=self._titles[row] if row < self._rows else row, step=step))
        for mark, text in (
            (NOT_FINITE, translate("Spoken", "Not finite: {count} cells.")),
            (NO_GRADIENT, translate("Spoken", "Without a gradient: {count} cells.")),
        ):
            count = int(np.count_nonzero(cells.shades == mark))
            told.append(text.format(count=grouped(count)) if count else "")
        return spoken_lines.joined(told)

    def set_rings(self, rings: list[tuple[Ring, str]]) -> None:
        """Ring cells, each given by row and step, with the role of its colour."""
        self.layer.set_rings(rings)

    def fit(self) -> None:
        """Show all steps."""
        self._is_zoomed = False
        self.plot.box.setXRange(0, self._total, padding=0)

    @property
    def total(self) -> int:
        """Where the step axis ends."""
        return self._total

    @property
    def is_zoomed(self) -> bool:
        """Whether a part of the steps is looked at."""
        return self._is_zoomed

    @property
    def span(self) -> tuple[float, float]:
        """First and last step in view."""
        left, right = self.plot.box.viewRange()[0]
        return float(left), float(right)

    @property
    def columns(self) -> int:
        """Columns that there is room for: one for every second pixel."""
        return max(int(self.plot.box.width() / 2), 60)

    def row_at(self, y: float) -> int | None:
        """Return the row at a height of the view; None outside of all."""
        row = int(np.floor(-y))
        return row if 0 <= row < self._rows else None

    # ---- room

    def wanted_height(self) -> int:
        """Return the height at which no row is lower than it should be."""
        return self._look.px(ROW) * max(self._rows, 1) + self._look.px(30)

    def _fit_rows(self) -> None:
        room = max(self.height() - self._look.px(30), 1)
        fitting = max(min(self._rows, room // self._look.px(LEAST)), 1)
        over = max(self._rows - fitting, 0)
        self._scroll.setRange(0, over)
        self._scroll.setPageStep(fitting)
        self._scroll.setVisible(over > 0)
        top = self._scroll.value()
        # Rows no higher than they should be: below the last there is room.
        shown = max(float(fitting), room / self._look.px(ROW * 1.6))
        self.plot.box.setYRange(-top - shown, -top, padding=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows the room that there is."""
        super().resizeEvent(event)
        self._fit_rows()
        self.view_changed.emit()

    def _dress(self) -> None:
        self.layer.dress()
        self.plot.bottom.setGrid(False)
        self._hover.setPen(signs.pen(self._look, "text", 1, "dots"))

    # ---- mouse and keyboard

    def _zoomed(self) -> None:
        left, right = self.span
        self._is_zoomed = right - left < 0.999 * self._total

    def _cell(self, place: Any) -> tuple[int, int] | None:
        box = self.plot.box
        if not box.sceneBoundingRect().contains(place):
            return None
        point = box.mapSceneToView(place)
        row = self.row_at(point.y())
        return None if row is None else (row, max(round(point.x()), 1))

    def _point(self, place: Any) -> None:
        self.pointed.emit(self._cell(place))

    def _click(self, event: Any) -> None:
        if event.double():
            self.fit()
        elif (cell := self._cell(event.scenePos())) is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit(*cell)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Notice that the mouse leaves the map."""
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the keyboard's cell, choose it, show all."""
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
        }.get(key)  # fmt: skip
        if steps is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved.emit(*steps)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)
