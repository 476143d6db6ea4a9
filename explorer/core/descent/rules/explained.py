"""One update of a rule as equations, once with symbols and once with its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import DType
from explorer.core.descent.arithmetic import flushed
from explorer.core.descent.results import Trajectory
from explorer.core.descent.rules.forms import SYMBOLS, Form, Line, form
from explorer.core.descent.rules.rule import Before, Foretold
from explorer.core.descent.rules.table import RULES
from explorer.core.descent.settings import DescentSettings
from explorer.core.numerals import MINUS, exact
from explorer.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation of an update, in LaTeX.

    Attributes:
        symbol: Left side.
        symbols: Right side with symbols.
        numbers: Right side with this update's numbers, empty if Keras defines them otherwise.
        value: What it comes to, as the reader sees numbers; exact in the dtype; or empty.
    """

    symbol: str
    symbols: str
    numbers: str
    value: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One update of an optimiser, worked out.

    Attributes:
        equations: In the order in which they are worked out; the last one gives x′.
        convention: What differs between Keras and the literature, if anything.
        paper: The equations of the literature that differ.
    """

    equations: tuple[Equation, ...]
    convention: Sentence | None
    paper: tuple[Equation, ...]


def explain(
    path: Trajectory, cursor: int, settings: DescentSettings, component: int = 0
) -> Explanation:
    """Return the update that leaves a position of a path, worked out by the optimiser's rule.

    Args:
        path: The path.
        cursor: Index of the position.
        settings: What the path was made from.
        component: 0 for x and 1 for y on a function of both.
    """
    parameters = settings.parameter_values()
    written = form(settings.optimizer, parameters)
    before = _before(path, cursor, component)
    with np.errstate(all="ignore"):
        after = RULES[settings.optimizer].update(before, parameters)
    numbers = _numbers(before, written, parameters, path.dtype)
    symbols = dict(SYMBOLS) | {name: symbol for name, (symbol, _) in written.states.items()}
    equations = tuple(
        _equation(line, after, symbols, numbers, path.dtype) for line in written.lines
    )
    paper = tuple(_equation(line, after, symbols, numbers, path.dtype) for line in written.paper)
    return Explanation(equations, written.convention, paper)


def _equation(
    line: Line, after: Foretold, symbols: dict[str, str], numbers: dict[str, str], dtype: DType
) -> Equation:
    """Return a line with what came before put into it, and add its result for those to come."""
    text = Template(line.text)
    written = text.substitute(symbols)
    symbols[line.name] = line.symbol
    if line.kind == "paper":
        return Equation(line.symbol, written, "", "")
    worked_out = text.substitute(numbers)
    value = exact(float(_result(line, after)), dtype)
    numbers[line.name] = _latex(value)
    return Equation(line.symbol, written, worked_out, value)


def _before(path: Trajectory, cursor: int, component: int) -> Before:
    """Return one row of a path as what an update starts from."""
    gradient = path.gradient if path.noise is None else path.gradient + path.noise
    return Before(
        x=flushed(_cell(path.x, cursor, component)),
        gradient=flushed(_cell(gradient, cursor, component)),
        state={
            name: flushed(_cell(values, cursor, component)) for name, values in path.states.items()
        },
        rate=_cell(path.rate, cursor, component),
        step=np.array([cursor]),
    )


def _cell(rows: NDArray[Any], cursor: int, component: int) -> NDArray[Any]:
    return rows[cursor : cursor + 1] if rows.ndim == 1 else rows[cursor, component : component + 1]


def _numbers(
    before: Before, written: Form, parameters: Mapping[str, float], dtype: DType
) -> dict[str, str]:
    """Return the numbers that are there before the update, as LaTeX."""
    step = int(before.step[0])
    values = {name: exact(value) for name, value in parameters.items()}
    values["x"] = exact(float(before.x[0]), dtype)
    values["g"] = exact(float(before.gradient[0]), dtype)
    values["eta"] = exact(float(before.rate[0]), np.float32)
    for name, (_, key) in written.states.items():
        values[name] = exact(float(before.state[key][0]), dtype)
    values["t"], values["next"] = str(step + 1), str(step + 2)
    return {name: _latex(value) for name, value in values.items()}


def _result(line: Line, after: Foretold) -> Any:
    if line.kind == "x":
        return after.x[0]
    return np.ravel(
        after.state[line.key] if line.kind == "state" else after.intermediates[line.key]
    )[0]


def _latex(number: str) -> str:
    """Return a number as LaTeX, in brackets if it is negative or a power of ten."""
    mantissa, e, exponent = number.replace(MINUS, "-").replace("∞", r"\infty").partition("e")
    text = rf"{mantissa} \cdot 10^{{{exponent}}}" if e else mantissa
    return f"({text})" if e or text.startswith("-") else text
