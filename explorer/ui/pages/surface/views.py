"""The map and, when it is asked for, the surface in three dimensions in its place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QStackedWidget

from explorer.session.surface.snapshots import Lines, MapView, RaceView
from explorer.ui.plots.racer_path import RacerDrawing
from explorer.ui.plots.solid_geometry import relief
from explorer.ui.plots.surface_plot import SurfacePlot
from explorer.ui.theme import Look

if TYPE_CHECKING:
    from explorer.ui.plots.surface_solid import SurfaceSolid


class SurfaceViews(QStackedWidget):
    """Keeps what is shown, so that either view shows the same.

    Attributes:
        solid: The view in three dimensions while it is in front, None otherwise: a window that
            holds one paints everything through OpenGL.
    """

    def __init__(self, plot: SurfacePlot, look: Look) -> None:
        super().__init__()
        self._plot, self._look = plot, look
        self.solid: SurfaceSolid | None = None
        self._map: MapView | None = None
        self._race: RaceView | None = None
        self._racers: Sequence[RacerDrawing] = ()
        self._start: Lines = np.zeros((1, 2))
        self._minima: Lines = np.zeros((0, 2))
        self.addWidget(plot)

    def show_solid(self, *, wanted: bool) -> None:
        """Show three dimensions, or the map again."""
        if wanted == (self.solid is not None):
            return
        if not wanted:
            self.setCurrentWidget(self._plot)
            if self.solid is not None:
                self.removeWidget(self.solid)
                self.solid.deleteLater()
                self.solid = None
            return
        from explorer.ui.plots.surface_solid import SurfaceSolid

        self.solid = SurfaceSolid(self._look)
        self.addWidget(self.solid)
        self.setCurrentWidget(self.solid)
        self.solid.setFocus()
        self._feed_map()
        self._feed_race()
        self._feed_marks()

    def set_map(self, view: MapView) -> None:
        """Take another map."""
        self._map = view
        self._feed_map()
        self._feed_race()

    def set_race(self, view: RaceView, racers: Sequence[RacerDrawing]) -> None:
        """Take the racers as they are drawn on the map, and their race."""
        self._race, self._racers = view, racers
        self._feed_race()

    def set_start(self, x: float, y: float) -> None:
        """Take another start."""
        self._start = np.array([[x, y]])
        self._feed_marks()

    def set_minima(self, places: Lines) -> None:
        """Take other minima, shape (n, 2)."""
        self._minima = places
        self._feed_marks()

    def _feed_map(self) -> None:
        if self.solid is None or self._map is None:
            return
        view = self._map
        lines = np.concatenate([view.minor, view.major])
        seen = relief(view.shades, view.area, self._plot.seen)
        self.solid.set_relief(seen, lines, view.scale.height)

    def _feed_race(self) -> None:
        if self.solid is None or self._map is None or self._race is None:
            return
        scale = self._map.scale
        heights = [scale.shares(np.asarray(path.y, np.float64)) for path in self._race.paths]
        self.solid.set_racers(list(zip(self._racers, heights, strict=True)))

    def _feed_marks(self) -> None:
        if self.solid is not None:
            self.solid.set_marks(self._start, self._minima)
