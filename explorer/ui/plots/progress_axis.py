"""The bottom axis of a run: steps, epochs or seconds."""

import math
from collections.abc import Sequence

from PySide6.QtCore import Signal

from explorer.core.numerals import exact
from explorer.ui.plots.run_axes import StepAxis
from explorer.ui.theme import Look


class ProgressAxis(StepAxis):
    """Whole steps, or numbers of a unit that stands behind each.

    Attributes:
        unit: A text with {value} in it; empty for steps.
    """

    unit_changed = Signal()

    # Before the axis is made, which asks for its ticks at once.
    unit = ""

    def __init__(self, look: Look) -> None:
        super().__init__(look)

    def set_unit(self, unit: str) -> None:
        """Count in another unit."""
        if unit != self.unit:
            self.unit = unit
            self.picture = None
            self.update()
            self.unit_changed.emit()

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return one level of ticks."""
        if not self.unit:
            return super().tickSpacing(low, high, size)
        raw = max((high - low) / max(2.0, min(8.0, size / self._look.px(150))), 1e-9)
        magnitude = 10.0 ** math.floor(math.log10(raw))
        return [(next(s for s in (1, 2, 5, 10) if s * magnitude >= raw * 0.999) * magnitude, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the texts of ticks."""
        if not self.unit:
            return super().tickStrings(values, scale, spacing)
        figures = max(0, -math.floor(math.log10(spacing) + 1e-9))
        return [self.unit.format(value=exact(round(value, figures))) for value in values]
