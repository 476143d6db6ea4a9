"""The lines of training runs: of the one that is looked into, and of those that it is compared with."""

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg

from explorer.ui import signs
from explorer.ui.plots.axes import QuietPlot
from explorer.ui.plots.downsample import Floats, averages, thinning
from explorer.ui.plots.loss_parts import TrainingCurve
from explorer.ui.theme import Look

# Fewer points while a run is live: drawing competes with the training for the cores.
_POINTS, _LIVE_POINTS = 700, 300  # of a smoothed line, and while it is redrawn all the time
_NO_FLOATS: Floats = np.zeros(0)


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
        if not curve.detailed and wanted == self._losses_drawn:
            return
        self._losses_drawn = None if curve.detailed else wanted
        self._keep_picture(not curve.detailed)
        most = _LIVE_POINTS if live else _POINTS
        steps, means = averages(curve.sums, *range_, most, width)
        self.points = (curve.place(steps), height(means))
        # The one that is looked into stands out; thick lines of many points are slow in pyqtgraph.
        thick = 2.0 if curve.detailed else 1.2
        thick = thick if len(steps) < 2 * _POINTS else 1.0
        self._smooth.setPen(curve.sign.pen(self._look, thick))
        self._smooth.setData(*self.points)
        # Heights of the axis come from the whole run: zoomed in, the axis must not change as one
        # scrolls.
        if range_ != (0, len(curve.losses)):
            means = averages(curve.sums, 0, len(curve.losses), most, width)[1]
        if curve.detailed:
            means = np.append(means, curve.held_out[np.isfinite(curve.held_out)])
        self.lowest = float(means.min()) if means.size else None
        self.highest = float(means.max()) if means.size else None

    def draw_accuracy(self, curve: TrainingCurve) -> None:
        """Draw the accuracies, unless they are drawn already."""
        looks = curve.place(curve.looks)
        wanted = (curve.number, curve.sign, looks.tobytes(), curve.accuracies.tobytes())
        if wanted == self._accuracy_drawn:
            return
        self._accuracy_drawn = wanted
        role = signs.ACCURACY.role
        # The colour of all accuracies is green; which run it is, is told by the stroke.
        self._accuracy.setPen(signs.pen(self._look, role, 2, curve.sign.stroke or "solid"))
        self._accuracy.setData(looks, 100 * curve.accuracies)
        self._looks.setData(
            looks,
            100 * curve.accuracies,
            brush=self._look.colour(role),
            # A rim in the ground's colour keeps a dot apart from the line it lies on.
            pen=signs.pen(self._look, "surface", 0.8),
        )

    def _keep_picture(self, kept: bool) -> None:
        """Paint a line that stays only once: smooth thick lines are slow."""
        modes = self._smooth.CacheMode
        # A picture of what changes all the time would be made and thrown away.
        mode = modes.DeviceCoordinateCache if kept else modes.NoCache
        if self._smooth.cacheMode() != mode:
            self._smooth.setCacheMode(mode)
