"""A formula as typed, with its tree."""

from dataclasses import dataclass

from explorer.core.functions.faults import FormulaError
from explorer.core.functions.nodes import Node
from explorer.core.functions.reading import read
from explorer.core.functions.source import python_source
from explorer.core.functions.typesetting import latex, plain

__all__ = ["Formula", "FormulaError", "latex", "parse", "plain", "python_source"]


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


def parse(text: str, variables: tuple[str, ...] = ("x",)) -> Formula:
    """Return the formula that a text stands for; nothing in the text is ever run.

    Args:
        text: At most 500 characters, 200 nodes and 50 levels.
        variables: Names that may stand for numbers.

    Raises:
        FormulaError: If it is no formula; its `column` says where.
    """
    return Formula(text, read(text, variables), variables)
