"""The table of steps when several optimisers descend at once."""

import csv
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.core.descent.trajectory import trajectory
from explorer.files.tables import separated
from explorer.session.descent.choices import Rival
from explorer.session.descent.resolving import rival_settings
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage

PATIENCE = 30_000


@pytest.fixture
def compared(page: DescentPage, program: Application, qtbot: QtBot) -> DescentPage:
    """The page with the Data leaf open and Adam beside SGD."""
    program.window.header.leaf_requested.emit("data")
    rivals = (Rival("adam", 0.1),)
    program.store.change(lambda s: s.with_descent(lambda d: d.with_rivals(rivals)))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    return page


def choose(page: DescentPage, index: int) -> None:
    box = page.updates.whose.box
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_that_there_is_no_choice_while_there_is_but_one_path(
    page: DescentPage, program: Application, qtbot: QtBot
) -> None:
    program.window.header.leaf_requested.emit("data")
    qtbot.waitUntil(lambda: page.updates.isVisible() and not page.busy, timeout=PATIENCE)
    assert page.updates.whose.isHidden()


def test_that_the_choice_names_every_optimiser_with_its_rate(compared: DescentPage) -> None:
    box = compared.updates.whose.box
    assert [box.itemText(n) for n in range(box.count())] == ["SGD, 0.01", "Adam, 0.1"]


def test_that_a_rivals_steps_are_tabulated_with_its_states(compared: DescentPage) -> None:
    choose(compared, 1)
    rows = compared.updates.rows
    headings = [rows.headerData(n, Qt.Orientation.Horizontal) for n in range(rows.columnCount())]
    assert headings == ["step", "x", "f(x)", "f′(x)", "momentum", "velocity", "Δx"]


def test_that_a_rivals_csv_reads_back_to_the_bits_of_keras(
    compared: DescentPage, program: Application
) -> None:
    choose(compared, 1)
    expected = trajectory(rival_settings(program.store.session.descent)[0])
    rows = list(csv.DictReader(separated(compared.updates.seen, ",").splitlines()))
    assert [row["x"] for row in rows] == [str(x) for x in expected.x]


def test_that_a_file_holds_every_run_under_the_names_on_the_screen(compared: DescentPage) -> None:
    table = compared.updates.whole()
    rows = list(csv.DictReader(separated(table, ",").splitlines()))
    seen = compared.updates.rows
    shown = [seen.headerData(n, Qt.Orientation.Horizontal) for n in range(seen.columnCount())]
    assert set(shown) < rows[0].keys()
    assert [len([r for r in rows if r["optimiser"] == name]) for name in ("SGD", "Adam")] == [
        101
    ] * 2
    assert {row["momentum"] for row in rows if row["run"] == "1"} == {""}


def test_that_the_choice_can_be_undone(compared: DescentPage, program: Application) -> None:
    choose(compared, 1)
    program.store.undo()
    assert compared.updates.whose.value == "0"


def test_that_taking_the_rival_away_shows_the_chosen_optimiser(
    compared: DescentPage, program: Application, qtbot: QtBot
) -> None:
    choose(compared, 1)
    program.store.change(lambda s: s.with_descent(lambda d: d.with_rivals(())))
    qtbot.waitUntil(lambda: not compared.busy, timeout=PATIENCE)
    assert "momentum" not in compared.updates.seen.headings()


def test_that_the_update_at_the_end_is_brought_into_view(
    compared: DescentPage, program: Application, qtbot: QtBot
) -> None:
    program.window.header.leaf_requested.emit("formula")
    program.store.change(lambda s: s.with_descent(lambda d: d.with_updates(300).at(300)))
    program.window.header.leaf_requested.emit("data")
    qtbot.waitUntil(lambda: not compared.busy, timeout=PATIENCE)
    bar = compared.data.view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_that_higher_derivatives_are_tabulated_and_a_lost_one_is_explained(
    page: DescentPage, program: Application, qtbot: QtBot
) -> None:
    program.store.change(
        lambda s: s.with_descent(lambda d: replace(d, learning_rate=0.25, order=4, cursor=1))
    )
    program.window.header.leaf_requested.emit("data")
    table = page.updates
    qtbot.waitUntil(
        lambda: "f‴ is 0; TensorFlow answers NaN" in table.note.text(), timeout=PATIENCE
    )
    assert "Safe form: 2 * (x * x)" in table.note.text()
    names = [table.rows.headerData(n, Qt.Orientation.Horizontal) for n in range(1, 7)]
    assert names == ["x", "f(x)", "f′(x)", "f″(x)", "f‴(x)", "f⁗(x)"]
    texts = [table.rows.data(table.rows.index(1, column)) for column in range(1, 7)]
    assert texts == ["0.0000", "0.0000", "0.0000", "4.0000", "NaN", "NaN"]
    assert table.seen.headings() == ["step", *names, "Δx"]
    page.go(0)
    qtbot.waitUntil(table.note.isHidden, timeout=PATIENCE)
