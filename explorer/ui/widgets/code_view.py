"""Read-only code in colours, with Copy and Save as."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QShowEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import TextIconButton

translate = QCoreApplication.translate

_TOKENS = (
    (
        "blue",
        r"\b(?:import|from|as|with|for|in|if|else|def|return|print|range|while|not|and|or|lambda)\b",
    ),
    ("orange", r"(?<![\w.])\d+\.?\d*(?:e[+-]?\d+)?\b|\b(?:None|True|False)\b"),
    ("green", r"\"[^\"]*\"|'[^']*'"),
    ("muted", r"#.*$"),
)


class Highlighter(QSyntaxHighlighter):
    """Colours Python: keywords, numbers, strings, comments."""

    def __init__(self, edit: QPlainTextEdit, look: Look) -> None:
        super().__init__(edit.document())
        self._look = look
        look.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        for role, pattern in _TOKENS:
            style = QTextCharFormat()
            style.setForeground(self._look.colour(role))
            for match in re.finditer(pattern, text):
                self.setFormat(match.start(), len(match.group()), style)


class CodeText(QPlainTextEdit):
    """Code that can be selected and copied, not edited."""

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._set_off: Sequence[int] = ()
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.document().setDocumentMargin(10)
        self._highlighter = Highlighter(self, look)
        look.changed.connect(self._dress)
        self._dress()

    def show_code(self, code: str) -> None:
        """Show code, unless it is shown already, so that a selection survives."""
        if code != self.toPlainText():
            self.setPlainText(code)
            self._tint()

    def set_off(self, lines: Sequence[int]) -> None:
        """Set off lines, by their numbers from 0, by a tint over their whole width."""
        if lines != self._set_off:
            self._set_off = lines
            self._tint()

    def _tint(self) -> None:
        marks = []
        for line in self._set_off:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document().findBlockByNumber(line))
            mark.format.setBackground(QColor(self._look.theme.tint("blue")))
            mark.format.setProperty(mark.format.Property.FullWidthSelection, True)
            marks.append(mark)
        self.setExtraSelections(marks)

    def _dress(self) -> None:
        self.setFont(self._look.font(12, mono=True))
        self._tint()


class CodeView(QWidget):
    """Code with the two ways of taking it home."""

    saved = Signal(Path)

    def __init__(
        self, name: str, file_name: str, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._file_name = file_name
        self._make: Callable[[], str] = str
        self._lines: Callable[[], Sequence[int]] = tuple
        self.text = CodeText(name, look)
        self.copy = TextIconButton(
            look, [("copy", translate("Code", "Copy")), ("check", translate("Code", "Copied"))]
        )
        self.save = TextIconButton(look, [("save", translate("Code", "Save as…"))])
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        row.addStretch()
        column.addLayout(row)

    def made_by(self, make: Callable[[], str], lines: Callable[[], Sequence[int]]) -> None:
        """Take what makes the program, and what tells which of its lines to set off.

        Nobody asks for it until it is looked at, copied or saved.
        """
        self._make, self._lines = make, lines
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the program as it is now."""
        code = self._make()
        if code != self.text.toPlainText():
            self.text.show_code(code)
            self.copy.show_face(0)
        self.text.set_off(self._lines())

    @property
    def program(self) -> str:
        """The program as it is now."""
        self.refresh()
        return self.text.toPlainText()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the program that nobody has looked at so far."""
        super().showEvent(event)
        self.refresh()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.program)
        self.copy.show_face(1)

    def _save(self) -> None:
        title = translate("Code", "Save the program")
        name, _ = QFileDialog.getSaveFileName(self, title, self._file_name, "Python (*.py)")
        if name:
            self.saved.emit(Path(name))
