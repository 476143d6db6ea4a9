"""The lines of training runs: of the one that is looked into, and of those that it is compared with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from explorer.ui import signs
from explorer.ui.plots.axes import QuietPlot
from explorer.ui.plots.downsample import Floats, averages, thinning
from explorer.ui.plots.kept_picture import KeptPicture, Places
from explorer.ui.plots.loss_parts import PIECE, TrainingCurve
from explorer.ui.theme import Look

# Fewer points while a run is live: drawing competes with the training for the cores.
_POINTS, _LIVE_POINTS = 700, 300  # of a smoothed line, and while it is redrawn all the time
_NO_FLOATS: Floats = np.zeros(0)
_DOT, _RIM = 6.2, 7.8  # px across, of a look at the accuracy, and with its rim


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A line.

    Attributes:
        x: Where its points stand on the axis, shape (n,).
        y: How high, shape (n,).
        pen: What it is drawn with.
        dots: Name of the colour of a dot at each point; empty for none.
    """

    x: Floats
    y: Floats
    pen: QPen
    dots: str = ""


class ComparedLines(KeptPicture):
    """The lines of the runs that are compared, as one picture that is kept until one of them changes.

    Qt would keep a picture of each, but no more than 10 MB of them, which are five on a plot of 900 × 600, and
    paint all at each drawing once they are more: forty runs took 70 ms, four times a second.
    """

    def __init__(self, box: pg.ViewBox, look: Look) -> None:
        super().__init__(box)
        self._look = look
        self._lines: Sequence[Drawn] = ()

    def set_lines(self, lines: Sequence[Drawn]) -> None:
        """Draw these lines instead; the same ones are not drawn again."""
        is_same = len(lines) == len(self._lines) and all(
            one is other for one, other in zip(lines, self._lines, strict=True)
        )
        if not is_same:
            self._lines = lines
            self.forget()

    def draw(self, painter: QPainter) -> None:
        """Draw line after line, each with its dots."""
        for line in self._lines:
            places = self.pixels(self._near(line))
            steps = np.hypot(*np.diff(places, axis=0, prepend=places[:1]).T)
            lengths, pen = np.cumsum(steps), QPen(line.pen)
            for begin in range(0, len(places) - 1, PIECE):
                # Dashes go on from where the piece before ended; begun anew they would show a seam.
                pen.setDashOffset(lengths[begin] / pen.widthF())
                painter.setPen(pen)
                piece = places[begin : begin + PIECE + 1]
                painter.drawPolyline(pg.functions.arrayToQPolygonF(*piece.T))
            if line.dots and len(places):  # before the first look there are none
                self._draw_dots(painter, places, line.dots)

    def _near(self, line: Drawn) -> Places:
        """Return a line's points in view and a view to each side; there it ends on its way to those beyond."""
        area, x, y = self.boundingRect(), line.x, line.y
        ends = area.left() - area.width(), area.right() + area.width()
        inside = (x >= ends[0]) & (x <= ends[1])
        before, after = (
            [[end, np.interp(end, x, y)]] if len(x) and x[0] < end < x[-1] else np.zeros((0, 2))
            for end in ends
        )
        points: Places = np.concatenate([before, np.column_stack([x, y])[inside], after])
        return points

    def _draw_dots(self, painter: QPainter, places: Places, role: str) -> None:
        points = pg.functions.arrayToQPolygonF(*places.T)
        # A rim in the ground's colour keeps a dot apart from the line that it lies on.
        for colour, width in (("surface", _RIM), (role, _DOT)):
            # Round caps make points dots; one call draws them all.
            pen = signs.pen(self._look, colour, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(points)


class _Run:
    """What is drawn of one run, kept as long as it is the same.

    Attributes:
        losses: Its smoothed losses in view.
        accuracies: Its accuracies.
        range: Least and greatest smoothed loss of the whole run; empty without one.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self.losses = self.accuracies = Drawn(_NO_FLOATS, _NO_FLOATS, QPen())
        self.range: tuple[float, ...] = ()
        self.forget()

    def forget(self) -> None:
        """Draw all anew the next time: colours have changed."""
        self._losses_of: object = None
        self._accuracies_of: object = None

    def take_losses(
        self,
        curve: TrainingCurve,
        span: tuple[float, float],
        width: int,
        height: Callable[[Floats], Floats],
        scale: str,
        *,
        live: bool,
    ) -> None:
        """Smooth the losses of the steps in view, unless they are there; see `AllRuns.draw_losses`."""
        range_ = curve.range_in_view(*span)
        # All that the drawing follows from. A run that is compared does not change, so it is not
        # drawn again.
        wanted = (
            curve.number,
            len(curve.losses),
            curve.sign,
            range_,
            width,
            scale,
            thinning.on,
            curve.axis,
        )
        # A detailed run grows all the time: to compare would be in vain.
        if not curve.detailed and wanted == self._losses_of:
            return
        self._losses_of = None if curve.detailed else wanted
        most = _LIVE_POINTS if live else _POINTS
        steps, means = averages(curve.sums, *range_, most, width)
        # The one that is looked into stands out; thick lines of many points are slow in pyqtgraph.
        thick = 2.0 if curve.detailed else 1.2
        thick = thick if len(steps) < 2 * _POINTS else 1.0
        pen = curve.sign.pen(self._look, thick)
        self.losses = Drawn(curve.place(steps), height(means), pen)
        # Heights of the axis come from the whole run: zoomed in, the axis must not change as one
        # scrolls.
        if range_ != (0, len(curve.losses)):
            means = averages(curve.sums, 0, len(curve.losses), most, width)[1]
        if curve.detailed:
            means = np.append(means, curve.held_out[np.isfinite(curve.held_out)])
        self.range = (float(means.min()), float(means.max())) if means.size else ()

    def take_accuracies(self, curve: TrainingCurve) -> None:
        """Place the accuracies, unless they are there."""
        looks = curve.place(curve.looks)
        wanted = (curve.number, curve.sign, looks.tobytes(), curve.accuracies.tobytes())
        if wanted == self._accuracies_of:
            return
        self._accuracies_of = wanted
        role = signs.ACCURACY.role
        # The colour of all accuracies is green; which run it is, is told by the stroke.
        pen = signs.pen(self._look, role, 2, curve.sign.stroke or "solid")
        self.accuracies = Drawn(looks, 100 * curve.accuracies, pen, role)


class AllRuns:
    """Smoothed losses in one plot and accuracies in another, of all runs that are drawn."""

    def __init__(self, plots: Sequence[QuietPlot], look: Look) -> None:
        self._look = look
        self._runs: list[_Run] = []
        self.compared = [ComparedLines(plot.box, look) for plot in plots]
        self._smooth = pg.PlotCurveItem(antialias=True)
        self._accuracy = pg.PlotCurveItem(antialias=True)
        self._looks = pg.ScatterPlotItem(size=7, pxMode=True)
        self._accuracies: Drawn | None = None  # of the one that is looked into
        self.compared[0].setZValue(9)
        self._smooth.setZValue(10)
        for item in (self._accuracy, self._looks):
            item.setCacheMode(item.CacheMode.DeviceCoordinateCache)  # it seldom changes
        plots[0].add(self.compared[0], self._smooth)
        plots[1].add(self.compared[1], self._accuracy, self._looks)

    def forget(self) -> None:
        """Draw all anew the next time: colours have changed."""
        for each in self._runs:
            each.forget()

    def draw_losses(
        self,
        curves: Sequence[TrainingCurve],
        span: tuple[float, float],
        width: int,
        height: Callable[[Floats], Floats],
        scale: str,
        is_live: Callable[[TrainingCurve], bool],
    ) -> None:
        """Draw the smoothed lines of the steps in view; what is drawn already stays.

        Args:
            curves: The runs, at most one of them detailed.
            span: First and last step in view.
            width: Steps that one mean is taken over.
            height: Where a loss stands on the plot's axis.
            scale: Name of what `height` does.
            is_live: Whether more losses of a run will come soon.
        """
        while len(self._runs) < len(curves):
            self._runs.append(_Run(self._look))
        del self._runs[len(curves) :]
        self._smooth.setVisible(any(each.detailed for each in curves))
        for curve, run in zip(curves, self._runs, strict=True):
            # A run that has reached its end draws once, so as finely as the screen shows.
            live = curve.detailed and is_live(curve)
            run.take_losses(curve, span, width, height, scale, live=live)
            if curve.detailed:
                self._smooth.setPen(run.losses.pen)
                self._smooth.setData(run.losses.x, run.losses.y)
        self.compared[0].set_lines(_others(curves, [run.losses for run in self._runs]))

    def draw_accuracies(self, curves: Sequence[TrainingCurve]) -> None:
        """Draw the accuracies of the same runs."""
        for item in (self._accuracy, self._looks):
            item.setVisible(any(each.detailed for each in curves))
        for curve, run in zip(curves, self._runs, strict=True):
            run.take_accuracies(curve)
            line = run.accuracies
            if curve.detailed and line is not self._accuracies:
                self._accuracies = line
                self._accuracy.setPen(line.pen)
                self._accuracy.setData(line.x, line.y)
                rim = signs.pen(self._look, "surface", 0.8)
                self._looks.setData(line.x, line.y, brush=self._look.colour(line.dots), pen=rim)
        self.compared[1].set_lines(_others(curves, [run.accuracies for run in self._runs]))

    @property
    def points(self) -> list[tuple[Floats, Floats]]:
        """Steps and heights of each run's smoothed line."""
        return [(run.losses.x, run.losses.y) for run in self._runs]

    @property
    def ends(self) -> list[float]:
        """The least and the greatest smoothed loss of each whole run that has one."""
        return [loss for run in self._runs for loss in run.range]


def _others(curves: Sequence[TrainingCurve], lines: Sequence[Drawn]) -> list[Drawn]:
    return [line for curve, line in zip(curves, lines, strict=True) if not curve.detailed]
