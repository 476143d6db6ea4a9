"""Typeset mathematics, drawn from SVG so that it is sharp at every density."""

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.ui.theme import DIMMED


class FormulaView(QWidget):
    """One typeset formula; shrinks to fit its column, and is read out as plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = QSvgRenderer(self)
        self._opacity = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_svg(self, svg: bytes, plain: str) -> None:
        """Show a formula; `plain` is what a screen reader says."""
        self._renderer.load(QByteArray(svg))
        self.setAccessibleName(plain)
        self._opacity = 1.0
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is shown."""
        return not self._opacity or not self._renderer.isValid()

    def blank(self) -> None:
        """Show nothing, in the same room, until the next formula is there."""
        self._fade(0.0)
        self.setAccessibleName("")

    def dim(self) -> None:
        """Show what is there dimmed: another formula is on its way."""
        if self._opacity:
            self._fade(DIMMED)

    def _fade(self, opacity: float) -> None:
        if opacity != self._opacity:
            self._opacity = opacity
            self.update()

    def _natural_size(self) -> QSize:
        return self._renderer.defaultSize() if self._renderer.isValid() else QSize(0, 0)

    def _scale(self) -> float:
        width = self._natural_size().width()
        return min(1.0, self.width() / width) if width and self.width() > 1 else 1.0

    def sizeHint(self) -> QSize:
        """Return the natural size of the formula."""
        return self._natural_size()

    def minimumSizeHint(self) -> QSize:
        """Return the natural height; the width may shrink."""
        return QSize(0, self._natural_size().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the formula at the left, in the middle of its height."""
        if self.is_blank:
            return
        size, scale = self._natural_size(), self._scale()
        width, height = size.width() * scale, size.height() * scale
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        self._renderer.render(painter, QRectF(0, (self.height() - height) / 2, width, height))
