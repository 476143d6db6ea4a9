"""How long gradients and updates are, layer by layer, over the steps."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from explorer.ui import signs
from explorer.ui.plots.axes import StepAxis
from explorer.ui.plots.log_plot import LogLine, LogPlot
from explorer.ui.theme import Look

translate = QCoreApplication.translate
HEIGHT = 150  # px
# Layers are told apart by strokes, gradient and update by colour.
_STROKES: tuple[signs.Stroke, ...] = ("solid", "dash", "dots", "dash-dot")


class NormsPlot(LogPlot):
    """A line for each layer's gradients, and one for its updates; hidden until asked for."""

    def __init__(self, look: Look) -> None:
        name = translate("Mnist", "Norms of gradients and updates of each layer")
        super().__init__(name, "", look, log_x=False, bottom=StepAxis(look))
        self.setFixedHeight(look.px(HEIGHT))
        self.hide()

    def set_norms(
        self,
        total: int,
        steps: NDArray[np.float64],
        gradients: NDArray[np.float64],
        updates: NDArray[np.float64],
    ) -> None:
        """Draw what a run has measured.

        Args:
            total: Steps of the run, at the end of the axis.
            steps: Steps at which it was measured, shape (n,).
            gradients: Norm of each layer's gradient there, shape (n, layers).
            updates: The same of its update.
        """
        # To the end of the run, so that a line grows towards it as the loss does.
        self.hold_x(0, total)
        lines = []
        for layer in range(gradients.shape[1] if len(steps) else 0):
            stroke = _STROKES[layer % len(_STROKES)]
            for role, values, text in (
                ("orange", gradients, translate("Mnist", "gradient, layer {number}")),
                ("purple", updates, translate("Mnist", "update, layer {number}")),
            ):
                name, sign = text.format(number=layer + 1), signs.Sign(role, stroke)
                lines.append(LogLine(name, sign, steps, values[:, layer], 1.6))
        self.set_lines(lines)
