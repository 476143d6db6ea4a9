"""A loss on a line through its weights, with f′ and f″ below it and the parabola that these give at 0."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from explorer.core.arrays import Samples
from explorer.core.numerals import significant
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.free_room import FreeRoom
from explorer.ui.plots.function_items import FunctionItems
from explorer.ui.plots.read_along import ReadAlong
from explorer.ui.plots.way_home import WayHome
from explorer.ui.spoken import Role
from explorer.ui.theme import DIMMED, Look

_AIR = 0.08  # of the height, above and below the curve
_NAMES = ("f", "f′", "f″")
_SHARES = (0.56, 0.22, 0.22)  # of the height


class SlicePlot(ReadAlong, FunctionItems):
    """f, f′ and f″ over x, the parabola through 0, and a reading of all three at a computed place."""

    spoken_role = Role.Chart

    def __init__(self, name: str, words: tuple[str, str], look: Look) -> None:
        """Take the words at x = 0, and those of the parabola."""
        super().__init__(look)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.key_box = self.plots[0].box
        self._x: Samples = np.zeros(0)
        self._values: Samples = np.zeros((3, 0))
        self._parabola: Samples = np.zeros(0)
        self._orders = len(_NAMES)
        for plot in self.plots[self._orders :]:
            plot.hide()
        for guide in self.guides:
            guide.hide()
        self.dots = [pg.ScatterPlotItem(size=5, pxMode=True) for _ in _NAMES]
        for plot, dots in zip(self.plots, self.dots, strict=False):
            plot.add(dots)
        for item in (self.start_ring, self.ghost, self.tangent, self.trail):
            item.hide()
        for label in ("next", "start"):
            self.labels[label].hide()
        self.labels["now"].setText(words[0])
        self.labels["tangent"].setText(words[1])
        self.point.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.way_home = WayHome(self, self.canvas.viewport(), self._fit, look)
        self.plots[0].box.sigRangeChangedManually.connect(lambda *_: self._zoomed())
        boxes = [plot.box for plot in self.plots[: self._orders]]
        self.read_along(look, self.canvas, boxes, self.guides[: self._orders])
        self.setMinimumHeight(look.px(180))
        look.changed.connect(self._dress_more)
        self._dress_more()
        self.set_slice(self._x, self._values, self._parabola)

    def set_slice(self, x: Samples, values: Samples, parabola: Samples) -> None:
        """Draw f, f′ and f″, shape (3, n), at places x in order; NaN is still to come."""
        is_other = len(x) != len(self._x) or not np.array_equal(x, self._x)
        self._x, self._values, self._parabola = x, values, parabola
        few = len(x) <= 101
        for curve, dots, row in zip(self.curves, self.dots, values, strict=False):
            curve.setData(x, row)
            known = np.isfinite(row) if few else np.zeros(len(x), bool)
            dots.setData(x[known], row[known])
        known = np.isfinite(parabola)
        self.parabola.setData(x[known], parabola[known])
        zero = int(np.abs(x).argmin()) if len(x) else 0
        is_there = bool(len(x)) and bool(np.isfinite(values[:, zero]).all())
        self.parabola.setVisible(is_there)
        self.labels["tangent"].setVisible(is_there)
        self.labels["now"].setVisible(is_there)
        for marker, row in zip((self.point, *self.companions), values, strict=False):
            marker.setVisible(is_there)
            if is_there:
                marker.place(float(x[zero]), float(row[zero]))
        if is_other:
            self.read(None)
        elif self.index is not None:
            self.read(self.index)
        if not self.way_home.away or is_other:
            self.way_home.set_away(False)
            self._fit()

    def set_titles(self, titles: Sequence[str]) -> None:
        """Name the three curves."""
        for item, title in zip(self.titles, titles, strict=False):
            item.setText(title)
        self._arrange()

    def set_dimmed(self, dimmed: bool) -> None:
        """Draw all dimmed: it belongs to an older choice."""
        for item in (*self.curves, *self.dots, self.parabola, self.point, *self.companions):
            item.setOpacity(DIMMED if dimmed else 1.0)

    def described(self) -> str:
        """Return what is read, or how the three curves go."""
        if self.words:
            return self.words
        known = np.isfinite(self._values[0])
        if not known.any():
            return spoken_lines.nothing()
        titles = [item.toPlainText() for item in self.titles]
        ends = float(self._x[known].min()), float(self._x[known].max())
        is_late = self.curves[0].opacity() < 1
        return spoken_lines.function(titles, self._x, self._values, ends, (), is_late=is_late)

    # ---- what is read

    def _places(self) -> Samples:
        return self._x

    def _first(self) -> int:
        return int(np.abs(self._x).argmin())

    def _told_at(self, index: int) -> Sequence[str]:
        values = self._values[:, index]
        if not np.isfinite(values).any():
            return ()
        named = zip(("x", *_NAMES), (self._x[index], *values), (4, 5, 5, 5), strict=True)
        return [f"{name} = {significant(float(value), places)}" for name, value, places in named]

    # ---- room

    def _zoomed(self) -> None:
        self.way_home.set_away(True)
        self._arrange()

    def _fit(self) -> None:
        """Show all that is asked for; heights by what is computed, and not by the parabola."""
        if len(self._x):
            low, high = float(self._x[0]), float(self._x[-1])
            self.plots[0].box.setXRange(low, high, padding=0.01)
        for plot, row in zip(self.plots, self._values, strict=False):
            known = row[np.isfinite(row)]
            low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
            air = _AIR * (high - low) or 0.05 * abs(high) or 1e-3
            plot.box.setYRange(low - air, high + air, padding=0)
        self._arrange()

    def _share_height(self) -> None:
        """Give f half of the height; f″ stays, as nothing else tells it."""
        layout, axis = self.canvas.ci.layout, self._look.px(28)
        height = self.height() - 2 * layout.verticalSpacing() - axis - self._look.px(6)
        heights = [height * share for share in _SHARES]
        heights[-1] += axis
        for order, plot in enumerate(self.plots[: len(heights)]):
            plot.show_bottom(order == len(heights) - 1)
        self.canvas.share_height(heights)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height, and place the words anew."""
        super().resizeEvent(event)
        self._share_height()
        self._arrange()

    def _arrange(self) -> None:
        """Write each name where nothing is drawn."""
        for order, (plot, title) in enumerate(zip(self.plots, self.titles, strict=False)):
            if order >= self._orders:
                return
            lines: list[Any] = []
            known = np.isfinite(self._values[order])
            if known.any():
                lines.append((self._x[known], self._values[order][known]))
            title.setVisible(bool(lines))
            if not lines:
                continue
            drawn = [*lines, self.parabola.getData()] if order == 0 else lines
            drawn = [line for line in drawn if line[0] is not None and len(line[0])]
            room = FreeRoom(plot.box, drawn)
            room.take(*self.way_home.taken)
            if order == 0 and self.labels["now"].isVisible():
                zero = int(np.abs(self._x).argmin())
                here = (float(self._x[zero]), float(self._values[0, zero]))
                room.put(self.labels["now"], room.beside(self.labels["now"], *here))
                word = self.labels["tangent"]
                room.put(word, room.along(word, drawn[-1], 0.75))
                word.setVisible(not room.is_crowded)
            room.put(title, room.along(title, lines[0], 0.2))
            title.setVisible(not room.is_crowded)

    def _dress_more(self) -> None:
        look = self._look
        for dots, title in zip(self.dots, ("blue", "orange", "green"), strict=True):
            dots.setBrush(look.colour(title))
            dots.setPen(pg.mkPen(None))
        self.labels["tangent"].setColor(look.colour("green"))
