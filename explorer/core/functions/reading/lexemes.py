"""Typed text to lexemes: words told apart, bars that open from bars that close."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from explorer.core.functions.reading import faults
from explorer.core.functions.table import ALIASES, CONSTANTS, FUNCTIONS

_SAME = {"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "∕": "/", "∣": "|"}
# The full-width forms of ASCII, as Chinese input methods type ＋, （ and ０.
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME_SIGNS = str.maketrans(_SAME | _FULL_WIDTH)  # one sign for one, so that columns stay

_TOKEN = re.compile(
    r"""
    (?P<SPACE>\s+)
  | (?P<NUMBER>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<NAME>[π√∛]|[^\W\dπ⁰¹²³⁴-⁹][^\Wπ⁰¹²³⁴-⁹]*)
  | (?P<SUPERSCRIPT>⁻?[⁰¹²³⁴-⁹]+)
  | (?P<POWER>\*\*|\^)
  | (?P<FACTOR>[*/])
  | (?P<SUM>[+-])
  | (?P<COMPARATOR><=|>=|==|!=|[<>≤≥≠])
  | (?P<ASSIGNMENT>=)
  | (?P<AND>&&?)
  | (?P<LEFT>\()
  | (?P<RIGHT>\))
  | (?P<BAR>\|)
  | (?P<COMMA>,)
  | (?P<QUESTION>\?)
  | (?P<COLON>:)
  | (?P<UNKNOWN>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SPELLINGS = {"≤": "<=", "≥": ">=", "≠": "!=", "**": "^", "&": "and", "&&": "and"}
_WORDS = {"and": "AND", "or": "OR", "not": "NOT"}
_ENDS_AN_OPERAND = {"NUMBER", "VARIABLE", "CONSTANT", "RIGHT", "RIGHT_BAR", "SUPERSCRIPT"}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, number or sign of a formula.

    Attributes:
        kind: Terminal of the grammar.
        text: Its one spelling in the tree, whatever was typed.
        start: First column.
        end: One past the last column.
    """

    kind: str
    text: str
    start: int
    end: int


def lexemes(text: str, variables: tuple[str, ...]) -> Iterator[Lexeme]:
    """Yield the signs of a text as the grammar knows them.

    Raises:
        FormulaError: At the first character or name that means nothing.
    """
    return _bars(_named(list(_raw(text.translate(_SAME_SIGNS))), variables))


def _raw(text: str) -> Iterator[Lexeme]:
    for found in _TOKEN.finditer(text):
        kind, spelling = found.lastgroup or "UNKNOWN", found.group()
        if kind == "UNKNOWN":
            raise faults.unreadable(spelling, found.start())
        if kind == "ASSIGNMENT":
            raise faults.FormulaError(faults.ASSIGNMENT, found.start())
        if kind == "NUMBER" and float(spelling) == float("inf"):
            raise faults.FormulaError(faults.OUT_OF_RANGE, found.start())
        if kind != "SPACE":
            yield Lexeme(kind, _SPELLINGS.get(spelling, spelling), *found.span())


def _named(found: Iterable[Lexeme], variables: tuple[str, ...]) -> Iterator[Lexeme]:
    """Tell variables, constants, functions and words of logic apart."""
    function: Lexeme | None = None
    for sign in found:
        if function is not None and sign.kind != "LEFT":
            raise faults.bare_function(function.text, function.start)
        named = _word(sign, variables) if sign.kind == "NAME" else sign
        function = named if named.kind == "FUNCTION" else None
        yield named
    if function is not None:
        raise faults.bare_function(function.text, function.start)


def _word(sign: Lexeme, variables: tuple[str, ...]) -> Lexeme:
    name = sign.text
    if name in variables:
        return replace(sign, kind="VARIABLE")
    if name in _WORDS:
        return replace(sign, kind=_WORDS[name])
    if name in CONSTANTS:
        return replace(sign, kind="CONSTANT", text=CONSTANTS[name])
    if ALIASES.get(name, name) in FUNCTIONS or name == "where":
        return replace(sign, kind="FUNCTION", text=ALIASES.get(name, name))
    raise faults.misspelt(name, sign.start, variables)


def _bars(found: Iterable[Lexeme]) -> Iterator[Lexeme]:
    """Tell bars apart: one closes when one is open since the last bracket and an operand ends."""
    opened: list[str] = []
    before = ""
    for each in found:
        sign = each
        if each.kind == "BAR":
            closes = opened[-1:] == ["LEFT_BAR"] and before in _ENDS_AN_OPERAND
            sign = replace(each, kind="RIGHT_BAR" if closes else "LEFT_BAR")
        if sign.kind in {"LEFT", "LEFT_BAR"}:
            opened.append(sign.kind)
        elif sign.kind in {"RIGHT", "RIGHT_BAR"} and opened:
            opened.pop()
        before = sign.kind
        yield sign
