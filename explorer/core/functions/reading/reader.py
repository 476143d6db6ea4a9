"""Typed text to a tree, within limits that keep every later step quick."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lark import Lark, Token
from lark.exceptions import UnexpectedToken

from explorer.core.functions.nodes import Condition, Node, with_depths
from explorer.core.functions.reading import faults
from explorer.core.functions.reading.applications import Lexeme
from explorer.core.functions.reading.grammar import GRAMMAR, Builder
from explorer.core.functions.reading.lexemes import lexemes


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a formula may be.

    Attributes:
        characters: Length of the text.
        nodes: Nodes of its tree.
        depth: Nodes from the root to the farthest leaf.
    """

    characters: int = 500
    nodes: int = 200
    depth: int = 50


TYPED = Limits()
DERIVED = Limits(characters=20_000, nodes=4_000, depth=100)  # what sympy may make of it


@lru_cache(maxsize=1)
def _parser() -> Lark:
    # The lexer named here never runs: `lexemes` hands the terminals over, for it takes the
    # variables to tell names apart, and what stood before to tell bars apart.
    return Lark(GRAMMAR, parser="lalr", lexer="basic", transformer=Builder())


def read(text: str, variables: tuple[str, ...], limits: Limits = TYPED) -> Node:
    """Return the tree of a text.

    Raises:
        FormulaError: If it is no formula, or a larger one than the limits allow.
    """
    if len(text) > limits.characters:
        raise faults.too_long(len(text), limits.characters)
    found = list(lexemes(text, variables, limits.depth))
    if not found:
        raise faults.FormulaError(faults.EMPTY, 0)
    tree = _tree(found, text)
    _check(tree, limits)
    # A comparison is read as a whole before it is refused: its sentence says what to do with it.
    if isinstance(tree, Condition):
        raise faults.FormulaError(faults.NOT_A_NUMBER, 0)
    return tree


def _tree(found: Sequence[Lexeme], text: str) -> Node:
    parsing = _parser().parse_interactive()
    last = found[0]
    try:
        for last in found:
            parsing.feed_token(Token(last.kind, last.text, start_pos=last.start, end_pos=last.end))
        tree: Node = parsing.feed_eof()  # type: ignore[no-untyped-call]
    except UnexpectedToken as fault:
        if fault.token.type != "$END":
            typed = text[last.start : last.end] or last.text
            raise faults.misplaced(last.kind, typed, last.start) from None
        raise _cut_short(found) from None
    return tree


def _cut_short(found: Sequence[Lexeme]) -> faults.FormulaError:
    """Return what is missing: the end of an operation, or of a bracket."""
    opened: list[Lexeme] = []
    for sign in found:
        if sign.kind in {"LEFT", "LEFT_BAR"}:
            opened.append(sign)
        elif sign.kind in {"RIGHT", "RIGHT_BAR"}:
            opened.pop()
    return (
        faults.unclosed(opened[-1].text, opened[-1].start)
        if opened
        else faults.FormulaError(faults.UNFINISHED, found[-1].end)
    )


def _check(tree: Node, limits: Limits) -> None:
    count = 0
    for node, depth in with_depths(tree):
        count += 1
        if depth > limits.depth:
            raise faults.too_deep(limits.depth, node.span[0])
    if count > limits.nodes:
        raise faults.too_large(count, limits.nodes)
