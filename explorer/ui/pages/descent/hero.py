"""The middle of the Descent page: read-outs, the function with the descent on it, two other views."""

from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.core.autodiff.results import CriticalPoint
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import brief, fixed
from explorer.session.descent.snapshots import (
    DescentShown,
    DifferencesView,
    PathView,
    RivalsView,
    stalled,
)
from explorer.ui import signs
from explorer.ui.pages.optimizer_rows import RIVAL_SIGNS
from explorer.ui.plots.function_items import CurvePoint
from explorer.ui.plots.function_plot import FunctionPlot
from explorer.ui.plots.log_plot import LogLine, LogPlot
from explorer.ui.plots.overlays import RivalPath
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Chips
from explorer.ui.widgets.read_out import ReadOut, ReadOutRow
from explorer.ui.widgets.sign_key import SignKey

translate = QCoreApplication.translate
VIEWS = ("function", "convergence", "differences")
LONGEST_TITLE = 28  # characters of a formula that is written on the plot
HEADS = ("f(x)", "f′(x)", "f″(x)", "f‴(x)", "f⁗(x)")
NOTHING = np.zeros(0)
_BY_DTYPE: dict[str, signs.Stroke] = {"float16": "dots", "float32": "dash", "float64": "solid"}
_BY_SCHEME = {"forward": "orange", "central": "blue", "tape": "green"}


class DescentHero(QWidget):
    """Draws what it is shown; what is pending or failed leaves no number behind."""

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

    def draw(self, old: DescentShown | None, new: DescentShown) -> None:
        """Draw function, path, views and numbers, each where its own result differs."""
        with self.plot.at_once():
            self._draw(old, new)

    def _draw(self, old: DescentShown | None, new: DescentShown) -> None:
        choices = new.choices
        if old is None or old.choices != choices:
            self.plot.set_shown(choices.shown)
            self._stack.setCurrentIndex(VIEWS.index(choices.view))
        if old is None or old.frame != new.frame:
            self.plot.way_home.set_away(new.frame.span is not None)
        self._draw_function(old, new)
        self._draw_paths(old, new)
        if new.differs(old, "differences"):
            self.differences.show_differences(new.differences.value)
        # Dimmed by how long each result has been waiting, not by whether it waits.
        if old is None or old.late != new.late:
            self.plot.set_dimmed(curves="curves" in new.late, path="path" in new.late)
            for read_out in self.read_outs.values():
                read_out.set_dimmed("path" in new.late)

    def _draw_function(self, old: DescentShown | None, new: DescentShown) -> None:
        if new.differs(old, "curves"):
            self._draw_curves(new, is_first=old is None)
        # Where updates stall depends on rate and precision as well, which curves do not.
        if old is None or self._stalls_by(old) != self._stalls_by(new):
            self._draw_stalled(new)
        if new.differs(old, "shapes", "caveats"):
            self._draw_titles(new)
        if new.differs(old, "attraction"):
            self._draw_basins(new)

    def _draw_paths(self, old: DescentShown | None, new: DescentShown) -> None:
        path, rivals = new.path.value, new.rivals.value
        if new.differs(old, "rivals"):
            self._draw_rivals(rivals)
        if new.differs(old, "path") and path is not None:
            # Drawn in float64 whatever the path's precision: pyqtgraph and Qt compute in it.
            places = path.trajectory
            self.plot.set_path(places.x.astype(np.float64), places.y.astype(np.float64))
        if new.differs(old, "path", "rivals"):
            self.convergence.show_paths(path, rivals)
        if new.differs(old, "path") or old is None or old.place != new.place:
            # A rolling point over a new path would pass places where the path has never been.
            rolls = self._is_one_step(old, new) and not new.differs(old, "path")
            self._draw_place(new, rolling=rolls)
        if rivals is not None:
            # Rivals walk with the cursor, also where their own path has ended.
            self.plot.overlays.reach(new.choices.cursor)

    @staticmethod
    def _is_one_step(old: DescentShown | None, new: DescentShown) -> bool:
        """Whether the point may roll: it goes one update on or back, and nobody drags it."""
        if old is None or new.dragging:
            return False
        return abs(old.choices.cursor - new.choices.cursor) == 1

    def _draw_curves(self, shown: DescentShown, *, is_first: bool) -> None:
        view = shown.curves.value
        # Emptied rather than kept: curves of another function must not stand beside new numbers.
        if view is None:
            self.plot.set_curves(NOTHING, np.zeros((3, 0)))
            self.plot.overlays.set_critical_points([])
            return
        self.plot.set_curves(view.x, view.values)
        if view.fitted or is_first:  # a window built anew shows the span that was zoomed to before
            self.plot.set_ranges(view.span, view.heights)
        else:
            self.plot.set_lower_ranges(view.heights[1:])
        self.plot.overlays.set_critical_points([_critical_mark(p) for p in view.critical or ()])

    @staticmethod
    def _stalls_by(shown: DescentShown) -> tuple[object, ...]:
        choices = shown.choices
        # By identity: arrays of a thousand places are slow to compare.
        return id(shown.curves.value), choices.learning_rate, choices.dtype

    def _draw_stalled(self, shown: DescentShown) -> None:
        """Mark where an update is lost to rounding."""
        view, choices = shown.curves.value, shown.choices
        x = NOTHING
        if view is not None:
            x = stalled(view.x, view.values[1], choices.learning_rate, choices.dtype)
        is_stalled = bool(np.isfinite(x).any())
        # Set only where something stalls or did: for most rates there is nothing to do at each
        # step of a drag.
        if is_stalled or self._is_stalled:
            self._is_stalled = is_stalled
            self.plot.overlays.set_stalled(x)

    _is_stalled = False

    def _draw_titles(self, shown: DescentShown) -> None:
        """Label the curves with their formulas, where these are short."""
        shapes = shown.shapes.value
        # Known formulas first, the rest stays without one.
        texts = (*(() if shapes is None else shapes.plain), *[""] * len(HEADS))
        titles = [
            f"{head} = {text}" if 0 < len(text) < LONGEST_TITLE else head
            for head, text in zip(HEADS, texts, strict=False)
        ]
        # Where the point has no marker, as TensorFlow has lost the number.
        for lost in () if shown.caveats.value is None else shown.caveats.value.lost:
            text = translate("Descent", "{derivative} at x is {value}; TensorFlow answers NaN")
            titles[lost.order] = text.format(derivative=HEADS[lost.order], value=brief(lost.value))
        self.plot.set_titles(titles)

    def _draw_rivals(self, view: RivalsView | None) -> None:
        drawn = []
        for path, sign in zip(() if view is None else view.paths, RIVAL_SIGNS, strict=False):
            x, y = (a.astype(np.float64) for a in (path.x, path.y))
            drawn.append(RivalPath(x, y, sign))
        self.plot.overlays.set_rivals(drawn)

    def _draw_basins(self, shown: DescentShown) -> None:
        view = shown.attraction.value
        if view is None:
            self.plot.overlays.set_basins(NOTHING, np.zeros(0, np.intp))
        else:
            starts = view.basins.starts.astype(np.float64)
            self.plot.overlays.set_basins(starts, view.basins.reached)

    def _draw_place(self, shown: DescentShown, *, rolling: bool) -> None:
        """Draw the point, the path so far, the next update, and their numbers; or none of them."""
        view, n = shown.path.value, shown.place
        if view is None or n is None:
            self.plot.hide_place()
            for read_out in self.read_outs.values():
                read_out.set_value("–")
            return
        path = view.trajectory
        x, y, slope = (float(a[n]) for a in (path.x, path.y, path.gradient))
        higher = tuple(float(row[n]) for row in view.derivatives[2:])
        # At the end of the path there is no next update.
        following = (float(path.x[n + 1]), float(path.y[n + 1])) if n < view.last else None
        self.plot.set_next(following)
        next_words = translate("Descent", "next {x}")
        self.plot.set_words(
            start=translate("Descent", "start {x}").format(x=brief(float(path.x[0]), path.dtype)),
            now=f"x = {fixed(x)}",
            following="" if following is None else next_words.format(x=fixed(following[0])),
            tangent=translate("Descent", "tangent"),
        )
        self.plot.set_place(CurvePoint(x, (y, slope, *higher)), n, rolling=rolling)
        if self.convergence.isVisible():
            self.convergence.set_cursor(n)
        change = None if following is None else following[0] - x
        numbers = {"x": x, "f": y, "slope": slope, "curvature": higher[0], "change": change}
        for name, value in numbers.items():
            self.read_outs[name].set_value("–" if value is None else fixed(value))


class ConvergencePlot(LogPlot):
    """Height above the minimum and steepness against the update, for one path and its rivals."""

    def __init__(self, look: Look) -> None:
        title, axis = translate("Descent", "Convergence"), translate("Descent", "update")
        super().__init__(title, axis, look, log_x=False)
        self._waiting = partial(self.show_paths, None, None)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while nobody looked."""
        super().showEvent(event)
        self._waiting()

    def show_paths(self, view: PathView | None, rivals: RivalsView | None) -> None:
        """Draw a path, complete or growing, and the heights of the other optimisers."""
        # Kept in mind as a call, to be made when the plot is looked at.
        self._waiting = partial(self.show_paths, view, rivals)
        if not self.isVisible():
            return
        if view is None:
            self.set_lines([])
            return
        path, lowest = view.trajectory, view.lowest
        steps = np.arange(view.last + 1, dtype=np.float64)
        height, gradient = (np.asarray(a, dtype=np.float64) for a in (path.y, path.gradient))
        name = "|f(x)|" if lowest is None else "f(x) − f(x*)"
        # Infinite heights of a diverged path have no difference; they become gaps.
        with np.errstate(invalid="ignore"):
            # Without a known minimum the height itself is drawn, as a distance from 0.
            above = np.abs(height) if lowest is None else height - lowest
        lines = [
            LogLine(name, signs.Sign("purple", "solid"), steps, above),
            LogLine("|f′(x)|", signs.Sign("purple", "dash"), steps, np.abs(gradient), 1.4),
        ]
        others = zip(rivals.settings, rivals.paths, RIVAL_SIGNS, strict=False) if rivals else ()
        for settings, other, sign in others:
            y = np.asarray(other.y, dtype=np.float64)
            word = spoken(OPTIMIZERS[settings.optimizer].label)
            # A rival's path may be longer or shorter.
            steps = np.arange(len(y), dtype=np.float64)
            lines.append(LogLine(word, sign, steps, np.abs(y) if lowest is None else y - lowest))
        self.set_lines(lines)


class DifferencesPlot(LogPlot):
    """Error of forward and central differences against their step, and of the tape as a line."""

    def __init__(self, look: Look) -> None:
        title, axis = translate("Descent", "Finite differences"), translate("Descent", "step h")
        super().__init__(title, axis, look, log_x=True)
        schemes = {
            "forward": translate("Descent", "forward"),
            "central": translate("Descent", "central"),
            "tape": translate("Descent", "tape"),
        }
        key = SignKey(
            [
                (
                    translate("Descent", "Colour: scheme"),
                    [
                        (signs.Sign(_BY_SCHEME[each], "solid"), word)
                        for each, word in schemes.items()
                    ],
                ),
                (
                    translate("Descent", "Dash: precision"),
                    [(signs.Sign("text", stroke), dtype) for dtype, stroke in _BY_DTYPE.items()],
                ),
            ],
            look,
        )
        self.layout().insertWidget(0, key)  # type: ignore[union-attr]

    def show_differences(self, view: DifferencesView | None) -> None:
        """Draw the V curves of every precision, or none."""
        if view is None:
            self.set_lines([])
            return
        lines = []
        words = {
            "forward": translate("Descent", "forward, {dtype}"),
            "central": translate("Descent", "central, {dtype}"),
        }
        for (dtype, scheme), (steps, errors) in view.curves.items():
            sign = signs.Sign(_BY_SCHEME[scheme], _BY_DTYPE[dtype])
            lines.append(LogLine(words[scheme].format(dtype=dtype), sign, steps, errors, 1.6))
        # As wide as the widest curve: a horizontal line has no steps of its own.
        widest = max((steps for steps, _ in view.curves.values()), key=len)
        for dtype, error in view.tape.items():
            if np.isfinite(error):
                name = translate("Descent", "tape, {dtype}").format(dtype=dtype)
                # An error of 0 lies on the lower edge.
                drawn = np.full(len(widest), max(error, 1e-17))
                lines.append(
                    LogLine(name, signs.Sign(_BY_SCHEME["tape"], _BY_DTYPE[dtype]), widest, drawn)
                )
        self.set_lines(lines)


def _critical_mark(point: CriticalPoint) -> tuple[float, float, str, str]:
    kinds = {
        "minimum": translate("Descent", "Minimum at x = {x}, f″ = {curvature}"),
        "maximum": translate("Descent", "Maximum at x = {x}, f″ = {curvature}"),
        "inflection": translate("Descent", "Point of inflection at x = {x}, f″ = {curvature}"),
    }
    corners = {
        "minimum": translate("Descent", "Minimum at x = {x}, a corner or cusp"),
        "maximum": translate("Descent", "Maximum at x = {x}, a corner or cusp"),
    }
    words = (corners if point.is_corner else kinds)[point.kind].format(
        x=fixed(point.x), curvature=fixed(point.curvature)
    )
    return point.x, point.y, point.kind, words
