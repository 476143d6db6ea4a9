"""The list of runs where it is narrow."""

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from explorer.ui.theme import Look
from explorer.ui.widgets.runs_model import NAME, RunCells
from explorer.ui.widgets.runs_table import RunsTable

HEADINGS = ("name", "rate", "loss", "test", "s")
TEXTS = ("0.0005", "0.3218", "92.2 %", "10.5")


def cells(number: int) -> RunCells:
    return RunCells(
        key=str(number), name=f"11-27 07:{number:02}", sign=None, is_drawn=True, texts=TEXTS,
        differing=frozenset({0}), brief="Adam, batch 128", tip="",
    )  # fmt: skip


@pytest.mark.parametrize(("count", "width"), [(1, 340), (40, 296)])
def test_that_every_name_is_seen_whole_also_beside_a_scroll_bar(
    look: Look, qtbot: QtBot, count: int, width: int
) -> None:
    table = RunsTable(range(4), 1, look)
    qtbot.addWidget(table)
    table.resize(width, 480)
    table.show()
    rows = [cells(number) for number in range(count)]
    table.show_runs(HEADINGS, rows, None)
    qtbot.waitUntil(lambda: table.verticalScrollBar().isVisible() == (count > 10))
    name = QFontMetrics(look.font(13, 600)).horizontalAdvance(rows[0].name)
    qtbot.waitUntil(lambda: table.columnWidth(NAME) >= name + 4)
    # No number is left out where there is room for all.
    assert table.isColumnHidden(NAME + 4) == (count > 10)
    assert not table.isColumnHidden(NAME + 3)


def test_that_headings_are_seen_whole_while_there_is_no_run(look: Look, qtbot: QtBot) -> None:
    table = RunsTable(range(4), 1, look)
    qtbot.addWidget(table)
    table.resize(300, 300)
    table.show()
    table.show_runs(HEADINGS, [], None)
    header = table.horizontalHeader()
    seen = [each for each in range(NAME + 1, header.count()) if not table.isColumnHidden(each)]
    assert len(seen) > 1
    for column in seen:
        assert table.columnWidth(column) >= header.sectionSizeFromContents(column).width()
