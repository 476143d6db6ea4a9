"""How a test drives the Tape page."""

import contextlib
import io

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.pages.tape.page import TapePage
from explorer.ui.widgets.buttons import Segmented


def click(qtbot: QtBot, widget: QWidget) -> None:
    """Press a widget."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, cells: Segmented, key: str) -> None:
    """Press one cell of a row."""
    place = cells.area_of(key).center().toPoint()
    qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=place)


def settle(qtbot: QtBot, page: TapePage) -> None:
    """Wait until everything asked for has been drawn."""
    qtbot.wait(20)
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)


def answers(page: TapePage) -> list[str]:
    """Return the answers on the cards of the clinic."""
    return [card.badge.text for card in page.hero.clinic.shown_cards]


def numbers(page: TapePage) -> dict[str, list[str]]:
    """Return the numbers on every card by its title."""
    return {card.title: [row.value for row in card.rows] for card in page.hero.graph.graph.cards}


def printed_by(page: TapePage) -> str:
    """Run the shown program and return what it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(page.code.program, {})  # noqa: S102 - the program that a reader would paste
    return out.getvalue().strip()
