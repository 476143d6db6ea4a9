"""The line above the timeline: an icon, the state in one bold word, one sentence, one action."""

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from explorer.ui.spoken import News, Role
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.labels import Steady

HEIGHT = 44
TONES = {
    "quiet": "purple",
    "busy": "accent",
    "live": "accent",
    "good": "green",
    "warning": "amber",
    "error": "red",
    "none": "muted",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a sentence line says.

    Attributes:
        state: The state in a word or a few, set bold.
        text: One sentence with the live numbers.
        tone: A key of `TONES`; "warning" and "error" tint the line, "busy" moves a bar under it.
        icon: Name of the icon.
        action: Text of the one thing that can be done about it, empty for none.
        role: Colour of the icon and of the result, in place of the tone's; empty for none.
        result: The part of the text that is its result, set off in the colour; empty for none.
    """

    state: str
    text: str
    tone: str = "none"
    icon: str = "info"
    action: str = ""
    role: str = ""
    result: str = ""


class SentenceLine(QWidget):
    """Says in words what is going on; grows when a sentence needs a further line."""

    spoken_role = Role.StatusBar

    acted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words = Words("", "")
        self._phase, self._growing = 0.0, False
        self._again = QTimer(self, singleShot=True, interval=1)
        self._again.timeout.connect(self._lay_out_again)
        self._icon = QLabel()
        self._state, self._text = QLabel(), QLabel()
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.installEventFilter(self)
        # A long sentence wraps; it must not widen the window.
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.action = button("")
        self.action.hide()
        self.action.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._state)
        # The line's own height is set below; its words never ask the window for another layout.
        body = Steady(self._text)
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row.addWidget(body, 1)
        row.addWidget(self.action)
        self._news = News(self)
        self._motion = QTimer(self, interval=30)
        self._motion.timeout.connect(self._move)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def words(self) -> Words:
        """What is said."""
        return self._words

    @property
    def text(self) -> str:
        """State and sentence, without their dress."""
        return " ".join(part for part in (self._words.state, self._words.text) if part)

    def say(self, words: Words) -> None:
        """Say something else; silent when it is said already."""
        if words == self._words:
            return
        before, self._words = self._words, words
        if words.action != before.action:
            self.action.setText(words.action)
            self.action.setVisible(bool(words.action))
        self.setAccessibleName(self.text)
        if QAccessible.isActive():
            self._news.tell(self.text)
        # With reduced motion the bar stands still.
        if words.tone == "busy" and not self._look.still:
            self._motion.start()
        else:
            self._motion.stop()
        # Fonts and icons stay while only numbers change, as at each step of a path.
        if (before.tone, before.icon, before.role) == (words.tone, words.icon, words.role):
            self._write()
        else:
            self._dress()

    def _dress(self) -> None:
        look, words = self._look, self._words
        self._icon.setPixmap(look.pixmap(words.icon, words.role or TONES[words.tone]))
        self._state.setFont(look.font(15, 600))
        self._text.setFont(look.font(15))
        self._write()
        self.update()

    def _write(self) -> None:
        words = self._words
        self._state.setText(words.state)
        # Rich text costs a document of its own; plain text is the rule.
        is_rich = bool(words.result) and words.result in words.text
        form = Qt.TextFormat.RichText if is_rich else Qt.TextFormat.PlainText
        self._text.setTextFormat(form)
        self._text.setText(self._set_off() if is_rich else words.text)
        self._grow()

    def _set_off(self) -> str:
        # The last place: results stand at the end of a sentence.
        before, found, after = self._words.text.rpartition(self._words.result)
        style = f"color:{self._look.theme[self._words.role]};font-weight:600"
        # Escaped: a formula may hold < and &.
        return f"{escape(before)}<span style='{style}'>{escape(found)}</span>{escape(after)}"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take as many lines as the width asks for that the words have got."""
        # Theirs, not the line's own: they get theirs later, from the layout.
        if watched is self._text and event.type() == QEvent.Type.Resize:
            self._grow()
        return False

    def _grow(self) -> None:
        if self._growing:  # a new height lays the words out anew: that is seen to below
            return
        self._growing = True
        for _ in range(3):
            if self.maximumHeight() == (height := self._height_of_words()):
                break
            self.setFixedHeight(height)
            self._again.start()
        self._growing = False

    def _height_of_words(self) -> int:
        margins = self.layout().contentsMargins()  # type: ignore[union-attr]
        # Before its first layout it has no width to wrap by.
        needed = self._text.heightForWidth(max(self._text.width(), 120))
        needed += margins.top() + margins.bottom()
        # Never lower than one line, so that the plot above does not move at every word.
        return max(self._look.px(HEIGHT), needed)

    def _lay_out_again(self) -> None:
        """Place icon and state anew: a height that follows from a layout comes too late for it."""
        row = self.layout()
        if row is not None:
            row.invalidate()
            row.activate()

    def _move(self) -> None:
        self._phase = (self._phase + 0.012) % 1.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the tint of a warning, or the bar of work in progress."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._words.tone in ("warning", "error"):
            painter.setBrush(look.theme.tint(TONES[self._words.tone]))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 4, 0, -4), 6, 6)
        if self._words.tone == "busy":
            width, height = self.width() * 0.25, look.px(2)
            left = 0.0 if look.still else (self.width() + width) * self._phase - width
            # The track shows that something goes on also where nothing moves.
            painter.setBrush(look.colour("track"))
            painter.drawRect(QRectF(0, self.height() - height, self.width(), height))
            painter.setBrush(look.colour("accent"))
            painter.drawRect(QRectF(left, self.height() - height, width, height))
