"""A formula and its tree: frozen nodes, told apart into numbers and conditions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Columns = tuple[int, int]

Operator = Literal["+", "-", "*", "/", "^"]
Comparator = Literal["<", "<=", ">", ">=", "==", "!="]
NOWHERE: Columns = (0, 0)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a formula.

    Attributes:
        span: Columns of the typed text from which it was read, first and one past the last;
            does not count when nodes are compared.
    """

    span: Columns = field(default=NOWHERE, compare=False, kw_only=True)

    @property
    def children(self) -> tuple["Node", ...]:
        """The parts it is made of, in the order in which they are written."""
        names: tuple[str, ...] = self.__match_args__  # of its fields, but for the span
        parts = (getattr(self, name) for name in names)
        rows = (each if isinstance(each, tuple) else (each,) for each in parts)
        return tuple(each for row in rows for each in row if isinstance(each, Node))


@dataclass(frozen=True, slots=True)
class Condition(Node):
    """A part that is true or false."""


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A written number; finite and not negative."""

    value: float


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """π or e."""

    name: Literal["pi", "e"]


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """What the function is a function of."""

    name: str


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """−operand."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Two numbers joined by a sign of arithmetic."""

    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of the table and its arguments; `name` is its name there."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Where(Node):
    """One number where a condition holds, another one elsewhere."""

    condition: Condition
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Compare(Condition):
    """Two numbers compared."""

    operator: Comparator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic(Condition):
    """Two conditions of which both or at least one must hold."""

    operator: Literal["and", "or"]
    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """A condition that must not hold."""

    operand: Condition


@dataclass(frozen=True, slots=True)
class Formula:
    """A function that was typed.

    Attributes:
        text: What was typed.
        tree: What it means.
        variables: What it is a function of, in the order of its arguments.
    """

    text: str
    tree: Node
    variables: tuple[str, ...]


def with_depths(tree: Node) -> Iterator[tuple[Node, int]]:
    """Yield every node of a tree with its depth, from 1 at the root; recursion is not needed."""
    # The limits are checked by this: before that, a derivative of 20,000 characters may nest deeper
    # than Python's 1,000 calls.
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in node.children)
