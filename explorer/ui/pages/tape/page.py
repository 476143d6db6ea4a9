"""The Tape page: what a tape recorded, step by step, and why a gradient is None."""

from PySide6.QtCore import QCoreApplication

from explorer.session.tape.choices import TapeChoices
from explorer.session.tape.snapshots import TapeShown
from explorer.ui.pages.own import Own
from explorer.ui.pages.skeleton import Page
from explorer.ui.pages.tape import requests, words
from explorer.ui.pages.tape.controls import TapeControls
from explorer.ui.pages.tape.data_leaf import DataLeaf
from explorer.ui.pages.tape.formula_leaf import FormulaLeaf
from explorer.ui.pages.tape.hero import StepsBar, TapeHero
from explorer.ui.services import Services
from explorer.ui.widgets.code_view import CodeView

translate = QCoreApplication.translate


def _program(shown: TapeShown) -> str:
    return "" if shown.view is None else shown.view.program


def _set_off(shown: TapeShown) -> tuple[int, ...]:
    """Return the line of the node that is set off; a number has none of its own."""
    view, node = shown.view, shown.node
    line = None if view is None or node is None else view.nodes[node].line
    return () if line is None else (line,)


OWN = Own(
    words=words.sentence,
    timing=words.timing,
    program=_program,
    program_depends_on=lambda shown: shown.view,
    is_whole=requests.is_whole,
    set_off=_set_off,
    settle=requests.settle,
)


class TapePage(Page[TapeChoices, TapeShown]):
    """Builds the parts and connects their wishes."""

    timeline: StepsBar

    def __init__(self, services: Services) -> None:
        shown = TapeShown(choices=services.store.session.tape)
        super().__init__(services, "tape", shown, OWN, requests.REQUESTS)
        look = self.look
        self.controls = TapeControls(look, self.typesetter, self.change)
        self.hero = TapeHero(look, self.sentence)
        chips = self.hero.clinic.chips
        # Bound like every control of the column, although it stands in the hero.
        self.controls.bind("case", chips, lambda c: c.case, lambda c, case: c.looking_at(case))
        copy = translate("Card", "Copy this program")
        self.controls.add_command("case.copy", copy, self.hero.clinic.copy)
        self.formula_leaf = FormulaLeaf(look, self.typesetter)
        nodes = DataLeaf(look)
        bar = StepsBar(look)
        code = CodeView(translate("Tape", "Program"), look)
        self.assemble(
            controls=self.controls,
            hero=self.hero,
            timeline=bar,
            formula=self.formula_leaf.widget,
            program=(translate("Tape", "This recording as TensorFlow"), code),
            data=nodes,
            parts=[self.controls, bar, self.hero, self.formula_leaf, nodes],
            sentence_in_hero=True,
        )
        bar.play_toggled.connect(self.toggle_play)
        bar.position_requested.connect(self.go)
        self.hero.node_requested.connect(lambda node: self.look_elsewhere(picked=node))
        nodes.row_requested.connect(lambda node: self.look_elsewhere(picked=node))
        self.circuit.changed.connect(self._hold)

    def _hold(self, old: TapeShown, new: TapeShown) -> None:
        """Another recording is not played on."""
        # Steps of another recording have other meanings.
        if old.choices.for_recording() != new.choices.for_recording():
            self.pause()

    def go(self, place: int) -> None:
        """Show a step, once there is a recording."""
        # While another is on its way there are no steps to go to.
        if self.shown.view is not None:
            self.change(lambda choices: choices.at(place, self.shown.last))

    def fit(self) -> None:
        """Show the graph as when it was new, with no node picked."""
        self.look_elsewhere(picked=None)
        self.hero.graph.start_over()
