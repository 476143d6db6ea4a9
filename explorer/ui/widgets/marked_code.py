"""Code with some of its lines set off on a tint, in the size of its lines."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from explorer.ui.theme import Look
from explorer.ui.widgets.code_view import CodeText


class MarkedCode(CodeText):
    """A few lines of code as high as they are; the ones that matter stand on a tint."""

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(name, look, parent)
        self._lines: Sequence[int] = ()
        self._role = "amber"
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("markedCode")
        self.document().setDocumentMargin(0)
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
        width = metrics.horizontalAdvance(text.strip())
        return QRectF(place.left() + indent - 2, place.top() - 0.5, width + 5, place.height() + 1)
