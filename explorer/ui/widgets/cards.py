"""Cards side by side, each a piece of code with what TensorFlow answered just now, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import IconButton
from explorer.ui.widgets.code_view import MarkedCode
from explorer.ui.widgets.labels import Badge, label

translate = QCoreApplication.translate
_ROLES = {"good": "green", "warning": "amber", "error": "red", "waiting": "blue"}
_COPIED = 1_500  # milliseconds that the check stands in place of the copy sign


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """A program and its answer, as a card shows them.

    Attributes:
        title: What is tried.
        tone: "good", "warning" or "error"; "waiting" where nothing is tried.
        answer: What TensorFlow answered, short.
        printed: The same in full.
        program: All of it, to be copied.
        shown: The part that is shown.
        lines: Indexes of the shown lines that decide the answer.
        cause: Why the answer is what it is.
        note: What else is to be said, "" for nothing.
    """

    title: str
    tone: str
    answer: str
    printed: str
    program: str
    shown: str
    lines: tuple[int, ...]
    cause: str
    note: str = ""


class AnswerBadge(Badge):
    """A badge whose word is what TensorFlow printed; nothing stands beside it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._aside.hide()
        self.layout().setSpacing(0)  # type: ignore[union-attr]
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _dress(self) -> None:
        super()._dress()
        self._word.setFont(self._look.font(13, 600, mono=True))


class CaseCard(QFrame):
    """Title and answer, the code with the lines that decide it, the cause, and Copy."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseCard")
        self._look, self._program = look, ""
        self._title = label("", "heading")
        self._title.setWordWrap(True)
        self.badge = AnswerBadge(look)
        self.code = MarkedCode("", look)
        self.copy = IconButton("copy", translate("Card", "Copy this program"), look)
        self._line = QFrame()
        self._line.setObjectName("caseLine")
        self._line.setFixedHeight(1)
        self._error = label("", "error", wrap=True)
        self.cause = label("", "", wrap=True)
        self._note = label("", "note", wrap=True)
        self._copied = QTimer(self, singleShot=True, interval=_COPIED)
        self._copied.timeout.connect(lambda: self._show_sign("copy"))
        self.copy.clicked.connect(self._copy)
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(4)
        body.addWidget(self.code, 1)
        body.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(body)
        # What a card has too little of stands between code and words: words of all cards in a row
        # end in one line.
        column.addStretch(1)
        column.addWidget(self._line)
        for words in (self._error, self.cause, self._note):
            column.addWidget(words)

    @property
    def title(self) -> str:
        """What the card is about."""
        return self._title.text()

    @property
    def program(self) -> str:
        """The whole program, as it is copied."""
        return self._program

    def show_case(self, case: CardText) -> None:
        """Show a program and its answer."""
        self._title.setText(case.title)
        self._program = case.program
        self.badge.say(case.tone, case.answer)
        self.badge.setToolTip(case.printed)
        self.code.setAccessibleName(case.title)
        self.code.show_lines(case.shown, case.lines, _ROLES[case.tone])
        for words, text in (
            (self._error, case.printed if case.tone == "error" else ""),
            (self.cause, case.cause),
            (self._note, case.note),
        ):
            words.setText(text)
            words.setVisible(bool(text))
        self.setAccessibleName(f"{case.title}: {case.answer}")
        self.setAccessibleDescription(case.cause)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._program)
        self._show_sign("check")
        self._copied.start()

    def _show_sign(self, icon: str) -> None:
        self.copy.setIcon(self._look.icon(icon))

    def _dress(self) -> None:
        side = self._look.px(26)
        self.copy.setFixedSize(side, side)


NARROWEST, WIDEST, WIDEST_ROW = 312, 420, 1_000
_GAP = 16


class CardGrid(QScrollArea):
    """A grid of cards of one width; rows below the first are reached by scrolling."""

    def __init__(
        self, name: str, look: Look, right: int = 0, parent: QWidget | None = None
    ) -> None:
        """Take a name and the room at the right, in which the scroll bar stands, in px."""
        super().__init__(parent)
        self._look = look
        self._cards: list[QWidget] = []
        self._columns, self._right, self._wide = 0, right, False
        self._room = QWidget()
        self._grid = QGridLayout(self._room)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setWidget(self._room)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_cards(self, cards: Sequence[QWidget], *, wide: bool = False) -> None:
        """Show cards in this order; hidden ones take no room, wide ones a row each."""
        for card in self._cards:
            self._grid.removeWidget(card)
        self._cards, self._wide = list(cards), wide
        # Arranged anew even where the number of columns is the same.
        self._columns = 0
        self._arrange()

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the number of columns."""
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        # The bar takes its room from the padding, so that the cards do not become narrower when
        # it appears.
        used = bar.width() if bar.isVisible() else 0
        self._grid.setContentsMargins(0, 0, max(self._right - used, 0), self._right)
        self._arrange()

    def _arrange(self) -> None:
        least, gap = self._look.px(NARROWEST), _GAP
        room = self.viewport().width() - self._grid.contentsMargins().right()
        fitting = 1 if self._wide else max(1, (room + gap) // (least + gap))
        columns = min(fitting, max(len(self._cards), 1))
        # At each pixel of a resize: cards move only when a column comes or goes.
        if columns == self._columns:
            return
        # Qt keeps columns that are empty, with their stretch.
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for card in self._cards:
            self._grid.removeWidget(card)
        for index, card in enumerate(self._cards):
            card.setMaximumWidth(self._look.px(WIDEST_ROW if self._wide else WIDEST))
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(columns):
            # A large number beside 1: cards take all of the room until they are at their widest.
            self._grid.setColumnStretch(column, 1_000)
        self._grid.setColumnStretch(columns, 1)  # what the widest cards leave stays at the right
        rows = -(-len(self._cards) // columns)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(rows, 1)
        self._columns = columns
