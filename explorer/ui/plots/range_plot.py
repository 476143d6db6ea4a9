"""The losses of a learning-rate range test over their rates, read by mouse and keyboard."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import significant
from explorer.ui import signs
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.log_plot import LogLine, LogPlot, Samples
from explorer.ui.plots.read_along import ReadAlong
from explorer.ui.theme import Look

translate = QCoreApplication.translate
_RAW, _MEAN = signs.Sign("dimmed", "solid"), signs.Sign("blue", "solid")


class RangePlot(ReadAlong, LogPlot):
    """The loss of each update, and their means over a decade of rates; a reading tells of an update."""

    def __init__(self, name: str, look: Look) -> None:
        self._guide = pg.InfiniteLine(0, angle=90)
        super().__init__(name, "", look, log_x=True)
        self.plot.add(self._guide)
        self.read_along(look, self.canvas, [self.plot.box], [self._guide])

    def set_test(self, rates: Samples, losses: Samples, means: Samples) -> None:
        """Draw a test as far as it has gone, shape (updates,) each."""
        lines = [LogLine("", _RAW, rates, losses, 1.0), LogLine("", _MEAN, rates, means, 2.0)]
        self.set_lines(lines if len(rates) else [])
        self.read(self.index)

    def _places(self) -> Samples:
        return np.log10(self.lines[0].x) if self.lines else np.zeros(0)

    def _first(self) -> int:
        return len(self.lines[0].x) - 1

    def _told_at(self, index: int) -> Sequence[str]:
        (rate, raw), mean = (self.lines[0].x[index], self.lines[0].y[index]), self.lines[1].y[index]
        return [
            translate("Mnist", "rate {value}").format(value=significant(float(rate), 2)),
            translate("Mnist", "loss {value}").format(value=significant(float(raw), 3)),
            translate("Mnist", "mean {value}").format(value=significant(float(mean), 3)),
        ]

    def described(self) -> str:
        """Return what is read, else how both lines go."""
        if self.words or not self.lines:
            return self.words or spoken_lines.nothing()
        names = (translate("Spoken", "Loss"), translate("Spoken", "Mean of it"))
        told = (
            spoken_lines.line(n, each.x, each.y) for n, each in zip(names, self.lines, strict=True)
        )
        return spoken_lines.joined(told)

    def _dress(self) -> None:
        super()._dress()
        self._guide.setPen(signs.pen(self._look, "text", 1, "dots"))
