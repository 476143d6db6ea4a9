"""A box of named choices."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QStyleOptionComboBox, QWidget

from explorer.ui.theme import Look


class ChoiceBox(QComboBox):
    """A combo box with a drawn chevron; the wheel scrolls the column, not the choice."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chevron over the style's own drawing."""
        super().paintEvent(event)
        size = self._look.px(16)
        painter = QPainter(self)
        role = "muted" if self.isEnabled() else "dimmed"
        top = (self.height() - size) // 2
        painter.drawPixmap(self.width() - size - 10, top, self._look.pixmap("chevron-down", role))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten a name that has no room, before the frame cuts it."""
        super().initStyleOption(option)
        room = self.width() - self._look.px(16) - 30  # chevron and padding
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(option.currentText) > room:
            mode = Qt.TextElideMode.ElideRight
            option.currentText = metrics.elidedText(option.currentText, mode, room)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the column around."""
        # The column scrolls past many boxes; none may change on the way.
        event.ignore()


def name_box(box: ChoiceBox, owner: QWidget) -> None:
    """Let a box without a label in sight be called by its name: readers look for the label of a box."""
    named = QLabel(box.accessibleName(), owner)
    named.setBuddy(box)
    named.hide()
