"""The lower half of the Tape page: chips for the cases, and the cards of the chosen one."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.session.tape.choices import LESSON, MODES
from explorer.session.tape.snapshots import CardView, CasesView
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.card_grid import CardGrid
from explorer.ui.widgets.case_card import CaseCard
from explorer.ui.widgets.chip_row import ChipRow
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
MOST_CARDS = 4
_RIGHT = 16  # px of the hero's padding that the scroll bar may use
_IMPORTS = 2  # lines in front of every program: TensorFlow's import and an empty one
_TONES = {"tensor": "good", "none": "warning", "error": "error"}


def case_titles() -> list[tuple[str, str]]:
    """Return the keys of all cases with what their chips say; the clinic's as its cases do."""
    return [
        (LESSON, translate("Clinic", "The lesson")),
        ("constant_not_watched", translate("Clinic", "Constant not watched")),
        ("overwritten_variable", translate("Clinic", "Overwritten variable")),
        ("numpy_detour", translate("Clinic", "NumPy detour")),
        ("integer_dtype", translate("Clinic", "Integer dtype")),
        ("state_by_assign", translate("Clinic", "State by assign")),
        ("tape_used_twice", translate("Clinic", "Tape used twice")),
        ("operation_without_gradient", translate("Clinic", "Operation without gradient")),
        ("work_outside", translate("Clinic", "Work outside the with")),
        ("outer_tape_closed", translate("Clinic", "Outer tape closed")),
        ("stopped_gradient", translate("Clinic", "stop_gradient")),
        ("unconnected", translate("Clinic", "Variable not used")),
        ("target_not_scalar", translate("Clinic", "Target not a scalar")),
        ("jacobian_instead", translate("Clinic", "Jacobian of a list")),
        (MODES, translate("Clinic", "Reverse and forward mode")),
    ]


class Clinic(QWidget):
    """Asks why a gradient is None, and shows what TensorFlow answers just now."""

    case_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        name = translate("Tape", "Why is my gradient None?")
        self.setAccessibleName(name)
        self.chips = ChipRow(name, case_titles(), look)
        self.cards = [CaseCard(look, self) for _ in range(MOST_CARDS)]
        for card in self.cards:
            card.hide()
        self.grid = CardGrid(translate("Tape", "Answers"), look, right=_RIGHT)
        self._nothing = label("", "body", wrap=True)
        self._nothing.hide()
        self.chips.chosen.connect(self.case_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24 - _RIGHT, 0)
        column.setSpacing(10)
        column.addWidget(label(name, "heading"))
        chips = QHBoxLayout()
        chips.setContentsMargins(0, 0, _RIGHT, 0)
        chips.addWidget(self.chips)
        column.addLayout(chips)
        column.addSpacing(2)
        column.addWidget(self._nothing)
        column.addWidget(self.grid, 1)

    @property
    def shown_cards(self) -> list[CaseCard]:
        """The cards of the chosen case."""
        return [card for card in self.cards if not card.isHidden()]

    def show_cases(self, view: CasesView) -> None:
        """Show the cards of a case."""
        for card, shown in zip(self.cards, view.cards, strict=False):
            _fill(card, shown)
        for index, card in enumerate(self.cards):
            card.setVisible(index < len(view.cards))
        self.grid.set_cards(self.cards[: len(view.cards)])
        self._nothing.setVisible(not view.cards)
        if not view.cards:
            text = translate("Tape", "x does not fit into an int32. Type an x nearer to 0.")
            self._nothing.setText(text)


def _fill(card: CaseCard, view: CardView) -> None:
    experiment = view.experiment
    program, answer = experiment.program, experiment.program.answer
    card.show_case(
        title=spoken(experiment.title),
        tone=_TONES[answer.kind],
        answer=answer.short.replace("-", "−"),
        printed=answer.printed,
        program=program.code,
        shown="\n".join(program.lines[_IMPORTS:]),
        lines=[line - _IMPORTS for line in program.matters],
        cause=spoken(experiment.cause),
        note=_passes(view.passes),
    )


def _passes(passes: tuple[int, int] | None) -> str:
    if passes is None:
        return ""
    text = translate("Tape", "Passes: {forward} forward, {backward} backward.")
    return text.format(forward=passes[0], backward=passes[1])
