"""A short verdict in its own colour on its tint: an icon and a word."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from explorer.ui.theme import Look, set_property
from explorer.ui.widgets.labels import label

TONES = {
    "good": ("green", "check"), "warning": ("amber", "warning"), "error": ("red", "error"),
    "waiting": ("muted", "info"),
}  # fmt: skip


class Badge(QWidget):
    """An icon and a word, and beside them an aside."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._tone = look, "good"
        self._box = QWidget()
        self._box.setObjectName("badge")
        self._box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon, self._word = QLabel(), QLabel()
        self._aside = label("", "aside")
        inner = QHBoxLayout(self._box)
        inner.setContentsMargins(8, 3, 10, 3)
        inner.setSpacing(6)
        inner.addWidget(self._icon)
        inner.addWidget(self._word)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._box)
        row.addWidget(self._aside)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)

    @property
    def text(self) -> str:
        """Word and aside."""
        return f"{self._word.text()} {self._aside.text()}".strip()

    def say(self, tone: str, word: str, aside: str = "") -> None:
        """Show a verdict; `tone` is a key of `TONES`."""
        if (tone, f"{word} {aside}".strip()) == (self._tone, self.text):
            return  # dressing takes a millisecond, and a scrubbed page says the same again and again
        self._tone = tone
        self._word.setText(word)
        self._aside.setText(aside)
        self.setAccessibleName(self.text)
        self._dress()

    def _dress(self) -> None:
        look = self._look
        role, icon = TONES[self._tone]
        self._icon.setPixmap(look.pixmap(icon, role))
        self._word.setFont(look.font(13, 600))
        for part in (self._box, self._word):
            set_property(part, "tone", role)
