"""Dotted lines across a plot, each with a small word at its top: here something was changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from explorer.ui import signs
from explorer.ui.plots.axes import QuietPlot
from explorer.ui.theme import Look

_GRID = 8  # points across the area of a word


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """A change at a place on the x axis.

    Attributes:
        x: Where.
        word: What is written at the line.
        tip: What is told under the pointer.
    """

    x: float
    word: str
    tip: str


class ChangeMarks:
    """The lines of one plot."""

    def __init__(self, plot: QuietPlot, look: Look) -> None:
        self._plot, self._look = plot, look
        self._marks: Sequence[ChangeMark] = ()
        self.lines: list[pg.InfiniteLine] = []

    @property
    def marks(self) -> Sequence[ChangeMark]:
        """What is marked."""
        return self._marks

    def set_marks(self, marks: Sequence[ChangeMark]) -> None:
        """Draw these lines instead."""
        if marks == self._marks:
            return
        self._marks = marks
        while len(self.lines) < len(marks):
            self.lines.append(self._make())
        for index, line in enumerate(self.lines):
            line.setVisible(index < len(marks))
            if index < len(marks):
                mark = marks[index]
                line.setValue(mark.x)
                line.setToolTip(mark.tip)
                line.label.setFormat(mark.word)
                line.label.setToolTip(mark.tip)
                line.label.setPosition(0.97 - 0.09 * (index % 3))  # near ones do not cover another
        self.dress()

    def occupied(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return points, in data units, over the area of the words."""
        xs, ys = [np.zeros(0)], [np.zeros(0)]
        for line in self.lines[: len(self._marks)]:
            words = line.label.mapToScene(line.label.boundingRect()).boundingRect()
            area = self._plot.box.mapSceneToView(words).boundingRect()
            x, y = np.meshgrid(
                np.linspace(area.left(), area.right(), _GRID),
                np.linspace(area.top(), area.bottom(), _GRID),
            )
            xs.append(x.ravel())
            ys.append(y.ravel())
        return np.concatenate(xs), np.concatenate(ys)

    def _make(self) -> pg.InfiniteLine:
        options = {"position": 0.97, "anchors": [(0, 0), (0, 0)]}
        line = pg.InfiniteLine(0, angle=90, label="", labelOpts=options)
        line.setZValue(5)
        self._plot.add(line)
        return line

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        for line in self.lines:
            line.setPen(signs.pen(self._look, "muted", 1, "dots"))
            line.label.setColor(self._look.colour("muted"))
            line.label.setFont(self._look.font(12))
            line.label.fill = pg.mkBrush(self._look.colour("surface", 0.8))
