"""A formula as the TensorFlow source text that a learner would write."""

import re

from explorer.core.functions.constants import constant_value, is_short_arithmetic, needs_dtype
from explorer.core.functions.levels import Level, Piece
from explorer.core.functions.measured import called_in, defined, spelt
from explorer.core.functions.nodes import (
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    Logic,
    Negate,
    Node,
    Not,
    Number,
    Variable,
    Where,
    with_depths,
)
from explorer.core.functions.table import FUNCTIONS


def python_source(formula: Formula) -> str:
    """Return a Python expression in `tf` and the variables, without an import of its own.

    Args:
        formula: What is written.

    Returns:
        For example "2 * x**2". Run with tensors, and with its `definitions` above it, it gives
        the bits of `tensor_function`; a formula without a variable is spread over the first
        variable's shape.
    """
    first = formula.variables[0]
    piece = _Writer(first).piece(formula.tree)
    if any(isinstance(node, Variable) for node, _ in with_depths(formula.tree)):
        return piece.text
    return f"{piece.within(Level.PRODUCT)} * tf.ones_like({first})"


def definitions(code: str) -> str:
    """Return the definitions of functions that a code calls and TensorFlow does not have.

    They stand between its imports and the rest, with blank lines around them; "" for none.
    """
    # Not behind a dot: tf.math.digamma( does not call the digamma defined here.
    called = [
        each.definition
        for each in (*FUNCTIONS.values(), *map(defined, called_in(code)))
        if not each.can_be_written_out("") and re.search(rf"(?<![\w.]){each.name}\(", code)
    ]
    return "".join(f"\n\n{each}\n" for each in called) + "\n" * bool(called)


class _Writer:
    """Writes parts of one formula.

    Args:
        first: Name of the variable whose dtype numbers take.
    """

    def __init__(self, first: str) -> None:
        self._first = first

    def piece(self, node: Node) -> Piece:  # noqa: PLR0911 - one return for each kind of node
        """Return a part as Python."""
        value = constant_value(node)
        # As its value: Python would reckon 9**999 in whole numbers, too large for any tensor.
        if value is not None and not is_short_arithmetic(node):
            return _number(value)
        match node:
            case Number(value=written):
                return _number(written)
            case Constant():
                # By its digits, as the text imports no math.
                return _number(value or 0.0)
            case Variable(name=name):
                return Piece(name, Level.ATOM)
            case Negate(operand=operand):
                return Piece("-" + self.piece(operand).within(Level.SIGN), Level.SIGN)
            case Binary():
                return self._binary(node)
            case Call():
                return self._call(node)
            case Where(condition=condition, then=then, otherwise=otherwise):
                written_condition = self.piece(condition).text
                choices = ", ".join(self._arguments((then, otherwise)))
                return Piece(f"tf.where({written_condition}, {choices})", Level.ATOM)
        return self._condition(node)

    def _binary(self, node: Binary) -> Piece:
        if node.operator == "^":
            return self._power(node)
        level = Level.SUM if node.operator in "+-" else Level.PRODUCT
        left = self.piece(node.left).within(level)
        # In brackets where it is a sum itself: a + (b + c) rounds otherwise than a + b + c.
        right = self.piece(node.right).within(Level(level + 1))
        return Piece(f"{left} {node.operator} {right}", level)

    def _power(self, node: Binary) -> Piece:
        if node.left == Constant("e") and constant_value(node.right) is None:
            return Piece(f"tf.exp({self.piece(node.right).text})", Level.ATOM)
        base, exponent = self.piece(node.left), self.piece(node.right)
        # A sign binds tighter only behind **: x**-2, but (-x)**2.
        return Piece(f"{base.within(Level.ATOM)}**{exponent.within(Level.SIGN)}", Level.POWER)

    def _call(self, node: Call) -> Piece:
        """Return a call: written out as TensorFlow, or of a function that must be defined first."""
        function, dtype = spelt(node.name), f"{self._first}.dtype"
        whole, *others = self._arguments(node.arguments)
        if not function.can_be_written_out(whole):
            return Piece(f"{node.name}({', '.join([whole, *others])})", Level.ATOM)
        for other in others or [""]:
            whole = function.written_out((whole, other), dtype)
        return Piece(whole, function.level)

    def _arguments(self, nodes: tuple[Node, ...]) -> list[str]:
        """Return arguments; a number needs its dtype as long as no tensor stands before it."""
        texts = [self.piece(node).text for node in nodes]
        return [
            f"tf.constant({text}, {self._first}.dtype)" if needed else text
            for text, needed in zip(texts, needs_dtype(nodes), strict=True)
        ]

    def _condition(self, node: Node) -> Piece:
        match node:
            case Compare(operator=operator, left=left, right=right):
                texts = (self.piece(each).within(Level.SUM) for each in (left, right))
                # Looser than it was read: in Python & and | bind tighter than a comparison.
                return Piece(f" {operator} ".join(texts), Level.OR)
            case Logic(operator=operator, left=left, right=right):
                sign = "&" if operator == "and" else "|"
                texts = (self.piece(each).within(Level.ATOM) for each in (left, right))
                return Piece(f" {sign} ".join(texts), Level.OR)
            case Not(operand=operand):
                return Piece(f"tf.logical_not({self.piece(operand).text})", Level.ATOM)
        raise TypeError(node)


def _number(value: float) -> Piece:
    if value != value or abs(value) == float("inf"):  # noqa: PLR0124 - NaN alone differs from itself
        return Piece(f'float("{value}")', Level.ATOM)
    text = str(int(value)) if value == int(value) and abs(value) < 1e16 else repr(value)
    return Piece(text, Level.SIGN if value < 0 else Level.ATOM)
