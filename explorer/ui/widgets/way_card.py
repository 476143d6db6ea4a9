"""A card that says why a gradient is None: the way drawn, what happens at the cut, and its cure."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import IconButton
from explorer.ui.widgets.cards import AnswerBadge
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.way_view import WayRow, WayView

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class WayText:
    """What such a card says.

    Attributes:
        title: What is found.
        tone: "good", "warning" or "error".
        answer: What a tape answers, short.
        rows: The way, from its source to its result; empty where it is not known.
        described: The way in words.
        cause: What happens at the cut.
        cure: What to write in its place, "" for nothing.
        place: File and line, "" for none.
        text: All of it, to be copied.
    """

    title: str
    tone: str
    answer: str
    rows: tuple[WayRow, ...]
    described: str
    cause: str
    cure: str
    place: str
    text: str


class WayCard(QFrame):
    """Title and answer, the way, cause and cure, and Copy."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseCard")
        self._look, self._text = look, ""
        self._title = label("", "heading")
        self._title.setWordWrap(True)
        self.badge = AnswerBadge(look)
        self.copy = IconButton("copy", translate("Card", "Copy this explanation"), look)
        self.way = WayView(look)
        self._cause = label("", "", wrap=True)
        self._cure = label("", "", wrap=True)
        self._place = label("", "note", wrap=True)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addLayout(head)
        for each in (self._cause, self._cure, self._place):
            words.addWidget(each)
        words.addStretch(1)
        # Side by side: below the way, the words would be out of sight.
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(20)
        row.addWidget(self.way, 2, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 3)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def title(self) -> str:
        """What the card is about."""
        return self._title.text()

    @property
    def words(self) -> str:
        """What stands beside the way."""
        shown = (self._cause, self._cure, self._place)
        return "\n".join(each.text() for each in shown if each.text())

    def show_way(self, card: WayText) -> None:
        """Show an explanation, or one of its cuts."""
        self._title.setText(card.title)
        self._text = card.text
        self.badge.say(card.tone, card.answer)
        self.way.show_way(card.rows, card.described)
        self.way.setVisible(bool(card.rows))
        for words, text in (
            (self._cause, card.cause),
            (self._cure, card.cure),
            (self._place, card.place),
        ):
            words.setText(text)
            words.setVisible(bool(text))
        self.setAccessibleName(f"{card.title}: {card.answer}")
        self.setAccessibleDescription(card.cause)

    def _dress(self) -> None:
        side = self._look.px(26)
        self.copy.setFixedSize(side, side)
