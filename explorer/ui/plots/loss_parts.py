"""What the loss plot is drawn of: runs, the shade over what is yet to run, marks of changes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from explorer.ui import signs
from explorer.ui.plots.axes import QuietPlot
from explorer.ui.plots.downsample import Floats
from explorer.ui.plots.kept_picture import PixelLayer
from explorer.ui.theme import Look

_CEILING = 100.9  # where the axis of the accuracy ends, so that half a dot at 100 % is not cut off
PIECE = 16  # points of a line that are drawn at once


class Zigzag(pg.PlotCurveItem):
    """A line that goes up and down at each point, drawn a few points at a time.

    Two pixels wide, as on a projector, Qt takes ten times as long for all of it at once: 0.1 s.
    """

    def paint(self, painter: QPainter, *_: object) -> None:
        """Draw pieces that have an end in common."""
        x, y = self.getData()
        if x is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.opts["pen"])
        for begin in range(0, len(x) - 1, PIECE):
            piece = slice(begin, begin + PIECE + 1)
            painter.drawPolyline(pg.functions.arrayToQPolygonF(x[piece], y[piece]))


@dataclass(frozen=True, slots=True, eq=False)
class TrainingCurve:
    """One run as it is to be drawn.

    Attributes:
        number: Tells runs apart; a run that has ended keeps its values.
        sign: Its colour and stroke.
        losses: Loss of each step, shape (steps,).
        sums: Running sums of the losses, 0 first, shape (steps + 1,).
        looks: Steps at which the accuracy was taken, shape (looks,).
        accuracies: The accuracies, 0 to 1, shape (looks,).
        detailed: Whether every step is drawn under the smoothed line, and the end is marked.
        name: What the run is called.
        held_out: Loss of the images of each look, NaN where it is not known, shape (looks,).
        known: Steps, and where each stands on the axis; None for an axis of steps.
        axis: Name of what the axis counts.
    """

    number: int
    sign: signs.Sign
    losses: Floats
    sums: Floats
    looks: Floats
    accuracies: Floats
    detailed: bool
    name: str = ""
    held_out: Floats = field(default_factory=lambda: np.zeros(0))
    known: tuple[Floats, Floats] | None = None
    axis: str = "step"

    def place(self, steps: Floats) -> Floats:
        """Return where steps stand on the axis."""
        return steps if self.known is None else np.interp(steps, *self.known)

    def step_at(self, x: float) -> float:
        """Return the step that stands at a place of the axis; beyond the last one none does."""
        if self.known is None:
            return x
        steps, places = self.known
        return float(np.interp(x, places, steps, right=steps[-1] + (x > places[-1])))

    def range_in_view(self, left: float, right: float) -> tuple[int, int]:
        """Return the index of the first loss in view, and that after the last."""
        left, right = self.step_at(left), self.step_at(right)
        # A step more at both sides, so that the line reaches the edges of the view.
        first = min(max(int(left) - 1, 0), len(self.losses))
        return first, max(min(int(right) + 2, len(self.losses)), first)


_SHADE = 0.035  # opacity


class RestOfRun(PixelLayer):
    """What lies ahead of a run; cheap to move, as a live run moves it all the time.

    Attributes:
        done: How far the run is on the axis; what follows is shaded. None once no more is to come.
        step: Where the line stands; None for no line.
    """

    def __init__(self, box: pg.ViewBox, look: Look) -> None:
        super().__init__(box)
        self._look = look
        self.done: float | None = None
        self.step: float | None = None
        # Under the curves, which are read through it.
        self.setZValue(-20)

    def show_rest(self, done: float | None, step: float | None) -> None:
        """Shade what comes after `done` and draw the line at `step`."""
        if (done, step) != (self.done, self.step):
            self.done, self.step = done, step
            self.update()

    def _paint_into(self, painter: QPainter, target: QRectF) -> None:
        if self.done is not None:
            # What lies left of the view is not shaded.
            left = max(self._column(self.done, target), target.left())
            rest = QRectF(QPointF(left, target.top()), target.bottomRight())
            # Filled in device pixels: one rectangle, whatever the scale of the axis. What begins right
            # of the view would be filled backwards, out of sight, for 3 ms.
            if left < target.right():
                painter.fillRect(rest, self._look.colour("text", _SHADE))
        if self.step is not None:
            line = self._column(self.step, target)
            painter.setPen(signs.pen(self._look, "accent", 1, "dots"))
            painter.drawLine(QPointF(line, target.top()), QPointF(line, target.bottom()))

    def _column(self, step: float, target: QRectF) -> float:
        """Return where a step stands on the device."""
        return target.left() + float(self.pixels(np.array([[step, 0.0]]))[0, 0])


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

    def occupied(self) -> list[QRectF]:
        """Return the areas of the words in the scene."""
        labels = [line.label for line in self.lines[: len(self._marks)]]
        return [label.mapToScene(label.boundingRect()).boundingRect() for label in labels]

    def _make(self) -> pg.InfiniteLine:
        # Right of the line for both ends: a label that changes sides would jump while one zooms.
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


_LADDER = (1.0, 2.0, 3.0, 5.0, 10.0)


def rung(value: float, *, up: bool) -> float:
    """Return the nearest of 1, 2, 3, 5 times a power of ten that is not below (or above) a value."""
    decade = 10.0 ** math.floor(math.log10(value))
    rungs = [rung * decade for rung in _LADDER]
    if up:
        return next(rung for rung in rungs if rung >= value * 0.999)
    return next(rung for rung in reversed(rungs) if rung <= value * 1.001)


def percents(curves: Sequence[TrainingCurve], word: float) -> tuple[float, float]:
    """Return where the axis of the accuracy begins and ends, in percent.

    Args:
        curves: Whose accuracies are drawn.
        word: Height of the word at the newest one, as a share of the plot's.
    """
    accuracies = [each.accuracies for each in curves if len(each.accuracies)]
    # From 85 % on, in steps of 5: most runs end near the top, where the differences are.
    floor = 100 * min([0.85, *(math.floor((float(c.min()) - 0.02) * 20) / 20 for c in accuracies)])
    newest = 100 * min((float(c[-1]) for c in accuracies), default=1.0)
    if (_CEILING - newest) / (_CEILING - floor) < word < 1:
        # In a low plot further down, so that the word finds room below the line.
        lower = (newest - _CEILING * word) / (1 - word)
        floor = min(floor, 10 * math.floor(lower / 10))
    return max(floor, 0.0), _CEILING
