"""Labels whose look is set by their role in the style sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from explorer.ui.theme import weighted


def label(text: str, role: str, parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """Return a plain-text label; `role` is one that the style sheet knows."""
    made = QLabel(text, parent)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role == "heading":
        made.setFont(weighted(made.font(), 600))
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if role == "number":
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Heading(QWidget):
    """A heading and, on its line, an aside in a quieter voice."""

    def __init__(self, text: str, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._aside = label(text, "heading"), label(aside, "aside")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._title)
        row.addWidget(self._aside)
        row.addStretch(1)

    def say(self, text: str, aside: str = "") -> None:
        """Show other words."""
        self._title.setText(text)
        self._aside.setText(aside)

    @property
    def text(self) -> str:
        """Heading and aside."""
        return f"{self._title.text()} {self._aside.text()}".strip()
