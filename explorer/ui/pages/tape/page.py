"""Where choices, recording, cards and leaves of the Tape page meet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from explorer.core.sentences import ExplorerError
from explorer.session.descent.snapshots import Shapes
from explorer.session.session import Session
from explorer.session.tape.choices import TapeChoices
from explorer.session.tape.snapshots import CasesView, TapeView
from explorer.ui.jobs.latest import Latest
from explorer.ui.pages.played_page import PlayedPage
from explorer.ui.pages.tape.clinic import Clinic
from explorer.ui.pages.tape.controls import TapeControls
from explorer.ui.pages.tape.data_leaf import DataLeaf
from explorer.ui.pages.tape.drawing import DrawnGraph, drawn
from explorer.ui.pages.tape.formula_leaf import FormulaLeaf
from explorer.ui.pages.tape.telling import count_words, phases, telling
from explorer.ui.plots.graph_view import GraphView
from explorer.ui.services import Services
from explorer.ui.translation import spoken
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.marked_code import mark_lines
from explorer.ui.widgets.phase_slider import PhaseSlider
from explorer.ui.widgets.step_sentence import StepSentence
from explorer.ui.widgets.timeline import Timeline

translate = QCoreApplication.translate

SPEED = 1.0  # steps per second; a sentence must be read in one
RECORDED_ANEW = frozenset({"formula", "x", "source", "mode"})
_CARDS_ROOM = 376  # px for title, chips and a row of cards; the same for all cases
_GRAPH_ROOM = 100  # px around the drawing: padding and the sentence below it


class TapePage(PlayedPage):
    """Draws what a tape recorded, steps through it, and shows why a gradient is None."""

    def __init__(self, services: Services) -> None:
        look, store = services.look, services.store
        name = translate("Tape", "Steps")
        self._slider = PhaseSlider(name, look)
        self._nodes = DataLeaf(look)
        code = CodeView(translate("Tape", "Program"), "tape.py", look)
        timeline = Timeline(name, look, slider=self._slider)
        super().__init__(services, "tape", timeline, code, self._nodes)
        self._store, self._loader = store, services.loader
        self._view: TapeView | None = None
        self._drawn: DrawnGraph | None = None
        self._cases: CasesView | None = None
        self._shapes: Shapes | None = None
        self._picked: int | None = None
        self._begun = self._own_split = False
        self._record_work: Latest[TapeView] = Latest(self)
        self._case_work: Latest[CasesView] = Latest(self)
        self._shape_work: Latest[Shapes] = Latest(self)
        self.controls = TapeControls(store, look)
        self.graph = GraphView(translate("Tape", "Recorded operations"), look)
        self.sentence = StepSentence(look)
        self.clinic = Clinic(look)
        self.formula_leaf = FormulaLeaf(look, self.typesetter)
        self._assemble()
        self._connect()
        self._restyle()
        self.controls.show(self._state)
        self.clinic.chips.set_value(self._state.case)
        self.sentence.say(translate("Tape", "Loading TensorFlow…"), "", tone="busy")
        self.timeline.setEnabled(False)

    # ---- building

    def _assemble(self) -> None:
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 12, 0, 4)
        column.setSpacing(0)
        column.addWidget(_padded(self.graph, 24), 1)
        column.addWidget(_padded(self.sentence, 12))
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setObjectName("heroSplit")
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(upper)
        self._split.addWidget(self.clinic)
        self._split.setStretchFactor(0, 1)
        self.assemble(
            controls=self.controls.widget,
            hero=self._split,
            bottom=[self.timeline],
            leaves=self.leaves(
                self.formula_leaf.widget, translate("Tape", "This recording as TensorFlow")
            ),
        )

    def _connect(self) -> None:
        self._store.changed.connect(self._draw_difference)
        self._record_work.reported.connect(self._show_view)
        self._case_work.reported.connect(self._show_cases)
        self._shape_work.reported.connect(self._show_shapes)
        for work in (self._record_work, self._case_work):
            work.failed.connect(self._fail)
        self.graph.picked.connect(self._pick_card)
        self.data.row_requested.connect(self._pick)
        self.clinic.case_chosen.connect(lambda case: self._change(self._state.looking_at(case)))
        self._split.splitterMoved.connect(self._keep_split)
        self.look.changed.connect(self._restyle)

    def showEvent(self, event: QShowEvent) -> None:
        """Record for the first time when the page is first looked at."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self._loader.when_ready(self._begin)

    def _begin(self) -> None:
        self.timeline.setEnabled(True)
        self._record_work.request(partial(_drawing("recordings"), self._state))
        self._case_work.request(partial(_drawing("cases"), self._state))
        self._request_shapes()

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still being computed."""
        return any(work.busy for work in (self._record_work, self._case_work, self._shape_work))

    @property
    def _state(self) -> TapeChoices:
        return self._store.session.tape

    def _change(self, state: TapeChoices) -> None:
        self._store.change(lambda session: session.with_tape(lambda _: state))

    # ---- choices to requests

    def _draw_difference(self, old: Session, new: Session) -> None:
        before, after = old.tape, new.tape
        if before == after:
            return
        names = TapeChoices.__slots__
        changed = {name for name in names if getattr(before, name) != getattr(after, name)}
        self.controls.show(after)
        self.clinic.chips.set_value(after.case)
        if not (self._begun and self._loader.ready):
            return
        if changed & RECORDED_ANEW:
            self.player.pause()
            self._record_work.request(partial(_drawing("recordings"), after))
        if changed & {"formula", "x", "case"}:
            self._case_work.request(partial(_drawing("cases"), after))
        if "formula" in changed:
            self._request_shapes()
        elif changed & {"cursor", "shown"} and not changed & RECORDED_ANEW:
            self._picked = None if "cursor" in changed else self._picked
            self._draw()

    def _request_shapes(self) -> None:
        self._shape_work.request(partial(_shapes, self._state.formula))

    # ---- what came back

    def _show_view(self, view: TapeView) -> None:
        if not view.belongs_to(self._state):
            return
        same = self._view is not None and len(self._view.nodes) == len(view.nodes)
        self._picked = self._picked if same else None
        self._view = view
        self._slider.set_phases(phases(view))
        last = len(view.steps)
        self.timeline.set_range(last, count_words(view, last))
        self.code.show_code(view.program)
        self._nodes.show_view(view)
        if self._shapes is not None:
            self._show_shapes(self._shapes)
        self._draw()
        self._divide()
        self._show_if_complete()

    def _show_cases(self, view: CasesView) -> None:
        if view.case != self._state.case:
            return
        self._cases = view
        self.clinic.show_cases(view)
        self._divide()
        self._show_if_complete()

    def _show_shapes(self, shapes: Shapes) -> None:
        if shapes.formula == self._state.formula:
            self._shapes = shapes
            self.formula_leaf.show_shapes(shapes, nested=self._state.mode == "nested")

    def _show_if_complete(self) -> None:
        if self._view is not None and self._cases is not None and not self.shows_content:
            self._divide()
            self.content_is_shown()

    def _fail(self, failure: Exception) -> None:
        sentence = spoken(failure.sentence) if isinstance(failure, ExplorerError) else repr(failure)
        word = translate("Tape", "Not recorded.")
        self.sentence.say(word, sentence, tone="error", icon="error")
        self.player.pause()

    # ---- drawing a step

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        cursor = view.cursor(self._state)
        self._drawn = drawn(view, cursor, self._state.shown)
        self.graph.show_graph(self._drawn.graph)
        self.timeline.set_position(cursor, count_words(view, cursor))
        words = telling(view, cursor)
        self.sentence.tell(
            words.word, words.body, role=words.role, icon=words.icon, result=words.result
        )
        self._highlight()

    def _highlight(self) -> None:
        """Show the picked node, or the one at work, in graph, formula, code and table alike."""
        view = self._view
        if view is None or self._drawn is None:
            return
        cursor = view.cursor(self._state)
        node = self._picked
        if node is None:
            node = view.steps[cursor - 1].node if cursor else 0
        if self._picked is None:
            self.graph.show_picked(None)
        elif self.graph.picked_card is None or (
            self._drawn.nodes[self.graph.picked_card] != self._picked
        ):
            self.graph.show_picked(self._drawn.card_of(self._picked))
        line = view.nodes[node].line
        tint = self.look.theme.tint("blue")
        mark_lines(self.code.text, () if line is None else (line,), tint)
        self.formula_leaf.show_node(view, node)
        self.data.mark(node)

    def _pick_card(self, card: int | None) -> None:
        if self._drawn is not None:
            self._pick(None if card is None else self._drawn.nodes[card])

    def _pick(self, node: int | None) -> None:
        self._picked = node
        self._highlight()

    def _restyle(self) -> None:
        line = self.look.theme["line"]
        self._split.setStyleSheet(f"#heroSplit::handle {{ background: {line}; }}")
        if self._view is not None:
            self._draw()

    # ---- the graph's share of the room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room anew."""
        super().resizeEvent(event)
        self._divide()

    def _keep_split(self) -> None:
        self._own_split = True

    def _divide(self) -> None:
        """Give the cards what they need and the graph the rest, but never less than it needs."""
        if self._own_split or self._view is None:
            return
        room, look = self._split.height(), self.look
        cards = look.px(_CARDS_ROOM)
        least = min(self.graph.natural_height + look.px(_GRAPH_ROOM), round(room * 0.55))
        self._split.setSizes([max(room - cards, least), min(cards, room - least)])

    # ---- what the timeline needs to know

    @property
    def place(self) -> int:
        """The step that is shown."""
        return 0 if self._view is None else self._view.cursor(self._state)

    @property
    def last(self) -> int:
        """The last step of the recording."""
        return 0 if self._view is None else len(self._view.steps)

    @property
    def reached(self) -> int:
        """The last step: a recording comes whole."""
        return self.last

    @property
    def speed(self) -> float:
        """Steps per second while playing."""
        return SPEED

    def go(self, place: int) -> None:
        """Show a step, once there is a recording."""
        if self._view is not None:
            self._change(self._state.at(place, self.last))

    def choose(self, choices: Mapping[str, Any]) -> None:
        """Choose what a step of the lesson is about."""
        self._change(replace(self._state, **({"cursor": None} | dict(choices))))

    def close_jobs(self) -> None:
        """End every thread of the page."""
        super().close_jobs()
        for work in (self._record_work, self._case_work, self._shape_work):
            work.close()


def _padded(widget: QWidget, sides: int) -> QWidget:
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(sides, 0, sides, 0)
    column.addWidget(widget)
    return around


def _drawing(name: str) -> Callable[..., Iterator[Any]]:
    """Return a function of the drawing module, which needs TensorFlow and so is imported late."""

    def work(*arguments: object) -> Iterator[Any]:
        from explorer.session.tape import resolving as tape_drawing

        yield from getattr(tape_drawing, name)(*arguments)

    return work


def _shapes(text: str) -> Iterator[Shapes]:
    from explorer.session.descent import resolving as drawing

    yield from drawing.shapes(text)
