"""Where choices, curves, path and leaves of the Descent page meet."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError
from explorer.session.descent import DescentState
from explorer.session.program import descent_program
from explorer.session.session import Session
from explorer.session.views import (
    AttractionView,
    CaveatsView,
    CheckView,
    CurvesView,
    DifferencesView,
    PathView,
    PreviewView,
    RivalsView,
    Shapes,
)  # fmt: skip
from explorer.ui.pages.descent.controls import DescentControls
from explorer.ui.pages.descent.data_leaf import DataLeaf
from explorer.ui.pages.descent.formula_leaf import FormulaLeaf
from explorer.ui.pages.descent.hero import DescentHero
from explorer.ui.pages.descent.telling import tell, tell_failure
from explorer.ui.pages.descent.work import DescentWork
from explorer.ui.pages.played_page import PlayedPage
from explorer.ui.services import Services
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.sentence_line import SentenceLine
from explorer.ui.widgets.timeline import Timeline

translate = QCoreApplication.translate

MAKES_ALL_PATHS = frozenset(
    {"formula", "start", "updates", "dtype", "parameters", "schedule", "noise", "seed"}
)
RATES = {"learning_rate", "rivals"}
MAKES_A_PATH = MAKES_ALL_PATHS | {"optimizer", "learning_rate", "order"}
REST = 150  # milliseconds that the point must stand still before its caveats are looked for
NUDGE = 0.1  # in units of the x axis


class DescentPage(PlayedPage):
    """Draws f, f′, f″ and the path of an optimiser; everything drawn comes from TensorFlow."""

    def __init__(self, services: Services) -> None:
        look, store, engine = services.look, services.store, services.engine
        timeline = Timeline(translate("Descent", "Updates"), look, "purple")
        code = CodeView(translate("Descent", "Program"), "descent.py", look)
        self._updates = DataLeaf(look)
        super().__init__(services, "descent", timeline, code, self._updates)
        self._store, self._engine = store, engine
        self._curves: CurvesView | None = None
        self._path: PathView | None = None
        self._rivals: RivalsView | None = None
        self._shapes_known = False
        self._dragging = False
        self._work = DescentWork(self)
        self._resting = QTimer(self, singleShot=True, interval=REST)
        self._resting.timeout.connect(self._request_caveats)
        self.controls = DescentControls(store, look)
        self.hero = DescentHero(look)
        self.sentence = SentenceLine(look)
        self.formula_leaf = FormulaLeaf(look, self.typesetter)
        self._assemble()
        self._connect()
        state = store.session.descent
        self._draw_choices(state)
        self.timeline.set_position(state.cursor, self._count(state.cursor, state.updates))
        self.sentence.say(translate("Descent", "Loading TensorFlow…"), "", tone="busy")
        self.timeline.setEnabled(False)
        engine.when_ready(self._begin)

    # ---- building

    def _assemble(self) -> None:
        sentence_row = QWidget()
        around = QHBoxLayout(sentence_row)
        around.setContentsMargins(16, 0, 16, 4)
        around.addWidget(self.sentence)
        self.assemble(
            controls=self.controls.widget,
            hero=self.hero,
            bottom=[sentence_row, self.timeline],
            leaves=self.leaves(
                self.formula_leaf.widget, translate("Descent", "This view as TensorFlow")
            ),
        )

    def _connect(self) -> None:
        self._store.changed.connect(self._draw_difference)
        self._work.curves.connect(self._show_curves)
        self._work.path.connect(self._show_path)
        self._work.preview.connect(self._show_preview)
        self._work.shapes.connect(self._show_shapes)
        self._work.checks.connect(self._show_checks)
        self._work.rivals.connect(self._show_rivals)
        self._work.attraction.connect(self._show_attraction)
        self._work.beware.connect(self._show_caveats)
        self._work.differences.connect(self._show_differences)
        self._work.failed.connect(self._fail)
        self.hero.view.chosen.connect(lambda view: self._change(self._state.viewing(view)))
        self.hero.plot.position_requested.connect(self._drag)
        self.hero.plot.grabbed.connect(partial(self._set_dragging, True))
        self.hero.plot.released.connect(partial(self._set_dragging, False))
        self.hero.plot.nudge_requested.connect(lambda n: self._drag(self._state.start + n * NUDGE))
        self.hero.plot.span_changed.connect(lambda *_: self._request_curves(keep_span=True))
        self.data.row_requested.connect(self.go)
        self._updates.whose_requested.connect(lambda n: self._change(self._state.tabulating(n)))
        self.sentence.acted.connect(self._take_suggestion)

    def _begin(self) -> None:
        self.timeline.setEnabled(True)
        self._request_curves()
        self._work.request_path(self._state)
        self._request_rivals()
        self._work.request_shapes(self._state.formula)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        return self._work.busy or self._resting.isActive()

    @property
    def _state(self) -> DescentState:
        return self._store.session.descent

    def _change(self, state: DescentState) -> None:
        self._store.change(lambda session: session.descending(lambda _: state))

    # ---- choices to requests

    def _draw_difference(self, old: Session, new: Session) -> None:
        before, after = old.descent, new.descent
        if before == after:
            return
        names = DescentState.__slots__
        changed = {name for name in names if getattr(before, name) != getattr(after, name)}
        if changed - {"cursor"}:
            self._draw_choices(after)
        self.timeline.set_position(after.cursor, self._count(after.cursor, after.updates))
        if self._engine.ready:
            self._request(changed)
        if changed & {"cursor", "shown"}:
            one_step = abs(before.cursor - after.cursor) == 1
            self._draw_cursor(rolling=one_step and not self.timeline.slider.isSliderDown())
        if "tabulated" in changed and self._path is not None:
            self._tabulate(self._path)
        if "speed" in changed and self.player.playing:
            self.player.set_speed(after.speed)

    def _request(self, changed: set[str]) -> None:
        """Ask for everything that depends on what has changed."""
        soon = bool(changed <= RATES) and self._work.request_soon(self._state)
        if changed & MAKES_A_PATH and not soon:
            self._work.request_path(self._state)
        if changed & (MAKES_ALL_PATHS | {"rivals"}) and not soon:
            self._request_rivals()
        if changed & (MAKES_A_PATH | {"shown"}):
            self._request_attraction()
        if "formula" in changed:
            self._resting.start()  # also where no path will come: TensorFlow may find no gradient
            self._work.request_shapes(self._state.formula)
            self._request_curves()
        elif "start" in changed and not self._dragging:
            self._follow_start()
        elif "order" in changed:
            self._request_curves(keep_span=True)
        elif changed & {"learning_rate", "dtype"}:
            self._draw_stalled()
        if changed & {"formula", "cursor", "start", "view", "learning_rate"}:
            self._request_differences()

    def _draw_choices(self, state: DescentState) -> None:
        self.controls.show(state)
        self.hero.show_choices(state)
        self._updates.show_choices(state)
        self.timeline.set_range(state.updates, self._count(state.updates, state.updates))
        try:
            self.code.show_code(descent_program(state))
        except ExplorerError:
            return  # a formula from a file that can no longer be read; the field says so

    @staticmethod
    def _count(cursor: int, updates: int) -> str:
        text = translate("Descent", "Update {cursor} of {updates}")
        return text.format(cursor=grouped(cursor), updates=grouped(updates))

    def _request_rivals(self) -> None:
        if self._state.rivals:
            self._work.request_rivals(self._state)
        else:
            self._rivals = None
            self._draw_rivals()

    def _request_attraction(self) -> None:
        if "basins" not in self._state.shown:
            self.hero.show_basins(None)
        elif self._curves is not None:
            self._work.request_attraction(self._state, self.hero.plot.span)

    def _request_caveats(self) -> None:
        state, path = self._state, self._path
        x = state.start
        if path is not None and path.settings.formula.text == state.formula:
            x = float(path.trajectory.x[min(state.cursor, path.last)])
        self._work.request_caveats(state.formula, x)

    def _request_differences(self) -> None:
        """Ask for the V curves where the cursor is, while they are looked at."""
        if self._state.view == "differences" and self._path is not None:
            n = min(self._state.cursor, self._path.last)
            self._work.request_differences(self._state.formula, float(self._path.trajectory.x[n]))

    def _request_curves(self, *, keep_span: bool = False) -> None:
        if self._engine.ready:
            self._work.request_curves(self._state, self.hero.plot.span if keep_span else None)

    # ---- what came back

    def _show_curves(self, view: CurvesView) -> None:
        if view.formula != self._state.formula:
            return
        self._curves = view
        self.hero.show_curves(view)
        self._draw_stalled()
        if view.critical is not None:
            self._work.request_checks(view.formula, view.span)
            self._request_attraction()
        self._tell_content()

    def _draw_stalled(self) -> None:
        if self._curves is not None:
            self.hero.show_stalled(self._curves, self._state)

    def _show_shapes(self, shapes: Shapes) -> None:
        if shapes.formula != self._state.formula:
            return
        self.hero.show_shapes(shapes)
        self.formula_leaf.show_shapes(shapes)
        self._shapes_known = len(shapes.plain) > 1 or shapes.note is not None
        self._tell_content()

    def _tell_content(self) -> None:
        if self._curves and self._path and self._shapes_known:
            self.content_is_shown()

    def _show_path(self, view: PathView) -> None:
        if view.settings.formula.text != self._state.formula:
            return
        if self._path is not None and not view.complete and self._path.settings == view.settings:
            return  # the preview is there as a whole; the exact path takes its place as a whole
        self._tabulate(view)
        self._take_path(view)

    def _tabulate(self, view: PathView) -> None:
        self._updates.show_path(view, self._rivals, self._state.tabulated)
        self._updates.mark(min(self._state.cursor, self._updates.rows.rowCount() - 1))

    def _show_preview(self, view: PreviewView) -> None:
        """Draw what a drag of the rate asked for, unless the exact paths came before it."""
        state = self._state
        same = replace(view.state, cursor=state.cursor, learning_rate=state.learning_rate)
        if state != replace(same, rivals=state.rivals) or not self._work.awaits_exact:
            return
        if len(view.rivals.paths) == len(state.rivals):
            self._rivals = view.rivals if state.rivals else None
            self.hero.show_rivals(self._rivals, state.cursor)
        self._take_path(view.path)

    def _take_path(self, view: PathView) -> None:
        self._path = view
        curvature = view.minimum_curvature
        self.controls.show_rates(
            *((None, None) if curvature is None else (2 / curvature, 1 / curvature))
        )
        self.hero.show_path(view)
        self.hero.convergence.show_paths(view, self._rivals)
        self._draw_cursor()
        self._tell_content()

    def _show_rivals(self, view: RivalsView) -> None:
        if view.formula == self._state.formula and len(view.paths) == len(self._state.rivals):
            self._rivals = view
            self._draw_rivals()
            if self._path is not None:
                self._tabulate(self._path)

    def _draw_rivals(self) -> None:
        self.hero.show_rivals(self._rivals, self._state.cursor)
        if self._path is not None:
            self.hero.convergence.show_paths(self._path, self._rivals)

    def _show_attraction(self, view: AttractionView) -> None:
        if view.formula == self._state.formula and "basins" in self._state.shown:
            self.hero.show_basins(view)

    def _show_checks(self, view: CheckView) -> None:
        if view.formula == self._state.formula:
            self.formula_leaf.show_checks(view)

    def _show_caveats(self, view: CaveatsView) -> None:
        if view.formula == self._state.formula:
            self.formula_leaf.show_caveats(view.caveats)

    def _show_differences(self, view: DifferencesView) -> None:
        if view.formula == self._state.formula:
            self.hero.differences.show_differences(view)

    def _fail(self, failure: Exception) -> None:
        tell_failure(self.sentence, failure)
        self.player.pause()

    # ---- drawing the cursor

    def _draw_cursor(self, *, rolling: bool = False) -> None:
        view = self._path
        if view is None:
            return
        n = min(self._state.cursor, view.last)
        self.hero.show_place(view, n, rolling=rolling and not self._dragging)
        self.hero.reach_rivals(self._state.cursor)
        self.formula_leaf.show_update(view, n)
        self.data.mark(min(self._state.cursor, self._updates.rows.rowCount() - 1))
        self._resting.start()
        tell(self.sentence, view, self._state.cursor)

    # ---- wishes

    def _drag(self, x: float) -> None:
        self.player.pause()
        self._change(self._state.with_start(float(f"{x:.4g}")))

    def _set_dragging(self, dragging: bool) -> None:
        self._dragging = dragging
        if not dragging:
            self._follow_start()

    def _follow_start(self) -> None:
        """Show another part of the plane only when the start has left the one that is shown."""
        left, right = self.hero.plot.span
        inside = self._curves is not None and left < self._state.start < right
        self._request_curves(keep_span=inside)

    def _take_suggestion(self) -> None:
        if self._path is not None:
            rate = self._path.verdict(self._state.cursor).suggestion
            if rate is not None:
                self._change(self._state.with_learning_rate(float(f"{rate:.3g}")).at(0))

    # ---- what the timeline needs to know

    @property
    def place(self) -> int:
        """The update that is shown."""
        return self._state.cursor

    @property
    def last(self) -> int:
        """The last update, or the one after which nothing is finite."""
        complete = self._path is not None and self._path.complete
        return self._path.last if self._path is not None and complete else self._state.updates

    @property
    def reached(self) -> int:
        """The last update computed so far."""
        return 0 if self._path is None else self._path.last

    @property
    def speed(self) -> float:
        """Updates per second while playing."""
        return self._state.speed

    def go(self, place: int) -> None:
        """Show an update."""
        self._change(self._state.at(place))

    def choose(self, choices: Mapping[str, Any]) -> None:
        """Choose what a step of the lesson is about."""
        self._change(replace(self._state, **choices))

    def jump(self, *, to_end: bool) -> None:
        """Go to the start, or to the end of the timeline even where the path ended before."""
        self.player.pause()
        self.go(self._state.updates if to_end else 0)

    def close_jobs(self) -> None:
        """End every thread of the page."""
        super().close_jobs()
        self._resting.stop()
        self._work.close()
