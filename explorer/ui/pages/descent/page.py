"""The Descent page: f, f′, f″ and the path of an optimiser; everything drawn comes from TensorFlow."""

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.program import descent_notebook, descent_program
from explorer.session.descent.snapshots import DescentShown, VisibleRange
from explorer.ui.pages.descent import requests, words
from explorer.ui.pages.descent.controls import DescentControls
from explorer.ui.pages.descent.data_leaf import DataLeaf
from explorer.ui.pages.descent.formula_leaf import FormulaLeaf
from explorer.ui.pages.descent.hero import DescentHero
from explorer.ui.pages.own import Own
from explorer.ui.pages.skeleton import Page
from explorer.ui.services import Services
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from explorer.ui.sound import CurveSound

translate = QCoreApplication.translate
NUDGE = 0.1  # in units of the x axis

OWN = Own(
    words=words.sentence,
    timing=words.timing,
    program=lambda shown: descent_program(shown.choices),
    program_depends_on=requests.program_depends_on,
    notebook=lambda shown: descent_notebook(shown.choices, requests.x_shown(shown)),
    is_whole=requests.is_whole,
    may_lag=requests.may_lag,
    settle=requests.framed,
)


class DescentPage(Page[DescentChoices, DescentShown]):
    """Builds the parts and connects their wishes."""

    timeline: Timeline

    def __init__(self, services: Services) -> None:
        shown = DescentShown(choices=services.store.session.descent)
        super().__init__(services, "descent", shown, OWN, requests.REQUESTS, requests.PREVIEW)
        look = self.look
        self.controls = DescentControls(look, self.typesetter, self.change)
        self.hero = DescentHero(look)
        self.controls.bind_view(self.hero.view)
        self.formula_leaf = FormulaLeaf(look, self.typesetter)
        self.updates = DataLeaf(look)
        bar = Timeline(translate("Descent", "Updates"), look, "purple")
        code = CodeView(translate("Descent", "Program"), look)
        self.assemble(
            controls=self.controls,
            hero=self.hero,
            timeline=bar,
            formula=self.formula_leaf.widget,
            program=(translate("Descent", "This view as TensorFlow"), code),
            data=self.updates,
            # The plot first: a drag is watched there.
            parts=[self.hero],
            # Fields, formulas and tables may come a few milliseconds later.
            lagging=[self.controls, self.formula_leaf, self.updates],
        )
        self._connect_wishes(bar)
        self._offer_sound()

    def _connect_wishes(self, bar: Timeline) -> None:
        plot, look = self.hero.plot, self.look_elsewhere
        plot.position_requested.connect(
            # At the pace of the answers: asked at every move, no answer would ever be the newest.
            lambda x: self.circuit.throttle("path", lambda: self._drag(x), "rate_map")
        )
        # A key is one step, not a drag: it asks at once.
        plot.nudge_requested.connect(lambda n: self._drag(self.shown.choices.start + n * NUDGE))
        plot.grabbed.connect(lambda: look(dragging=True))
        plot.released.connect(lambda: look(dragging=False))
        plot.span_changed.connect(lambda *span: look(frame=replace(self.shown.frame, span=span)))
        plot.home_requested.connect(self.fit)
        bar.play_toggled.connect(self.toggle_play)
        bar.position_requested.connect(self.go)
        self.updates.row_requested.connect(self.go)
        self.updates.whose_requested.connect(lambda n: self.change(lambda c: c.tabulating(n)))

    def _offer_sound(self) -> None:
        words = "sound audio pitch ear 声音"
        for key, name, wish in (
            ("curve", translate("Descent", "Hear the curve"), "sweep"),
            ("point", translate("Descent", "Hear the point as it moves, or no more"), "toggle"),
        ):
            self.controls.add_command(f"sound.{key}", name, partial(self._hear, wish), words)

    def _hear(self, wish: str) -> None:
        {"sweep": self.sound.sweep, "toggle": self.sound.toggle}[wish]()

    @cached_property
    def sound(self) -> "CurveSound":
        """The curve for the ear; imported when it is asked for."""
        from explorer.ui.sound import CurveSound

        made = CurveSound(self.hero.plot.heard, self)
        made.failed.connect(self.trouble)
        self.circuit.changed.connect(lambda *_: made.tell())
        return made

    def close_jobs(self) -> None:
        """End what is played, too."""
        if "sound" in vars(self):
            self.sound.close()
        super().close_jobs()

    def _drag(self, x: float) -> None:
        self.pause()
        # Four figures: the mouse points no more exactly, and the number is to be read.
        self.change(lambda choices: choices.with_start(float(f"{x:.4g}")))

    def go(self, place: int) -> None:
        """Show an update."""
        self.change(lambda choices: choices.at(place))

    def fit(self) -> None:
        """Show the part of the plane that suits the descent."""
        self.look_elsewhere(frame=VisibleRange(start=self.shown.choices.start))

    def act(self) -> None:
        """Set the rate that the sentence suggests."""
        verdict = self.shown.verdict
        rate = None if verdict is None else verdict.suggestion
        if rate is not None:
            # From the start, as the path is another one.
            self.change(lambda choices: choices.with_learning_rate(rate).at(0))
