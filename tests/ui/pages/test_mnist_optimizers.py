"""The choice of the optimiser on the MNIST page, and all that follows it."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.session.training.choices import TrainingChoices
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.store import PAUSE
from explorer.ui.widgets.fields import NumberField
from tests.sparing import sparing
from tests.ui.keys import type_into
from tests.ui.pages.mnist_driving import (
    PATIENCE,
    begin,
    click,
    wait_for,
)

Open = Callable[..., MnistPage]


def choose_optimizer(page: MnistPage, key: str) -> None:
    """Choose as a user does."""
    box = page.controls.optimizer.box
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def chosen(page: MnistPage) -> TrainingChoices:
    return page.services.store.session.training


def test_that_every_optimiser_brings_its_rate_and_its_parameters(open_page: Open) -> None:
    page = open_page()
    page.controls.parameter_lines.open()
    for key, spec in OPTIMIZERS.items():
        choose_optimizer(page, key)
        assert page.controls.rate.value == spec.rate
        assert list(page.controls.parameters.fields) == [each.key for each in spec.parameters]
        assert page.controls.parameters.isVisible() == bool(spec.parameters)


def test_that_parameters_are_folded_away_until_they_are_asked_for(open_page: Open) -> None:
    page = open_page(optimizer="rmsprop")
    assert not page.controls.parameters.isVisible()
    page.controls.parameter_lines.open()
    assert page.controls.parameters.isVisible()


def test_that_a_rate_of_ones_own_stays_with_another_optimiser(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page()
    type_into(qtbot, page.controls.rate.edit, "0.05")
    choose_optimizer(page, "lion")
    assert page.controls.rate.value == 0.05


def _tells_the_weights(line: str) -> bool:
    return line.startswith("W")


@pytest.mark.parametrize("key", sparing(OPTIMIZERS, "momentum", "adam"))
def test_that_formula_and_code_follow_the_optimiser(
    key: str, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(leaf="formula")
    choose_optimizer(page, key)
    views = page.formula_leaf.views
    shown = ("mean", "square", "corrected", "update", "numbers")
    rules = [name for name in views if name in shown or name.startswith("rule_")]

    def told() -> list[str]:
        return [views[name].accessibleName() for name in rules if not views[name].isHidden()]

    def is_told() -> bool:
        return len(told()) >= 2 and all(told()) and any(map(_tells_the_weights, told()))

    qtbot.waitUntil(is_told, timeout=PATIENCE)
    assert not any("$" in line for line in told())
    kind = {"momentum": "SGD", "nesterov": "SGD", "amsgrad": "Adam"}.get(
        key, str(OPTIMIZERS[key].label)
    )
    program = page.code.program
    assert f"optimizer = tf.keras.optimizers.{kind}({OPTIMIZERS[key].rate!r}" in program


@pytest.mark.slow
def test_that_a_parameter_reaches_formula_code_and_the_run(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(leaf="formula", steps=30)
    choose_optimizer(page, "rmsprop")
    page.controls.parameter_lines.open()
    field = page.controls.parameters.fields["rho"]
    assert isinstance(field, NumberField)
    type_into(qtbot, field.edit, "0.8")
    assert "RMSprop(0.001, rho=0.8)" in page.code.program
    view = page.formula_leaf.views["rule_0"]
    told = r"v' = 0.8 \cdot v + (1 - 0.8)\,g^2"
    qtbot.waitUntil(lambda: view.accessibleName() == told, timeout=PATIENCE)
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    choose_optimizer(page, "adam")
    click(qtbot, page.timeline.primary)
    wait_for(qtbot, page, "done")
    page.show_leaf("data")
    assert [row.brief for row in page.data_leaf.runs.table.rows] == ["Adam", "RMSprop, ρ 0.8"]


def test_that_the_choice_of_an_optimiser_can_be_taken_back_with_its_rate(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page()
    qtbot.wait(PAUSE)  # or it would be one choice with what the test before has chosen
    choose_optimizer(page, "nesterov")
    page.services.store.undo()
    assert (chosen(page).settings.optimizer, page.controls.rate.value) == ("adam", 0.001)


@pytest.mark.slow
def test_that_a_rate_that_does_not_suit_the_optimiser_is_told_with_one_that_does(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(optimizer="adadelta", learning_rate=0.001, steps=30)
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    assert "the rate 0.001 does not suit Adadelta." in page.sentence.text
    click(qtbot, page.sentence.action)
    assert page.controls.rate.value == 1.0
