"""“Show me” of every step shows the same, whatever was chosen and looked at before."""

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from explorer.core.training.settings import HiddenLayer
from explorer.session.descent.choices import DescentChoices, Rival
from explorer.session.model.choices import ModelChoices
from explorer.session.pages import PAGES
from explorer.session.session import Session
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices
from explorer.ui.app import Application
from explorer.ui.plots.way_home import WayHome
from tests.sparing import sparing
from tests.ui.pages.test_way_home import turn_wheel
from tests.ui.windows import PATIENCE, begin_anew, viewing

WILD = Session(
    descent=DescentChoices(
        formula="x^3 - x", start=0.7, updates=7, optimizer="adam", learning_rate=0.3, dtype="float16",
        cursor=3, shown=frozenset(), order=4, view="convergence", schedule="cosine", noise=0.5,
        seed=9, rivals=(Rival("ftrl", 0.1),), speed=60.0,
    ),
    training=TrainingChoices().choosing(
        steps=9, batch_size=7, seed=5, optimizer="ftrl", learning_rate=0.5, hidden=(HiddenLayer(8, "tanh"),),
        initializer="zeros", dropout=0.5, l2=0.5, norms_every=1, loss="categorical_hinge",
    ),
    surface=SurfaceChoices(
        formula="x+y", start=(1.0, 1.0), updates=10, dtype="float16", shown=frozenset()
    ).adding("ftrl"),
    tape=TapeChoices(formula="x", x=1.0, case="modes", mode="nested", source="constant"),
)  # fmt: skip


def settle(page: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.busy and not page.typesetter.busy, timeout=PATIENCE)


def told(program: Application, page: Any, step: Any, qtbot: QtBot) -> tuple[Any, ...]:
    """Press “Show me” and return what is chosen and said then."""
    page.show_step(step.show)
    settle(page, qtbot)
    away = [way.away for way in page.findChildren(WayHome) if way.plot.isVisible()]
    chosen = page.spec.chosen_in(program.store.session)
    if isinstance(chosen, ModelChoices):
        chosen = replace(chosen, run="")  # each example runs in a new folder, named by the second
    return chosen, page.sentence.text, any(away)


@pytest.mark.parametrize("key", sparing(PAGES, "model"))
def test_that_show_me_shows_the_same_after_any_choice(
    shared_program: Application, qtbot: QtBot, key: Any
) -> None:
    program = shared_program
    begin_anew(program, WILD, viewing(page=key))
    page: Any = program.window.pages[key]
    settle(page, qtbot)
    # A step that trains begins a run: its choices are compared in `test_mnist_page`.
    steps = [step for step in page.guide.steps if step.show and not step.show.get("train")]
    first = [told(program, page, step, qtbot) for step in steps]
    for step, expected in zip(steps, first, strict=True):
        program.store.change(lambda session: replace(WILD, view=session.view))
        settle(page, qtbot)
        for way in page.findChildren(WayHome):
            if way.plot.isVisible():
                turn_wheel(way._canvas)
        assert told(program, page, step, qtbot) == expected
