"""The search field that finds any command by its words (Ctrl+K)."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate

Entry = tuple[str, str, str, Callable[[], None]]

_WIDTH = 480
_MOST_ROWS = 10
_RUN = Qt.ItemDataRole.UserRole
_KEYS = Qt.ItemDataRole.UserRole + 1


class _Row(QStyledItemDelegate):
    """A command at the left, its keys in a quieter colour at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        place = option.rect.adjusted(0, 0, -12, 0)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(_KEYS)
        )


class Palette(QDialog):
    """A list of commands that narrows as one types; Enter runs the marked one."""

    def __init__(
        self,
        entries: Sequence[Entry],
        parent: QWidget,
        get_all: Callable[[], Sequence[Entry]] | None = None,
    ) -> None:
        """Begin with some of the entries.

        Args:
            entries: Those that are there: text, further words to be found by, keys, what to run.
            parent: The window.
            get_all: Returns all, if some are missing; asked once, by `complete`.
        """
        # A popup closes by itself at a click beside it.
        super().__init__(parent, Qt.WindowType.Popup)
        self._entries, self._get_all = list(entries), get_all
        self._is_chosen = False  # by Enter, before all entries were there
        self.setObjectName("palette")
        # Each search makes another: what can be asked for may have changed.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(translate("Palette", "Search commands"))
        self.field = QLineEdit()
        self.field.setFixedWidth(_WIDTH)
        self.field.setPlaceholderText(translate("Palette", "Search commands"))
        self.field.setAccessibleName(translate("Palette", "Search commands"))
        self.list = QListWidget()
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(translate("Palette", "Commands found"))
        self._nothing = label(
            translate("Palette", "No command has these words. Type fewer letters."), "note"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        # Follows what is found, and never takes part in the window's layout.
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.field.textChanged.connect(self._narrow)
        self.list.itemClicked.connect(
            self._run
        )  # what one sees there, though others may be missing
        self.field.installEventFilter(self)
        self._narrow("")

    def open_below(self, anchor: QWidget) -> None:
        """Open under a widget, at the middle of the window."""
        window = anchor.window()
        self.adjustSize()
        place = window.mapToGlobal(window.rect().topLeft())
        # 8 px below the header.
        self.move(place.x() + (window.width() - self.width()) // 2, place.y() + 56)
        self.show()
        self.field.setFocus()

    def complete(self) -> None:
        """Offer all entries; what the arrow keys have marked stays so, what Enter has chosen runs."""
        if self._get_all is None:
            return
        get_all, self._get_all = self._get_all, None
        row, item = self.list.currentRow(), self.list.currentItem()
        marked = item.text() if item is not None and row > 0 else None
        self._entries = list(get_all())
        self._narrow(self.field.text())
        if marked is not None:
            (again,) = self.list.findItems(marked, Qt.MatchFlag.MatchExactly)[:1]
            self.list.setCurrentItem(again)
        if self._is_chosen:
            self._is_chosen = False
            self.field.setReadOnly(False)  # nothing may have been found
            self._run(self.list.currentItem())

    def _narrow(self, text: str) -> None:
        self.list.clear()
        # Words in any order, each anywhere: “rate learn” finds the learning rate. A colon parts words, as
        # in “theme: dark”; in Chinese it is a character of its own.
        words = text.casefold().translate({ord(":"): " ", ord("："): " "}).split()
        fitting = (each for each in self._entries if _distance(each, words) is not None)
        for name, _, keys, run in sorted(fitting, key=lambda each: _distance(each, words) or 0):
            item = QListWidgetItem(name)
            item.setData(_RUN, run)
            item.setData(_KEYS, keys)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {keys}" if keys else name)
            self.list.addItem(item)
        # The first is marked, so that Enter is enough.
        self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        shown = min(self.list.count(), _MOST_ROWS)
        self.list.ensurePolished()  # the style makes rows higher
        self.list.setFixedHeight(shown * self.list.sizeHintForRow(0))
        self._nothing.setVisible(self.list.count() == 0)

    def eventFilter(self, watched: object, event: object) -> bool:
        """Let the arrow keys move in the list while the field has the focus."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == event.Type.KeyPress
        ):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return False

    def _choose(self) -> None:
        """Run the marked entry; the first of all is meant, so it waits for those that are missing."""
        if self._get_all is None:
            self._run(self.list.currentItem())
        else:
            self._is_chosen = True
            self.field.setReadOnly(True)  # what is typed now is meant for what opens

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            run = item.data(_RUN)
            # Closed before it runs, as the command may open a dialog, which would end up behind
            # it.
            self.close()
            run()


def _distance(entry: Entry, words: Sequence[str]) -> int | None:
    """Return how far an entry is from some words, 0 for the nearest; None if it lacks one of them.

    Nearest is what is called just so, then what has words that begin so (a rate, not what is saturated),
    then words that hold them, then what is found by further words alone.
    """
    name, further = entry[0].casefold(), entry[1].casefold()
    if not all(word in f"{name} {further}" for word in words):
        return None
    if " ".join(words) == re.split(r"[:：] *", name)[-1]:
        return 0
    if all(re.search(rf"\b{re.escape(word)}", name) for word in words):
        return 1
    return 2 if all(word in name for word in words) else 3
