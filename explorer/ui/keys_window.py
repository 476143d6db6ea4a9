"""All keys of the program in one window, read from the commands and from one table of the widgets' own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from explorer.ui.widgets.labels import label

if TYPE_CHECKING:
    from explorer.ui.commands import Command

translate = QCoreApplication.translate
Row = tuple[str, str]


def widget_keys() -> list[tuple[str, list[Row]]]:
    """Return the keys that belong to no command: where they work, and what each does.

    A test reads the sources for keys that stand nowhere in here.
    """
    return [
        (
            translate("Keys", "Everywhere"),
            [
                ("Tab, Shift+Tab", translate("Keys", "to the next control, to the one before")),
                ("Esc", translate("Keys", "leave a field; close a notice, a menu or a panel")),
                ("Return, Enter", translate("Keys", "do what is marked: a row, a cell, a command")),
                ("Alt", translate("Keys", "with the underlined letter: open that menu")),
            ],
        ),
        (
            translate("Keys", "Timeline, also from a button"),
            [
                ("Space", translate("Keys", "play or pause; on a button: press it")),
                ("Left, Right", translate("Keys", "one step back or forward")),
                ("Home, End", translate("Keys", "first or last step")),
            ],
        ),
        (
            translate("Keys", "A plot that has the focus"),
            [
                ("+, =, −", translate("Keys", "zoom in, zoom in, zoom out")),
                ("Ctrl+Arrows", translate("Keys", "move what is seen")),
                ("0", translate("Keys", "show all")),
                ("Shift+Arrows", translate("Keys", "move the point or the start; read a curve step by step")),
                ("Ctrl+Shift+Left, Right", translate("Keys", "read a curve fifty steps further")),
                ("Arrows", translate("Keys", "turn the 3-D view; go from cell to cell of a map")),
                ("Up, Down", translate("Keys", "go from card to card of the graph")),
            ],
        ),
        (
            translate("Keys", "Fields, sliders and choices"),
            [
                ("Up, Down", translate("Keys", "step a number")),
                ("PageUp, PageDown", translate("Keys", "step a number ten times as far")),
                ("Left, Right", translate("Keys", "step a slider; choose the next of several")),
            ],
        ),
        (
            translate("Keys", "Lists, tables and pictures"),
            [
                ("Arrows", translate("Keys", "go from row to row, from cell to cell, from picture to picture")),
                ("Space", translate("Keys", "show or hide a run")),
                ("F2", translate("Keys", "rename a run")),
                ("Delete, Backspace", translate("Keys", "delete a run; it can be taken back")),
            ],
        ),
    ]  # fmt: skip


def all_keys(commands: Sequence["Command"], menus: dict[str, str]) -> list[tuple[str, list[Row]]]:
    """Return all keys by where they work: the commands', by their menus, then the widgets' own."""
    found = []
    for menu, title in {**menus, "": translate("Keys", "Beyond the menus")}.items():
        rows = [
            (each.shortcut, each.text) for each in commands if each.shortcut and each.menu == menu
        ]
        if rows:
            found.append((title, rows))
    return [*widget_keys(), *found]


def written(keys: str) -> str:
    """Return keys as the desktop writes them, in the language in force."""
    return ", ".join(_written(each) for each in keys.split(", "))


def _written(keys: str) -> str:
    *held, last = keys.split("+") if keys != "+" else [keys]
    names = {
        "Arrows": translate("Keys", "arrow keys"), "Space": translate("Keys", "Space"),
        "Left": "←", "Right": "→", "Up": "↑", "Down": "↓",
        "PageUp": translate("Keys", "Page up"), "PageDown": translate("Keys", "Page down"),
        "Home": translate("Keys", "Home"), "End": translate("Keys", "End"),
        "Delete": translate("Keys", "Delete"), "Backspace": translate("Keys", "Backspace"),
        "Return": translate("Keys", "Return"), "Enter": translate("Keys", "Enter"),
    }  # fmt: skip
    if last in names or not held:
        return "+".join([*held, names.get(last, last)])
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys


class KeysWindow(QDialog):
    """A table of keys that is scrolled and read row by row."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Row]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Menu", "Keys"))
        rows = sum(1 + len(each) for _, each in groups)
        self.table = QTableWidget(rows, 2)
        self.table.setHorizontalHeaderLabels(
            [translate("Keys", "Keys"), translate("Keys", "What they do")]
        )
        self.table.setAccessibleName(translate("Menu", "Keys"))
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        place = 0
        for title, keys in groups:
            self._put(place, 0, title, strong=True)
            self.table.setSpan(place, 0, 1, 2)
            for row, (pressed, text) in enumerate(keys, start=place + 1):
                self._put(row, 0, written(pressed))
                self._put(row, 1, text)
            place += 1 + len(keys)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        note = translate(
            "Keys", "Every control can be reached by Tab, every command by Ctrl+K and its words."
        )
        column.addWidget(label(note, "note", wrap=True))
        column.addWidget(self.table, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(620, min(640, parent.height() - 60))

    def _put(self, row: int, column: int, text: str, *, strong: bool = False) -> None:
        item = QTableWidgetItem(text)
        if strong:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.table.setItem(row, column, item)
