"""What the keyboard does with a plot that has the focus: a ring around it, zoom and pan.

A plot has it by saying `key_box`, the view that is zoomed and moved.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from explorer.ui.signs import pen
from explorer.ui.theme import Look

ZOOM, PAN = 0.8, 0.1  # of the span that is left after one key, and that is moved by
_ZOOMS = {Qt.Key.Key_Plus: ZOOM, Qt.Key.Key_Equal: ZOOM, Qt.Key.Key_Minus: 1 / ZOOM}
_PANS = {
    Qt.Key.Key_Left: (-PAN, 0.0), Qt.Key.Key_Right: (PAN, 0.0),
    Qt.Key.Key_Up: (0.0, PAN), Qt.Key.Key_Down: (0.0, -PAN),
}  # fmt: skip
_CONTROL = Qt.KeyboardModifier.ControlModifier
_BESIDE = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier  # + may need Shift


def pan_of(event: QKeyEvent) -> tuple[float, float] | None:
    """Return by which shares of what is seen a key moves it, to the right and upwards; None for none."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != _CONTROL:
        return None
    return _PANS.get(Qt.Key(event.key()))


def zoom_of(event: QKeyEvent) -> float | None:
    """Return by which factor a key changes the span that is seen; None for none."""
    if event.modifiers() & ~_BESIDE:
        return None
    return _ZOOMS.get(Qt.Key(event.key()))


def take_key(plot: QWidget | None, event: QKeyEvent) -> bool:
    """Zoom or move a plot as its wheel and its hand would; return whether the key was for that."""
    box = getattr(plot, "key_box", None)
    pan, zoom = pan_of(event), zoom_of(event)
    if box is None or (pan is None and zoom is None):
        return False
    across, upright = box.state["mouseEnabled"]
    if zoom is not None:
        box.scaleBy((zoom if across else 1, zoom if upright else 1))
    elif pan is not None:
        (left, right), (low, high) = box.viewRange()
        box.translateBy(x=pan[0] * (right - left) * across, y=pan[1] * (high - low) * upright)
    # As pyqtgraph tells of a hand's own move.
    box.sigRangeChangedManually.emit(box.state["mouseEnabled"])
    return True


class FocusRing(QObject):
    """Draws a ring around the plot that the keyboard has come to.

    Widgets of another kind paint theirs; a plot is painted over by what stands in it.
    """

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._ring: _Ring | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        ring, self._ring = self._ring, None
        if ring is not None:
            ring.go()
        is_plot = hasattr(now, "key_box") or hasattr(now, "way_home")
        # The ring is for the keyboard: after a click one knows where one is.
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and is_plot and not by_mouse and now.window() is self._window:
            self._ring = _Ring(now, self._look)
            self._ring.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._ring = None


class _Ring(QWidget):
    def __init__(self, plot: QWidget, look: Look) -> None:
        super().__init__(plot)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setGeometry(plot.rect())
        plot.installEventFilter(self)
        self.show()
        self.raise_()

    def go(self) -> None:
        """Take the ring away."""
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the plot."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(self._look, "accent", 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
