"""Gives the parts of windows their style sheet: what is in sight at once, the rest one by one."""

from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class Dressing(QObject):
    """Keeps parts of windows, such as a page or a dialog, in the style sheet in force.

    For another sheet Qt looks at every descendant of the widget that has it: 150 ms for a window with five
    pages, of which one is seen. A part that is hidden follows in a turn of its own, or when it is shown,
    before it is painted.

    Attributes:
        sheet: The style sheet in force.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sheet = ""
        self._parts = WeakSet[QWidget]()  # a dialog that is closed is held by nobody
        self._late: list[QWidget] = []
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._take_turn)

    def add(self, part: QWidget) -> None:
        """Give a part, and what is opened from it, the sheet in force and every later one."""
        self._parts.add(part)
        part.setStyleSheet(self.sheet)

    def change(self, sheet: str) -> None:
        """Put another sheet in force."""
        self.sheet = sheet
        for part in filter(isValid, list(self._parts)):
            if not part.isHidden():
                self._dress(part)
            elif part not in self._late:
                self._late.append(part)
                part.installEventFilter(self)
                self._turns.start()

    def stop(self) -> None:
        """Leave parts that are hidden as they are."""
        self._turns.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dress a part that is shown before its turn."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._dress(watched)
        return super().eventFilter(watched, event)

    def _take_turn(self) -> None:
        self._late = [part for part in self._late if isValid(part)]
        if self._late:
            self._dress(self._late[0])
        else:
            self._turns.stop()

    def _dress(self, part: QWidget) -> None:
        if part in self._late:
            self._late.remove(part)
            part.removeEventFilter(self)
        if part.styleSheet() != self.sheet:
            part.setStyleSheet(self.sheet)
