"""What every curve of the loss plot says at the step that is pointed at, by mouse or by keyboard."""

import html
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import fixed, grouped
from explorer.ui import signs
from explorer.ui.plots.axes import QuietPlot, text_item
from explorer.ui.plots.loss_parts import TrainingCurve
from explorer.ui.theme import Look

translate = QCoreApplication.translate
_MOST = 6  # runs: more would cover the plot
_GAP = 6.0  # px between the line and what is written


class LossReading:
    """A line through both plots, and the values there.

    Attributes:
        step: What is pointed at; None for nothing.
        words: What is told, in one line a run.
    """

    def __init__(
        self, plots: Sequence[QuietPlot], others: Sequence[pg.TextItem], look: Look
    ) -> None:
        """Begin without a place; `others` are words of the plot that make way."""
        self._plots, self._others, self._look = plots, others, look
        self._curves: Sequence[TrainingCurve] = ()
        self._width = 1
        self.step: int | None = None
        self.words: list[str] = []
        self._lines = [pg.InfiniteLine(0, angle=90) for _ in plots]
        self.text = text_item(look, "text", size=12, weight=400)
        self.text.setZValue(60)
        plots[0].add(self.text)
        for plot, line in zip(plots, self._lines, strict=True):
            plot.add(line)
        self.dress()
        self.show(None)

    def set_curves(self, curves: Sequence[TrainingCurve], width: int) -> None:
        """Read these curves, smoothed over `width` steps."""
        self._curves, self._width = curves, width
        if self.step is not None:
            self.show(self.step)

    def at(self, x: float) -> int:
        """Return the step of the run that is looked into, or of the longest, at a place of the axis."""
        curve = self._leading
        if curve is None:
            return 0
        return int(min(max(round(curve.step_at(x)), 1), len(curve.losses)))

    @property
    def _leading(self) -> TrainingCurve | None:
        with_losses = [curve for curve in self._curves if len(curve.losses)]
        chosen = [curve for curve in with_losses if curve.detailed]
        found = chosen or sorted(with_losses, key=lambda c: -len(c.losses))
        return found[0] if found else None

    def move(self, by: int) -> None:
        """Read some steps further on; first at the newest."""
        curve = self._leading
        if curve is not None:
            last = len(curve.losses)
            self.show(last if self.step is None else min(max(self.step + by, 1), last))

    def show(self, step: int | None) -> None:
        """Read at a step of the run that is looked into; None for nowhere."""
        curve = self._leading
        self.step = step if curve is not None else None
        for item in (self.text, *self._lines):
            item.setVisible(self.step is not None)
        if self.step is None or curve is None:
            self.words = []
            self._clear_others()
            return
        place = float(curve.place(np.array([float(self.step)]))[0])
        for line in self._lines:
            line.setValue(place)
        # Runs are compared at one place of the axis: after as many steps, epochs or seconds.
        read = [
            (each, self._read(each, round(each.step_at(place)))) for each in self._curves[-_MOST:]
        ]
        told = [(each, words) for each, words in read if words]
        self.words = [words for _, words in told]
        rows = [
            f'<span style="color:{self._look.theme[each.sign.role]}">{html.escape(words)}</span>'
            for each, words in told
        ]
        self.text.setHtml("<br>".join(rows))
        self._put(place)

    def _put(self, place: float) -> None:
        """Write on the side of the line where there is more room, and nothing beyond the plot."""
        box = self._plots[0].box
        (left, right), (_, top) = box.viewRange()
        room = max(float(box.width()), 1.0)
        at = (place - left) / (right - left) * room
        self.text.setTextWidth(-1)
        if self.text.boundingRect().width() > room:
            self.text.setTextWidth(room)
        width = self.text.boundingRect().width()
        wish = at - width - _GAP if at > room / 2 else at + _GAP
        corner = min(max(wish, 0.0), max(room - width, 0.0))
        self.text.setAnchor(((at - corner) / max(width, 1.0), 0))
        self.text.setPos(place, top)
        self._clear_others()

    def _clear_others(self) -> None:
        """Hide the words that would lie below, as long as they would."""
        area = self.text.mapRectToScene(self.text.boundingRect())
        for word in self._others:
            below = word.mapRectToScene(word.boundingRect())
            is_covered = self.step is not None and area.intersects(below)
            word.setOpacity(0.0 if is_covered else 1.0)

    def _read(self, curve: TrainingCurve, step: int) -> str:
        """Return what a run says at a step of its own; nothing where it has not come so far."""
        if not 1 <= step <= len(curve.losses):
            return ""
        start = max(step - self._width, 0)
        loss = float(curve.sums[step] - curve.sums[start]) / (step - start)
        parts = [translate("Loss", "loss {value}").format(value=fixed(loss, 4))]
        # Each of before: between two looks at the validation images nobody knows.
        at = np.flatnonzero(curve.looks <= step)
        if at.size:
            look = int(at[-1])
            parts.append(f"{fixed(100 * float(curve.accuracies[look]), 1)} %")
            if look < len(curve.held_out) and np.isfinite(curve.held_out[look]):
                parts.append(
                    translate("Loss", "validation loss {value}").format(
                        value=fixed(float(curve.held_out[look]), 4)
                    )
                )
        place = translate("Loss", "{name}, step {step}: {values}")
        return place.format(name=curve.name, step=grouped(step), values=", ".join(parts))

    def dress(self) -> None:
        """Take colours and sizes from the theme in force."""
        for line in self._lines:
            line.setPen(signs.pen(self._look, "text", 1, "dots"))
            line.setZValue(20)
        self.text.setFont(self._look.font(12))
        self.text.fill = pg.mkBrush(self._look.colour("surface", 0.9))
