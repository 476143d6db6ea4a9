"""Changes in mid-run on the MNIST page, and the views that follow them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.core.training.changes import PlannedChanges
from explorer.core.training.reports import Progress
from explorer.core.training.trainer import train
from explorer.session.pages import PAGES
from explorer.ui.main_window import MainWindow
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.skeleton import Page
from explorer.ui.widgets.fields import NumberField
from tests.ui.keys import enter, type_into
from tests.ui.pages.mnist_driving import (
    LONG,
    PATIENCE,
    PROMPT,
    begin,
    click,
    history_of,
    run_of,
    step_of,
    wait_for,
)

Open = Callable[..., MnistPage]


def wait_for_change(qtbot: QtBot, page: MnistPage) -> None:
    qtbot.waitUntil(lambda: bool(history_of(page).changes), timeout=PATIENCE)


def test_that_a_rate_typed_in_mid_run_holds_from_then_on_is_marked_and_told(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(steps=LONG)
    begin(qtbot, page)
    type_into(qtbot, page.controls.rate.edit, "0.01")
    wait_for_change(qtbot, page)
    (change,) = history_of(page).changes
    (mark,) = page.hero.plot.changes.marks
    assert change.settings.learning_rate == 0.01
    assert (mark.x, mark.word) == (change.step, "lr 0.01")
    assert page.hero.plot.changes.lines[0].isVisible()
    assert page.sentence.text == f"Training. From step {change.step + 1:,} on: learning rate 0.01."
    assert "optimizer.learning_rate = 0.01" in page.code.program
    click(qtbot, page.timeline.stop)


def test_that_no_page_is_built_ahead_in_mid_run_but_after_it(
    open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(steps=LONG)
    window = page.window()
    assert isinstance(window, MainWindow)
    for key in PAGES:  # of a window built anew in a test before, others may be missing still
        window.pages[key]
    begin(qtbot, page)
    tape, built = window.pages["tape"], list[str]()

    def build(key: str) -> Page[Any, Any]:
        built.append(key)
        return tape

    monkeypatch.setattr(window.pages, "_build", build)
    monkeypatch.delitem(window.pages, "tape")
    window.building.idle.start(20)
    qtbot.wait(PROMPT)
    assert not built
    click(qtbot, page.timeline.stop)
    qtbot.waitUntil(lambda: built == ["tape"], timeout=PATIENCE)


@pytest.mark.slow
def test_that_a_run_changed_live_and_its_replay_have_the_same_losses(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(steps=2_000, batch_size=32)
    begin(qtbot, page)
    click(qtbot, page.timeline.primary)
    type_into(qtbot, page.controls.batch.edit, "48")
    qtbot.wait(1_000)
    click(qtbot, page.timeline.primary)
    wait_for(qtbot, page, "done")
    history, digits = history_of(page), run_of(page).digits
    assert digits is not None
    assert [change.settings.batch_size for change in history.changes] == [48]
    plan = PlannedChanges({change.step: change.settings for change in history.changes})
    reports = train(history.first, digits, changes=plan)
    losses = [report.losses for report in reports if isinstance(report, Progress)]
    np.testing.assert_array_equal(np.concatenate(losses), history.losses)


@pytest.mark.slow
def test_that_more_steps_can_be_asked_for_in_mid_run(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(steps=2000)
    begin(qtbot, page)
    click(qtbot, page.timeline.primary)
    type_into(qtbot, page.controls.steps.edit, "2100")
    qtbot.wait(1_000)
    click(qtbot, page.timeline.primary)
    wait_for(qtbot, page, "done")
    assert step_of(page) == 2100
    assert page.timeline.count.text() == "Step 2,100 of 2,100"


@pytest.mark.slow
def test_that_momentum_can_change_but_not_go(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(steps=LONG, optimizer="momentum", learning_rate=0.01)
    page.controls.parameter_lines.open()
    begin(qtbot, page)
    field = page.controls.parameters.fields["momentum"]
    assert isinstance(field, NumberField)
    enter(qtbot, field.edit, "0")
    assert field.error.endswith("must stay above 0. Type for example 0.5.")
    type_into(qtbot, field.edit, "0.5")
    wait_for_change(qtbot, page)
    assert page.hero.plot.changes.marks[0].word == "Momentum μ 0.5"
    click(qtbot, page.timeline.stop)


def test_that_what_keras_asks_for_only_at_the_start_is_dimmed_while_a_run_is_going(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(steps=LONG, optimizer="rmsprop")
    page.controls.parameter_lines.open()
    fields = page.controls.parameters.fields
    assert all(field.isEnabled() for field in fields.values())
    begin(qtbot, page)
    enabled = {key for key, field in fields.items() if field.isEnabled()}
    assert enabled == {"rho", "epsilon"}
    click(qtbot, page.timeline.stop)
    wait_for(qtbot, page, "stopped")
    assert all(field.isEnabled() for field in fields.values())


def test_that_norms_are_drawn_only_when_asked_for(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(steps=100)
    assert page.hero.norms.isHidden()
    click(qtbot, page.controls.norms)
    assert page.hero.norms.isVisible()
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    names = [line.name for line in page.hero.norms.lines]
    assert names == [f"{kind}, layer {n}" for n in (1, 2) for kind in ("gradient", "update")]
    assert all((line.y > 0).all() and len(line.y) == 10 for line in page.hero.norms.lines)


@pytest.mark.slow
def test_that_another_network_is_shown_trained_and_told(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(steps=LONG)
    controls = page.controls
    click(qtbot, controls.network_lines.head)
    type_into(qtbot, controls.hidden.edit, "24, 16")
    controls.activation.chosen.emit("tanh")
    qtbot.waitUntil(lambda: page.views.weights.values.shape[0] == 24, timeout=PATIENCE)
    code = page.code.program
    assert 'dense_2 = tf.keras.layers.Dense(16, activation="tanh"' in code
    begin(qtbot, page)
    assert not controls.hidden.isEnabled()
    click(qtbot, page.timeline.stop)
    assert controls.hidden.isEnabled()
    assert page.views.weights.values.shape == (24, 28, 28)
    page.views.pad.show_picture(np.zeros((28, 28), np.uint8))
    page.views.strip.chosen.emit(0)
    qtbot.waitUntil(lambda: page.views.bars.values is not None, timeout=PATIENCE)


def test_that_without_hidden_layers_the_ten_softmax_units_are_shown(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page()
    page.controls.network_lines.open()
    type_into(qtbot, page.controls.hidden.edit, "none")
    qtbot.waitUntil(lambda: page.views.weights.values.shape[0] == 10, timeout=PATIENCE)
    assert "Dense(128" not in page.code.program


BAD_NETWORKS = (
    ("hidden", "128, x", "A hidden layer must have from 1 to 2,048 units. Type for example 128."),
    ("hidden", "9,9,9,9,9", "There can be at most 4 hidden layers. Leave some out."),
    ("l2", "2", "The L2 factor must be a number from 0 to 1. Type for example 0.0001."),
    ("dropout", "1", "The share must be a number from 0 to below 1. Type for example 0.5."),
)


def test_that_an_impossible_network_gets_the_settings_own_sentence(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page()
    page.controls.network_lines.open()
    for name, text, sentence in BAD_NETWORKS:
        field = getattr(page.controls, name)
        enter(qtbot, field.edit, text)
        assert field.error == sentence
        type_into(qtbot, field.edit, "0")
        assert not field.error
