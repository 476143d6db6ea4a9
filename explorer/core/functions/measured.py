"""Functions that are known by numbers at some places, as a slice of a network's loss; named by their digest.

A formula holds but the name, so a text, a link or a document says which function is meant, and never another
one: with other numbers it would have another name. The numbers lie with whoever has measured them.
"""

import hashlib
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap

from explorer.core.functions.nodes import Call, Formula, Variable, with_depths
from explorer.core.functions.table import FUNCTIONS, Function
from explorer.core.sentences import ExplorerError, Sentence, said

_NAME = re.compile(r"(?:slice|plane)_[0-9a-f]{8}")
MOST_PLACES = 401


@dataclass(frozen=True, slots=True)
class Measured:
    """A function of x by its value, slope and curvature at places in equal steps.

    Between two places it is the polynomial of degree 5 that has all six numbers of both; beyond the first and
    the last it is not defined.

    Attributes:
        first: The first place.
        last: The last place.
        values: f there, from left to right.
        slopes: f′.
        bends: f″.
        about: What was measured, in one sentence.
        sharpness: The largest eigenvalue of a network's Hessian at x = 0, where x is a distance along its
            eigenvector; None elsewhere.
    """

    first: float
    last: float
    values: tuple[float, ...]
    slopes: tuple[float, ...]
    bends: tuple[float, ...]
    about: Sentence
    sharpness: float | None = None

    @property
    def name(self) -> str:
        """How it is typed; its numbers alone decide it."""
        numbers = (self.first, self.last, *self.values, *self.slopes, *self.bends)
        digest = hashlib.sha256(repr(numbers).encode()).hexdigest()
        return f"slice_{digest[:8]}"

    def check(self) -> None:
        """Check numbers that come from outside.

        Raises:
            ValueError: If they are not those of such a function.
        """
        rows = (self.values, self.slopes, self.bends)
        is_long = 2 <= len(self.values) <= MOST_PLACES and len(set(map(len, rows))) == 1
        numbers = (self.first, self.last, *(each for row in rows for each in row))
        is_finite = all(type(each) is float and math.isfinite(each) for each in numbers)
        if not (is_long and is_finite and self.first < self.last):
            raise ValueError("numbers")

    @property
    def function(self) -> Function:
        """The function as a formula may call it, with its TensorFlow source."""
        steps = len(self.values) - 1
        # In float64 whatever x is, as the loss was measured; a place beyond the ends has no value.
        source = "\n".join([
            f"# known at {steps + 1} places from {self.first!r} to {self.last!r}; of degree 5 between them",
            *_row("values", self.values), *_row("slopes", self.slopes), *_row("bends", self.bends),
            f"step = ({self.last!r} - {_bracketed(self.first)}) / {steps}",
            f"u = (tf.cast(x, tf.float64) - {_bracketed(self.first)}) / step",
            f"i = tf.cast(tf.clip_by_value(tf.floor(u), 0, {steps - 1}), tf.int32)",
            "t = u - tf.cast(i, tf.float64)",
            "a, b = tf.gather(values, i), tf.gather(values, i + 1) - tf.gather(values, i)",
            "c, d = tf.gather(slopes, i) * step, tf.gather(slopes, i + 1) * step",
            "e, g = tf.gather(bends, i) * step**2, tf.gather(bends, i + 1) * step**2",
            "third = 10 * b - 6 * c - 4 * d - (3 * e - g) / 2",
            "fourth = -15 * b + 8 * c + 7 * d + (3 * e - 2 * g) / 2",
            "fifth = 6 * b - 3 * (c + d) - (e - g) / 2",
            "y = a + t * (c + t * (e / 2 + t * (third + t * (fourth + t * fifth))))",
            f"inside = (u >= 0) & (u <= {steps})",
            "return tf.cast(tf.where(inside, y, tf.constant(float('nan'), tf.float64)), x.dtype)",
        ])  # fmt: skip
        return Function(self.name, source, symbol=_symbol(self.name))


@dataclass(frozen=True, slots=True)
class MeasuredPlane:
    """A function of x and y by its value and slopes at the places of a grid.

    Within a cell it is the polynomial of degree 3 in x and in y that has f, ∂f/∂x, ∂f/∂y and ∂²f/∂x∂y of
    all four corners; beyond the grid it is not defined.

    Attributes:
        x: First and last column.
        y: First and last row.
        columns: Their number.
        rows: Their number.
        values: f row by row, from the lowest row on; `columns` times `rows` numbers.
        by_x: ∂f/∂x there.
        by_y: ∂f/∂y.
        by_both: ∂²f/∂x∂y.
        trail: Points of a path that is shown on it.
        about: What was measured, in one sentence.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    columns: int
    rows: int
    values: tuple[float, ...]
    by_x: tuple[float, ...]
    by_y: tuple[float, ...]
    by_both: tuple[float, ...]
    trail: tuple[tuple[float, float], ...]
    about: Sentence

    @property
    def _tables(self) -> tuple[tuple[float, ...], ...]:
        return self.values, self.by_x, self.by_y, self.by_both

    @property
    def name(self) -> str:
        """How it is typed; its numbers alone decide it."""
        numbers = (self.x, self.y, self.columns, self.rows, *self._tables, self.trail)
        return f"plane_{hashlib.sha256(repr(numbers).encode()).hexdigest()[:8]}"

    def check(self) -> None:
        """Check numbers that come from outside.

        Raises:
            ValueError: If they are not those of such a function.
        """
        places = self.columns * self.rows
        is_full = min(self.columns, self.rows) >= 2 and places <= MOST_PLACES**2
        is_full = is_full and all(len(table) == places for table in self._tables)
        pairs = (self.x, self.y, *self.trail)
        numbers = [each for row in (*pairs, *self._tables) for each in row]
        is_finite = all(type(each) is float and math.isfinite(each) for each in numbers)
        is_right = all(len(pair) == 2 for pair in pairs)
        if not (
            is_full and is_finite and is_right and self.x[0] < self.x[1] and self.y[0] < self.y[1]
        ):
            raise ValueError("numbers")

    @property
    def function(self) -> Function:
        """The function as a formula may call it, with its TensorFlow source."""
        names = "values", "by_x", "by_y", "by_both"
        tables = [line for row in zip(names, self._tables, strict=True) for line in _row(*row)]
        source = "\n".join([
            f"# known at {self.columns} by {self.rows} places; of degree 3 in x and in y between them",
            *tables,
            *_cell("x", self.x, self.columns, "ux", "i", "t", "dx"),
            *_cell("y", self.y, self.rows, "uy", "j", "s", "dy"),
            "y_sum = tf.zeros_like(t * s)",
            "for a in (0, 1):",
            "    for b in (0, 1):",
            f"        at = (j + b) * {self.columns} + i + a",
            "        c, e = (t if a else 1 - t), (s if b else 1 - s)",
            "        p, q = c**2 * (3 - 2 * c), e**2 * (3 - 2 * e)",
            "        g, h = (2 * a - 1) * c**2 * (c - 1), (2 * b - 1) * e**2 * (e - 1)",
            "        y_sum += tf.gather(values, at) * p * q + tf.gather(by_x, at) * dx * g * q",
            "        y_sum += tf.gather(by_y, at) * dy * p * h + tf.gather(by_both, at) * dx * dy * g * h",
            f"inside = (ux >= 0) & (ux <= {self.columns - 1}) & (uy >= 0) & (uy <= {self.rows - 1})",
            "return tf.cast(tf.where(inside, y_sum, tf.constant(float('nan'), tf.float64)), x.dtype)",
        ])  # fmt: skip
        return Function(self.name, source, symbol=_symbol(self.name), least=2, most=2)


Known = Measured | MeasuredPlane
_known: dict[str, Known] = {}
finders: list[Callable[[str], Known | None]] = []  # where numbers are looked for by name


def learn(measured: Known) -> str:
    """Let formulas call a function from now on; return its name."""
    name = measured.name
    _known[name] = measured
    return name


def named(name: str) -> Function | None:
    """Return a function by its name: of the table, or one that is known by numbers, wherever these are."""
    if name in FUNCTIONS or not _NAME.fullmatch(name):
        return FUNCTIONS.get(name)
    arguments = 2 if name.startswith("plane") else 1
    return Function(name, "\n", symbol=_symbol(name), least=arguments, most=arguments)


def spelt(name: str) -> Function:
    """Return how a function that a tree calls is typed and typeset; its source may be missing."""
    function = named(name)
    if function is None:
        raise KeyError(name)
    return function


def measured(name: str) -> Known:
    """Return what is known of a function by its name.

    Raises:
        ExplorerError: If its numbers are not here.
    """
    if name not in _known:
        found = next((each for find in finders if (each := find(name)) is not None), None)
        if found is None or found.name != name:
            raise ExplorerError(
                said(
                    "Errors",
                    "The numbers of {name} are not on this computer. Open the slice again on the page "
                    "MNIST, view Landscape.",
                    name=name,
                )
            )
        learn(found)
    return _known[name]


def defined(name: str) -> Function:
    """Return a function with its source, by its name.

    Raises:
        ExplorerError: If it is known by numbers that are not here.
    """
    return FUNCTIONS[name] if name in FUNCTIONS else _function(name)


@lru_cache(maxsize=64)
def _function(name: str) -> Function:
    return measured(name).function


def measured_in(formula: Formula) -> Iterator[Known]:
    """Yield the functions of a formula that are known by numbers.

    Raises:
        ExplorerError: If such numbers are not here.
    """
    for node, _ in with_depths(formula.tree):
        if isinstance(node, Call) and node.name not in FUNCTIONS:
            yield measured(node.name)


def sharpness_of(formula: Formula) -> float | None:
    """Return λ₁ of the network whose slice a formula is; None for all that is no slice along its eigenvector.

    Raises:
        ExplorerError: If the numbers of a slice are not here.
    """
    tree = formula.tree
    if not isinstance(tree, Call) or tree.name in FUNCTIONS or tree.arguments != (Variable("x"),):
        return None
    known = measured(tree.name)
    return known.sharpness if isinstance(known, Measured) else None


def called_in(code: str) -> list[str]:
    """Return the names of functions known by numbers that a program calls."""
    return list(dict.fromkeys(_NAME.findall(code)))


def _row(name: str, numbers: tuple[float, ...]) -> list[str]:
    lines = wrap(", ".join(map(repr, numbers)), 88)
    return [f"{name} = tf.constant([", *(f"    {line}" for line in lines), "], tf.float64)"]


def _cell(axis: str, span: tuple[float, float], count: int, *names: str) -> list[str]:
    """Return lines that find the cell of a place on an axis, and the place within it."""
    place, cell, within, step = names
    return [
        f"{step} = ({span[1]!r} - {_bracketed(span[0])}) / {count - 1}",
        f"{place} = (tf.cast({axis}, tf.float64) - {_bracketed(span[0])}) / {step}",
        f"{cell} = tf.cast(tf.clip_by_value(tf.floor({place}), 0, {count - 2}), tf.int32)",
        f"{within} = {place} - tf.cast({cell}, tf.float64)",
    ]


def _bracketed(number: float) -> str:
    return f"({number!r})" if number < 0 else repr(number)


def _symbol(name: str) -> str:
    kind, digest = name.split("_")
    return rf"\operatorname{{{kind}}}_{{\text{{{digest}}}}}"
