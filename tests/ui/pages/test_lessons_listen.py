"""A lesson listens: a prediction comes before what it is about, a goal is ticked by the right acts alone."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.ui.app import Application
from tests.sparing import sparing
from tests.ui.windows import PATIENCE, begin_anew, viewing

Act = Callable[[Any], Any]  # from the page's choices to others

# What a person does to reach each goal, by lesson and step; the last act is what reaches it.
GOALS: Mapping[tuple[str, str, int], list[Act]] = {
    ("descent", "curvature", 2): [lambda c: replace(c, learning_rate=0.5)],
    ("descent", "curvature", 3): [
        lambda c: c.with_formula("5x^2"),
        lambda c: replace(c, learning_rate=0.1),
    ],
    ("descent", "momentum", 1): [
        lambda c: replace(c, parameters=(("momentum", "momentum", 0.6),)),
    ],
    ("descent", "momentum", 2): [lambda c: replace(c, learning_rate=0.6)],
    ("descent", "precision", 1): [lambda c: replace(c, dtype="float64")],
    ("surface", "saddles", 2): [lambda c: replace(c, start=(2.5, 0.001))],
    ("surface", "saddles", 3): [lambda c: c.with_formula("x*y")],
    ("tape", "none", 1): [lambda c: c.with_source("watched")],
    ("tape", "none", 3): [lambda c: c.with_formula("x + floor(x)")],
    ("tape", "nested", 1): [lambda c: c.with_x(0.0)],
}
# Which answer is right: an option's index, or a number.
ANSWERS: Mapping[tuple[str, str, int], float | str] = {
    ("descent", "curvature", 0): 0.0,
    ("descent", "curvature", 1): 1,
    ("descent", "momentum", 0): 0,
    ("descent", "precision", 0): 0,
    ("descent", "precision", 2): 1,
    ("surface", "saddles", 0): -2.0,
    ("surface", "saddles", 1): 0,
    ("surface", "surface", 2): "−3.3, −0.7",
    ("mnist", "mnist", 1): 0.05,
    ("mnist", "edge", 0): 1,
    ("tape", "none", 0): 2,
    ("tape", "none", 2): 1,
    ("tape", "nested", 0): 24.0,
    ("tape", "nested", 2): 0,
}


def settle(page: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)


def opened(program: Application, qtbot: QtBot, key: str, lesson: str, step: int) -> Any:
    begin_anew(program, viewing(page="descent"), viewing(page=key, leaf="guide"))
    page: Any = program.window.pages[key]
    settle(page, qtbot)
    page.guide.forget()
    page.guide.open(lesson)
    page.guide.go(step)
    return page


@pytest.mark.parametrize(
    "place", sparing([(each,) for each in GOALS], (("tape", "nested", 1),)), ids=str
)
def test_that_a_goal_is_ticked_by_the_right_acts_alone(
    shared_program: Application, qtbot: QtBot, place: tuple[str, str, int]
) -> None:
    page = opened(shared_program, qtbot, *place)
    page.guide.show_me.click()
    settle(page, qtbot)
    assert not page.guide.progress.reached
    for act in GOALS[place]:
        assert not page.guide.progress.reached
        page.change(act)
        settle(page, qtbot)
    qtbot.waitUntil(lambda: page.guide.progress.reached, timeout=PATIENCE)
    assert page.guide.goal.accessibleName().startswith("Reached.")


@pytest.mark.parametrize(
    "place", sparing([(each,) for each in ANSWERS], (("tape", "none", 0),)), ids=str
)
def test_that_a_prediction_is_judged_by_what_tensorflow_finds(
    shared_program: Application, qtbot: QtBot, place: tuple[str, str, int]
) -> None:
    page = opened(shared_program, qtbot, *place)
    guide = page.guide
    # Before there is an answer, the plot is at most set up for the question.
    assert not guide.show_me.isEnabled() or guide.show_me.text() == "Set up"
    if guide.step.predict.options:
        guide.asking._group.buttons()[int(ANSWERS[place])].click()
    else:
        guide.asking.edit.setText(str(ANSWERS[place]))
        guide.asking.predict.click()
    assert guide.show_me.isEnabled()
    guide.show_me.click()
    # The edge of stability takes 1,500 steps.
    qtbot.waitUntil(lambda: guide.progress.judged is not None, timeout=4 * PATIENCE)
    assert guide.progress.judged.is_right
    assert "Right." in guide.asking._outcome.text


@pytest.mark.slow
def test_that_a_run_of_other_choices_judges_no_prediction(
    shared_program: Application, qtbot: QtBot
) -> None:
    page = opened(shared_program, qtbot, "mnist", "mnist", 1)
    page.show_step({"steps": 3, "train": True})
    training = shared_program.training
    qtbot.waitUntil(lambda: training.view.phase == "done", timeout=PATIENCE)
    settle(page, qtbot)
    page.guide.asking.edit.setText("0.05")
    page.guide.asking.predict.click()
    page.guide.show_me.click()
    assert page.guide.progress.judged is None
    qtbot.waitUntil(lambda: page.guide.progress.judged is not None, timeout=PATIENCE)
    assert training.view.step == 2_000


def test_that_a_wrong_prediction_stands_beside_what_was_found(
    shared_program: Application, qtbot: QtBot
) -> None:
    page = opened(shared_program, qtbot, "tape", "nested", 0)
    page.guide.asking.edit.setText("six")
    page.guide.asking.predict.click()
    assert page.guide.progress.given is None
    assert page.guide.asking._error.text()
    page.guide.asking.edit.setText("12")
    page.guide.asking.predict.click()
    page.guide.show_me.click()
    qtbot.waitUntil(lambda: page.guide.progress.judged is not None, timeout=PATIENCE)
    assert page.guide.asking._outcome.text == "You said 12; TensorFlow found 24."


def at_random(rng: random.Random, page: str) -> Act:
    """Return an act that a person without a plan might try."""
    if page == "tape":
        return rng.choice([
            lambda c: c.with_formula(rng.choice(["x^2", "2x^2 + x", "exp(x)", "floor(x)"])),
            lambda c: c.with_x(rng.choice([-2.0, 0.5, 2.5, 4.0])),
            lambda c: replace(c, cursor=rng.randrange(6)),
        ])  # fmt: skip
    if page == "surface":
        return rng.choice([
            lambda c: replace(c, start=(rng.choice([-2.0, 0.5, 2.5]), 0.0)),
            lambda c: c.with_formula(rng.choice(["x^2 + y^2", "x^2 + 3y^2", "exp(x) + y^2"])),
            lambda c: replace(c, cursor=rng.randrange(60)),
        ])  # fmt: skip
    return rng.choice([
        lambda c: replace(c, start=rng.choice([-4.0, -1.0, 0.3, 2.0])),
        lambda c: replace(c, cursor=rng.randrange(60)),
        lambda c: replace(c, optimizer=rng.choice(list(OPTIMIZERS)), parameters=()),
        lambda c: replace(c, learning_rate=rng.choice([0.003, 0.02, 0.07, 0.3])),
        lambda c: replace(c, updates=rng.choice([50, 150])),
        lambda c: replace(c, dtype=rng.choice(["float16", "float32"])),
    ])  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("place", GOALS, ids=str)
def test_that_random_acts_reach_no_goal(
    shared_program: Application, qtbot: QtBot, place: tuple[str, str, int]
) -> None:
    page = opened(shared_program, qtbot, *place)
    rng = random.Random(str(place))  # noqa: S311 - no secret
    page.guide.show_me.click()
    for _ in range(5):
        page.change(at_random(rng, place[0]))
        settle(page, qtbot)
        assert not page.guide.progress.reached, page.shown.choices
