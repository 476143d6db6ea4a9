"""What colours and strokes of a plot stand for, where words at the curves alone do not say it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from explorer.ui import signs
from explorer.ui.theme import Look
from explorer.ui.widgets.labels import label

SAMPLE = 22  # px at 100 %


class SignSample(QWidget):
    """The line and the marker by which something is known on the plot."""

    def __init__(self, sign: signs.Sign, look: Look) -> None:
        super().__init__()
        self._sign, self._look = sign, look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw them in the middle."""
        room = QRectF(0, 0, self._look.px(SAMPLE), self.height())
        room.moveCenter(self.rect().toRectF().center())
        signs.paint(QPainter(self), room, self._sign, self._look)


class SignKey(QWidget):
    """Rows of samples with their words, each row under the word of what it tells."""

    def __init__(
        self, rows: Sequence[tuple[str, Sequence[tuple[signs.Sign, str]]]], look: Look
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for number, (word, samples) in enumerate(rows):
            grid.addWidget(label(word, "note"), number, 0)
            row = QHBoxLayout()
            row.setSpacing(6)
            for sign, text in samples:
                sample = SignSample(sign, look)
                sample.setFixedSize(look.px(SAMPLE), look.px(16))
                row.addWidget(sample)
                row.addWidget(label(text, "note"))
                row.addSpacing(6)
            row.addStretch(1)
            grid.addLayout(row, number, 1)
