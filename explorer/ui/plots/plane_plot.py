"""A loss on a plane through its weights: a shade for each computed place, and the path on them."""

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.core.arrays import Samples
from explorer.core.numerals import significant
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.axes import Canvas
from explorer.ui.plots.map_ground import MapGround, MapPlot
from explorer.ui.plots.way_home import WayHome
from explorer.ui.spoken import Role
from explorer.ui.theme import Look

translate = QCoreApplication.translate
_UNKNOWN = 255  # shade of a place without height


class PlanePlot(QWidget):
    """Shades of the heights, brightest at the lowest, under a path."""

    spoken_role = Role.Chart

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas = Canvas(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.canvas)
        self.plot = MapPlot(look)
        self.canvas.ci.addItem(self.plot, row=0, col=0)
        self.key_box = self.plot.box
        self.ground = MapGround(self.plot.box, look)
        self.ground.setZValue(-900)
        self.plot.add(self.ground)
        self._spans = ((-1.0, 1.0), (-1.0, 1.0))
        self._told: tuple[Samples, Samples] | None = None
        self.way_home = WayHome(self, self.canvas.viewport(), self._fit, look)
        self.plot.box.sigRangeChangedManually.connect(lambda *_: self.way_home.set_away(True))
        look.changed.connect(self.ground.dress)
        self.setMinimumHeight(look.px(180))

    def set_plane(self, x: Samples, y: Samples, heights: Samples, trail: Samples) -> None:
        """Draw heights, shape (rows, columns), at places in equal steps; NaN is still to come.

        Args:
            x: Columns, from left to right.
            y: Rows, from the lowest on.
            heights: f there.
            trail: The path's places, shape (steps, 2).
        """
        known = np.isfinite(heights)
        self._told = (heights, trail) if known.any() and len(trail) else None
        # By their logarithms: a loss falls by orders of magnitude.
        shades = np.full(heights.shape, _UNKNOWN, np.uint8)
        if known.any():
            levels = np.log(np.maximum(heights[known], 1e-12))
            low, high = float(levels.min()), float(levels.max())
            shades[known] = np.rint(254 * (levels - low) / (high - low or 1.0))
        dx, dy = float(x[1] - x[0]) / 2, float(y[1] - y[0]) / 2
        spans = ((float(x[0]) - dx, float(x[-1]) + dx), (float(y[0]) - dy, float(y[-1]) + dy))
        self.ground.set_shades(shades, spans)
        self.ground.set_trail(trail)
        if spans != self._spans:
            self._spans = spans
            self.way_home.set_away(False)
            self._fit()

    def described(self) -> str:
        """Return between which losses the plane lies, and where the path goes."""
        if self._told is None:
            return spoken_lines.nothing()
        heights, trail = self._told
        known = heights[np.isfinite(heights)]
        text = translate(
            "Mnist", "Losses from {low} to {high}; the path goes from ({x}, {y}) to ({u}, {v})."
        )
        (x, y), (u, v) = (
            (significant(float(a), 3), significant(float(b), 3)) for a, b in trail[[0, -1]]
        )
        low, high = (significant(float(each), 3) for each in (known.min(), known.max()))
        return text.format(low=low, high=high, x=x, y=y, u=u, v=v)

    def clear(self) -> None:
        """Draw nothing."""
        self._told = None
        self.ground.set_shades(np.zeros((0, 0), np.uint8), self._spans)
        self.ground.set_trail(np.zeros((0, 2)))

    def _fit(self) -> None:
        x, y = self._spans
        self.plot.box.setRange(xRange=x, yRange=y, padding=0.01)
