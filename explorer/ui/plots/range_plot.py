"""The losses of a learning-rate range test over their rates, read by mouse and keyboard."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from explorer.core.numerals import significant
from explorer.ui import signs
from explorer.ui.plots import spoken_lines
from explorer.ui.plots.axes import text_item
from explorer.ui.plots.log_plot import LogLine, LogPlot, Samples
from explorer.ui.spoken import tell_description
from explorer.ui.theme import Look

translate = QCoreApplication.translate
_RAW, _MEAN = signs.Sign("dimmed", "solid"), signs.Sign("blue", "solid")
_FAR = 10  # updates that the reading moves at once with Ctrl


class RangePlot(LogPlot):
    """The loss of each update, and their means over a decade of rates.

    Attributes:
        index: Index of the update that is read; None for none.
        words: What is told of it.
    """

    def __init__(self, name: str, look: Look) -> None:
        self.index: int | None = None
        self.words = ""
        self._guide = pg.InfiniteLine(0, angle=90)
        self._told = text_item(look, "text", size=12, weight=400)
        super().__init__(name, "", look, log_x=True)
        self._told.setZValue(60)
        self.plot.add(self._guide, self._told)
        self.canvas.scene().sigMouseMoved.connect(self._point)
        self.canvas.viewport().installEventFilter(self)
        self.plot.box.sigRangeChanged.connect(lambda *_: self.read(self.index))
        self.read(None)

    def set_test(self, rates: Samples, losses: Samples, means: Samples) -> None:
        """Draw a test as far as it has gone, shape (updates,) each."""
        lines = [LogLine("", _RAW, rates, losses, 1.0), LogLine("", _MEAN, rates, means, 2.0)]
        self.set_lines(lines if len(rates) else [])
        self.read(self.index)

    def read(self, index: int | None) -> None:
        """Read the losses of an update, counted from 0; None for none."""
        count = len(self.lines[0].x) if self.lines else 0
        self.index = None if index is None or not count else min(max(index, 0), count - 1)
        for item in (self._guide, self._told):
            item.setVisible(self.index is not None)
        if self.index is None:
            self.words = ""
            return
        raw, mean = self.lines
        rate, at = float(raw.x[self.index]), self.index
        told = [
            translate("Mnist", "rate {value}").format(value=significant(rate, 2)),
            translate("Mnist", "loss {value}").format(value=significant(float(raw.y[at]), 3)),
            translate("Mnist", "mean {value}").format(value=significant(float(mean.y[at]), 3)),
        ]
        place = float(np.log10(rate))
        (left, right), (_, high) = self.plot.box.viewRange()
        self._guide.setValue(place)
        # In lines of its own: the column is narrow.
        self._told.setText("\n".join(told))
        self._told.setAnchor((1.03, 0) if place > (left + right) / 2 else (-0.03, 0))
        self._told.setPos(place, high)
        if ", ".join(told) != self.words:
            self.words = ", ".join(told)
            tell_description(self)

    def described(self) -> str:
        """Return what is read, else how both lines go."""
        if self.words or not self.lines:
            return self.words or spoken_lines.nothing()
        names = (translate("Spoken", "Loss"), translate("Spoken", "Mean of it"))
        told = (
            spoken_lines.line(n, each.x, each.y) for n, each in zip(names, self.lines, strict=True)
        )
        return spoken_lines.joined(told)

    def _point(self, at: QPointF) -> None:
        box = self.plot.box
        if not self.lines or not box.sceneBoundingRect().contains(at):
            self.read(None)
        else:
            self.read(int(np.abs(np.log10(self.lines[0].x) - box.mapSceneToView(at).x()).argmin()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the mouse leaves the plot."""
        if event.type() == QEvent.Type.Leave:
            self.read(None)
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read an update or ten to the side (Shift+Left, Shift+Right, with Ctrl); Esc reads no more."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in sides and modifiers & Qt.KeyboardModifier.ShiftModifier and self.lines:
            far = _FAR if modifiers & Qt.KeyboardModifier.ControlModifier else 1
            last = len(self.lines[0].x) - 1
            self.read(last if self.index is None else self.index + far * sides[key])
        elif key == Qt.Key.Key_Escape and self.index is not None:
            self.read(None)
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        super()._dress()
        look = self._look
        self._guide.setPen(signs.pen(look, "text", 1, "dots"))
        self._told.setFont(look.font(12))
        self._told.setColor(look.colour("text"))
        self._told.fill = pg.mkBrush(look.colour("surface", 0.9))
