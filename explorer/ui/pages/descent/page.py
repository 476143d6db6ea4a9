"""Where choices, curves, path and leaves of the Descent page meet."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.program import descent_program
from explorer.session.descent.snapshots import (
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
from explorer.session.session import Session
from explorer.ui.pages.descent.asking import Asking, Shown
from explorer.ui.pages.descent.controls import DescentControls
from explorer.ui.pages.descent.data_leaf import DataLeaf
from explorer.ui.pages.descent.formula_leaf import FormulaLeaf
from explorer.ui.pages.descent.hero import DescentHero
from explorer.ui.pages.descent.telling import tell, tell_failure
from explorer.ui.pages.played_page import PlayedPage
from explorer.ui.services import Services
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.sentence_line import SentenceLine
from explorer.ui.widgets.timeline import Timeline

translate = QCoreApplication.translate

LAG = 30  # milliseconds that the fields may lag behind a rate that is dragged
SOON = 8  # milliseconds until fields and formulas follow what is drawn: once it is painted
NUDGE = 0.1  # in units of the x axis


class DescentPage(PlayedPage):
    """Draws f, f′, f″ and the path of an optimiser; everything drawn comes from TensorFlow.

    Attributes:
        shown: What has come back from TensorFlow and is drawn.
        updates: The table of updates.
    """

    def __init__(self, services: Services) -> None:
        look, store, loader = services.look, services.store, services.loader
        timeline = Timeline(translate("Descent", "Updates"), look, "purple")
        code = CodeView(translate("Descent", "Program"), "descent.py", look)
        self.updates = DataLeaf(look)
        super().__init__(services, "descent", timeline, code, self.updates)
        self._store, self._loader = store, loader
        self.shown = Shown()
        self.controls = DescentControls(store, look)
        self.hero = DescentHero(look)
        self._asking = Asking(store, loader, self.hero.plot, self.shown, self)
        self.sentence = SentenceLine(look)
        self.formula_leaf = FormulaLeaf(look, self.typesetter)
        self._lagging = QTimer(self, singleShot=True)
        self._lagging.timeout.connect(self._draw_choices)
        self._telling = QTimer(self, singleShot=True, interval=SOON)
        self._telling.timeout.connect(self._tell_update)
        self._assemble()
        self._connect()
        state = store.session.descent
        self.code.show_when_seen(partial(_program, state))
        self._draw_choices()
        self.timeline.set_position(state.cursor, self._count(state.cursor, state.updates))
        self.sentence.say(translate("Descent", "Loading TensorFlow…"), "", tone="busy")
        self.timeline.setEnabled(False)
        loader.when_ready(self._begin)

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
        work, asking, plot = self._asking.work, self._asking, self.hero.plot
        work.curves.connect(self._show_curves)
        work.path.connect(self._show_path)
        work.preview.connect(self._show_preview)
        work.shapes.connect(self._show_shapes)
        work.checks.connect(self._show_checks)
        work.rivals.connect(self._show_rivals)
        work.attraction.connect(self._show_attraction)
        work.beware.connect(self._show_caveats)
        work.differences.connect(self._show_differences)
        work.failed.connect(self._fail)
        asking.without_rivals.connect(self._show_no_rivals)
        asking.without_basins.connect(lambda: self.hero.show_basins(None))
        self.hero.view.chosen.connect(lambda view: self._change(self._state.viewing(view)))
        plot.position_requested.connect(self._drag)
        plot.grabbed.connect(partial(asking.drag, True))
        plot.released.connect(partial(asking.drag, False))
        plot.nudge_requested.connect(lambda n: self._drag(self._state.start + n * NUDGE))
        plot.span_changed.connect(lambda *_: asking.curves(keep_span=True))
        self.data.row_requested.connect(self.go)
        self.updates.whose_requested.connect(lambda n: self._change(self._state.tabulating(n)))
        self.sentence.acted.connect(self._take_suggestion)

    def _begin(self) -> None:
        self.timeline.setEnabled(True)
        self._asking.begin()

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        return self._asking.busy or self._telling.isActive()

    @property
    def follows_drags(self) -> bool:
        """Whether a rate that is dragged will be followed by previews."""
        return self._asking.work.is_traced(self._state)

    @property
    def _state(self) -> DescentChoices:
        return self._store.session.descent

    def _change(self, state: DescentChoices) -> None:
        self._store.change(lambda session: session.with_descent(lambda _: state))

    # ---- choices to requests

    def _draw_difference(self, old: Session, new: Session) -> None:
        before, after = old.descent, new.descent
        if before == after:
            return
        names = DescentChoices.__slots__
        changed = {name for name in names if getattr(before, name) != getattr(after, name)}
        soon = self._loader.ready and self._asking.follow(changed)
        if changed - {"cursor"}:
            self.code.show_when_seen(partial(_program, after))
            if soon and len(before.rivals) == len(after.rivals):
                self._lagging.start(LAG)
            else:
                self._draw_choices()
        self.timeline.set_position(after.cursor, self._count(after.cursor, after.updates))
        if changed & {"cursor", "shown"}:
            one_step = abs(before.cursor - after.cursor) == 1
            self._draw_cursor(rolling=one_step and not self.timeline.slider.isSliderDown())
        if "tabulated" in changed and self.shown.path is not None:
            self._tabulate(self.shown.path)
        if "speed" in changed and self.player.playing:
            self.player.set_speed(after.speed)

    def _draw_choices(self) -> None:
        """Show what is chosen.

        Where a preview comes in a moment this waits for it: the two threads would have to take
        turns with Python's lock, and both be late.
        """
        self._lagging.stop()
        state = self._state
        self.controls.show(state)
        self.hero.show_choices(state)
        self.updates.show_choices(state)
        self.timeline.set_range(state.updates, self._count(state.updates, state.updates))
        self._draw_stalled()

    @staticmethod
    def _count(cursor: int, updates: int) -> str:
        text = translate("Descent", "Update {cursor} of {updates}")
        return text.format(cursor=grouped(cursor), updates=grouped(updates))

    # ---- what came back

    def _show_curves(self, view: CurvesView) -> None:
        if view.formula != self._state.formula:
            return
        self.shown.curves = view
        self.hero.show_curves(view)
        self._draw_stalled()
        if view.critical is not None:
            self._asking.work.request_checks(view.formula, view.span)
            self._asking.basins()
        self._tell_content()

    def _draw_stalled(self) -> None:
        if self.shown.curves is not None:
            self.hero.show_stalled(self.shown.curves, self._state)

    def _show_shapes(self, shapes: Shapes) -> None:
        if shapes.formula != self._state.formula:
            return
        self.hero.show_shapes(shapes)
        self.formula_leaf.show_shapes(shapes)
        self.shown.has_shapes = len(shapes.plain) > 1 or shapes.note is not None
        self._tell_content()

    def _tell_content(self) -> None:
        if self.shown.is_whole:
            self.content_is_shown()

    def _show_path(self, view: PathView) -> None:
        if view.settings.formula.text != self._state.formula:
            return
        if (
            self.shown.path is not None
            and not view.complete
            and self.shown.path.settings == view.settings
        ):
            return  # the preview is there as a whole; the exact path takes its place as a whole
        self._tabulate(view)
        self._take_path(view)

    def _tabulate(self, view: PathView) -> None:
        self.updates.show_path(view, self.shown.rivals, self._state.tabulated)
        self.updates.mark(min(self._state.cursor, self.updates.rows.rowCount() - 1))

    def _show_preview(self, view: PreviewView) -> None:
        """Draw what a drag of the rate asked for, unless the exact paths came before it."""
        if self._lagging.isActive():
            self._lagging.start(SOON)
        state = self._state
        same = replace(view.state, cursor=state.cursor, learning_rate=state.learning_rate)
        if state != replace(same, rivals=state.rivals) or not self._asking.work.awaits_exact:
            return
        if len(view.rivals.paths) == len(state.rivals):
            self.shown.rivals = view.rivals if state.rivals else None
            self.hero.show_rivals(self.shown.rivals, state.cursor)
        self._take_path(view.path)

    def _take_path(self, view: PathView) -> None:
        self.shown.path = view
        curvature = view.minimum_curvature
        stable, fastest = (None, None) if curvature is None else (2 / curvature, 1 / curvature)
        self.controls.show_rates(stable, fastest, is_corner=view.is_at_corner)
        self.hero.show_path(view)
        self.hero.convergence.show_paths(view, self.shown.rivals)
        self._draw_cursor()
        self._tell_content()

    def _show_rivals(self, view: RivalsView) -> None:
        if view.formula == self._state.formula and len(view.paths) == len(self._state.rivals):
            self.shown.rivals = view
            self._draw_rivals()
            if self.shown.path is not None:
                self._tabulate(self.shown.path)

    def _show_no_rivals(self) -> None:
        self.shown.rivals = None
        self._draw_rivals()

    def _draw_rivals(self) -> None:
        self.hero.show_rivals(self.shown.rivals, self._state.cursor)
        if self.shown.path is not None:
            self.hero.convergence.show_paths(self.shown.path, self.shown.rivals)

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
        view = self.shown.path
        if view is None:
            return
        n = min(self._state.cursor, view.last)
        self.hero.show_place(view, n, rolling=rolling and not self._asking.is_dragging)
        self.hero.reach_rivals(self._state.cursor)
        if not self._telling.isActive():
            self._telling.start()
        self.data.mark(min(self._state.cursor, self.updates.rows.rowCount() - 1))
        self._asking.rest()
        tell(self.sentence, view, self._state.cursor)

    def _tell_update(self) -> None:
        view = self.shown.path
        if view is not None:
            self.formula_leaf.show_update(view, min(self._state.cursor, view.last))

    # ---- wishes

    def _drag(self, x: float) -> None:
        self.player.pause()
        self._change(self._state.with_start(float(f"{x:.4g}")))

    def _take_suggestion(self) -> None:
        if self.shown.path is not None:
            rate = self.shown.path.verdict(self._state.cursor).suggestion
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
        complete = self.shown.path is not None and self.shown.path.complete
        return (
            self.shown.path.last
            if self.shown.path is not None and complete
            else self._state.updates
        )

    @property
    def reached(self) -> int:
        """The last update computed so far."""
        return 0 if self.shown.path is None else self.shown.path.last

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
        self._asking.close()


def _program(state: DescentChoices) -> str:
    try:
        return descent_program(state)
    except ExplorerError:
        return ""  # a formula from a file that can no longer be read; the field says so
