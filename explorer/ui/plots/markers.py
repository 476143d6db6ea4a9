"""Points on a plot: a dot to drag, a ring for the start, a dashed ring for what comes next."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.ui.signs import pen
from explorer.ui.theme import Look


class Marker(pg.GraphicsObject):
    """A point of fixed size in pixels at a place in data units; with `draggable`, one to drag.

    Attributes:
        kind: "dot" filled with a rim, "ring" hollow, "ghost" a dashed ring.
    """

    dragged = Signal(float, float)
    grabbed = Signal()
    released = Signal()

    def __init__(
        self, look: Look, role: str, kind: str, diameter: float, *, draggable: bool = False
    ) -> None:
        super().__init__()
        self._look, self._role, self.kind, self._diameter = look, role, kind, diameter
        self._draggable, self._hovered = draggable, False
        self.setFlag(self.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(30)
        if draggable:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.setAcceptHoverEvents(True)
        look.changed.connect(self.update)

    def boundingRect(self) -> QRectF:
        """Return the area in pixels that it is drawn in and grabbed by."""
        reach = self._look.px(self._diameter) / 2 + (8 if self._draggable else 3)
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """Draw it."""
        look, radius = self._look, self._look.px(self._diameter) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.kind == "dot":
            if self._hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour(self._role, 0.22))
                painter.drawEllipse(QPointF(0, 0), radius + 6, radius + 6)
            painter.setPen(pen(look, "surface", 2))
            painter.setBrush(look.colour(self._role))
        else:
            ring = pen(look, self._role, 1.8)
            if self.kind == "ghost":
                ring.setDashPattern([1.7, 1.3])
            painter.setPen(ring)
            painter.setBrush(look.colour("surface"))
        painter.drawEllipse(QPointF(0, 0), radius, radius)

    def set_role(self, role: str) -> None:
        """Take another colour."""
        if role != self._role:
            self._role = role
            self.update()

    def place(self, x: float, y: float) -> None:
        """Put it at a place in data units."""
        self.setPos(x, y)

    def hoverEvent(self, event: object) -> None:
        """Show that it can be grabbed."""
        if self._draggable:
            self._hovered = not event.isExit() and event.acceptDrags(Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
            self.update()

    def mouseDragEvent(self, event: object) -> None:
        """Report where it is dragged; it moves only when told to."""
        if not self._draggable or event.button() != Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            event.ignore()  # type: ignore[attr-defined]
            return
        event.accept()  # type: ignore[attr-defined]
        if event.isStart():  # type: ignore[attr-defined]
            self.grabbed.emit()
        place = self.mapToParent(event.pos())  # type: ignore[attr-defined]
        self.dragged.emit(place.x(), place.y())
        if event.isFinish():  # type: ignore[attr-defined]
            self.released.emit()
