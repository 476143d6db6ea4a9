"""What a person does with the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot


def type_into(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    """Replace what stands in a field, key by key."""
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def enter(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    """Replace what stands in a field, and say so with the key for it."""
    type_into(qtbot, edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
