"""Read-only code in colours, with Copy and Save as."""

import re
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import TextIconButton

translate = QCoreApplication.translate

# Order matters: a later kind colours over an earlier one, so that a word in a comment is no
# keyword.
_TOKENS = (
    (
        "blue",
        r"\b(?:import|from|as|with|for|in|if|else|def|return|print|range|while|not|and|or|lambda)\b",
    ),
    # Not after a letter or a point: digits of names and of attributes are no numbers.
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
        # Qt's read-only text takes no keys; so it can be selected by keyboard.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # Code keeps its lines; it is scrolled sideways.
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.document().setDocumentMargin(10)
        self._highlighter = Highlighter(self, look)
        look.changed.connect(self._dress)
        self._dress()

    def show_code(self, code: str) -> None:
        """Show code, unless it is shown already, so that a selection survives."""
        # Setting a text takes the selection and the place of the scroll bar away.
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
    """Code with the two ways of taking it home: copied here, saved by whoever hears the button."""

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: Callable[[], str] = str
        self._lines: Callable[[], Sequence[int]] = tuple
        self.text = CodeText(name, look)
        self.copy = TextIconButton(
            look, [("copy", translate("Code", "Copy")), ("check", translate("Code", "Copied"))]
        )
        self.save = TextIconButton(look, [("save", translate("Code", "Save as…"))])
        self.copy.clicked.connect(self._copy)
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
        # In this order: another program has not been copied yet.
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


class MarkedCode(CodeText):
    """A few lines of code as high as they are; the ones that matter stand on a tint."""

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(name, look, parent)
        self._lines: Sequence[int] = ()
        self._role = "amber"
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Left out of Tab's round: three cards would stand between the chips and what follows.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        # As high as its lines: it never scrolls up and down.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("markedCode")
        self.document().setDocumentMargin(0)
        # The tints are painted below the text, which Qt would cover with its own ground.
        self.viewport().setAutoFillBackground(False)

    def show_lines(self, code: str, lines: Sequence[int], role: str) -> None:
        """Show code; `lines` are set off on the tint of a colour."""
        self._lines, self._role = tuple(lines), role
        self.show_code(code)
        self.updateGeometry()
        self.viewport().update()

    @property
    def marked_lines(self) -> list[str]:
        """The lines that are set off."""
        all_lines = self.toPlainText().split("\n")
        return [all_lines[line] for line in self._lines]

    def sizeHint(self) -> QSize:
        """Return the height of all lines, and of the bar that long ones need."""
        height = self.blockCount() * self.fontMetrics().lineSpacing() + 6
        return QSize(self._look.px(200), height + self.horizontalScrollBar().sizeHint().height())

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tints under the lines that matter, then the code."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.tint(self._role))
        for line in self._lines:
            painter.drawRoundedRect(self._area_of(line), 4, 4)
        painter.end()
        super().paintEvent(event)

    def _area_of(self, line: int) -> QRectF:
        """Return the place of a line's words, without its indent."""
        block = self.document().findBlockByNumber(line)
        place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        text, metrics = block.text(), self.fontMetrics()
        indent = metrics.horizontalAdvance(text[: len(text) - len(text.lstrip())])
        # Its words alone: a tint over the indent would look like a block.
        width = metrics.horizontalAdvance(text.strip())
        return QRectF(place.left() + indent - 2, place.top() - 0.5, width + 5, place.height() + 1)


_PADDING = 10
_LINE = 24  # px at 100 %


class SpanText(QWidget):
    """A line of code, broken anywhere when it is too long, with columns on a tint."""

    spoken_role = Role.StaticText

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._text = look, ""
        self.spans: tuple[tuple[int, int], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Qt asks for a height for a width only where the policy says so.
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)

    def show_text(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Show a text; `spans` are the columns to set off, first and one past the last."""
        self._text, self.spans = text, tuple(spans)
        self.setAccessibleName(text)
        self.setAccessibleDescription(", ".join(self.marked[:1]))
        self.updateGeometry()
        self.update()

    @property
    def marked(self) -> list[str]:
        """The pieces that are set off."""
        return [self._text[first:last] for first, last in self.spans]

    def hasHeightForWidth(self) -> bool:
        """Return that long texts take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the broken text."""
        # Rounded up.
        lines = -(-max(len(self._text), 1) // self._columns(width))
        return self._look.px(_LINE) * lines + 2 * _PADDING

    def sizeHint(self) -> QSize:
        """Return the height at the present width."""
        return QSize(self._look.px(200), self.heightForWidth(max(self.width(), 200)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the tints, then the text."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("line"))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.tint("blue"))
        for area in self._areas():
            painter.drawRoundedRect(area, 4, 4)
        painter.setFont(self._font())
        painter.setPen(look.colour("text"))
        columns, height = self._columns(self.width()), look.px(_LINE)
        ascent = QFontMetricsF(self._font()).ascent()
        lead = (height - QFontMetricsF(self._font()).height()) / 2 + ascent
        for line in range(-(-len(self._text) // columns)):
            part = self._text[line * columns : (line + 1) * columns]
            painter.drawText(QPointF(_PADDING, _PADDING + line * height + lead), part)

    def _areas(self) -> Iterator[QRectF]:
        """Yield where the columns lie, one rectangle for each line that they stand in."""
        columns, height, width = self._columns(self.width()), self._look.px(_LINE), self._width()
        for first, last in self.spans:
            # A piece that is broken by the line's end has a tint in each.
            for line in range(first // columns, -(-last // columns)):
                start = max(first, line * columns) - line * columns
                end = min(last, (line + 1) * columns) - line * columns
                left, top = _PADDING + start * width - 1, _PADDING + line * height + 1
                yield QRectF(left, top, (end - start) * width + 2, height - 2)

    def _font(self) -> QFont:
        return self._look.font(14, mono=True)

    def _width(self) -> float:
        # Every character is as wide as a nought in this face.
        return QFontMetricsF(self._font()).horizontalAdvance("0")

    def _columns(self, width: int) -> int:
        return max(int((width - 2 * _PADDING) / self._width()), 1)
