"""Loss on the validation images beside that of the batches, and the best looks at them."""

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import fixed
from explorer.ui import signs
from explorer.ui.plots.axes import QuietPlot, text_item
from explorer.ui.plots.downsample import Floats
from explorer.ui.plots.loss_parts import TrainingCurve
from explorer.ui.theme import Look

translate = QCoreApplication.translate
_FEW = 60  # looks that each have a mark
_APART = 0.8  # share of the way up to which words at a look are clear of the value at the end


class HeldOut:
    """Of the run that is looked into: its validation loss, ringed where it is least, and the best accuracy.

    Attributes:
        words: What is said of the best look, in each plot; who knows what else is drawn places them.
        at: The best looks.
        beside: Where the words stand from there, in pixels; None before they stood anywhere.
    """

    def __init__(self, plots: Sequence[QuietPlot], look: Look) -> None:
        self._look = look
        self.line = pg.PlotCurveItem(antialias=True, connect="finite")
        self.marks = pg.ScatterPlotItem(size=7, symbol="s", pxMode=True)
        self.rings = [pg.ScatterPlotItem(size=14, pxMode=True) for _ in plots]
        self.words = [text_item(look, "text", size=12, weight=400) for _ in plots]
        for item in (self.line, self.marks):
            item.setZValue(12)
        plots[0].add(self.line, self.marks, self.rings[0], self.words[0])
        plots[1].add(self.rings[1], self.words[1])
        self.at = [(0.0, 0.0), (0.0, 0.0)]
        self.beside: list[tuple[float, float] | None] = [None, None]
        self._role = "blue"
        self.dress()

    def draw(self, curve: TrainingCurve | None, height: Callable[[Floats], Floats]) -> None:
        """Draw a run's looks, at the heights of the loss axis; None for none."""
        if curve is None:
            for item in (self.line, self.marks, *self.rings, *self.words):
                item.hide()
            return
        if curve.sign.role != self._role:
            self._role = curve.sign.role
            self.dress()
        looks, losses = curve.place(curve.looks), curve.held_out
        known = np.isfinite(losses)
        self.line.setVisible(bool(known.any()))
        self.marks.setVisible(bool(known.any()) and len(looks) <= _FEW)
        if known.any():
            looked = looks[: len(losses)][known]
            self.line.setData(looked, height(losses[known]))
            self.marks.setData(looked, height(losses[known]))
            least = int(losses[known].argmin())
            value = losses[known][least : least + 1]
            words = translate("Loss", "validation, best {value}")
            words = words.format(value=fixed(float(value[0]), 3))
            self._ring(0, (looked[least], float(height(value)[0])), words)
        self._show(0, bool(known.any()))
        self._show(1, len(looks) > 1)
        if len(looks) > 1:
            best = int(curve.accuracies.argmax())
            share = 100 * float(curve.accuracies[best])
            # Near the end the last look's value stands there already; the ring and the mouse still tell.
            is_apart = looks[best] < _APART * looks[-1]
            words = translate("Loss", "best {value} %").format(value=fixed(share, 1))
            self._ring(1, (looks[best], share), words if is_apart else "")

    def _show(self, row: int, shown: bool) -> None:
        self.rings[row].setVisible(shown)
        self.words[row].setVisible(shown)

    def _ring(self, row: int, at: tuple[float, float], words: str) -> None:
        self.rings[row].setData([at[0]], [at[1]])
        self.words[row].setText(words)
        self.at[row] = at

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        look = self._look
        self.line.setPen(signs.pen(look, self._role, 1.4, "dash"))
        self.marks.setBrush(look.colour(self._role))
        self.marks.setPen(signs.pen(look, "surface", 0.8))
        for ring, words, role in zip(
            self.rings, self.words, (self._role, signs.ACCURACY.role), strict=True
        ):
            ring.setBrush(None)
            ring.setPen(signs.pen(look, role, 1.6))
            words.setColor(look.colour(role))
            words.setFont(look.font(12))
