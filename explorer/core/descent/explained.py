"""One update of a rule as equations, once with symbols and once with its numbers."""

from dataclasses import dataclass
from string import Template

import numpy as np

from explorer.core.arrays import Array, DType
from explorer.core.descent.floats import flushed
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.optimizers.optimizer import Before, Equation, Memory
from explorer.core.descent.parameters import Values
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.numerals import MINUS, exact
from explorer.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class WorkedEquation:
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
class WorkedUpdate:
    """One update of an optimiser, worked out.

    Attributes:
        equations: In the order in which they are worked out; the last one gives x′.
        convention: What differs between Keras and the literature, if anything.
        paper: The equations of the literature that differ.
    """

    equations: tuple[WorkedEquation, ...]
    convention: Sentence | None
    paper: tuple[WorkedEquation, ...]


def explain(
    path: Trajectory, cursor: int, settings: DescentSettings, component: int = 0
) -> WorkedUpdate:
    """Return the update that leaves a position of a path, worked out by the optimiser's rule.

    Args:
        path: The path.
        cursor: Index of the position.
        settings: What the path was made from.
        component: 0 for x and 1 for y on a function of both.
    """
    before = _before(path, cursor, component)
    return explain_update(settings.optimizer, settings.parameter_values(), before, path.dtype)


def explain_update(key: str, values: Values, before: Before, dtype: DType) -> WorkedUpdate:
    """Return one update of one number, worked out by an optimiser's rule.

    Args:
        key: Key of the optimiser.
        values: Every parameter's value.
        before: What the update starts from, in rows of one.
        dtype: In which the number is kept.
    """
    optimizer = OPTIMIZERS[key]
    memory = optimizer.memory_with(values)
    with np.errstate(all="ignore"):
        after = optimizer.update(before, values)
    results = {"x_": after.x, **after.between}
    results |= {f"{each.name}_": after.state[each.key] for each in memory}
    working = _Working(
        symbols=optimizer.symbols_with(values),
        numbers=_numbers(before, memory, values, dtype),
        dtype=dtype,
    )
    equations = tuple(
        working.worked(each, results[each.name]) for each in optimizer.equations_with(values)
    )
    paper = tuple(
        working.worked(each, after.between.get(each.name)) for each in optimizer.paper_with(values)
    )
    return WorkedUpdate(equations, optimizer.convention if paper else None, paper)


@dataclass(slots=True)
class _Working:
    """What equations so far have to put into the next: symbols, and numbers as LaTeX."""

    symbols: dict[str, str]
    numbers: dict[str, str]
    dtype: DType

    def worked(self, equation: Equation, result: Array | None) -> WorkedEquation:
        """Return an equation with what came before put into it; its result is there for the next.

        Args:
            equation: The equation.
            result: What it comes to; None where Keras defines that otherwise.
        """
        text = Template(equation.text)
        symbols = text.substitute(self.symbols)
        self.symbols[equation.name] = equation.symbol
        if result is None:
            return WorkedEquation(equation.symbol, symbols, "", "")
        numbers = text.substitute(self.numbers)
        value = exact(float(np.ravel(result)[0]), self.dtype)
        self.numbers[equation.name] = _latex(value)
        return WorkedEquation(equation.symbol, symbols, numbers, value)


def _before(path: Trajectory, cursor: int, component: int) -> Before:
    """Return one row of a path as what an update starts from."""
    # What the optimiser was handed, noise and all.
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


def _cell(rows: Array, cursor: int, component: int) -> Array:
    # A row of one and no number: rules work on rows.
    return rows[cursor : cursor + 1] if rows.ndim == 1 else rows[cursor, component : component + 1]


def _numbers(
    before: Before, memory: tuple[Memory, ...], parameters: Values, dtype: DType
) -> dict[str, str]:
    """Return the numbers that are there before the update, as LaTeX."""
    step = int(before.step[0])
    values = {name: exact(value) for name, value in parameters.items()}
    values["x"] = exact(float(before.x[0]), dtype)
    values["g"] = exact(float(before.gradient[0]), dtype)
    # Keras holds the rate in float32 whatever the dtype of x.
    values["eta"] = exact(float(before.rate[0]), np.float32)
    for each in memory:
        values[each.name] = exact(float(before.state[each.key][0]), dtype)
    values["t"], values["next"] = str(step + 1), str(step + 2)
    return {name: _latex(value) for name, value in values.items()}


def _latex(number: str) -> str:
    """Return a number as LaTeX, in brackets if it is negative or a power of ten."""
    mantissa, e, exponent = number.replace(MINUS, "-").replace("∞", r"\infty").partition("e")
    text = rf"{mantissa} \cdot 10^{{{exponent}}}" if e else mantissa
    return f"({text})" if e or text.startswith("-") else text
