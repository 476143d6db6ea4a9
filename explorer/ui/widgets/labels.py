"""Labels whose look is set by their role in the style sheet."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
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


class Steady(QWidget):
    """Holds a label whose words change often, in the room that the layout gives it.

    Without a layout of its own it does not pass the label's wish for another size on to the
    window, which would lay out everything anew at every word.

    Args:
        inner: The label.
        width: Least width in px; what there is beyond is taken too.
    """

    def __init__(self, inner: QLabel, width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = inner
        inner.setParent(self)
        self.setMinimumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the least width, and the height of one line."""
        self._inner.ensurePolished()
        margins = self._inner.contentsMargins()
        height = self._inner.fontMetrics().height() + margins.top() + margins.bottom()
        return QSize(self.minimumWidth(), height)

    minimumSizeHint = sizeHint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label all of the room."""
        super().resizeEvent(event)
        self._inner.setGeometry(self.rect())


class Heading(QWidget):
    """A heading and, on its line, an aside in a quieter voice."""

    def __init__(self, text: str, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._aside = label(text, "heading"), label(aside, "aside")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._title)
        row.addWidget(Steady(self._aside), 1)

    def say(self, text: str, aside: str = "") -> None:
        """Show other words."""
        self._title.setText(text)
        self._aside.setText(aside)

    @property
    def text(self) -> str:
        """Heading and aside."""
        return f"{self._title.text()} {self._aside.text()}".strip()
