"""The hero's two other views: how a descent converges, and how finite differences fail."""

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.session.descent.snapshots import DifferencesView, PathView, RivalsView
from explorer.ui import signs
from explorer.ui.pages.descent.rivals import RIVAL_SIGNS
from explorer.ui.plots.log_plot import LogLine, LogPlot
from explorer.ui.theme import Look
from explorer.ui.translation import spoken

translate = QCoreApplication.translate

_BY_DTYPE: dict[str, signs.Stroke] = {"float16": "dots", "float32": "dash", "float64": "solid"}


class ConvergencePlot(LogPlot):
    """Height above the minimum and steepness against the update, for one path."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            translate("Descent", "Convergence"), translate("Descent", "update"), look, log_x=False
        )

    _waiting: tuple[PathView, RivalsView | None] | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while nobody looked."""
        super().showEvent(event)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show_paths(*waiting)

    def show_paths(self, view: PathView, rivals: RivalsView | None) -> None:
        """Draw a path, complete or growing, and the heights of the other optimisers."""
        if not self.isVisible():
            self._waiting = (view, rivals)
            return
        path = view.trajectory
        steps = np.arange(view.last + 1, dtype=np.float64)
        height, gradient = (np.asarray(a, dtype=np.float64) for a in (path.y, path.gradient))
        lowest = view.lowest
        name = "|f(x)|" if lowest is None else "f(x) − f(x*)"
        with np.errstate(invalid="ignore"):
            above = np.abs(height) if lowest is None else height - lowest
        main = signs.Sign("purple", "solid")
        lines = [LogLine(name, main, steps, above)]
        lines.append(LogLine("|f′(x)|", signs.Sign("purple", "dash"), steps, np.abs(gradient), 1.4))
        others = zip(rivals.settings, rivals.paths, RIVAL_SIGNS, strict=False) if rivals else ()
        for settings, other, sign in others:
            y = np.asarray(other.y, dtype=np.float64)
            word = spoken(OPTIMIZERS[settings.optimizer].label)
            steps = np.arange(len(y), dtype=np.float64)
            lines.append(LogLine(word, sign, steps, np.abs(y) if lowest is None else y - lowest))
        self.set_lines(lines)


class DifferencesPlot(LogPlot):
    """Error of forward and central differences against their step, and of the tape as a line."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            translate("Descent", "Finite differences"),
            translate("Descent", "step h"),
            look,
            log_x=True,
        )

    def show_differences(self, view: DifferencesView) -> None:
        """Draw the V curves of every precision."""
        lines = []
        for (dtype, scheme), (steps, errors) in view.curves.items():
            role = "orange" if scheme == "forward" else "blue"
            words = {
                "forward": translate("Descent", "forward, {dtype}"),
                "central": translate("Descent", "central, {dtype}"),
            }
            sign = signs.Sign(role, _BY_DTYPE[dtype])
            lines.append(LogLine(words[scheme].format(dtype=dtype), sign, steps, errors, 1.6))
        widest = max((steps for steps, _ in view.curves.values()), key=len)
        for dtype, error in view.tape.items():
            if np.isfinite(error):
                name = translate("Descent", "tape, {dtype}").format(dtype=dtype)
                drawn = np.full(
                    len(widest), max(error, 1e-17)
                )  # an error of 0 lies on the lower edge
                lines.append(LogLine(name, signs.Sign("green", _BY_DTYPE[dtype]), widest, drawn))
        self.set_lines(lines)
