"""A line across the x axis by which a prediction is put on a plot."""

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QObject, Signal

from explorer.core.numerals import brief
from explorer.ui.plots.axes import QuietPlot
from explorer.ui.signs import pen
from explorer.ui.theme import Look

translate = QCoreApplication.translate
_HANDLE = 18  # px of the mark by which it is dragged


class Guess(QObject):
    """The line, with its number; dragged until the prediction is given, and then left where it is.

    Attributes:
        line: The line.
    """

    moved = Signal(float)

    def __init__(self, plot: QuietPlot, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._plot, self._look = plot, look
        options = {"position": 0.92, "anchors": [(0, 0.5), (1, 0.5)]}
        self.line = pg.InfiniteLine(0, angle=90, movable=True, label="", labelOpts=options)
        self.line.addMarker("o", 0.5, _HANDLE)
        self.line.setZValue(40)
        self.line.hide()
        plot.add(self.line)
        self.line.sigDragged.connect(lambda line: self.moved.emit(float(line.value())))
        look.changed.connect(self._dress)
        self._dress()

    def show_at(self, x: float | None, *, movable: bool) -> None:
        """Put it at x; without one, where it can be dragged from: in the middle of what is seen."""
        left, right = self._plot.box.viewRange()[0]
        place = (left + right) / 2 if x is None else x
        # A line that is in the hand knows where it is.
        if place != self.line.value():
            self.line.setValue(place)
        self.line.setMovable(movable)
        words = (
            translate("Guide", "your prediction {x}")
            if x is not None
            else translate("Guide", "drag me")
        )
        self.line.label.setFormat(words.format(x="" if x is None else brief(float(f"{x:.4g}"))))
        self.line.show()

    def hide(self) -> None:
        """Take it away."""
        self.line.hide()

    def _dress(self) -> None:
        self.line.setPen(pen(self._look, "accent", 2, "dash"))
        self.line.setHoverPen(pen(self._look, "accent", 3, "dash"))
        self.line.label.setColor(self._look.colour("accent"))
        self.line.label.setFont(self._look.font(13, 600))
        self.line.label.fill = pg.mkBrush(self._look.colour("surface", 0.85))
