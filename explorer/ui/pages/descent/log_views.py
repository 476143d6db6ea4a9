"""The hero's two other views: how a descent converges, and how finite differences fail."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.session.views import DifferencesView, PathView
from explorer.ui import signs
from explorer.ui.plots.log_plot import LogLine, LogPlot
from explorer.ui.theme import Look

translate = QCoreApplication.translate

_BY_DTYPE: dict[str, signs.Stroke] = {"float16": "dots", "float32": "dash", "float64": "solid"}


class ConvergencePlot(LogPlot):
    """Height above the minimum and steepness against the update, for one path."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            translate("Descent", "Convergence"), translate("Descent", "update"), look, log_x=False
        )

    def show_path(self, view: PathView) -> None:
        """Draw a path, complete or growing."""
        path = view.trajectory
        steps = np.arange(view.last + 1, dtype=np.float64)
        height, gradient = (np.asarray(a, dtype=np.float64) for a in (path.y, path.gradient))
        lowest = view.lowest
        name = "|f(x)|" if lowest is None else "f(x) − f(x*)"
        with np.errstate(invalid="ignore"):
            above = np.abs(height) if lowest is None else height - lowest
        self.set_lines([
            LogLine(name, signs.VALUE, steps, above),
            LogLine("|f′(x)|", signs.SLOPE, steps, np.abs(gradient)),
        ])  # fmt: skip


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
