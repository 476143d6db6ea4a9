"""The line above the timeline: an icon, the state in one bold word, one sentence, one action."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

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


class SentenceLine(QWidget):
    """Says in words what is going on; tinted when it is a warning or an error."""

    acted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tone, self._icon_name = "none", "info"
        self._sentence = ("", "")
        self._phase = 0.0
        self._icon = QLabel()
        self._word, self._text = QLabel(), QLabel()
        for part in (self._word, self._text):
            part.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.action = button("")
        self.action.hide()
        self.action.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._word)
        body = Steady(self._text)
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row.addWidget(body, 1)
        row.addWidget(self.action)
        self._motion = QTimer(self, interval=30)
        self._motion.timeout.connect(self._move)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """The words shown, without their dress."""
        return " ".join(part for part in self._sentence if part)

    def say(
        self, word: str, body: str, *, tone: str = "none", icon: str = "info", action: str = ""
    ) -> None:
        """Show a state.

        Args:
            word: The state in one word, set bold.
            body: One sentence with the live numbers.
            tone: A key of `TONES`; "warning" and "error" tint the line, "busy" moves a bar under it.
            icon: Name of the icon.
            action: Text of the one thing that can be done about it, empty for none.
        """
        dress = (self._tone, self._icon_name)
        self._sentence, self._tone, self._icon_name = (word, body), tone, icon
        if action != self.action.text() or self.action.isHidden() == bool(action):
            self.action.setText(action)
            self.action.setVisible(bool(action))
        self.setAccessibleName(self.text)
        if tone == "busy" and not self._look.still:
            self._motion.start()
        else:
            self._motion.stop()
        if dress == (tone, icon):
            self._write()
        else:
            self._dress()

    def _dress(self) -> None:
        look = self._look
        self.setFixedHeight(look.px(HEIGHT))
        self._icon.setPixmap(look.pixmap(self._icon_name, TONES[self._tone]))
        self._word.setFont(look.font(15, 600))
        self._text.setFont(look.font(15))
        self._write()
        self.update()

    def _write(self) -> None:
        word, body = self._sentence
        self._word.setText(word)
        self._text.setText(body)

    def _move(self) -> None:
        self._phase = (self._phase + 0.012) % 1.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the tint of a warning, or the bar of work in progress."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._tone in ("warning", "error"):
            painter.setBrush(look.theme.tint(TONES[self._tone]))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 4, 0, -4), 6, 6)
        if self._tone == "busy":
            width, height = self.width() * 0.25, look.px(2)
            left = 0.0 if look.still else (self.width() + width) * self._phase - width
            painter.setBrush(look.colour("track"))
            painter.drawRect(QRectF(0, self.height() - height, self.width(), height))
            painter.setBrush(look.colour("accent"))
            painter.drawRect(QRectF(left, self.height() - height, width, height))
