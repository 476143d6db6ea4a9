"""Axes of a run: whole steps, losses by their logarithms, percentages."""

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF

from explorer.ui.plots.axes import QuietAxis
from explorer.ui.theme import Look

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
