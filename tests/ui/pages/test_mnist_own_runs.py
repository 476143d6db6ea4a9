"""Runs that keep themselves, in the window: listed, looked into, named, deleted and brought back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from explorer.core.training.dataset import read_digits
from explorer.core.training.reports import Finished
from explorer.core.training.settings import TrainingSettings
from explorer.files.own_runs import read_marks, run_folders
from explorer.files.resources import resources
from explorer.files.tables import separated
from explorer.files.training_runs import Reins, run_anew
from explorer.session.tables import Table
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.pace import Timed
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.runs_leaf import COLUMNS
from explorer.ui.preferences import PreferencesDialog
from tests.ui.pages.mnist_driving import PATIENCE, click, history_of, run_of, wait_for

Open = Callable[..., MnistPage]


@pytest.fixture
def page(open_page: Open, tmp_path: Path) -> Iterator[MnistPage]:
    """The page of a window that keeps runs below `tmp_path`, asked for a short run."""
    page = open_page(leaf="data", steps=30, batch_size=16, hidden=())
    run_of(page).kept.folder = tmp_path
    yield page
    run_of(page).kept.folder = None


def train(page: MnistPage, qtbot: QtBot) -> None:
    page.toggle_play()
    wait_for(qtbot, page, "done")


def test_that_a_run_keeps_itself_unless_the_preferences_say_otherwise(
    page: MnistPage, qtbot: QtBot, tmp_path: Path
) -> None:
    train(page, qtbot)
    assert run_folders(tmp_path) == [history_of(page).folder]
    page.window().run("preferences")  # type: ignore[attr-defined]
    (dialog,) = page.window().findChildren(PreferencesDialog)
    qtbot.waitUntil(lambda: "runs 1, of these for good 0" in dialog.note.text(), timeout=PATIENCE)
    click(qtbot, dialog.keeps)
    dialog.accept()
    train(page, qtbot)
    assert history_of(page).folder is None
    assert len(run_folders(tmp_path)) == 1
    page.store.change(lambda s: s.viewing(lambda view: replace(view, keeps_runs=True)))


def test_that_runs_of_before_are_listed_looked_into_named_deleted_and_brought_back(
    page: MnistPage, qtbot: QtBot, tmp_path: Path
) -> None:
    digits, runs, kept = read_digits(resources() / "mnist"), page.data_leaf.runs, run_of(page).kept
    settings = TrainingSettings(steps=30, batch_size=16, hidden=(), seed=3)
    *_, end = run_anew(settings, digits, Reins(), tmp_path, by_itself=True)
    assert isinstance(end, Timed)
    assert isinstance(end.report, Finished)
    train(page, qtbot)
    qtbot.waitUntil(lambda: len(runs.table.rows) == 2 and not kept.busy, timeout=PATIENCE)
    newest, earlier = runs.table.rows
    assert (newest.brief, earlier.brief) == ("Adam, seed 0", "Adam, seed 3")
    # Down: the run of before fills the views with the bits of its checkpoint.
    qtbot.keyClick(runs.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.shown.looks_back and not page.busy, timeout=PATIENCE)
    assert page.shown.network is not None
    for mine, theirs in zip(page.shown.network.weights, end.report.weights, strict=True):
        assert mine.tobytes() == theirs.tobytes()
    table = page.shown.answers.value
    assert table is not None
    assert table.table is not None
    np.testing.assert_array_equal(table.table, end.report.confusion)
    assert page.sentence.text.startswith("Looking back. This run made 30 steps")
    # F2, a name, Enter; Delete; Undo, as everything else is undone.
    qtbot.keyClick(runs.table, Qt.Key.Key_F2)
    (editor,) = (each for each in runs.table.findChildren(QLineEdit) if each.isVisible())
    qtbot.keyClicks(editor, "seed three")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    (folder,) = (each for each in run_folders(tmp_path) if each.name == earlier.key)
    qtbot.waitUntil(lambda: read_marks(folder).name == "seed three", timeout=PATIENCE)
    qtbot.keyClick(runs.table, Qt.Key.Key_Delete)
    assert [row.name for row in runs.table.rows] == ["Run 1"]
    assert not page.shown.looks_back
    assert "seed three is deleted." in runs._told.text()
    page.store.undo()
    assert [row.name for row in runs.table.rows] == ["Run 1", "seed three"]
    assert folder.exists()
    qtbot.keyClick(runs.table, Qt.Key.Key_Down)
    qtbot.keyClick(runs.table, Qt.Key.Key_Delete)
    kept.delete(page.shown.choices.deleted)
    assert run_folders(tmp_path) == [history_of(page).folder]


def test_that_the_list_is_sorted_and_needs_one_line_where_there_is_room(
    page: MnistPage, qtbot: QtBot
) -> None:
    runs = page.data_leaf.runs
    for seed in (2, 0, 1):
        page.change(partial(TrainingChoices.choosing, seed=seed))
        train(page, qtbot)

    def shown() -> list[str]:
        return [row.texts[COLUMNS.index("seed") - 1] for row in runs.table.rows]

    assert shown() == ["1", "0", "2"]
    runs.sort("seed")
    assert shown() == ["0", "1", "2"]
    runs.sort("seed")
    assert shown() == ["2", "1", "0"]
    runs.sort("seed")
    assert shown() == ["1", "0", "2"]
    assert separated(page.data.seen, ",").splitlines()[1].split(",")[:2] == ["Run 3", ""]
    table, seeds = runs.table, COLUMNS.index("seed") + 1
    assert table.is_narrow
    assert table.isColumnHidden(seeds)
    table.resize(640, 300)
    assert not table.isColumnHidden(seeds)
    # All columns are seen whole then.
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert table.rowHeight(0) == 28
    # A right click on the curves copies these, whatever the leaf lists beside them.
    drawn = page.data.drawn
    assert isinstance(drawn, Table)
    assert len(drawn) == max(each.step for each in page.shown.drawn)


def test_that_the_table_of_all_steps_is_filled_only_where_it_is_seen(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(leaf="data", steps=3, hidden=(), batch_size=16)
    before = page.data_leaf.rows.rowCount()
    page.toggle_play()
    wait_for(qtbot, page, "done")
    assert page.data_leaf.rows.rowCount() == before  # the list of runs stands there
    page.change(lambda c: c.tabulating("numbers"))
    assert page.data_leaf.rows.rowCount() == 3
    assert page.data_leaf.whole_width > 100
