"""The middle of the Surface page: map or surface with the race, its table, and everyone's height."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from explorer.session.surface.choices import MOST_RACERS
from explorer.session.surface.snapshots import Lines, RaceView, SurfaceShown
from explorer.ui import signs
from explorer.ui.pages.surface.words import minima_words, racers_shown, standings_in, target_words
from explorer.ui.plots.log_plot import LogLine, LogPlot
from explorer.ui.plots.racer_path import RacerDrawing
from explorer.ui.plots.solid_geometry import relief
from explorer.ui.plots.surface_plot import SurfacePlot
from explorer.ui.theme import Look
from explorer.ui.widgets.labels import Heading
from explorer.ui.widgets.race_table import MOST, RaceTable, Row

if TYPE_CHECKING:
    from explorer.ui.plots.surface_solid import SurfaceSolid

translate = QCoreApplication.translate

WIDE = 1_600  # px at 100 % of the window; from there on the table stands beside the map
TABLE_WIDTH = 630  # px at 100 %, beside the map
NOWHERE: Lines = np.zeros((0, 2))
_ANY_WIDTH = 16_777_215  # Qt's own largest
_BEYOND = 1e6  # times the height of the start, above which a racer is out of the picture


class SurfaceHero(QWidget):
    """Draws what it is shown; what is pending or failed leaves no number behind.

    Attributes:
        solid: The view in three dimensions while it is in front, None otherwise: a window that
            holds one paints everything through OpenGL.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        # Converted once for each race: every step of the cursor draws them.
        self._places: list[Lines] = []
        self.plot = SurfacePlot(translate("Surface", "Map of f(x, y) with the race"), look)
        self.solid: SurfaceSolid | None = None
        self.table = RaceTable(look)
        self.heights = HeightPlot(look)
        self._title = Heading(
            translate("Surface", "Height above the lowest place"), translate("Surface", "f − f*")
        )
        self._views = QStackedWidget()
        self._views.addWidget(self.plot)
        self._room = QWidget()
        column = QVBoxLayout(self._room)
        column.setContentsMargins(14, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table)
        column.addWidget(self._title)
        column.addWidget(self.heights, 1)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(8, 14, 22, 4)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._views, 1)
        self._layout.addWidget(self._room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suit the width of the window."""
        super().resizeEvent(event)
        self.set_wide(self.window().width() >= self._look.px(WIDE))

    def set_wide(self, wide: bool) -> None:
        """Put the table beside the map, with the heights under it, or below the map without."""
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        width = self._look.px(TABLE_WIDTH)
        # Beside the map the table has a fixed width, and the map takes the rest.
        self._room.setMinimumWidth(width if wide else 0)
        self._room.setMaximumWidth(width if wide else _ANY_WIDTH)
        self.table.set_most(MOST_RACERS if wide else MOST)
        for part in (self._title, self.heights):
            part.setVisible(wide)

    def draw(self, old: SurfaceShown | None, new: SurfaceShown) -> None:
        """Draw map, race and point, each where its own result differs, then the plane asked for."""
        self.plot.set_shown(new.choices.shown)
        if old is None or old.choices.start != new.choices.start:
            self.plot.set_start(*new.choices.start)
        if new.differs(old, "map"):
            self._draw_map(new)
        if new.differs(old, "goal"):
            self._draw_minima(new)
        if new.differs(old, "race", "goal") or old is None or _at(old) != _at(new):
            self._draw_race(old, new)
        if new.differs(old, "race", "curvature") or old is None or _at(old) != _at(new):
            self._draw_point(new)
        self._draw_solid(old, new)
        if old is None or old.late != new.late:
            self.plot.set_dimmed(ground="map" in new.late, race="race" in new.late)
            self.table.set_dimmed("race" in new.late)
        if new.seen is None or old is None:
            self.plot.set_home(new.home)
        if new.seen is not None and old is None:  # in a window built anew
            self.plot.show_part(new.seen)

    def _draw_map(self, shown: SurfaceShown) -> None:
        view = shown.map.value
        if view is None:
            self.plot.set_map(np.zeros((0, 0), np.uint8), shown.home)
            self.plot.set_lines(NOWHERE, NOWHERE, NOWHERE)
            self.plot.ground.set_trail(NOWHERE)
        else:
            self.plot.set_map(view.shades, view.area)
            self.plot.set_lines(view.minor, view.major, view.arrows)
            self.plot.ground.set_trail(view.trail)

    def _draw_minima(self, shown: SurfaceShown) -> None:
        view = shown.goal.value
        if view is None:
            self.plot.set_minima(NOWHERE, (), ())
        else:
            self.plot.set_minima(_minima_in(shown), view.lowest, minima_words(view))

    def _draw_race(self, old: SurfaceShown | None, new: SurfaceShown) -> None:
        """Draw everyone's path up to an update, and write where everyone is."""
        # Read once, since plot, table and heights draw the same.
        race, cursor, racers = new.race.value, new.choices.cursor, racers_shown(new)
        if new.differs(old, "race"):
            paths = () if race is None else race.paths
            self._places = [path.x.astype(np.float64) for path in paths]
        # Without a race there are names, but nowhere to stand.
        now = [None] * len(racers) if race is None else standings_in(race, cursor, new.target)
        rows = [
            Row(signs.of_racer(racer.sign), name, racer.learning_rate, each)
            for (racer, name), each in zip(racers, now, strict=True)
        ]
        self.plot.set_racers(self._drawings(new))
        self.table.show_race(cursor, target_words(new.target), rows, new.chosen)
        # Heights are drawn over all updates at once, so the cursor changes nothing in them.
        if old is None or new.differs(old, "race", "goal") or racers != racers_shown(old):
            self.heights.show_race(race, [name for _, name in racers], new.target.lowest)
        self.heights.set_cursor(cursor)

    def _drawings(self, shown: SurfaceShown) -> list[RacerDrawing]:
        race, cursor = shown.race.value, shown.choices.cursor
        if race is None:
            return []
        return [
            RacerDrawing(
                # A path that diverged ends before the cursor.
                signs.of_racer(racer.sign),
                name,
                places,
                min(cursor, len(places) - 1),
                made.updates,
            )
            for (racer, name), made, places in zip(
                racers_shown(shown), race.settings, self._places, strict=True
            )
        ]

    def _draw_point(self, shown: SurfaceShown) -> None:
        """Draw the axes of curvature at the examined racer's point and the Newton step from it."""
        if shown.point is None:
            self.plot.set_newton(None)
            self.plot.set_curvature(None)
            return
        _, at = shown.point
        place, target = (float(at.point[0]), float(at.point[1])), at.newton_point
        # A flat place has no step of Newton's.
        if target is None:
            self.plot.set_newton(None)
        else:
            self.plot.set_newton(place, (float(target[0]), float(target[1])))
        self.plot.set_curvature(place, at.eigenvalues, at.eigenvectors)

    # ---- three dimensions

    def _draw_solid(self, old: SurfaceShown | None, new: SurfaceShown) -> None:
        if new.view == "map":
            self._drop_solid()
            return
        is_new = self.solid is None
        solid = self.solid or self._make_solid()
        # A new view has drawn nothing: all of it differs.
        before = None if is_new else old
        view = new.map.value
        if new.differs(before, "map") and view is not None:
            lines = np.concatenate([view.minor, view.major])
            # Cut to what the map shows, so that both views are of the same part.
            seen = relief(view.shades, view.area, self.plot.seen)
            solid.set_relief(seen, lines, view.scale.height)
        if before is None or new.differs(before, "map", "race") or _at(before) != _at(new):
            race = new.race.value
            # Without a map there are no shares of its height.
            paths = () if race is None or view is None else race.paths
            drawings = self._drawings(new) if paths else []
            heights = [view.scale.shares(path.y.astype(np.float64)) for path in paths if view]
            solid.set_racers(list(zip(drawings, heights, strict=True)))
        if new.differs(before, "goal") or before is None or (
            before.choices.start != new.choices.start
        ):  # fmt: skip
            solid.set_marks(np.array([new.choices.start]), _minima_in(new))

    def _make_solid(self) -> "SurfaceSolid":
        # Imports OpenGL, which many a machine lacks; nobody else needs it.
        from explorer.ui.plots.surface_solid import SurfaceSolid

        self.solid = SurfaceSolid(self._look)
        self._views.addWidget(self.solid)
        self._views.setCurrentWidget(self.solid)
        self.solid.setFocus()
        return self.solid

    def _drop_solid(self) -> None:
        if self.solid is not None:
            self._views.setCurrentWidget(self.plot)
            self._views.removeWidget(self.solid)
            # Not kept: as long as it exists, the window paints everything through OpenGL.
            self.solid.deleteLater()
            self.solid = None


class HeightPlot(LogPlot):
    """The racers' heights above the lowest minimum, or above the lowest place of the race."""

    def __init__(self, look: Look) -> None:
        name = translate("Surface", "Height after every update")
        super().__init__(name, translate("Surface", "update"), look, log_x=False)
        self._waiting: tuple[RaceView | None, Sequence[str], float | None] | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while nobody looked."""
        super().showEvent(event)
        if self._waiting is not None:
            self.show_race(*self._waiting)

    def show_race(self, view: RaceView | None, names: Sequence[str], lowest: float | None) -> None:
        """Draw a race, given its racers' names and the height of the lowest minimum; or none."""
        # Kept in mind until it is looked at.
        self._waiting = None if self.isVisible() else (view, names, lowest)
        if self._waiting is not None:
            return
        paths = () if view is None else view.paths
        heights = [np.asarray(path.y, dtype=np.float64) for path in paths]
        if lowest is None:
            # Without a known minimum the lowest place that anyone has been to.
            lowest = min((float(each.min()) for each in heights), default=0.0)
        lines = []
        for racer, name, each in zip(view.racers if view else (), names, heights, strict=False):
            above = each - lowest
            # One racer that diverges would press the heights of all others into a line.
            above = np.where(above <= _BEYOND * max(above[0], 1e-300), above, np.nan)
            steps = np.arange(len(above), dtype=np.float64)
            lines.append(LogLine(name, signs.of_racer(racer.sign), steps, above))
        self.set_lines(lines)

    def _dress(self) -> None:
        super()._dress()
        # The path's purple is a racer's colour here.
        self._cursor.setPen(signs.pen(self._look, "text", 1, "dots", 0.7))


def _at(shown: SurfaceShown) -> tuple[object, ...]:
    """Return what is drawn of a race beside its paths; other rates alone change nothing yet."""
    return shown.choices.cursor, shown.chosen, racers_shown(shown)


def _minima_in(shown: SurfaceShown) -> Lines:
    return np.array(shown.target.minima, dtype=np.float64).reshape(-1, 2)
