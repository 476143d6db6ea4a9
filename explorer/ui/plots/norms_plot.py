"""How long gradients and updates are, layer by layer, over the steps."""

import html

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from explorer.core.numerals import fixed
from explorer.ui import signs
from explorer.ui.plots.axes import text_item
from explorer.ui.plots.log_plot import LogLine, LogPlot
from explorer.ui.plots.progress_axis import ProgressAxis
from explorer.ui.spoken import tell_description
from explorer.ui.theme import Look

translate = QCoreApplication.translate
HEIGHT = 150  # px
# Layers are told apart by strokes, gradient and update by colour.
_STROKES: tuple[signs.Stroke, ...] = ("solid", "dash", "dots", "dash-dot")


class NormsPlot(LogPlot):
    """A line for each layer's gradients, and one for its updates; hidden until asked for.

    Attributes:
        read: Index of the measurement that is pointed at; None for none.
        words: What is told of it, in one line each.
    """

    def __init__(self, look: Look) -> None:
        name = translate("Mnist", "Norms of gradients and updates of each layer")
        self.axis = ProgressAxis(look)
        super().__init__(name, "", look, log_x=False, bottom=self.axis)
        self.setFixedHeight(look.px(HEIGHT))
        self.read: int | None = None
        self.words: list[str] = []
        self._text = text_item(look, "text", size=12, weight=400)
        self._text.setZValue(60)
        self.plot.add(self._text)
        self.canvas.scene().sigMouseMoved.connect(self._point)
        self.canvas.viewport().installEventFilter(self)
        self._show(None)
        self.hide()

    def set_norms(
        self,
        total: float,
        places: NDArray[np.float64],
        gradients: NDArray[np.float64],
        updates: NDArray[np.float64],
        unit: str = "",
    ) -> None:
        """Draw what a run has measured.

        Args:
            total: Where the axis ends, so that a line grows towards it as the loss does.
            places: Where it was measured, on that axis, shape (n,).
            gradients: Norm of each layer's gradient there, shape (n, layers).
            updates: The same of its update.
            unit: Text with {value} in it for the axis; empty for steps.
        """
        self.axis.set_unit(unit)
        self.hold_x(0, total)
        lines = []
        for layer in range(gradients.shape[1] if len(places) else 0):
            stroke = _STROKES[layer % len(_STROKES)]
            for role, values, text in (
                ("orange", gradients, translate("Mnist", "gradient, layer {number}")),
                ("purple", updates, translate("Mnist", "update, layer {number}")),
            ):
                name, sign = text.format(number=layer + 1), signs.Sign(role, stroke)
                lines.append(LogLine(name, sign, places, values[:, layer], 1.6))
        self.set_lines(lines)
        self._show(self.read)

    def described(self) -> str:
        """Return what is read, or how each line goes."""
        return "; ".join(self.words) or super().described()

    # ---- what is pointed at

    def _show(self, index: int | None) -> None:
        """Tell each line's value at a measurement."""
        count = len(self.lines[0].x) if self.lines else 0
        self.read = None if index is None or not count else min(max(index, 0), count - 1)
        self._text.setVisible(self.read is not None)
        if self.read is None:
            self.words = []
            self._cursor.hide()
            return
        place = float(self.lines[0].x[self.read])
        self.set_cursor(place)
        self.words = [f"{line.name}: {fixed(float(line.y[self.read]), 4)}" for line in self.lines]
        rows = [
            f'<span style="color:{self._look.theme[line.sign.role]}">{html.escape(words)}</span>'
            for line, words in zip(self.lines, self.words, strict=True)
        ]
        self._text.setHtml("<br>".join(rows))
        self._text.fill = pg.mkBrush(self._look.colour("surface", 0.9))
        (left, right), (_, top) = self.plot.box.viewRange()
        self._text.setAnchor((1.03, 0) if place > (left + right) / 2 else (-0.03, 0))
        self._text.setPos(place, top)
        tell_description(self)

    def _point(self, at: QPointF) -> None:
        box = self.plot.box
        if not self.lines or not box.sceneBoundingRect().contains(at):
            self._show(None)
            return
        x = box.mapSceneToView(at).x()
        self._show(int(np.abs(self.lines[0].x - x).argmin()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the mouse leaves the plot."""
        if event.type() == QEvent.Type.Leave:
            self._show(None)
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the measurement before or after; Esc reads no more."""
        key = Qt.Key(event.key())
        is_shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and is_shifted and self.lines:
            by = 1 if key == Qt.Key.Key_Right else -1
            self._show(len(self.lines[0].x) - 1 if self.read is None else self.read + by)
        elif key == Qt.Key.Key_Escape and self.read is not None:
            self._show(None)
        else:
            super().keyPressEvent(event)
