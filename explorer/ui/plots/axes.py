"""Plots in the program's own look: no frame, a grid at few ticks, the unit at the axis end."""

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsGridLayout
from shiboken6 import isValid

from explorer.core.numerals import MINUS
from explorer.ui.signs import pen
from explorer.ui.theme import Look

LEFT_WIDTH = 52  # px at 100 %, the same for all plots that stand one above the other
_OFFSET = 8  # px between a number and the plot
_SLACK = 16  # px at 100 %, two figures: by less an axis does not become narrower again
_BETWEEN = 12  # px at 100 %, between two numbers side by side
_COUNTED = 1e9  # above it figures can no longer be counted at a glance


class QuietAxis(pg.AxisItem):
    """An axis without a line: texts in `muted`, grid lines across the plot, a true minus.

    Attributes:
        least: Width of an axis at the left in px at 100 %; numbers that need more are given it.
        edges: What keeps its edge in line with those of the plots above and below it.
    """

    # Before an axis is made, which is given a range at once.
    least = LEFT_WIDTH
    edges: "LeftEdges | None" = None
    _asked: tuple[float, ...] | None = None  # range, height, least
    _needed = 0

    def __init__(self, orientation: str, look: Look, end: str = "") -> None:
        super().__init__(orientation, showValues=True)
        self._look, self._end = look, end
        # Off, or pyqtgraph would write 0.002 as 2 and put a factor beside an axis that has no
        # room for it.
        self.enableAutoSIPrefix(False)
        self.setStyle(
            # A fixed width of the axis is given below; it must not shrink with its texts, as
            # stacked plots stand in line.
            tickLength=0,
            tickTextOffset=_OFFSET,
            hideOverlappingLabels=True,
            autoReduceTextSpace=False,
        )
        self.dress()

    def _updateLabel(self) -> None:
        """Leave the axis' own label, which is never shown, unset: pyqtgraph sets it at every new pen."""
        # pyqtgraph paints an axis from a kept picture until there is none.
        self.picture = None
        self.update()

    def set_end(self, end: str) -> None:
        """Name the unit or symbol at the end of the axis."""
        self._end = end
        self.picture = None
        self.update()

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        look = self._look
        self.setTickFont(look.font(12))
        # No line of its own: the grid shows where the numbers belong.
        self.setPen(QPen(Qt.PenStyle.NoPen))
        self.setTickPen(pen(look, "grid", 1))
        self.setTextPen(look.colour("muted"))
        # pyqtgraph draws its grid as ticks as long as the plot; 255 leaves their opacity to the
        # pen.
        self.setGrid(255)
        self.setZValue(-1000)  # the grid lies under the curves
        self._metrics = QFontMetricsF(look.font(12))
        self._asked = None
        if self.orientation == "left":
            self.setWidth(look.px(self.least))

    def setRange(self, low: float, high: float) -> None:  # pyqtgraph's
        """Take another range, and the room that its numbers need."""
        super().setRange(low, high)
        if self.edges is not None:
            self.edges.fit()

    def resizeEvent(self, event: Any = None) -> None:
        """Take another size: a higher axis has more numbers, and may need more figures for them."""
        super().resizeEvent(event)
        if self.edges is not None:
            self.edges.fit()

    def needed(self) -> int:
        """Return the width in px in which its numbers stand whole."""
        asked = (*self.range, self.size().height(), self._look.px(self.least))
        if asked != self._asked:  # in a layout it is asked a hundred times
            self._asked, self._needed = asked, self._measured(*asked)
        return self._needed

    def _measured(self, low: float, high: float, height: float, least: int) -> int:
        # Before its first layout, as in a plot that was just shown, an axis has no height.
        if height < 1:
            return least
        ticks = self.tickValues(low, high, height)
        texts = [text for step, values in ticks for text in self.tickStrings(values, 1.0, step)]
        # pyqtgraph measures in whole pixels, and leaves out a number that is not all within.
        return max(least, math.ceil(self._widest(texts)) + 2 + _OFFSET)

    def _widest(self, texts: Sequence[str]) -> float:
        return max(map(self._metrics.horizontalAdvance, texts), default=0.0)

    def linkedViewChanged(self, view: pg.ViewBox, newRange: Any = None) -> None:  # noqa: N803 - pyqtgraph's
        """Take the view's new range, and its size: the grid reaches over all of it."""
        # Otherwise Qt paints where the axis has been, and numbers of a higher plot stay.
        self.prepareGeometryChange()
        super().linkedViewChanged(view, newRange)

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return one level of ticks, five or fewer where the room is narrow."""
        # Numbers above one another need less room than numbers side by side.
        room = self._look.px(52 if self.orientation == "left" else 76)
        # At least four steps or so, or a narrow plot would be left with a single number.
        step = _rung((high - low) / max(3.7, min(8.0, size / room)))
        if self.orientation != "left":
            while self._is_crowded(low, high, step, size):
                step = _rung(1.5 * step)
        elif self._is_alone(low, high, step, size):
            step = _rung(step / 2.5)
        return [(step, 0.0)]

    def _is_alone(self, low: float, high: float, step: float, size: float) -> bool:
        """Whether not even two numbers would stand whole above one another, and a third has room."""
        margin = self._metrics.height() / 2 / max(size, 1.0) * (high - low)
        within = math.floor((high - margin) / step) - math.ceil((low + margin) / step) + 1
        return within < 2 and 0.4 * step > 2.6 * margin  # a third of a line between two

    def _is_crowded(self, low: float, high: float, step: float, size: float) -> bool:
        """Whether numbers side by side, so far from one another, would touch."""
        values = [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]
        widest = self._widest(written(values, step)) + self._look.px(_BETWEEN)
        return len(values) > 1 and widest * (high - low) > step * size

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the texts of ticks, with a true minus and the figures that tell them apart."""
        # pyqtgraph writes six figures, in which 100000 and 100000.5 are the same.
        return written([value * scale for value in values], spacing * scale)

    def drawPicture(self, painter: QPainter, axis: Any, ticks: Any, texts: Any) -> None:
        """Draw ticks and texts, and the unit at the end in their row."""
        if self._end and self.style["showValues"]:
            face = self._look.font(12, 600)
            painter.setFont(face)
            box = self.boundingRect()
            width = painter.fontMetrics().horizontalAdvance(self._end)
            right = self.mapRectFromParent(self.geometry()).right()
            # A number that would touch the unit gives way to it: the unit stands nowhere else.
            texts = [spec for spec in texts if spec[0].right() < right - width - 8]
            super().drawPicture(painter, axis, ticks, texts)
            # pyqtgraph has changed the painter's face meanwhile.
            painter.setFont(face)
            painter.setPen(self._look.colour("text"))
            row = QRectF(
                right - width - 2, box.bottom() - self._look.px(24), width + 4, self._look.px(20)
            )
            painter.drawText(
                row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._end
            )
        else:
            super().drawPicture(painter, axis, ticks, texts)


class QuietPlot(pg.GraphicsWidget):
    """A view between an axis at its left and one below it.

    `pg.PlotItem` would bring menus, buttons, two further axes and a form of forty controls that
    nobody sees: 10 ms a plot.

    Attributes:
        box: The view; items are added to it in data units.
        left: Axis of the values.
        bottom: Axis of the positions.
        zero_line: Line at the value 0.
    """

    def __init__(
        self,
        look: Look,
        *,
        end: str = "",
        left: QuietAxis | None = None,
        bottom: QuietAxis | None = None,
    ) -> None:
        """Take two axes, or make linear ones of which the lower bears the name `end`."""
        super().__init__()
        self._look = look
        self.box = pg.ViewBox(parent=self, enableMenu=False)
        self.left = left or QuietAxis("left", look)
        self.bottom = bottom or QuietAxis("bottom", look, end)
        grid = QGraphicsGridLayout(self)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(0)
        self._grid = grid
        grid.addItem(self.box, 0, 1)
        for axis, place in ((self.left, (0, 0)), (self.bottom, (1, 1))):
            axis.linkToView(self.box)
            grid.addItem(axis, *place)
        self.show_bottom(True)
        self.zero_line = pg.InfiniteLine(0, angle=0)
        self.add(self.zero_line)
        # The wheel changes what is looked at along x; heights are fitted to it by whoever sets
        # them.
        self.box.setMouseEnabled(x=True, y=False)
        # Axes move only when told to: a plot that fits itself to a live curve moves away under
        # the eye.
        self.box.disableAutoRange()
        LeftEdges([self])
        look.changed.connect(self.dress)
        self.dress()

    def add(self, *items: pg.GraphicsObject) -> None:
        """Show items; they leave the range of the axes as it is."""
        for item in items:
            self.box.addItem(item, ignoreBounds=True)

    def show_bottom(self, shown: bool) -> None:
        """Write the numbers of the x axis, or leave them to a plot below."""
        self.bottom.setStyle(showValues=shown)
        # No height rather than hidden: the grid of a hidden axis would be away too.
        self.bottom.setHeight(self._look.px(28) if shown else 0)

    def widen_left(self, width: int) -> None:
        """Give the axis at the left another width, unless that is but a little less."""
        if not 0 <= self.left.minimumWidth() - width <= self._look.px(_SLACK):
            self.left.setWidth(width)
            # At once: words are placed right after a change of range, by where the plot is then.
            self._grid.activate()

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        self.left.dress()
        self.bottom.dress()
        if self.left.edges is not None:
            self.left.edges.fit()
        self.zero_line.setPen(pen(self._look, "edge", 1))


class Canvas(pg.GraphicsLayoutWidget):
    """The surface that plots stand on."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        # The plots keep their own margins; the layout's default would add 9 px of nothing around
        # them.
        self.ci.layout.setContentsMargins(0, 0, 0, 0)
        self.ci.layout.setVerticalSpacing(look.px(14))
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the widget around it takes the keys
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # What is dropped on a plot is for the window; Qt's view takes it, and complains as it leaves.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        look.changed.connect(self._dress)
        self._dress()

    def share_height(self, heights: Sequence[float]) -> None:
        """Give each row a height in pixels, here and now: what is placed next finds the plots as they are."""
        for row, height in enumerate(heights):
            self.ci.layout.setRowFixedHeight(row, height)
        self.ci.layout.activate()

    def _dress(self) -> None:
        self.setBackground(self._look.colour("surface"))


def text_item(
    look: Look,
    role: str,
    *,
    size: int = 13,
    weight: int = 600,
    anchor: tuple[float, float] = (0, 1),
) -> pg.TextItem:
    # pyqtgraph takes the anchor as shares of the text's box, y downwards: (0, 1) is its lower
    # left corner.
    """Return a text on a plot; `anchor` is the point of its box that stands at its position."""
    item = pg.TextItem("", color=look.colour(role), anchor=anchor)
    item.setFont(look.font(size, weight))
    # Over curves and markers of a path, under the point that one drags.
    item.setZValue(20)
    return item


def paint_once(box: pg.ViewBox) -> None:
    """Let the items of a view take their places as soon as its range changes.

    pyqtgraph waits for the painting to place them, which makes Qt paint all of them a second time.
    """
    box.sigRangeChanged.connect(lambda view, *_: view.updateMatrix())


class LeftEdges:
    """Gives the axes at the left of plots one width, in which the longest number of all stands whole.

    A number that is cut off is another, and one that is set smaller cannot be read; so the plots make
    room for it. As only a deep zoom needs so many figures, edges hardly ever move.
    """

    def __init__(self, plots: Sequence[QuietPlot]) -> None:
        self._plots, self._is_fitting = plots, False
        for plot in plots:
            plot.left.edges = self

    def fit(self) -> None:
        """Make the axes wider, or narrower again where much less is needed."""
        # A plot that becomes narrower may change its range, and so ask again.
        # Qt resizes axes while it deletes their plots, as with the window of another language.
        seen = [plot for plot in self._plots if isValid(plot) and plot.isVisible()]
        if seen and not self._is_fitting:
            self._is_fitting = True
            wanted = max(plot.left.needed() for plot in seen)
            for plot in filter(isValid, self._plots):
                plot.widen_left(wanted)
            self._is_fitting = False


def _exponent(value: float) -> int:
    return int(f"{value:e}".split("e")[1])


def _rung(least: float) -> float:
    """Return the smallest of … 0.5, 1, 2, 5, 10 … that is no less than a number."""
    magnitude = 10.0 ** _exponent(least)
    # A thousandth of slack, as the span of a plot is never quite the number that was asked for.
    return next(s for s in (1.0, 2.0, 5.0, 10.0) if s * magnitude >= least * 0.999) * magnitude


def written(values: Sequence[float], spacing: float) -> list[str]:
    """Return the texts of ticks so many units apart, in the shorter of two ways."""
    largest = max(map(abs, values), default=0.0)
    decimals = max(-_exponent(spacing), 0)
    figures = max(_exponent(largest) - _exponent(spacing), 0)
    short = [_short(value, figures) for value in values]
    plain = [f"{value:.{decimals}f}" for value in values] if largest < _COUNTED else short
    # 0.001 and 20000 are read at a glance, and need no power of ten.
    is_familiar = largest < 1e5 and decimals < 4
    texts = plain if is_familiar or _longest(plain) <= _longest(short) else short
    return [
        "0" if abs(value) < spacing / 1e3 else text.replace("-", MINUS)
        for value, text in zip(values, texts, strict=True)
    ]


def _short(value: float, figures: int) -> str:
    mantissa, _, exponent = f"{value:.{figures}e}".partition("e")
    trimmed = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{trimmed}e{int(exponent)}"


def _longest(texts: Sequence[str]) -> int:
    return max(map(len, texts), default=0)
