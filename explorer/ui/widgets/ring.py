"""A frame around what a lesson explains."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.ui.signs import pen
from explorer.ui.theme import Look

_AIR = 4  # px between the frame and what is in it
_WIDTH = 2.0


class Ring(QWidget):
    """Stands still around one widget, and goes where it goes; clicks pass through it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._around: QWidget | None = None
        self.setObjectName("ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.changed.connect(self.update)
        self.hide()

    @property
    def target(self) -> QWidget | None:
        """What it stands around."""
        return self._around

    def show_around(self, widget: QWidget | None) -> None:
        """Stand around a widget; None for nothing."""
        if widget is self._around:
            return
        if self._around is not None:
            self._around.removeEventFilter(self)
        self._around = widget
        if widget is not None:
            widget.installEventFilter(self)
            # Beside it in the same parent: so it scrolls along and is cut where that is.
            self.setParent(widget.parentWidget())
        self._place()

    def _place(self) -> None:
        widget = self._around
        if widget is None or widget.isHidden() or widget.parentWidget() is None:
            self.hide()
            return
        room = widget.parentWidget().rect()  # type: ignore[union-attr]
        self.setGeometry(widget.geometry().adjusted(-_AIR, -_AIR, _AIR, _AIR).intersected(room))
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what it stands around."""
        kinds = QEvent.Type
        if event.type() in (kinds.Move, kinds.Resize, kinds.ShowToParent, kinds.HideToParent):
            self._place()
        return bool(super().eventFilter(watched, event))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(self._look, "accent", _WIDTH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
