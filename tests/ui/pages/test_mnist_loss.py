"""The choice of the loss on the MNIST page, and all that follows it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.core.training.losses import LOSSES
from explorer.ui.pages.mnist.page import MnistPage
from tests.ui.pages.mnist_driving import PATIENCE, begin, click, wait_for

Open = Callable[..., MnistPage]


def choose_loss(page: MnistPage, name: str) -> None:
    """Choose as a user does."""
    page.controls.network_lines.open()
    box = page.controls.loss.box
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())


def loss_chosen(page: MnistPage) -> str:
    return page.services.store.session.training.settings.loss


def test_that_every_loss_can_be_chosen_and_has_a_name_and_a_tooltip(open_page: Open) -> None:
    page = open_page()
    field = page.controls.loss
    assert field.control.accessibleName() == "Loss"
    assert [field.box.itemData(n) for n in range(field.box.count())] == list(LOSSES)
    for name in LOSSES:
        choose_loss(page, name)
        assert loss_chosen(page) == name
        assert field.toolTip() == LOSSES[name].source


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("categorical_crossentropy", "L = −(1/32) Σ ln ŷ of the right digit"),
        ("mean_squared_error", "L = (1/320) Σ (ŷ − y)²"),
        ("mean_absolute_error", "L = (1/320) Σ |ŷ − y|"),
        (
            "categorical_hinge",
            "L = (1/32) Σ max(0, 1 + the largest ŷ of a wrong digit − ŷ of the right digit)",
        ),
        ("kl_divergence", "L = (1/32) Σ y ln(y/ŷ)"),
    ],
)
def test_that_formula_and_code_follow_the_loss(
    name: str, plain: str, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(leaf="formula", batch_size=32)
    choose_loss(page, name)
    leaf = page.formula_leaf
    qtbot.waitUntil(lambda: leaf.views["loss"].accessibleName() == plain, timeout=PATIENCE)
    assert leaf.loss_heading.text == f"Loss {page.controls.loss.box.currentText()}"
    program = page.code.program
    assert f"tf.reduce_mean({LOSSES[name].source}(truth, out))" in program


def test_that_the_choice_of_a_loss_can_be_taken_back(open_page: Open) -> None:
    page = open_page()
    choose_loss(page, "categorical_hinge")
    page.services.store.undo()
    assert loss_chosen(page) == "categorical_crossentropy"
    assert page.controls.loss.value == "categorical_crossentropy"
    page.services.store.redo()
    assert page.controls.loss.value == "categorical_hinge"


@pytest.mark.slow
def test_that_a_kept_run_records_its_loss_and_the_list_tells_it(
    open_page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(steps=30, batch_size=32)
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    choose_loss(page, "mean_squared_error")
    page.services.store.change(lambda s: s.with_training(lambda t: t.keeping_in(str(tmp_path))))
    click(qtbot, page.timeline.primary)
    wait_for(qtbot, page, "done")
    (folder,) = tmp_path.iterdir()
    described = json.loads((folder / "run.json").read_text())
    assert described["settings"]["loss"] == "mean_squared_error"
    page.show_leaf("data")
    assert page.data_leaf.runs.table.rows[0].brief == "Adam, Mean squared error"
