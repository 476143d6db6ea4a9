"""The middle of the Descent page: read-outs, the three views, and the point on the curve."""

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.core.autodiff.results import CriticalPoint
from explorer.core.functions.spans import stalled
from explorer.core.numerals import brief, fixed
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.snapshots import (
    AttractionView,
    CurvesView,
    PathView,
    RivalsView,
    Shapes,
)
from explorer.ui import signs
from explorer.ui.pages.descent.log_views import ConvergencePlot, DifferencesPlot
from explorer.ui.pages.descent.rivals import RIVAL_SIGNS
from explorer.ui.plots.function_plot import FunctionPlot, Place
from explorer.ui.plots.overlays import RivalPath
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import Chips
from explorer.ui.widgets.read_out import ReadOut, ReadOutRow

translate = QCoreApplication.translate
VIEWS = ("function", "convergence", "differences")
LONGEST_TITLE = 28  # characters of a formula that is written on the plot


class DescentHero(QWidget):
    """Shows what the page hands it; knows no store."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.plot = FunctionPlot(translate("Descent", "Function and descent"), look)
        self.convergence = ConvergencePlot(look)
        self.differences = DifferencesPlot(look)
        self.view = Chips(
            translate("Descent", "View"),
            [
                ("function", translate("Descent", "Function")),
                ("convergence", translate("Descent", "Convergence")),
                ("differences", translate("Descent", "Finite differences")),
            ],
        )
        self.read_outs = {
            "x": ReadOut("x", look, signs.PATH),
            "f": ReadOut("f(x)", look, signs.VALUE),
            "slope": ReadOut("f′(x)", look, signs.SLOPE),
            "curvature": ReadOut("f″(x)", look, signs.CURVATURE),
            "change": ReadOut("Δx", look, signs.NEXT),
        }
        self._stack = QStackedWidget()
        for plot in (self.plot, self.convergence, self.differences):
            self._stack.addWidget(plot)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        column.addWidget(ReadOutRow(list(self.read_outs.values()), look))
        column.addWidget(self.view)
        column.addWidget(self._stack, 1)

    def show_choices(self, state: DescentChoices) -> None:
        """Show what is chosen of what is drawn."""
        self.plot.set_shown(state.shown)
        self.view.set_value(state.view)
        self._stack.setCurrentIndex(VIEWS.index(state.view))

    def show_curves(self, view: CurvesView) -> None:
        """Draw f and its derivatives; axes that the user has zoomed stay."""
        self.plot.set_curves(view.x, view.values)
        if view.fitted:
            self.plot.set_ranges(view.span, view.heights)
        else:
            self.plot.set_lower_ranges(view.heights[1:])
        self.plot.overlays.set_critical_points([_critical_mark(p) for p in view.critical or ()])

    def show_stalled(self, view: CurvesView, state: DescentChoices) -> None:
        """Mark where an update is lost to rounding."""
        slopes = view.values[1]
        self.plot.overlays.set_stalled(stalled(view.x, slopes, state.learning_rate, state.dtype))

    def show_shapes(self, shapes: Shapes) -> None:
        """Label the curves with their formulas, where these are short."""
        heads = ("f(x)", "f′(x)", "f″(x)", "f‴(x)", "f⁗(x)")
        texts = (*shapes.plain, *[""] * len(heads))
        self.plot.set_titles([
            f"{head} = {text}" if 0 < len(text) < LONGEST_TITLE else head
            for head, text in zip(heads, texts, strict=False)
        ])  # fmt: skip

    def show_rivals(self, view: RivalsView | None, n: int) -> None:
        """Draw the other optimisers' paths up to update `n`."""
        shown = []
        if view is not None:
            for path, sign in zip(view.paths, RIVAL_SIGNS, strict=False):
                x, y = (a.astype(np.float64) for a in (path.x, path.y))
                shown.append(RivalPath(x, y, sign))
        self.plot.overlays.set_rivals(shown)
        self.reach_rivals(n)

    def reach_rivals(self, n: int) -> None:
        """Draw the other optimisers' paths up to update `n`, or to their end."""
        self.plot.overlays.reach(n)

    def show_path(self, view: PathView) -> None:
        """Take the places of a path, complete or growing; `show_place` draws it."""
        path = view.trajectory
        self.plot.set_path(path.x.astype(np.float64), path.y.astype(np.float64))

    def show_basins(self, view: AttractionView | None) -> None:
        """Draw the basins of attraction under the curve, or take them away."""
        if view is None:
            self.plot.overlays.set_basins(np.zeros(0), np.zeros(0, np.intp))
        else:
            self.plot.overlays.set_basins(
                view.basins.starts.astype(np.float64), view.basins.reached
            )

    def show_place(self, view: PathView, n: int, *, rolling: bool) -> None:
        """Show the point, the path so far, the next update, and the numbers of place `n`."""
        path = view.trajectory
        x, y, slope = (float(a[n]) for a in (path.x, path.y, path.gradient))
        higher = tuple(float(row[n]) for row in view.derivatives[2:])
        following = (float(path.x[n + 1]), float(path.y[n + 1])) if n < view.last else None
        self.plot.set_next(following)
        next_words = translate("Descent", "next {x}")
        self.plot.set_words(
            start=translate("Descent", "start {x}").format(x=brief(float(path.x[0]), path.dtype)),
            now=f"x = {fixed(x)}",
            following="" if following is None else next_words.format(x=fixed(following[0])),
            tangent=translate("Descent", "tangent"),
        )
        self.plot.set_place(Place(x, (y, slope, *higher)), n, rolling=rolling)
        self.convergence.set_cursor(n)
        change = None if following is None else following[0] - x
        numbers = {"x": x, "f": y, "slope": slope, "curvature": higher[0], "change": change}
        for name, value in numbers.items():
            self.read_outs[name].set_value("–" if value is None else fixed(value))


def _critical_mark(point: CriticalPoint) -> tuple[float, float, str, str]:
    kinds = {
        "minimum": translate("Descent", "Minimum at x = {x}, f″ = {curvature}"),
        "maximum": translate("Descent", "Maximum at x = {x}, f″ = {curvature}"),
        "inflection": translate("Descent", "Point of inflection at x = {x}, f″ = {curvature}"),
    }
    words = kinds[point.kind].format(x=fixed(point.x), curvature=fixed(point.curvature))
    return point.x, point.y, point.kind, words
