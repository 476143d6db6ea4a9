"""What each layer gives for one picture, a strip of cells for each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.ui.pictures import signed_image
from explorer.ui.spoken import Role
from explorer.ui.theme import Look
from explorer.ui.widgets.picture_values import activations_of
from explorer.ui.widgets.plot_menu import PlotMenu

_PER_ROW = 64  # units
_CELL, _CAPTION, _GAP = 7, 17, 6  # px


class ActivationRows(QWidget):
    """A caption and a strip for each layer; blue above 0, orange below, each on its own scale."""

    spoken_role = Role.Graphic

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        PlotMenu(self, values=lambda: activations_of(self._values))
        self._look = look
        self._layers: list[tuple[str, QImage]] = []
        self._values: Sequence[tuple[str, NDArray[np.floating]]] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        self.set_layers(self._values)

    def set_layers(self, layers: Sequence[tuple[str, NDArray[np.floating]]]) -> None:
        """Show captions with the numbers of each layer's units."""
        self._values = layers
        self._layers = [(caption, self._strip(values)) for caption, values in layers]
        self.setAccessibleDescription("; ".join(caption for caption, _ in layers))
        self.updateGeometry()
        self.update()

    @property
    def captions(self) -> list[str]:
        """The captions shown."""
        return [caption for caption, _ in self._layers]

    def _strip(self, values: NDArray[np.floating]) -> QImage:
        rows = -(-len(values) // _PER_ROW)
        padded = np.zeros((rows, min(len(values), _PER_ROW)), np.float64)
        padded.flat[: len(values)] = values
        scale = float(np.abs(values).max()) if len(values) else 1.0
        return signed_image(padded, scale, self._look)

    def sizeHint(self) -> QSize:
        """Return room for all strips."""
        px = self._look.px
        rows = sum(strip.height() for _, strip in self._layers)
        height = len(self._layers) * px(_CAPTION + _GAP) + rows * px(_CELL)
        return QSize(px(200), height)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw captions and strips."""
        look, painter, top = self._look, QPainter(self), 0
        painter.setFont(look.font(12))
        for caption, strip in self._layers:
            painter.setPen(look.colour("muted"))
            painter.drawText(0, top + look.px(12), caption)
            top += look.px(_CAPTION)
            # As many cells in the whole width, whether or not a layer has them all.
            width = self.width() * strip.width() / _PER_ROW
            area = QRectF(0, top, width, strip.height() * look.px(_CELL))
            painter.drawImage(area, strip)
            painter.setPen(look.colour("line"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            top += strip.height() * look.px(_CELL) + look.px(_GAP)
