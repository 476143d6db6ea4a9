"""Labels whose look is set by their role in the style sheet, headings, and badges."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from explorer.ui.spoken import Role
from explorer.ui.theme import Look, set_property, weighted

SMALLEST = 7  # px


class Whole(QLabel):
    """A label that is set smaller where its line has no room, for a number cut off is another."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line as Qt does, or smaller."""
        room, text = self.contentsRect(), self.text()
        font = self.font()
        if self.wordWrap() or QFontMetricsF(font).horizontalAdvance(text) <= room.width():
            super().paintEvent(event)
            return
        while (
            font.pixelSize() > SMALLEST
            and QFontMetricsF(font).horizontalAdvance(text) > room.width()
        ):
            font.setPixelSize(font.pixelSize() - 1)
        # Of what has less than half its room nothing could be read, or another number.
        if QFontMetricsF(font).horizontalAdvance(text) > 2 * room.width():
            return
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(QRectF(room), self.alignment(), text)


def label(text: str, role: str, parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """Return a plain-text label; `role` is one that the style sheet knows."""
    made = Whole(text, parent)
    made.setProperty("role", role)
    # What is shown may come from a formula or a file: no tags are read in it.
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role == "heading":
        made.setFont(weighted(made.font(), 600))
    if wrap:
        # Ignored: a long sentence must not make its column wider.
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if role == "number":
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # A number is there to be taken along.
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Steady(QWidget):
    """Holds a label whose words change often, in the room that the layout gives it.

    Without a layout of its own it does not pass the label's wish for another size on to the
    window, which would lay out everything anew at every word.

    Args:
        inner: The label.
        width: Least width in px; what there is beyond is taken too.
        lines: Lines of text for which there is room.
    """

    def __init__(
        self, inner: QLabel, width: int = 0, parent: QWidget | None = None, *, lines: int = 1
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._inner = inner
        # A child without a layout: see above.
        inner.setParent(self)
        self.setMinimumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the least width, and the height of the lines."""
        # Before the style sheet has set the font, the height would be another one's.
        self._inner.ensurePolished()
        margins = self._inner.contentsMargins()
        # A Chinese line is higher than a Latin one of the same size.
        text = self._inner.fontMetrics().size(0, "\n".join(["Ag国"] * self._lines)).height()
        height = text + margins.top() + margins.bottom()
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
        # Asides change at each step of a path.
        row.addWidget(Steady(self._aside), 1)

    def say(self, text: str, aside: str = "") -> None:
        """Show another heading; without an aside its place stays empty."""
        self._title.setText(text)
        self._aside.setText(aside)

    @property
    def text(self) -> str:
        """Heading and aside."""
        return f"{self._title.text()} {self._aside.text()}".strip()


TONES = {
    "good": ("green", "check"), "warning": ("amber", "warning"), "error": ("red", "error"),
    "waiting": ("muted", "info"),
}  # fmt: skip


class Badge(QWidget):
    """An icon and a word, and beside them an aside."""

    spoken_role = Role.StaticText

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._tone = look, "good"
        self._box = QWidget()
        self._box.setObjectName("badge")
        self._box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon, self._word = QLabel(), QLabel()
        self._aside = label("", "aside", wrap=True)  # never wider than its panel
        inner = QHBoxLayout(self._box)
        inner.setContentsMargins(8, 3, 10, 3)
        inner.setSpacing(6)
        inner.addWidget(self._icon)
        inner.addWidget(self._word)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._box)
        row.addWidget(self._aside, 1)
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
        # Ground and word each have a rule of their own in the style sheet.
        for part in (self._box, self._word):
            set_property(part, "tone", role)
