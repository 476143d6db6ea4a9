"""The field in which a page's function is typed, with what was understood typeset below it."""

from explorer.core.functions.formula import FormulaError, latex, parse, plain
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Formulas, Line, Typesetter
from explorer.ui.widgets.formula_field import FormulaField, Refusal

TYPED, SIZE = "typed", 17


def formula_field(
    name: str, look: Look, typesetter: Typesetter, variables: tuple[str, ...] = ("x",)
) -> FormulaField:
    """Return a field for functions of some variables."""
    formulas = Formulas(typesetter)

    def refusal_of(text: str) -> Refusal | None:
        try:
            parse(text, variables)
        except FormulaError as error:
            return spoken(error.sentence), error.column
        return None

    def show(text: str) -> None:
        lines = {}
        if text:
            formula = parse(text, variables)
            lines[TYPED] = Line(latex(formula), plain(formula), SIZE)
        formulas.show(lines, lambda _: True)

    field = FormulaField(name, look, refusal_of, formulas[TYPED])
    field.understood.connect(show)
    return field
