"""Several lines over logarithmic axes, each named at its end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.ui import signs
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.axes import Canvas, QuietAxis, QuietPlot, text_item
from explorer.ui.plots.free_room import FreeRoom
from explorer.ui.plots.way_home import WayHome
from explorer.ui.spoken import Role
from explorer.ui.theme import Look

Samples = NDArray[np.float64]
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN = 300  # decades from 1, within which a number is a float
_LEAST = 1e-300  # what is smaller, 0 included, has no place on a logarithmic axis


@dataclass(frozen=True, slots=True, eq=False)
class LogLine:
    """One line.

    Attributes:
        name: Words at the line.
        sign: Its colour and stroke.
        x: Positions, shape (n,).
        y: Values, shape (n,); those that are not above 0 are left out.
        width: Of the line, px.
    """

    name: str
    sign: signs.Sign
    x: Samples
    y: Samples
    width: float = 2.0


class DecadeAxis(QuietAxis):
    """An axis of decimal logarithms, written as powers of ten, and within a decade as numbers."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return the positions of ticks: whole decades, or within one those of plain numbers."""
        if high - low >= 1 or not -_PLAIN < low < high < _PLAIN:
            values: list[tuple[float, list[float]]] = super().tickValues(low, high, size)
            return values
        ends = 10.0**low, 10.0**high
        ((step, _),) = super().tickSpacing(*ends, size)
        numbers = range(math.ceil(ends[0] / step), math.floor(ends[1] / step) + 1)
        return [(step, [math.log10(n * step) for n in numbers])]

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return whole decades, as many as there is room for."""
        room = self._look.px(36 if self.orientation == "left" else 64)
        step = max(1, math.ceil((high - low) / max(size / room, 1.0)))
        return [(float(step), 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return 10 with a raised exponent, and plain numbers near 1."""
        if any(value != round(value) for value in values):
            return super().tickStrings([10.0**value for value in values], scale, spacing)
        # Near 1 powers are harder to read than the numbers.
        plain = {-2: "0.01", -1: "0.1", 0: "1", 1: "10", 2: "100"}
        exponents = (round(value) for value in values)
        return [plain.get(e) or "10" + str(e).translate(_SUPERSCRIPTS) for e in exponents]


class LogPlot(QWidget):
    """Lines over a logarithmic y axis; the x axis is logarithmic too if asked for."""

    spoken_role = Role.Chart

    def __init__(
        self, name: str, end: str, look: Look, *, log_x: bool, bottom: QuietAxis | None = None
    ) -> None:
        """Take a name, the name of the x axis, or an axis of another make."""
        super().__init__()
        self._look, self._log_x = look, log_x
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas = Canvas(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.canvas, 1)
        below = bottom or (DecadeAxis if log_x else QuietAxis)("bottom", look, end)
        self.plot = QuietPlot(look, left=DecadeAxis("left", look), bottom=below)
        # 0 is not on a logarithmic axis.
        self.plot.zero_line.hide()
        self.canvas.ci.addItem(self.plot)
        self.key_box = self.plot.box
        self._lines: list[LogLine] = []
        self._items: list[tuple[pg.PlotCurveItem, pg.TextItem]] = []
        self._span: tuple[float, float] | None = None
        self._cursor = pg.InfiniteLine(0, angle=90)
        self.plot.add(self._cursor)
        self._cursor.hide()
        self.way_home = WayHome(self, self.canvas.viewport(), self._fit, look)
        self.plot.box.sigRangeChangedManually.connect(self.way_home.leave)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def lines(self) -> Sequence[LogLine]:
        """What is drawn."""
        return self._lines

    def set_lines(self, lines: Sequence[LogLine]) -> None:
        """Draw lines, and choose axes that hold them all unless somebody has zoomed into them."""
        is_other = [_begin(line) for line in lines] != [_begin(line) for line in self._lines]
        self._lines = list(lines)
        while len(self._items) < len(lines):
            item = (
                pg.PlotCurveItem(antialias=True, connect="finite"),
                text_item(self._look, "text"),
            )
            self.plot.add(*item)
            self._items.append(item)
        for index, (curve, word) in enumerate(self._items):
            shown = index < len(lines)
            curve.setVisible(shown)
            word.setVisible(shown)
            if shown:
                curve.setData(*self._placed(lines[index]))
                word.setText(lines[index].name)
        self._dress()
        # Lines that grow, or go another way from the same start, stay where they are looked at.
        if self.way_home.away and not is_other:
            self._arrange()
        else:
            self.way_home.go()

    def hold_x(self, left: float, right: float) -> None:
        """Let the x axis reach from `left` to `right`, whatever is drawn."""
        self._span = left, right

    def set_cursor(self, x: float) -> None:
        """Mark a place on the x axis."""
        self._cursor.setValue(math.log10(max(x, _LEAST)) if self._log_x else x)
        self._cursor.show()

    def hide_cursor(self) -> None:
        """Mark no place."""
        self._cursor.hide()

    def described(self) -> str:
        """Return how each line goes, for whoever does not see it."""
        told = [spoken_lines.line(each.name, each.x, each.y) for each in self._lines]
        return spoken_lines.joined(told) or spoken_lines.nothing()

    def _placed(self, line: LogLine) -> tuple[Samples, Samples]:
        # 0 and not-a-number are expected: they become gaps.
        with np.errstate(all="ignore"):
            y = np.where(line.y > _LEAST, np.log10(line.y), np.nan)
            x = np.log10(line.x) if self._log_x else line.x
        return x, np.where(np.isfinite(y), y, np.nan)

    def _fit(self) -> None:
        placed = [self._placed(line) for line in self._lines]
        ends: list[tuple[float, float]] = []
        for values in zip(*placed, strict=True):
            kept = np.concatenate(values)
            # Infinite values leave the axis to the others.
            kept = kept[np.isfinite(kept)]
            ends.append((float(kept.min()), float(kept.max())) if kept.size else (0.0, 1.0))
        if ends:
            (left, right), (low, high) = ends
            left, right = self._span or (left, right)
            # Where the axis is held, its ends are those of the run: no air beside them.
            padding = 0.006 if self._span else 0.02
            # A single point has no width.
            self.plot.box.setXRange(left, max(right, left + 1e-9), padding=padding)
            # Air above for the names, and half a decade below.
            self.plot.box.setYRange(low - 0.5, high + 0.8, padding=0)
        self._arrange()

    def _arrange(self) -> None:
        placed = [self._placed(line) for line in self._lines]
        room = FreeRoom(self.plot.box, placed)
        room.take(*self.way_home.taken)
        for index, ((_, word), line) in enumerate(zip(self._items, placed, strict=False)):
            # Names begin at different places along the lines, or lines close together would have
            # theirs in a heap.
            room.put(word, room.along(word, line, 0.75 - 0.12 * (index % 5)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the words anew."""
        super().resizeEvent(event)
        self._arrange()

    def _dress(self) -> None:
        for (curve, word), line in zip(self._items, self._lines, strict=False):
            curve.setPen(line.sign.pen(self._look, line.width))
            word.setColor(self._look.colour(line.sign.role))
            word.setFont(self._look.font(13, 600))
        self._cursor.setPen(signs.pen(self._look, "purple", 1, "dots", 0.8))


def _begin(line: LogLine) -> tuple[str, bytes]:
    """Return what tells a line from another that was there before."""
    return line.name, line.y[:1].tobytes()
