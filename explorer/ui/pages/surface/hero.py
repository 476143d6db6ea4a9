"""The map with the race, the table of the race below or beside it, and everyone's height."""

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from explorer.core.descent.results import Curvature
from explorer.core.descent.standings import Goal
from explorer.session.surface.choices import MOST_RACERS
from explorer.session.surface.snapshots import GoalView, Lines, MapView, RaceView
from explorer.ui import signs
from explorer.ui.pages.surface.heights import HeightPlot
from explorer.ui.widgets.race_table import MOST, RaceTable, Row
from explorer.ui.pages.surface.words import Moment, minima_told, target_told
from explorer.ui.pages.surface.views import SurfaceViews
from explorer.ui.plots.racer_path import RacerDrawing
from explorer.ui.plots.surface_plot import SurfacePlot
from explorer.ui.theme import Look
from explorer.ui.widgets.labels import Heading

translate = QCoreApplication.translate

TABLE_WIDTH = 630  # px at 100 %, beside the map
_ANY_WIDTH = 16_777_215  # Qt's own largest


class SurfaceHero(QWidget):
    """Turns views into what is drawn on the map and written in the table."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._placed_for: RaceView | None = None
        self._told: tuple[Moment, Goal] | None = None
        self._places: list[Lines] = []
        self.plot = SurfacePlot(translate("Surface", "Map of f(x, y) with the race"), look)
        self.views = SurfaceViews(self.plot, look)
        self.table = RaceTable(look)
        self.heights = HeightPlot(look)
        self._title = Heading(
            translate("Surface", "Height above the lowest place"), translate("Surface", "f − f*")
        )
        self._room = QWidget()
        column = QVBoxLayout(self._room)
        column.setContentsMargins(14, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table)
        column.addWidget(self._title)
        column.addWidget(self.heights, 1)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(8, 14, 22, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.views, 1)
        self._layout.addWidget(self._room)

    def set_wide(self, wide: bool) -> None:
        """Put the table beside the map, or below it."""
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        width = self._look.px(TABLE_WIDTH)
        self._room.setMinimumWidth(width if wide else 0)
        self._room.setMaximumWidth(width if wide else _ANY_WIDTH)
        self.table.set_most(MOST_RACERS if wide else MOST)
        for part in (self._title, self.heights):
            part.setVisible(wide)
        self._wide = wide
        self._show_heights()

    _wide = False

    def _show_heights(self) -> None:
        if self._wide and self._told is not None:
            now, goal = self._told
            self.heights.show_race(now.view, now.names, goal)
            self.heights.set_cursor(now.cursor)

    def show_map(self, view: MapView) -> None:
        """Draw the map under everything else."""
        self.plot.set_map(view.shades, view.area)
        self.plot.set_lines(view.minor, view.major, view.arrows)
        self.views.set_map(view)

    def show_goal(self, view: GoalView) -> None:
        """Mark the minima."""
        places = np.array(view.goal.minima).reshape(-1, 2)
        self.plot.set_minima(places, view.lowest, minima_told(view))
        self.views.set_minima(places)

    def set_start(self, x: float, y: float) -> None:
        """Put the start."""
        self.plot.set_start(x, y)
        self.views.set_start(x, y)

    def show_race(self, at: Moment, goal: Goal, chosen: int | None) -> None:
        """Draw everyone's path up to an update, and write where everyone is.

        Args:
            at: The race at that update.
            goal: What they run for.
            chosen: Index of the racer that the formulas are about.
        """
        view, cursor = at.view, at.cursor
        if self._placed_for is not view:
            self._placed_for = view
            self._places = [path.x.astype(np.float64) for path in view.paths]
        drawings, rows = [], []
        for racer, settings, places, name, now in zip(
            view.racers, view.settings, self._places, at.names, at.standings, strict=True
        ):  # fmt: skip
            sign, index = signs.of_racer(racer.sign), min(cursor, len(places) - 1)
            drawings.append(RacerDrawing(sign, name, places, index, settings.updates))
            rows.append(Row(sign, name, racer.learning_rate, now))
        if chosen is None:
            self.show_point(None)
        self.plot.set_racers(drawings)
        self.views.set_race(view, drawings)
        self._told = at, goal
        self._show_heights()
        self.table.show_race(cursor, target_told(goal), rows, chosen)

    def show_point(self, at: Curvature | None) -> None:
        """Draw the axes of curvature at a point and the Newton step from it, or nothing."""
        target = None if at is None else at.newton_point
        if at is None or target is None:
            self.plot.set_newton(None)
        else:
            self.plot.set_newton(
                (float(at.point[0]), float(at.point[1])), (float(target[0]), float(target[1]))
            )
        if at is None:
            self.plot.set_curvature(None)
        else:
            place = float(at.point[0]), float(at.point[1])
            self.plot.set_curvature(place, at.eigenvalues, at.eigenvectors)
