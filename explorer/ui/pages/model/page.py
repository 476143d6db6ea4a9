"""The page "Your model": a followed run of a person's own training, while it goes on."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent

from explorer.session.model.choices import ModelChoices
from explorer.session.model.program import EXAMPLES, shown_program
from explorer.session.model.snapshots import ModelShown
from explorer.ui.pages.model import requests, words
from explorer.ui.pages.model.bar import FollowBar
from explorer.ui.pages.model.controls import ModelControls
from explorer.ui.pages.model.data_leaf import DataLeaf
from explorer.ui.pages.model.formula_leaf import FormulaLeaf
from explorer.ui.pages.model.hero import ModelHero
from explorer.ui.pages.model.opening import Opening
from explorer.ui.pages.own import Own
from explorer.ui.pages.skeleton import Page
from explorer.ui.services import Services
from explorer.ui.widgets.code_view import CodeView

translate = QCoreApplication.translate


def _own(examples: Mapping[str, str]) -> Own[ModelShown]:
    return Own(
        words=words.sentence,
        timing=words.timing,
        program=lambda shown: shown_program(shown.choices, examples),
        program_depends_on=lambda shown: shown.choices,
        notebook=lambda shown: requests.notebook(shown, examples),
        is_whole=requests.is_whole,
        settle=requests.settle,
    )


class ModelPage(Page[ModelChoices, ModelShown]):
    """Builds the parts and connects their wishes; its numbers are those that another program writes."""

    timeline: FollowBar

    def __init__(self, services: Services) -> None:
        # Nothing here needs TensorFlow, so that nothing waits for it.
        shown = ModelShown(choices=services.store.session.model, ready=True)
        folder = services.resources / "examples"
        sources = {key: (folder / f"{key}.py").read_text(encoding="utf-8") for key in EXAMPLES}
        super().__init__(services, "model", shown, _own(sources), requests.REQUESTS)
        look = self.look
        self.controls = ModelControls(look, self.change)
        self.hero = ModelHero(look)
        self.formula_leaf = FormulaLeaf(look, self.typesetter)
        bar, data = FollowBar(look), DataLeaf(look)
        self.data_leaf = data
        self.assemble(
            controls=self.controls,
            hero=self.hero,
            timeline=bar,
            formula=self.formula_leaf.widget,
            program=(
                translate("Model", "This as a program"),
                CodeView(translate("Model", "Program"), look),
            ),
            data=data,
            parts=[self.controls, self.hero, bar, self.formula_leaf, data],
        )
        self.opening = Opening(self, folder)
        self.follower = requests.FolderFollower(self)
        self._connect_wishes(bar, data)

    def _connect_wishes(self, bar: FollowBar, data: DataLeaf) -> None:
        empty, view, wishes = self.hero.empty, self.hero.view, self.controls.wishes
        bar.position_requested.connect(self.go)
        bar.follow_toggled.connect(self.toggle_play)
        bar.live_requested.connect(lambda: self.change(lambda c: c.at(None)))
        for part in (empty, wishes):
            part.open_requested.connect(self.opening.ask_folder)
            part.log_requested.connect(self.opening.ask_log)
            part.example_requested.connect(self.opening.try_example)
        empty.run_requested.connect(self.opening.open)
        view.window_changed.connect(lambda window: self.look_elsewhere(window=window))
        view.room_changed.connect(lambda room: self.look_elsewhere(room=room))
        view.pointed.connect(lambda cell: self.look_elsewhere(pointed=cell))
        view.chosen.connect(self._choose)
        data.row_requested.connect(self.go)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look at runs when the page is first in front; TensorFlow is not waited for."""
        first = not self.begun
        super().showEvent(event)
        if first:
            self.circuit.begin()
            self.follower.begin()
        self.follower.wake()

    # ---- the timeline

    def toggle_play(self) -> None:
        """Stop following, or follow again."""
        if self.shown.choices.run and not self.shown.is_over:
            self.look_elsewhere(held=not self.shown.held)

    def go(self, place: int) -> None:
        """Look at a recorded step; the last one is the newest."""
        run = self.shown.run
        if run is None or not len(run.steps):
            return
        last = len(run.steps) - 1
        step = None if place >= last else int(run.steps[max(place, 0)])
        self.change(lambda choices: choices.at(step))

    def act(self) -> None:
        """Select the variable and the step that the sentence is about."""
        place = requests.place_of_trouble(self.shown)
        if place is not None:
            self._choose(*place)
            self.look_elsewhere(pointed=place)

    def _choose(self, variable: int, step: int) -> None:
        run = self.shown.run
        if run is not None:
            name = run.names[variable]
            at = None if step >= run.last_step else step
            self.change(lambda choices: choices.looking_at(name).at(at))

    def fit(self) -> None:
        """Show all steps."""
        self.hero.view.map.fit()

    # ---- the lesson

    def lesson_choices(self, step: Mapping[str, Any]) -> ModelChoices:
        """Return what a step chooses of the run that is open; that it runs an example is no choice."""
        now = self.shown.choices
        return super().lesson_choices(step).opening(now.run, now.example)

    def show_step(self, step: Mapping[str, Any]) -> None:
        """Choose what a step is about, and run its example."""
        super().show_step(step)
        if "try" in step:
            self.opening.try_example(str(step["try"]))

    def close_jobs(self) -> None:
        """End every thread of the page, and an example's process."""
        self.opening.close()
        self.follower.close()
        super().close_jobs()
