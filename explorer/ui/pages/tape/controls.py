"""The column of choices on the Tape page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QWidget

from explorer.core.functions.examples.catalogue import CATALOGUE
from explorer.core.functions.formula import FormulaError, parse
from explorer.core.numerals import exact
from explorer.session.tape.choices import TapeChoices, check_place
from explorer.ui import signs
from explorer.ui.pages.layout import controls_column, stacked
from explorer.ui.pages.number_fields import read_number
from explorer.ui.store import Store
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.check_row import CheckRow, RadioRow
from explorer.ui.widgets.fields import NumberField
from explorer.ui.widgets.formula_field import FormulaField, Mistake
from explorer.ui.widgets.labels import label

if TYPE_CHECKING:
    from explorer.core.autodiff.results import Source

translate = QCoreApplication.translate


class TapeControls:
    """Makes the fields, fills them from the state, and turns the user's choices into changes.

    Attributes:
        widget: The column.
    """

    def __init__(self, store: Store, look: Look) -> None:
        self._store = store
        self.formula = FormulaField(translate("Tape", "Expression"), look, _mistake_in)
        self.formula.set_catalogue(
            [(each.key, spoken(each.name), each.text, spoken(each.about)) for each in CATALOGUE]
        )
        self.x = NumberField(
            "x", look, read=_read_place, step=lambda x, n: round(x + n * 0.5, 10), write=_written
        )
        self.sources: dict[Source, RadioRow] = {
            "variable": RadioRow(translate("Tape", "Variable"), look, "eye"),
            "constant": RadioRow(translate("Tape", "Constant"), look, "eye-off"),
            "watched": RadioRow(translate("Tape", "Constant, watched"), look, "eye"),
        }
        self._source_note = label(
            translate("Tape", "Forward mode is told to follow x, whatever it is."),
            "note",
            wrap=True,
        )
        self.tapes = Segmented(
            translate("Tape", "Tapes"),
            [("one", translate("Tape", "One")), ("nested", translate("Tape", "Two, nested"))],
            look,
        )
        self.direction = Segmented(
            translate("Tape", "Direction"),
            [
                ("reverse", translate("Tape", "Reverse")),
                ("forward", translate("Tape", "Forward")),
            ],
            look,
        )
        self.checks = {
            "values": CheckRow(translate("Tape", "Values"), look, signs.VALUE),
            "gradients": CheckRow(translate("Tape", "Gradients"), look, signs.SLOPE),
            "slopes": CheckRow(translate("Tape", "Local slopes"), look),
        }
        self.widget = self._lay_out()
        self._connect()

    def _lay_out(self) -> QWidget:
        titled = {
            "source": label(translate("Tape", "x is a"), "label"),
            "tapes": label(translate("Tape", "Tapes"), "label"),
            "direction": label(translate("Tape", "Direction"), "label"),
            "shown": label(translate("Tape", "Show"), "label"),
        }
        sources = stacked(*self.sources.values())
        sources.setAccessibleName(translate("Tape", "x is a"))
        return controls_column([
            [
                self.formula,
                self.x,
                stacked(titled["source"], sources, self._source_note, spacing=4),
            ],
            [
                stacked(titled["tapes"], self.tapes, spacing=6),
                stacked(titled["direction"], self.direction, spacing=6),
            ],
            [stacked(titled["shown"], *self.checks.values(), spacing=2)],
        ])  # fmt: skip

    def _connect(self) -> None:
        change = self._change
        self.formula.example_chosen.connect(self._choose_example)
        self.formula.committed.connect(lambda text: change(lambda s: s.with_formula(text)))
        self.x.committed.connect(lambda x: change(lambda s: s.with_x(x)))
        for source, row in self.sources.items():
            row.toggled.connect(
                lambda on, source=source: on and change(lambda s: s.with_source(source))
            )
        self.tapes.chosen.connect(lambda key: change(lambda s: s.nesting(nested=key == "nested")))
        self.direction.chosen.connect(
            lambda key: change(lambda s: s.going(forward=key == "forward"))
        )
        for name, check in self.checks.items():
            check.toggled.connect(lambda on, name=name: change(lambda s: s.showing(name, on)))

    def _change(self, change: Callable[[TapeChoices], TapeChoices]) -> None:
        self._store.change(lambda session: session.with_tape(change))

    def _choose_example(self, key: str) -> None:
        text = next(each.text for each in CATALOGUE if each.key == key)
        self._change(lambda state: state.with_formula(text))

    def show(self, state: TapeChoices) -> None:
        """Show what is chosen."""
        self.formula.set_value(state.formula)
        self.x.set_value(state.x)
        forward = state.mode == "forward"
        for source, row in self.sources.items():
            with QSignalBlocker(row):
                row.setChecked(source == state.source)
            row.setEnabled(not forward)
        self._source_note.setVisible(forward)
        self.tapes.set_value("nested" if state.mode == "nested" else "one")
        self.tapes.setEnabled(not forward)
        self.tapes.setToolTip(translate("Tape", "Forward mode needs no tape.") if forward else "")
        self.direction.set_value("forward" if forward else "reverse")
        for name, check in self.checks.items():
            with QSignalBlocker(check):
                check.setChecked(name in state.shown)


def _mistake_in(text: str) -> Mistake | None:
    try:
        parse(text)
    except FormulaError as error:
        return spoken(error.sentence), error.column
    return None


def _read_place(text: str) -> float:
    number = read_number(text)
    check_place(number)
    return number


def _written(x: float) -> str:
    text = exact(x)
    return f"{text}.0" if text.lstrip("−").isdigit() else text
