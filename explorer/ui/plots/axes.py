"""Plots in the program's own look: no frame, a grid at few ticks, the unit at the axis end."""

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsGridLayout

from explorer.core.numerals import MINUS
from explorer.ui.signs import pen
from explorer.ui.theme import Look

LEFT_WIDTH = 52  # px at 100 %, the same for all plots that stand one above the other


class QuietAxis(pg.AxisItem):
    """An axis without a line: texts in `muted`, grid lines across the plot, a true minus."""

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
            tickTextOffset=8,
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
        # Stacked plots share one x axis, so their left edges must meet whatever their numbers
        # are.
        if self.orientation == "left":
            self.setWidth(look.px(LEFT_WIDTH))

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
        wanted = max(3.7, min(8.0, size / room))
        raw = (high - low) / wanted
        magnitude = 10.0 ** _exponent(raw)
        # A thousandth of slack, as the span of a plot is never quite the number that was asked
        # for.
        step = next(s for s in (1.0, 2.0, 5.0, 10.0) if s * magnitude >= raw * 0.999) * magnitude
        return [(step, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the texts of ticks, with a true minus and the figures that tell them apart."""
        # pyqtgraph writes six figures, in which 100000 and 100000.5 are the same.
        return [_written(value * scale, spacing * scale, values) for value in values]

    def drawPicture(self, painter: QPainter, axis: Any, ticks: Any, texts: Any) -> None:
        """Draw ticks and texts, and the unit at the end in their row."""
        self._suit_face(texts)
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

    def _suit_face(self, texts: Any) -> None:
        """Set numbers smaller that have no room left of the plot: cut off, they would be others."""
        if self.orientation == "left":
            face, room = self._look.font(12), self.width() - self.style["tickTextOffset"][0]
            widest = max((rect.width() for rect, _, _ in texts), default=0.0)
            # Before its first layout, as in a plot that was just shown, an axis has no room at all.
            if widest > room > 0:
                face.setPixelSize(max(int(face.pixelSize() * room / widest), 6))
            self.style["tickFont"] = face


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

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        self.left.dress()
        self.bottom.dress()
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


def _exponent(value: float) -> int:
    return int(f"{value:e}".split("e")[1])


def _written(value: float, spacing: float, values: Sequence[float]) -> str:
    """Return one of several ticks so many units apart."""
    largest = max(map(abs, values))
    if abs(value) < spacing / 1e3:
        return "0"
    decimals = max(-_exponent(spacing), 0)
    if largest < 1e5 and decimals < 4:
        return f"{value:.{decimals}f}".replace("-", MINUS)
    figures = max(_exponent(largest) - _exponent(spacing), 0)
    mantissa, _, exponent = f"{value:.{figures}e}".partition("e")
    trimmed = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{trimmed}e{int(exponent)}".replace("-", MINUS)


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class ReachingAxis(QuietAxis):
    """An axis whose texts may reach a little beyond the plot's ends."""

    # Set before the axis is made, which asks for its bounding rectangle at once.
    def __init__(self, orientation: str, look: Look, reach: int) -> None:
        self._reach = look.px(reach)
        super().__init__(orientation, look)

    def boundingRect(self) -> QRectF:
        """Return the area in which texts are drawn."""
        # Half a number beyond the end of the axis: Qt cuts off what is painted outside the
        # bounding rectangle.
        along = self._reach if self.orientation == "bottom" else 0
        across = self._reach if self.orientation == "left" else 0
        rect: QRectF = super().boundingRect()
        return rect.adjusted(-along, -across, along, across)


class StepAxis(ReachingAxis):
    """Whole steps with their thousands told apart; the last tick's text stays on the plot."""

    def __init__(self, look: Look) -> None:
        super().__init__("bottom", look, reach=40)

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        super().dress()
        self.setHeight(self._look.px(28))

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return one level of ticks, at whole numbers."""
        # Step numbers have five figures and their separators.
        room = self._look.px(150)
        # Never below 1: there is nothing between two steps.
        raw = max((high - low) / max(2.0, min(8.0, size / room)), 1.0)
        magnitude = 10.0 ** math.floor(math.log10(raw))
        step = next(s for s in (1.0, 2.0, 5.0, 10.0) if s * magnitude >= raw * 0.999) * magnitude
        return [(step, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002 - pyqtgraph's signature
        """Return the texts of ticks."""
        return [f"{round(value):,}" for value in values]

    def generateDrawSpecs(self, painter: Any) -> Any:
        """Move a text that would leave the plot at its right end back onto it."""
        # None while the axis has no size yet.
        specs = super().generateDrawSpecs(painter)
        if specs is None:
            return None
        axis, ticks, texts = specs
        right = self.mapRectFromParent(self.geometry()).right()
        for rect, _flags, _text in texts:
            if rect.right() > right:
                rect.moveRight(right)
        return axis, ticks, texts


class LossAxis(ReachingAxis):
    """A loss, or its decimal logarithm with ticks at 1 and 3 of each decade.

    Attributes:
        logarithmic: Whether positions on the axis are logarithms.
    """

    def __init__(self, look: Look) -> None:
        # Before the axis is made, as above.
        self.logarithmic = True
        super().__init__("left", look, reach=10)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return the positions of ticks."""
        if not self.logarithmic:
            values: list[tuple[float, list[float]]] = super().tickValues(low, high, size)
            return values
        room = size / max(high - low, 0.1) / self._look.px(24)  # ticks that a decade has room for
        every = max(math.ceil(1 / room), 1)
        # At 2.4 numbers a decade, 1 and 3 no longer touch.
        parts = [0.0, math.log10(3)] if room > 2.4 else [0.0]
        # From a multiple of `every`, so that the numbers stay where they are when the plot is
        # moved.
        decades = range(math.floor(low / every) * every, math.ceil(high) + 1, every)
        marks = [decade + part for decade in decades for part in parts]
        # Ends that are whole decades must not be lost to rounding.
        return [(1.0, [mark for mark in marks if low - 1e-9 <= mark <= high + 1e-9])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the texts of ticks: losses, whatever the scale."""
        if self.logarithmic:
            return [_power(value) for value in values]
        return super().tickStrings(values, scale, spacing)


def _power(exponent: float) -> str:
    """Return ten to some power as a reader writes it."""
    # 0.001 and 1000 are still read at a glance, beyond them powers are shorter.
    if abs(exponent) < 3.5:
        return f"{10**exponent:.3g}"
    decade = math.floor(exponent + 1e-9)
    factor = f"{10 ** (exponent - decade):.3g}"
    return ("" if factor == "1" else f"{factor}·") + "10" + str(decade).translate(_RAISED)


class PercentAxis(ReachingAxis):
    """Percentages from 0 to 100, in steps that suit the height."""

    def __init__(self, look: Look) -> None:
        super().__init__("left", look, reach=10)

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return one level of ticks, few of them on a low plot."""
        # A plot without height is asked too, before its first layout.
        wanted = max((high - low) / max(size / self._look.px(30), 1.0), 1e-9)
        step = next((s for s in (1.0, 2.0, 5.0, 10.0, 20.0, 50.0) if s >= wanted), 100.0)
        return [(step, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002 - pyqtgraph's signature
        """Return the texts of ticks."""
        return [f"{value:.0f} %" for value in values]


def paint_once(box: pg.ViewBox) -> None:
    """Let the items of a view take their places as soon as its range changes.

    pyqtgraph waits for the painting to place them, which makes Qt paint all of them a second time.
    """
    box.sigRangeChanged.connect(lambda view, *_: view.updateMatrix())
