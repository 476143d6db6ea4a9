"""The Surface page: f(x, y) and a race on it; everything drawn comes from TensorFlow."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from explorer.session.surface.choices import SurfaceChoices
from explorer.session.surface.program import race_notebook, race_program
from explorer.session.surface.snapshots import Projection, SurfaceShown
from explorer.ui.pages.own import Own
from explorer.ui.pages.skeleton import Page
from explorer.ui.pages.surface import requests, words
from explorer.ui.pages.surface.controls import SurfaceControls
from explorer.ui.pages.surface.data_leaf import DataLeaf
from explorer.ui.pages.surface.formula_leaf import FormulaLeaf
from explorer.ui.pages.surface.hero import SurfaceHero
from explorer.ui.plots.opengl import OpenGLProbe
from explorer.ui.services import Services
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.timeline import Timeline

translate = QCoreApplication.translate

OWN = Own(
    words=words.sentence,
    timing=words.timing,
    program=lambda shown: race_program(shown.choices),
    program_depends_on=lambda shown: shown.choices.for_race(),
    notebook=lambda shown: race_notebook(shown.choices),
    is_whole=requests.is_whole,
    may_lag=requests.may_lag,
    settle=requests.framed,
)


class SurfacePage(Page[SurfaceChoices, SurfaceShown]):
    """Builds the parts and connects their wishes."""

    timeline: Timeline

    def __init__(self, services: Services) -> None:
        choices = services.store.session.surface
        shown = SurfaceShown(choices=choices, home=choices.home)
        super().__init__(services, "surface", shown, OWN, requests.REQUESTS, requests.PREVIEW)
        look, self._opengl = self.look, OpenGLProbe(self)
        paced = partial(self.circuit.throttle, "race")
        self.controls = SurfaceControls(look, self.typesetter, self.change, paced)
        self.hero = SurfaceHero(look)
        self.formula_leaf = FormulaLeaf(look, self.typesetter)
        self.positions = DataLeaf(look)
        bar = Timeline(translate("Surface", "Updates"), look)
        code = CodeView(translate("Surface", "Program"), look)
        self.assemble(
            controls=self.controls,
            hero=self.hero,
            timeline=bar,
            formula=self.formula_leaf.widget,
            program=(translate("Surface", "This race as TensorFlow"), code),
            data=self.positions,
            parts=[self.hero],
            lagging=[self.controls, self.formula_leaf, self.positions],
        )
        self._connect_wishes(bar)
        look.changed.connect(self._dress)

    def _connect_wishes(self, bar: Timeline) -> None:
        plot, look = self.hero.plot, self.look_elsewhere
        plot.start_requested.connect(self._place_start)
        plot.nudge_requested.connect(
            lambda right, up: self._start_at(lambda c: c.nudged(right, up, plot.seen))
        )
        plot.racer_requested.connect(self._examine)
        plot.grabbed.connect(lambda: look(dragging=True))
        plot.released.connect(lambda: look(dragging=False))
        plot.view_changed.connect(lambda: look(seen=plot.seen))
        bar.play_toggled.connect(self.toggle_play)
        bar.position_requested.connect(self.go)
        self.hero.table.row_requested.connect(self._examine)
        self.positions.row_requested.connect(self.go)
        self.controls.view.chosen.connect(self._look_at)
        self.controls.tune.clicked.connect(self._tune)
        self._opengl.told.connect(lambda obstacle: look(obstacle=obstacle))
        self.circuit.changed.connect(self._follow_answers)

    def _follow_answers(self, old: SurfaceShown, new: SurfaceShown) -> None:
        """Ask for OpenGL once all else is asked for, and choose the rates that were searched for."""
        if new.ready and not old.ready:
            self._opengl.start()
        found = new.tuning.value
        if new.differs(old, "tuning") and found is not None and found.done:
            self.look_elsewhere(tuning_of=None)
            if found.rates:
                self.change(lambda choices: choices.with_rates(found.rates))

    def _place_start(self, x: float, y: float) -> None:
        pixel = self.hero.plot.plot.pixel
        wish = partial(self._start_at, lambda choices: choices.starting_near(x, y, pixel))
        # A click does not wait for the race before.
        self.circuit.throttle("race", wish) if self.shown.dragging else wish()

    def _start_at(self, change: Callable[[SurfaceChoices], SurfaceChoices]) -> None:
        self.pause()
        self.change(change)

    def _examine(self, index: int) -> None:
        race = self.shown.race.value
        if race is not None and index < len(race.racers):
            sign = race.racers[index].sign
            self.change(lambda choices: choices.examining(sign))

    def _look_at(self, view: Projection) -> None:
        if view == "map" or self.shown.obstacle == "":
            self.look_elsewhere(view=view)

    def _tune(self) -> None:
        if self.shown.ready and self.shown.choices.running:
            self.pause()
            self.look_elsewhere(tuning_of=self.shown.choices.for_race())

    def go(self, place: int) -> None:
        """Show an update."""
        self.change(lambda choices: choices.at(place))

    def fit(self) -> None:
        """Show the part of the plane that suits the function, as a map."""
        self.look_elsewhere(home=self.shown.choices.home, seen=None, view="map")

    def act(self) -> None:
        """Do what the sentence offers: end the search for rates, or begin one."""
        if self.shown.tuning_of is not None:
            self.look_elsewhere(tuning_of=None)
        else:
            self._tune()

    def _dress(self) -> None:
        self.controls.dress()

    def close_jobs(self) -> None:
        """End every thread of the page, and what asks for OpenGL."""
        super().close_jobs()
        self._opengl.close()
