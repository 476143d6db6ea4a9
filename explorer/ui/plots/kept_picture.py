"""A layer of a plot that is painted once and shown again until it changes."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

Places = NDArray[np.float64]  # shape (n, 2)
# Qt draws no line that ends too far off the device, as one of a diverging path does.
_FAR = 20  # spans from the view at which a line is cut off


def is_recording(painter: QPainter) -> bool:
    """Return whether what is painted is recorded for an export, which may be enlarged."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() == QPaintEngine.Type.Picture


class PixelLayer(pg.GraphicsObject):
    """A layer over the whole view, painted in pixels from the view's upper left corner."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__()
        # Stored, not asked for at each painting: the bounding rectangle is asked for by Qt all
        # the time.
        self._view, self._area = box, QRectF(box.viewRect())
        # A layer over everything must leave the mouse to what lies under it.
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        box.sigRangeChanged.connect(self._follow_view)
        box.sigResized.connect(self._follow_view)

    def _follow_view(self) -> None:
        self.prepareGeometryChange()
        self._area = QRectF(self._view.viewRect())

    def boundingRect(self) -> QRectF:
        """Return the part of the plane that is in view."""
        return self._area

    def pixels(self, places: Places) -> Places:
        """Return places, shape (n, 2), as pixels of the view; those far outside come nearer."""
        area, box = self._area, self._view
        spans = np.array([area.width(), area.height()])
        corner = np.array([area.left(), area.top()])  # the lowest y: the y axis points upwards
        shares = np.clip((places - corner) / spans, -_FAR, _FAR)
        # Rows of a screen are counted downwards.
        shares[:, 1] = 1 - shares[:, 1]
        pixels: Places = shares * (box.width(), box.height())
        return pixels

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Paint in pixels."""
        # In pixels of the device: the plot's own scale differs along x and y.
        target = painter.worldTransform().mapRect(self._area)
        painter.save()
        painter.resetTransform()
        try:
            self._paint_into(painter, target)
        finally:
            painter.restore()  # others are painted after it

    def _paint_into(self, painter: QPainter, target: QRectF) -> None:
        """Paint where the view's area lies on the device."""
        raise NotImplementedError


class KeptPicture(PixelLayer):
    """A layer whose picture is kept until the view changes or `forget` is called."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__(box)
        self._picture, self._made_for = QPixmap(), object()
        self._target: QRectF | None = None  # where the view lies on the picture

    def forget(self) -> None:
        """Paint anew at the next occasion."""
        self.outdate()
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw everything, in pixels of the view."""
        raise NotImplementedError

    def add(self, draw: Callable[[QPainter], None]) -> bool:
        """Draw something onto the picture as it is kept, if one is; return whether one is."""
        # No picture to add to: the next painting draws all.
        if self._target is None or self._picture.isNull():
            return False
        with self._painter(self._picture, self._target) as painter:
            draw(painter)
        return True

    def outdate(self) -> None:
        """Paint anew when next asked to, without asking for it."""
        self._made_for, self._target = object(), None

    def _follow_view(self) -> None:
        super()._follow_view()
        self.outdate()

    def _paint_into(self, painter: QPainter, target: QRectF) -> None:
        if is_recording(painter):
            self._fit(painter, target)  # pixels would be coarse
            self.draw(painter)
            return
        device = painter.device()
        density = device.devicePixelRatioF() if device is not None else 1.0
        # The picture is shown at whole pixels, the view lies between them: unscaled it stays
        # sharp.
        corner = QPointF(math.floor(target.left()), math.floor(target.top()))
        # A screen of another density needs another picture; so does a plot that has moved by part
        # of a pixel.
        wanted = (target.left(), target.top(), target.width(), target.height(), density)
        if wanted != self._made_for:
            self._target = target.translated(-corner)
            self._picture = self._drawn(self._target, density)
            self._made_for = wanted
        painter.drawPixmap(corner, self._picture)

    def _drawn(self, target: QRectF, density: float) -> QPixmap:
        picture = QPixmap(math.ceil(target.right() * density), math.ceil(target.bottom() * density))
        if picture.isNull():  # of a plot that has no room: nothing can be painted on it
            return picture
        picture.setDevicePixelRatio(density)
        picture.fill(Qt.GlobalColor.transparent)
        with self._painter(picture, target) as painter:
            self.draw(painter)
        return picture

    @contextmanager
    def _painter(self, picture: QPixmap, target: QRectF) -> Iterator[QPainter]:
        """Paint in pixels of the view."""
        with QPainter(picture) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            self._fit(painter, target)
            yield painter

    def _fit(self, painter: QPainter, target: QRectF) -> None:
        """Let a painter count in pixels of the view."""
        painter.translate(target.topLeft())
        painter.scale(
            target.width() / max(self._view.width(), 1.0),
            target.height() / max(self._view.height(), 1.0),
        )
