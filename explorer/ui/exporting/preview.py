"""What an export will be, made to fit a small room: a picture, or the first lines of a text."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStackedWidget

from explorer.ui.exporting.samples import PREVIEW, Sample
from explorer.ui.theme import Look
from explorer.ui.widgets.code_view import CodeText


class ExportPreview(QStackedWidget):
    """A picture keeps its proportions; a text scrolls.

    Attributes:
        taken: What is shown, None as long as nothing is.
    """

    taken: Sample | None = None

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._picture, self.text = _Picture(look), CodeText(name, look)
        for each in (self._picture, self.text):
            each.setObjectName("sheetPreview")
            self.addWidget(each)
        self.setFixedSize(look.px(PREVIEW.width()), look.px(PREVIEW.height()))

    def show_sample(self, sample: Sample) -> None:
        """Show what is known of an export."""
        self.taken = sample
        if sample.image is None:
            self.setCurrentWidget(self.text)
            self.text.show_code(sample.text)
        else:
            self.setCurrentWidget(self._picture)
            self._picture.show_image(sample.image, has_ground=sample.ground)


class _Picture(QFrame):
    """What was drawn, in the middle."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._drawn, self._has_ground = look, QImage(), True

    def show_image(self, drawn: QImage, *, has_ground: bool) -> None:
        """Draw a picture that fits."""
        self._drawn, self._has_ground = QImage(drawn), has_ground
        self._drawn.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle; what has no ground of its own stands on dots."""
        super().paintEvent(event)
        painter, size = QPainter(self), self._drawn.deviceIndependentSize()
        area = QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2,
            size.width(), size.height(),
        )  # fmt: skip
        if not self._has_ground:
            painter.fillRect(area, QBrush(self._look.colour("line"), Qt.BrushStyle.Dense6Pattern))
        painter.drawImage(area.topLeft(), self._drawn)
