"""The MNIST page: the lesson's network trained live; the run itself outlives the page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent

from explorer.session.training.choices import TrainingChoices
from explorer.session.training.data_source import telling
from explorer.session.training.snapshots import Drawing, TrainingShown
from explorer.ui.pages.mnist import requests, words
from explorer.ui.pages.mnist.controls import MnistControls
from explorer.ui.pages.mnist.data_leaf import DataLeaf
from explorer.ui.pages.mnist.data_sets import DataSets
from explorer.ui.pages.mnist.driving import RunDriver
from explorer.ui.pages.mnist.edge_formula import EdgeFormula
from explorer.ui.pages.mnist.formula_leaf import FormulaLeaf
from explorer.ui.pages.mnist.hero import MnistHero, RunBarPart
from explorer.ui.pages.mnist.measured_cards import MeasuredCards
from explorer.ui.pages.mnist.weight_formula import WeightFormula
from explorer.ui.pages.own import Own
from explorer.ui.pages.skeleton import Page
from explorer.ui.services import Services
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.timeline import RunBar

translate = QCoreApplication.translate

OWN = Own(
    words=words.sentence,
    timing=words.timing,
    program=requests.program,
    notebook=lambda shown: telling(requests.program(shown)),
    program_depends_on=requests.program_depends_on,
    is_whole=requests.is_whole,
    may_choose=lambda shown: not shown.run.going,
    settle=requests.settle,
)


class MnistPage(Page[TrainingChoices, TrainingShown]):
    """Builds the parts and connects their wishes.

    Its answers come from a run that is looked in on, not from requests, and playing means training:
    these are its two exceptions.
    """

    timeline: RunBar
    prepare = MnistHero.prepare

    def __init__(self, services: Services) -> None:
        shown = TrainingShown(choices=services.store.session.training, run=services.training.view)
        super().__init__(services, "mnist", shown, OWN, requests.REQUESTS)
        look, self._run = self.look, services.training
        self.driver = RunDriver(self)
        self.controls = MnistControls(look, self.change)
        self.data_sets = DataSets(self._run, self.controls.data, self.change)
        self.hero = MnistHero.whole(services)
        self.hero.bind(self.controls)
        training = self.hero.training
        self.inside, self.views = training.inside, training.views
        weight, edge = WeightFormula(look, self.typesetter), EdgeFormula(self.typesetter)
        self.measured = MeasuredCards(self.controls, self.typesetter)
        last = edge.widget, self.measured.widget
        self.formula_leaf = FormulaLeaf(self.typesetter, weight.widget, *last)
        bar = RunBarPart(look)
        data = self.data_leaf = DataLeaf(look, self._run, self.change, self.driver.ways)
        self.assemble(
            controls=self.controls,
            hero=self.hero,
            timeline=bar.bar,
            formula=self.formula_leaf.widget,
            program=(
                translate("Mnist", "This run as TensorFlow"),
                CodeView(translate("Mnist", "Program"), look),
            ),
            data=data,
            parts=[
                self.data_sets, self.hero, self.inside, self.controls, bar, weight, edge,
                self.measured, self.formula_leaf, data,
            ],
        )  # fmt: skip
        self.guide.add_below(self.inside.mistakes_widget)
        bar.bar.pressed.connect(self.toggle_play)
        bar.bar.stopped.connect(self._run.stop)
        bar.bar.position_requested.connect(self.go)
        self.views.picture_drawn.connect(self._draw_on_pad)
        self.controls.ranges.wanted.connect(lambda asked: self.look_elsewhere(range_of=asked))
        self.measured.wanted.connect(lambda asked: self.look_elsewhere(**asked))
        self.measured.leaf_wanted.connect(lambda: self.open_leaf("formula"))
        data.row_requested.connect(self._go_to_row)
        for view in self.hero.views.values():
            view.step_requested.connect(lambda step: self._go_to_row(step - 1))
            self.driver.listen(view)
        self._follower = requests.RunFollower(self._run, self, self.data_sets)

    def toggle_play(self) -> None:
        """Start, hold or go on (Space)."""
        self.driver.toggle()

    def act(self) -> None:
        """Do what the sentence offers."""
        self.driver.act()

    # ---- wishes

    def go(self, place: int) -> None:
        """Look into a checkpoint, kept within those that there are."""
        last = self.timing.end
        if last > 0:
            # At the end there is no cursor: the page goes on with the run.
            self.change(lambda c: c.at(None if place >= last else max(place, 0)))

    def _draw_on_pad(self, picture: NDArray[np.uint8] | None) -> None:
        self.look_elsewhere(drawing=None if picture is None else Drawing(picture.tobytes()))

    def _go_to_row(self, row: int) -> None:
        history = self.shown.history
        if history is not None and history.checkpoints:
            # Only checkpoints can be looked into; the row's step mostly lies between two.
            self.go(history.nearest_checkpoint(row + 1))

    def lesson_choices(self, step: Mapping[str, Any]) -> TrainingChoices:
        """Return the first choices with those of a step; where runs are kept is the person's."""
        now, chosen = self.shown.choices, super().lesson_choices(step)
        return replace(
            chosen, kept=now.kept, runs_folder=now.runs_folder, data_folder=now.data_folder
        )

    def show_step(self, step: Mapping[str, Any]) -> None:
        """Choose what a step of the lesson is about, and train where it says so."""
        # The rest of the step is as on every page.
        super().show_step(step)
        if step.get("train"):
            self.driver.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the hero suit the size of the page."""
        super().resizeEvent(event)
        self.hero.fit_into(self.size())

    def close_jobs(self) -> None:
        """End every thread of the page; the run belongs to the program."""
        self._follower.close()
        self.data_sets.close()
        super().close_jobs()
