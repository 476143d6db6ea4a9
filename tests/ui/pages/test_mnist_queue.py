"""A queue of runs over a grid, in the window: one after another, cancelled, and drawn as a map."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from explorer.core.training.reports import Finished
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.widgets.fields import TextField
from tests.ui.pages.mnist_driving import LONG, PATIENCE, click, promptly, run_of, step_of

Open = Callable[..., MnistPage]


def write(qtbot: QtBot, field: TextField, text: str) -> None:
    field.edit.clear()
    qtbot.keyClicks(field.edit, text)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)


@pytest.fixture
def page(open_page: Open) -> MnistPage:
    page = open_page(leaf="data", steps=12, batch_size=16, hidden=())
    page.change(lambda choices: choices.tabulating("grid"))
    return page


def test_that_a_grid_is_trained_and_its_means_are_those_of_its_runs(
    page: MnistPage, qtbot: QtBot
) -> None:
    grid, queue = page.data_leaf.grid, run_of(page).queue
    write(qtbot, grid.fields["learning_rate"], "0.001, 0.1")
    write(qtbot, grid.fields["seed"], "0, 1")
    write(qtbot, grid.fields["batch_size"], "many")
    assert "Type numbers with commas between" in grid.fields["batch_size"].error
    write(qtbot, grid.fields["batch_size"], "16")
    assert grid.start.text() == "Train all combinations: 4"
    qtbot.waitUntil(lambda: grid.start.sizeHint().width() <= grid.start.width())
    click(qtbot, grid.start)
    assert grid.start.text() == "Cancel the queue"
    qtbot.waitUntil(lambda: queue.view.total == 4 and not queue.view.is_going, timeout=PATIENCE)
    shares: dict[float, list[float]] = {}
    for history in run_of(page).histories:
        assert isinstance(history.outcome, Finished)
        shares.setdefault(history.first.learning_rate, []).append(history.outcome.test_accuracy)
    assert {rate: len(each) for rate, each in shares.items()} == {0.001: 2, 0.1: 2}
    for column, rate in enumerate((0.001, 0.1)):
        cell, known = grid.map.cells[0, column], 100 * np.array(shares[rate])
        assert cell.value == pytest.approx(known.mean() / 100)
        deviation = known.std(ddof=1)
        decimals = 2 if 0 < deviation < 0.05 else 1  # not 0.0 for what is little
        assert cell.text == f"{known.mean():.1f} ± {deviation:.{decimals}f}"
        assert "2 of 2 runs ended" in cell.tip


def test_that_a_grid_is_opened_from_a_file_and_what_is_none_is_told_of(
    page: MnistPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid, chosen = page.data_leaf.grid, [""]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen[0], ""))
    before = page.store.session
    for text, sentence in (
        ("learning_rate = [", "cannot be read as a grid"),
        ("colour = [1]", "unknown field colour"),
        ("learning_rate = [-1.0]", "must be above 0"),
    ):
        chosen[0] = str(tmp_path / "grid.toml")
        Path(chosen[0]).write_text(text)
        click(qtbot, grid.open)
        assert sentence in grid._note.text()
        assert page.store.session == before
    Path(chosen[0]).write_text("learning_rate = [0.1, 0.2]\nseed = [0, 1]\nsteps = 40\n")
    click(qtbot, grid.open)
    assert grid._note.isHidden()
    assert grid.fields["learning_rate"].edit.text() == "0.1, 0.2"
    assert grid.start.text() == "Train all combinations: 4"
    assert page.store.session.training.settings.steps == 40
    page.store.undo()
    assert page.store.session == before


def test_that_a_cancelled_queue_ends_at_once_and_keeps_what_has_ended(
    page: MnistPage, qtbot: QtBot
) -> None:
    page.change(lambda choices: choices.choosing(steps=LONG))
    grid, queue = page.data_leaf.grid, run_of(page).queue
    write(qtbot, grid.fields["seed"], "0, 1, 2")
    click(qtbot, grid.start)
    qtbot.waitUntil(lambda: step_of(page) > 0, timeout=PATIENCE)
    with promptly():
        click(qtbot, grid.start)
    assert run_of(page).phase == "stopped"
    qtbot.waitUntil(lambda: not queue.view.is_going, timeout=PATIENCE)
    assert len(run_of(page).histories) == 1
    assert grid._note.text() == "Cancelled after 1 of 3 runs."
