"""A typed formula of which some columns are set off."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.ui.theme import Look

_PADDING = 10
_LINE = 24  # px at 100 %


class SpanText(QWidget):
    """A line of code, broken anywhere when it is too long, with columns on a tint."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._text = look, ""
        self.spans: tuple[tuple[int, int], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
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
            for line in range(first // columns, -(-last // columns)):
                start = max(first, line * columns) - line * columns
                end = min(last, (line + 1) * columns) - line * columns
                left, top = _PADDING + start * width - 1, _PADDING + line * height + 1
                yield QRectF(left, top, (end - start) * width + 2, height - 2)

    def _font(self) -> QFont:
        return self._look.font(14, mono=True)

    def _width(self) -> float:
        return QFontMetricsF(self._font()).horizontalAdvance("0")

    def _columns(self, width: int) -> int:
        return max(int((width - 2 * _PADDING) / self._width()), 1)
