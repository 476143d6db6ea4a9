"""Where choices, map, race and leaves of the Surface page meet."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.core.descent.results import Curvature
from explorer.core.descent.standings import Goal
from explorer.session.session import Session
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.surface.snapshots import CurvatureView, GoalView, MapView, RaceView
from explorer.ui.pages.played_page import PlayedPage
from explorer.ui.pages.surface import choosing
from explorer.ui.pages.surface.controls import SurfaceControls
from explorer.ui.pages.surface.data_leaf import DataLeaf
from explorer.ui.pages.surface.formula_leaf import FormulaLeaf
from explorer.ui.pages.surface.hero import SurfaceHero
from explorer.ui.pages.surface.rate_search import RateSearch
from explorer.ui.pages.surface.words import (
    Moment,
    Told,
    count_told,
    cut_told,
    failure_told,
    moment,
    names_in,
    names_of,
    told,
    tuning_told,
)
from explorer.ui.pages.surface.requests import SurfaceWork
from explorer.ui.plots.opengl import OpenGLProbe
from explorer.ui.services import Services
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.sentence_line import SentenceLine
from explorer.ui.widgets.timeline import Timeline

translate = QCoreApplication.translate

WIDE = 1_600  # px at 100 %; from there on the table stands beside the map
LAG = 200  # milliseconds that the fields wait for a preview of the race at most
SOON = 8  # milliseconds until fields, table and formulas follow what is drawn: once it is painted


class SurfacePage(PlayedPage):
    """Draws f(x, y) and a race on it; everything drawn comes from TensorFlow."""

    def __init__(self, services: Services) -> None:
        look, store = services.look, services.store
        timeline = Timeline(translate("Surface", "Updates"), look)
        code = CodeView(translate("Surface", "Program"), "race.py", look)
        self._positions = DataLeaf(look)
        super().__init__(services, "surface", timeline, code, self._positions)
        self._store, self._loader = store, services.loader
        self._goal: GoalView | None = None
        self._race: RaceView | None = None
        self._bend: CurvatureView | None = None
        self._now: Moment | None = None
        self._words: Told | None = None
        self._mapped = self._begun = self._dragging = False
        self._work, self._search = SurfaceWork(self), RateSearch(self)
        self._opengl = OpenGLProbe(self)
        self.controls = SurfaceControls(store, look)
        self.hero = SurfaceHero(look)
        self.plot, self.table = self.hero.plot, self.hero.table
        self.sentence = SentenceLine(look)
        self.formula_leaf = FormulaLeaf(look, self.typesetter)
        self._lagging = QTimer(self, singleShot=True)
        self._telling = QTimer(self, singleShot=True, interval=SOON)
        self._assemble()
        self._connect()
        self._draw_choices()
        self._fill_fields()
        self.formula_leaf.show_function(self._state.formula)
        self._tell(Told(translate("Surface", "Loading TensorFlow…"), "", "busy"))
        self.timeline.setEnabled(False)
        self.controls.tune.setEnabled(False)

    # ---- building

    def _assemble(self) -> None:
        sentence_row = QWidget()
        margins = QHBoxLayout(sentence_row)
        margins.setContentsMargins(16, 4, 16, 4)
        margins.addWidget(self.sentence)
        self.assemble(
            controls=self.controls.widget,
            hero=self.hero,
            bottom=[sentence_row, self.timeline],
            leaves=self.leaves(
                self.formula_leaf.widget, translate("Surface", "This race as TensorFlow")
            ),
        )

    def _connect(self) -> None:
        self._store.changed.connect(self._draw_difference)
        for name in ("map", "goal", "race", "curvature"):
            getattr(self._work, name).connect(getattr(self, f"_show_{name}"))
        self._work.preview.connect(self._show_race)
        self._lagging.timeout.connect(self._catch_up)
        self._telling.timeout.connect(self._tell_point)
        self._work.failed.connect(self._fail)
        self._search.came_along.connect(lambda v: self._tell(tuning_told(v, self._names[v.sign])))
        self._search.found.connect(lambda rates: self._change(self._state.with_rates(rates)))
        self._search.ended.connect(self._end_search)
        self._search.failed.connect(self._fail)
        self.plot.start_requested.connect(self._move_start)
        self.plot.nudge_requested.connect(self._nudge)
        self.plot.racer_requested.connect(self._examine)
        self.plot.grabbed.connect(partial(self._set_dragging, True))
        self.plot.released.connect(partial(self._set_dragging, False))
        self.plot.view_changed.connect(self._request_map)
        self.table.row_requested.connect(self._examine)
        self.controls.tune.clicked.connect(self._tune)
        self.controls.view.chosen.connect(self._choose_view)
        self._opengl.told.connect(self.controls.forbid_solid)
        self.sentence.acted.connect(self._act)
        self.data.row_requested.connect(self.go)
        self.typesetter.done.connect(lambda _: self._tell_content())
        self.look.changed.connect(self._restyle)

    def showEvent(self, event: QShowEvent) -> None:
        """Compute for the first time when the page is first looked at."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self._loader.when_ready(self._begin)

    def _begin(self) -> None:
        self.timeline.setEnabled(True)
        self.controls.tune.setEnabled(True)
        self.plot.set_home(self._state.home)
        self._opengl.start()
        self._request_map()
        self._work.request_goal(self._state.formula, self._state.home)
        self._work.request_race(self._state)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        waits = self._lagging.isActive() or self._telling.isActive()
        return waits or any(part.busy for part in (self._work, self._search, self.typesetter))

    @property
    def _live(self) -> bool:
        return self._begun and self._loader.ready

    @property
    def _state(self) -> SurfaceChoices:
        return self._store.session.surface

    def _change(self, state: SurfaceChoices) -> None:
        self._store.change(lambda session: session.with_surface(lambda _: state))

    # ---- choices to requests

    def _draw_difference(self, old: Session, new: Session) -> None:
        before, after = old.surface, new.surface
        if before == after:
            return
        changed = choosing.changed_between(before, after)
        soon = False  # it is asked for before anything is drawn, to run meanwhile
        if self._live and changed & choosing.MAKES_A_RACE:
            self._search.cancel()
            soon = self._work.request_race(after, in_haste=self._dragging)
        if changed - {"cursor"}:
            self._draw_choices()
            if soon and choosing.only_numbers_differ(before, after):
                self._lagging.start(LAG)  # the preview of the race has the first turn
            else:
                self._fill_fields()
        self.timeline.set_position(after.cursor, count_told(after.cursor, after.updates))
        if "formula" in changed:
            self.formula_leaf.show_function(after.formula)
        if not self._live:
            return
        self._request_anew(before, after, changed)
        if changed & {"cursor", "selected", "shown", "tuned"}:
            self._draw_cursor()
        if "speed" in changed and self.player.playing:
            self.player.set_speed(after.speed)

    def _request_anew(
        self, before: SurfaceChoices, after: SurfaceChoices, changed: set[str]
    ) -> None:
        if "formula" in changed or before.home != after.home:
            self._work.request_goal(after.formula, after.home)
        (left, right), (low, high) = self.plot.seen
        lost = not (left <= after.start[0] <= right and low <= after.start[1] <= high)
        if "formula" in changed or (lost and not self._dragging):
            self.plot.set_home(after.home)
            self._request_map()

    def _draw_choices(self) -> None:
        state = self._state
        self.plot.set_shown(state.shown)
        self.hero.set_start(*state.start)
        self.code.show_when_seen(partial(choosing.program_of, state))

    def _fill_fields(self) -> None:
        state = self._state
        self.controls.show(state)
        self.timeline.set_range(state.updates, count_told(state.updates, state.updates))
        self.timeline.set_position(state.cursor, count_told(state.cursor, state.updates))

    def _catch_up(self) -> None:
        self._fill_fields()
        self._tabulate()

    def _request_map(self) -> None:
        if self._live:
            self._work.request_map(self._state.formula, self.plot.seen)

    # ---- what came back

    def _show_map(self, view: MapView) -> None:
        if view.formula == self._state.formula:
            self.hero.show_map(view)
            self._mapped = True
            self._tell_content()

    def _show_goal(self, view: GoalView) -> None:
        if view.formula == self._state.formula:
            self._goal = view
            self.hero.show_goal(view)
            self.controls.note_minima(cut_told(view))
            self._draw_cursor()
            self._tell_content()

    def _show_race(self, view: RaceView) -> None:
        known = {each.sign for each in self._state.racers}
        stale = any(each.formula.text != self._state.formula for each in view.settings)
        if view.racers != self._state.running if view.exact else not self._work.awaits_exact:
            return  # given up for another race, or traced for a drag to come
        if stale or not view.complete or not {each.sign for each in view.racers} <= known:
            return
        self._race = view
        self._tabulate() if view.exact else self._lagging.start(SOON)
        self.formula_leaf.show_check(view)
        self._draw_cursor()
        self._tell_content()

    def _tabulate(self) -> None:
        if self._race is not None:
            self._positions.show_race(self._race, names_in(self._race, self._names))
            self.data.mark(self._state.cursor)

    def _show_curvature(self, view: CurvatureView) -> None:
        self._bend = view
        self._draw_curvature()
        self._say()

    def _draw_curvature(self) -> None:
        here = self._here
        if here is not None:
            self.hero.show_point(here)
            self._telling.start()

    def _tell_point(self) -> None:
        here, chosen = self._here, self._state.examined
        if here is not None and chosen is not None:
            name, newton = self._names[chosen.sign], "newton" in self._state.shown
            self.formula_leaf.show_point(name, here, with_newton=newton)

    def _tell_content(self) -> None:
        seen = self._mapped and self._goal is not None and self._race is not None
        told = self._state.examined is None or self.formula_leaf.complete
        if seen and told:
            self.content_is_shown()

    def _fail(self, failure: Exception) -> None:
        self._tell(failure_told(failure))
        self.player.pause()

    # ---- drawing the cursor

    @property
    def _names(self) -> Mapping[int, str]:
        return names_of(self._state.racers)

    @property
    def _target(self) -> Goal:
        view = self._goal
        return view.goal if view and view.formula == self._state.formula else Goal((), None)

    @property
    def _here(self) -> Curvature | None:
        """The second derivatives at the examined racer's place, None until they are computed."""
        race, bend, chosen = self._race, self._bend, self._state.examined
        if race is None or bend is None or chosen is None:
            return None
        return bend.at(self._state.cursor) if race.path_of(chosen.sign) is bend.path else None

    def _draw_cursor(self) -> None:
        view, state = self._race, self._state
        if view is None:
            return
        chosen = None if state.examined is None else view.index_of(state.examined.sign)
        self._now = moment(view, names_in(view, self._names), state.cursor, self._target)
        self.hero.show_race(self._now, self._target, chosen)
        self.data.mark(state.cursor)
        if chosen is not None:
            self._work.request_curvature(state.formula, view.paths[chosen])
            self._draw_curvature()
        self._say()

    def _say(self) -> None:
        if self._now is None or self._search.running:
            return
        self._tell(told(self._now, self._target, self._here, tuned=self._state.tuned))

    def _tell(self, words: Told) -> None:
        if words != self._words:
            self._words, say = words, self.sentence.say
            say(words.word, words.body, tone=words.tone, icon=words.icon, action=words.action)

    def _restyle(self) -> None:
        self.controls.dress()
        if self._goal is not None:
            self._show_goal(self._goal)

    # ---- wishes

    def _move_start(self, x: float, y: float) -> None:
        self.player.pause()
        self._change(choosing.started_at(self._state, x, y, self.plot.plot.pixel))

    def _nudge(self, right: int, up: int) -> None:
        self.player.pause()
        self._change(choosing.nudged(self._state, right, up, self.plot.seen))

    def _choose_view(self, view: str) -> None:
        self.controls.view.set_value(view)
        self.hero.views.show_solid(wanted=view == "solid")

    def _set_dragging(self, dragging: bool) -> None:
        self._dragging = dragging

    def _examine(self, index: int) -> None:
        if self._race is not None and index < len(self._race.racers):
            self._change(self._state.examining(self._race.racers[index].sign))

    # ---- rates searched for

    def _tune(self) -> None:
        if self._live and self._state.running:
            self.player.pause()
            self.controls.tune.setEnabled(False)
            self._search.start(self._state)

    def _end_search(self) -> None:
        self.controls.tune.setEnabled(True)
        self._say()

    def _act(self) -> None:
        """Do what the sentence line offers: end the search, or begin one."""
        self._search.cancel() if self._search.running else self._tune()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table beside the map where there is room."""
        super().resizeEvent(event)
        self.hero.set_wide(self.width() >= self.look.px(WIDE))

    # ---- what the timeline needs to know

    @property
    def place(self) -> int:
        """The update that is shown."""
        return self._state.cursor

    @property
    def last(self) -> int:
        """The last update of the race."""
        return self._state.updates

    @property
    def reached(self) -> int:
        """The last update, once there is a race."""
        return 0 if self._race is None else self._state.updates

    @property
    def speed(self) -> float:
        """Updates per second while playing."""
        return self._state.speed

    def go(self, place: int) -> None:
        """Show an update."""
        self._change(self._state.at(place))

    def choose(self, choices: Mapping[str, Any]) -> None:
        """Choose what a step of the lesson is about."""
        self._change(self._state.with_choices(choices))

    def close_jobs(self) -> None:
        """End every thread of the page."""
        super().close_jobs()
        for part in (self._work, self._search, self._opengl):
            part.close()
