"""Words over a map: a rim of the ground's colour keeps them readable on every shade."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.ui.theme import Look

RIM = 4.0  # px around the letters


class CasedText(pg.GraphicsObject):
    """A word of fixed size in pixels, its lower left corner at a place in data units."""

    def __init__(self, look: Look, role: str, *, size: int = 15, weight: int = 600) -> None:
        super().__init__()
        self._look, self._role, self._size, self._weight = look, role, size, weight
        self._text = ""
        self._box, self._picture = QRectF(), QPixmap()
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(40)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    @property
    def role(self) -> str:
        """The name of its colour."""
        return self._role

    def set_text(self, text: str, role: str | None = None) -> None:
        """Show another word, if wished in another colour."""
        if (text, role or self._role) != (self._text, self._role):
            self._text, self._role = text, role or self._role
            self._dress()

    def setAnchor(self, anchor: tuple[float, float]) -> None:
        """Take what plots tell their words: they stand on their lower left corner."""

    def boundingRect(self) -> QRectF:
        """Return the box of the word with its rim, in pixels."""
        return self._box

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Show the picture of the word."""
        device = painter.device()
        density = device.devicePixelRatioF() if device is not None else 1.0
        if self._picture.isNull() or self._picture.devicePixelRatioF() != density:
            self._picture = self._drawn(density)
        painter.drawPixmap(self._box.topLeft(), self._picture)

    def _drawn(self, density: float) -> QPixmap:
        """Return the rim with the word on it."""
        font = self._look.font(self._size, self._weight)
        picture = QPixmap((self._box.size() * density).toSize() + QSize(1, 1))
        picture.setDevicePixelRatio(density)
        picture.fill(Qt.GlobalColor.transparent)
        letters = QPainterPath()
        base = self._box.height() - QFontMetricsF(font).descent()
        letters.addText(RIM / 2, base, font, self._text)
        rim = QPen(self._look.colour("surface"), RIM)
        rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(letters, rim)
        painter.fillPath(letters, self._look.colour(self._role))
        painter.end()
        return picture

    def _dress(self) -> None:
        self.prepareGeometryChange()
        metrics = QFontMetricsF(self._look.font(self._size, self._weight))
        width = metrics.horizontalAdvance(self._text) + RIM
        self._box = QRectF(0, -metrics.height(), width, metrics.height())
        self._picture = QPixmap()
        self.update()
