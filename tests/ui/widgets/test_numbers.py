"""Numbers in their places: none is cut, so that none reads as another."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.core.descent.standings import Standing
from explorer.ui import signs
from explorer.ui.pages.layout import leaf
from explorer.ui.theme import Look
from explorer.ui.widgets.labels import Badge
from explorer.ui.widgets.race_table import RaceTable, Row

HEIGHTS = (4.968e199, -1.2345e-300, 0.0056, 123_456.789, -98_765.4321, float("inf"), float("nan"))


@pytest.mark.parametrize("width", [420, 640, 900])
@pytest.mark.parametrize("projector", [False, True])
def test_that_no_number_of_the_race_is_wider_than_its_cell(
    width: int, projector: bool, look: Look, qtbot: QtBot
) -> None:
    look.choose("light", projector=projector)
    table = RaceTable(look)
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    rows = [
        Row(
            signs.VALUE,
            "Adam",
            0.001,
            Standing((value, -value), value, abs(value), 0, 987654),
        )
        for value in HEIGHTS
    ]
    table.show_race(10, "f < 0.001", rows, None)
    metrics = QFontMetrics(look.font(13))
    for row in range(len(rows)):
        for column in range(1, 6):
            if not table.isColumnHidden(column):
                needed = metrics.horizontalAdvance(table.cell(row, column))
                assert table.columnWidth(column) >= needed + 8, table.cell(row, column)


def test_that_a_long_badge_leaves_the_panel_as_wide_as_it_is(look: Look, qtbot: QtBot) -> None:
    badge = Badge(look)
    panel = leaf(QWidget(), badge)
    qtbot.addWidget(panel)
    panel.resize(280, 400)
    panel.show()
    badge.say("good", "Converged", "after 1,234 updates, within 0.0000123456 of the minimum at 2.5")
    qtbot.wait(10)
    assert badge.width() <= 280
    assert badge.minimumSizeHint().width() <= 240
