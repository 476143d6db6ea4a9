"""How long gradients and updates are, layer by layer, over the steps."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QElapsedTimer

from explorer.core.training.reports import Norms
from explorer.session.training.history import History
from explorer.ui import signs
from explorer.ui.plots.log_plot import LogLine, LogPlot
from explorer.ui.plots.training_axes import StepAxis
from explorer.ui.theme import Look

translate = QCoreApplication.translate
HEIGHT = 150  # px
PAUSE = 400  # milliseconds between two drawings in mid-run
_STROKES: tuple[signs.Stroke, ...] = ("solid", "dash", "dots", "dash-dot")


class NormsView(LogPlot):
    """A line for each layer's gradients, and one for its updates; hidden until asked for."""

    def __init__(self, look: Look) -> None:
        name = translate("Mnist", "Norms of gradients and updates of each layer")
        super().__init__(name, "", look, log_x=False, bottom=StepAxis(look))
        self._shown: Norms | None = None
        self._since = QElapsedTimer()
        self._since.start()
        self.hide()

    def show_run(self, history: History | None, *, live: bool) -> None:
        """Draw what a run has measured, over all its steps; from time to time while it is live."""
        if self.isHidden() or (live and self._since.elapsed() < PAUSE):
            return
        self._since.start()
        self.setFixedHeight(self._look.px(HEIGHT))
        norms = [] if history is None else history.norms
        newest = norms[-1] if norms else None
        if newest is self._shown and len(self.lines) == len(_lines(norms[-1:])):
            return
        self._shown = newest
        if history is not None:
            self.hold_x(0, history.settings.steps)
        self.set_lines(_lines(norms))


def _lines(norms: list[Norms]) -> list[LogLine]:
    if not norms:
        return []
    steps = np.array([each.step for each in norms], np.float64)
    gradients = np.array([each.gradients for each in norms], np.float64)
    updates = np.array([each.updates for each in norms], np.float64)
    lines = []
    for layer in range(gradients.shape[1]):
        stroke = _STROKES[layer % len(_STROKES)]
        for role, values, text in (
            ("orange", gradients, translate("Mnist", "gradient, layer {number}")),
            ("purple", updates, translate("Mnist", "update, layer {number}")),
        ):
            sign = signs.Sign(role, stroke)
            lines.append(LogLine(text.format(number=layer + 1), sign, steps, values[:, layer], 1.6))
    return lines
