"""A worked update as lines to be typeset, the same on every page."""

import re

from explorer.core.descent.explained import WorkedUpdate
from explorer.ui.typesetting import Line, in_role, tex

EQUATION_SIZE, NUMBERS_SIZE = 16, 14
_LONGEST = 34  # letters of a row, above which a narrow column would show it too small to be read


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
            in_rows = rf"\role{{muted}}{{{_in_rows(numbers, equation.symbols)}}}"
            lines[f"numbers {index}"] = Line(in_rows, numbers, NUMBERS_SIZE)
    for index, equation in enumerate(explanation.paper):
        symbols = f"{equation.symbol} = {equation.symbols}"
        lines[f"paper {index}"] = Line(symbols, symbols, EQUATION_SIZE)
    return lines


def _in_rows(numbers: str, symbols: str) -> str:
    """Break what can be long before the + or − that parts it best, outside of all brackets.

    Whether it can be is told by the symbols: were it told by the numbers, a row would come and go from one
    update to the next, and what is below would jump.
    """
    parts = {
        at.start(): max(_letters(numbers[: at.start()]), _letters(numbers[at.start() :]))
        for at in re.finditer(r" [+-] ", numbers)
        if _depth(numbers[: at.start()]) == 0
    }
    parameter = re.sub(r"\\(alpha|beta|eta|mu|rho|varepsilon|lambda|gamma)(_\w)?", "0.999", symbols)
    if (
        not parts
        or _letters(re.sub(r"(?<![\\a-z])[a-z](?![a-z])'?", "3.2404003", parameter)) <= _LONGEST
    ):
        return numbers
    at = min(parts, key=lambda place: parts[place])
    return rf"\begin{{array}}{{l}} {numbers[:at]} \\ \quad {numbers[at:]} \end{{array}}"


def _depth(latex: str) -> int:
    """Return how many brackets are open at the end."""
    return sum(latex.count(each) for each in "({[") - sum(latex.count(each) for each in ")}]")


def _letters(latex: str) -> int:
    """Return about how many letters stand side by side: of a fraction those of its longer half."""
    if (begin := latex.find(r"\frac{")) >= 0:
        halves, end = [], begin + len(r"\frac")
        for _ in range(2):
            first = end
            end = next(n for n in range(first + 1, len(latex) + 1) if not _depth(latex[first:n]))
            halves.append(_letters(latex[first + 1 : end - 1]))
        return _letters(latex[:begin]) + max(halves) + _letters(latex[end:])
    return len(re.sub(r"\\[a-z]+|[{}^_\\ ]", "", latex))
