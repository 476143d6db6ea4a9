"""What a field has to say: it lies over what stands below, so that nothing moves as it comes and goes."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from explorer.ui.theme import set_property

_GAP = 4  # px between a control and what is said of it


class Below(QWidget):
    """A card under a control, as wide as the column; it makes way for what has the keyboard."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self._control, self.told = control, False
        self.setObjectName("below")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(5, 5, 8, 6)
        self._column.setSpacing(2)
        # A control that is taken away takes it along, wherever it lies.
        control.destroyed.connect(self.deleteLater)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._give_way)
        self.hide()

    def add(self, widget: QWidget) -> None:
        """Put something at its end."""
        self._column.addWidget(widget)

    def put_first(self, widget: QWidget) -> None:
        """Put something before all else."""
        self._column.insertWidget(0, widget)

    def tell(self, *, wrong: bool, told: bool) -> None:
        """Show it or not; `wrong` for what is to be mended."""
        self.told = told
        set_property(self, "wrong", wrong)
        self.place()

    def place(self) -> None:
        """Lie below the control, or above it where the column ends."""
        if not (self.told and self._control.isVisible()):
            was_seen = self.isVisible()
            self.hide()
            # One that lay below it is seen again.
            for other in self._others() if was_seen else ():
                if other.told and not other.isVisible():
                    other.place()
            return
        room, left, right = self._room()
        if self.parentWidget() is not room:
            self.setParent(room)
        width = max(room.width() - left - right, self._control.width())
        self.ensurePolished()
        height = max(
            self._column.totalHeightForWidth(width), self._column.totalMinimumSize().height()
        )
        top = self._control.mapTo(room, QPoint(0, self._control.height() + _GAP)).y()
        if top + height > room.height():
            top = max(self._control.mapTo(room, QPoint(0, -_GAP)).y() - height, 0)
        self.setGeometry(left, top, width, height)
        self.raise_()
        self.show()
        self._give_way(None, QApplication.focusWidget())
        for other in self._others():
            if self.isVisible() and other.geometry().intersects(self.geometry()):
                other.hide()

    def _others(self) -> list["Below"]:
        """Return what other fields of the same column have to say."""
        room = self.parentWidget()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        found = [] if room is None else room.findChildren(Below, options=direct)
        return [each for each in found if each is not self]

    def _room(self) -> tuple[QWidget, int, int]:
        """Return what it lies on, and the margins there."""
        around = self._control.parentWidget()
        while around is not None and not around.isWindow():
            area = around.parentWidget()
            if area is not None and isinstance(area.parentWidget(), QScrollArea):
                layout = around.layout()
                margins = None if layout is None else layout.contentsMargins()
                return around, margins.left() if margins else 0, margins.right() if margins else 0
            around = area
        room = self._control.parentWidget() or self._control
        return room, 0, 0

    def _give_way(self, _old: QWidget | None, now: QWidget | None) -> None:
        room = self.parentWidget()
        if not self.told or not self._control.isVisible() or room is None:
            return
        hides = False
        if now is not None and now is not self._control and room.isAncestorOf(now):
            hides = self.geometry().intersects(now.rect().translated(now.mapTo(room, QPoint(0, 0))))
        self.setVisible(not hides)
