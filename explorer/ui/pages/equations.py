"""A worked update as lines to be typeset, the same on every page."""

from explorer.core.descent.explained import WorkedUpdate
from explorer.ui.typesetting import Line, in_role, tex

EQUATION_SIZE, NUMBERS_SIZE = 16, 14


def equation_lines(explanation: WorkedUpdate) -> dict[str, Line]:
    """Return the equations of any optimiser: each with symbols, then with its numbers.

    They are called "symbols 0", "numbers 0" and so on, those of the literature "paper 0".
    """
    lines: dict[str, Line] = {}
    for index, equation in enumerate(explanation.equations):
        value = f" = {in_role('purple', tex(equation.value))}" if equation.value else ""
        symbols = f"{equation.symbol} = {equation.symbols}"
        plain = f"{symbols} = {equation.value}" if equation.value else symbols
        lines[f"symbols {index}"] = Line(symbols + value, plain, EQUATION_SIZE)
        if equation.numbers:
            numbers = f"= {equation.numbers}"
            lines[f"numbers {index}"] = Line(rf"\role{{muted}}{{{numbers}}}", numbers, NUMBERS_SIZE)
    for index, equation in enumerate(explanation.paper):
        symbols = f"{equation.symbol} = {equation.symbols}"
        lines[f"paper {index}"] = Line(symbols, symbols, EQUATION_SIZE)
    return lines
