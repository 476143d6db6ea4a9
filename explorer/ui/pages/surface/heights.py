"""How high everyone stands after every update, on a logarithmic axis."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.core.descent.standings import Goal
from explorer.session.surface.snapshots import RaceView
from explorer.ui import signs
from explorer.ui.plots.log_plot import LogLine, LogPlot
from explorer.ui.theme import Look

translate = QCoreApplication.translate

_BEYOND = 1e6  # times the height of the start, above which a racer is out of the picture


class HeightPlot(LogPlot):
    """The racers' heights above the lowest minimum, or above the lowest place of the race."""

    def __init__(self, look: Look) -> None:
        name = translate("Surface", "Height after every update")
        super().__init__(name, translate("Surface", "update"), look, log_x=False)
        self._drawn: tuple[RaceView, Goal] | None = None

    def show_race(self, view: RaceView, names: Sequence[str], goal: Goal) -> None:
        """Draw a race, unless it is drawn already."""
        if self._drawn is not None and (self._drawn[0] is view and self._drawn[1] is goal):
            return
        self._drawn = view, goal
        heights = [np.asarray(path.y, dtype=np.float64) for path in view.paths]
        ground = goal.lowest
        if ground is None and heights:
            ground = min(float(each.min()) for each in heights)
        lines = []
        for racer, name, each in zip(view.racers, names, heights, strict=True):
            above = each - (ground or 0.0)
            above = np.where(above <= _BEYOND * max(above[0], 1e-300), above, np.nan)
            steps = np.arange(len(above), dtype=np.float64)
            lines.append(LogLine(name, signs.of_racer(racer.sign), steps, above))
        self.set_lines(lines)

    def _dress(self) -> None:
        super()._dress()
        self._cursor.setPen(signs.pen(self._look, "text", 1, "dots", 0.7))
