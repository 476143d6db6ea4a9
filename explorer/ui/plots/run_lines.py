"""What the loss plot draws of one run, drawn again only where it has changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg

from explorer.ui import signs
from explorer.ui.plots.axes import QuietPlot
from explorer.ui.plots.decimation import Floats, averages
from explorer.ui.theme import Look

_POINTS, _LIVE_POINTS = 700, 300  # of a smoothed line, and while it is redrawn all the time
_NO_FLOATS: Floats = np.zeros(0)


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
    """

    number: int
    sign: signs.Sign
    losses: Floats
    sums: Floats
    looks: Floats
    accuracies: Floats
    detailed: bool

    def range_in_view(self, left: float, right: float) -> tuple[int, int]:
        """Return the index of the first loss in view, and that after the last."""
        first = min(max(int(left) - 1, 0), len(self.losses))
        return first, max(min(int(right) + 2, len(self.losses)), first)


class RunLines:
    """A run's smoothed losses in one plot and its accuracies in another.

    Attributes:
        points: Steps and heights of the smoothed line.
        lowest: Least smoothed loss of the whole run, if there is one.
        highest: Greatest smoothed loss of the whole run, if there is one.
    """

    def __init__(self, plots: Sequence[QuietPlot], look: Look) -> None:
        self._look = look
        self.points: tuple[Floats, Floats] = (_NO_FLOATS, _NO_FLOATS)
        self.lowest: float | None = None
        self.highest: float | None = None
        self._losses_drawn: object = None
        self._accuracy_drawn: object = None
        self._smooth = pg.PlotCurveItem(antialias=True)
        self._accuracy = pg.PlotCurveItem(antialias=True)
        self._looks = pg.ScatterPlotItem(size=7, pxMode=True)
        self._smooth.setZValue(10)
        for item in (self._accuracy, self._looks):
            item.setCacheMode(item.CacheMode.DeviceCoordinateCache)  # it seldom changes
        self._items = (self._smooth, self._accuracy, self._looks)
        for plot, items in zip(plots, (self._items[:1], self._items[1:]), strict=True):
            plot.add(*items)

    def show(self, shown: bool) -> None:
        """Show the lines or hide them."""
        for item in self._items:
            item.setVisible(shown)

    def forget(self) -> None:
        """Draw all anew the next time: colours have changed."""
        self._losses_drawn = self._accuracy_drawn = None

    def draw_losses(
        self,
        curve: TrainingCurve,
        span: tuple[float, float],
        width: int,
        height: Callable[[Floats], Floats],
        scale: str,
        *,
        live: bool,
    ) -> None:
        """Draw the smoothed line of the steps in view, unless it is drawn already.

        Args:
            curve: The run.
            span: First and last step in view.
            width: Steps that one mean is taken over.
            height: Where a loss stands on the plot's axis.
            scale: Name of what `height` does.
            live: Whether more losses will come soon.
        """
        range_ = curve.range_in_view(*span)
        wanted = (curve.number, len(curve.losses), curve.sign, range_, width, scale)
        if not curve.detailed and wanted == self._losses_drawn:
            return
        self._losses_drawn = None if curve.detailed else wanted
        self._keep_picture(not curve.detailed)
        most = _LIVE_POINTS if live else _POINTS
        steps, means = averages(curve.sums, *range_, most, width)
        self.points = (steps, height(means))
        self._smooth.setPen(curve.sign.pen(self._look, 2 if len(steps) < 2 * _POINTS else 1))
        self._smooth.setData(*self.points)
        if range_ != (0, len(curve.losses)):
            means = averages(curve.sums, 0, len(curve.losses), most, width)[1]
        self.lowest = float(means.min()) if means.size else None
        self.highest = float(means.max()) if means.size else None

    def draw_accuracy(self, curve: TrainingCurve) -> None:
        """Draw the accuracies, unless they are drawn already."""
        wanted = (curve.number, curve.sign, curve.looks.tobytes(), curve.accuracies.tobytes())
        if wanted == self._accuracy_drawn:
            return
        self._accuracy_drawn = wanted
        role = signs.ACCURACY.role
        self._accuracy.setPen(signs.pen(self._look, role, 2, curve.sign.stroke or "solid"))
        self._accuracy.setData(curve.looks, 100 * curve.accuracies)
        self._looks.setData(
            curve.looks,
            100 * curve.accuracies,
            brush=self._look.colour(role),
            pen=signs.pen(self._look, "surface", 0.8),
        )

    def _keep_picture(self, kept: bool) -> None:
        """Paint a line that stays only once: smooth thick lines are slow."""
        modes = self._smooth.CacheMode
        mode = modes.DeviceCoordinateCache if kept else modes.NoCache
        if self._smooth.cacheMode() != mode:
            self._smooth.setCacheMode(mode)
