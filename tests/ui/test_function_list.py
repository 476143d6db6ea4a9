"""The list of functions by keyboard."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage


def test_that_a_key_opens_the_list_of_functions(
    page: DescentPage, program: Application, qtbot: QtBot
) -> None:
    qtbot.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    menu = page.controls.formula._menu
    qtbot.waitUntil(menu.isVisible, timeout=2_000)
    menu.close()
