"""How far one is in a lesson."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.ui.theme import Look


class StepBar(QWidget):
    """One dash per step, those that are done in the accent colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._done, self._all = look, 0, 1
        self.setFixedHeight(look.px(12))
        look.changed.connect(self.update)

    def show_step(self, done: int, steps: int) -> None:
        """Show how many of the steps are done."""
        self._done, self._all = done, steps
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the dashes."""
        painter = QPainter(self)
        # No gap after the last dash.
        width = (self.width() + 6) / self._all
        for index in range(self._all):
            dash = QRectF(index * width, self.height() / 2 - 2, width - 6, 4)
            painter.fillRect(dash, self._look.colour("accent" if index < self._done else "track"))
