"""The column of choices on the Tape page."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from explorer.core.functions.examples.catalogue import CATALOGUE
from explorer.core.numerals import exact, read_number
from explorer.session.tape.choices import TapeChoices, check_place
from explorer.session.tape.snapshots import TapeShown
from explorer.ui import signs
from explorer.ui.pages.column import Change, Column
from explorer.ui.pages.formula_entry import formula_field
from explorer.ui.pages.layout import controls_column, stacked
from explorer.ui.theme import Look
from explorer.ui.typesetting import Typesetter
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.check_row import CheckRow, RadioRows
from explorer.ui.widgets.fields import NumberField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
_EYES = {"variable": "eye", "constant": "eye-off", "watched": "eye"}


class TapeControls(Column[TapeChoices]):
    """Function, place, what x is, how the derivative is taken, and what the nodes tell."""

    def __init__(self, look: Look, typesetter: Typesetter, change: Change[TapeChoices]) -> None:
        super().__init__("tape", change)
        self._make_function(look, typesetter)
        self._make_tapes(look)
        rows = {
            "values": CheckRow(translate("Tape", "Values"), look, signs.VALUE),
            "gradients": CheckRow(translate("Tape", "Gradients"), look, signs.SLOPE),
            "slopes": CheckRow(translate("Tape", "Local slopes"), look),
        }
        self.checks = {name: self.bind_shown(name, row) for name, row in rows.items()}
        self.widget = self._lay_out()

    def _make_function(self, look: Look, typesetter: Typesetter) -> None:
        self.formula = self.bind(
            "formula", formula_field(translate("Tape", "Expression"), look, typesetter),
            lambda c: c.formula, lambda c, text: c.with_formula(text),
        )  # fmt: skip
        self.offer_functions(
            self.formula, CATALOGUE, lambda c, example: c.with_formula(example.text)
        )
        self.x = self.bind(
            "x", NumberField(
                "x", look, read=_read_place, write=_written,
                # Ten decimals: sums of halves would show their rounding.
                step=lambda x, n: round(x + n * 0.5, 10),
            ),
            lambda c: c.x, lambda c, x: c.with_x(x),
        )  # fmt: skip

    def _make_tapes(self, look: Look) -> None:
        sources = [
            ("variable", translate("Tape", "Variable")),
            ("constant", translate("Tape", "Constant")),
            ("watched", translate("Tape", "Constant, watched")),
        ]
        self.source = self.bind(
            "source", RadioRows(translate("Tape", "x is a"), sources, look, _EYES),
            lambda c: c.source, lambda c, source: c.with_source(source),
        )  # fmt: skip
        self._source_note = label(
            translate("Tape", "Forward mode is told to follow x, whatever it is."),
            "note",
            wrap=True,
        )
        counts = [("one", translate("Tape", "One")), ("nested", translate("Tape", "Two, nested"))]
        self.tapes = self.bind(
            "tapes", Segmented(translate("Tape", "Tapes"), counts, look),
            lambda c: "nested" if c.mode == "nested" else "one",
            lambda c, count: c.nesting(nested=count == "nested"),
        )  # fmt: skip
        ways = [
            ("reverse", translate("Tape", "Reverse")),
            ("forward", translate("Tape", "Forward")),
        ]
        self.direction = self.bind(
            "direction", Segmented(translate("Tape", "Direction"), ways, look),
            lambda c: "forward" if c.mode == "forward" else "reverse",
            lambda c, way: c.going(forward=way == "forward"),
        )  # fmt: skip

    def _lay_out(self) -> QWidget:
        tapes, direction = translate("Tape", "Tapes"), translate("Tape", "Direction")
        x_is_a = label(translate("Tape", "x is a"), "label")
        shown = label(translate("Tape", "Show"), "label")
        return controls_column([
            [self.formula, self.x, stacked(x_is_a, self.source, self._source_note, spacing=4)],
            [
                stacked(label(tapes, "label"), self.tapes, spacing=6),
                stacked(label(direction, "label"), self.direction, spacing=6),
            ],
            [stacked(shown, *self.checks.values(), spacing=2)],
        ])  # fmt: skip

    def draw(self, old: TapeShown | None, new: TapeShown) -> None:
        """Show the choices; forward mode leaves nothing to choose of x and of tapes."""
        before = None if old is None else old.choices
        if new.choices == before:
            return
        self.draw_choices(before, new.choices)
        forward = new.choices.mode == "forward"
        self.source.setEnabled(not forward)
        self._source_note.setVisible(forward)
        self.tapes.setEnabled(not forward)
        self.tapes.setToolTip(translate("Tape", "Forward mode needs no tape.") if forward else "")


def _read_place(text: str) -> float:
    number = read_number(text)
    check_place(number)
    return number


def _written(x: float) -> str:
    text = exact(x)
    # With a point, as TensorFlow prints it: an x of 3 is a float.
    return f"{text}.0" if text.lstrip("−").isdigit() else text
