"""Typed text to lexemes: words told apart, bars that open from bars that close."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from unicodedata import numeric

from explorer.core.functions.measured import named
from explorer.core.functions.reading import faults
from explorer.core.functions.reading.applications import Applications, Lexeme
from explorer.core.functions.table import ALIASES, CONSTANTS, KNOWN, SPECIAL

_SAME = {
    **dict.fromkeys("−–", "-"),
    **dict.fromkeys("×·⋅∗\N{BULLET OPERATOR}\N{BULLET}", "*"),
    **dict.fromkeys("÷∕\N{FRACTION SLASH}", "/"),
    "∣": "|",
}
# The full-width forms of ASCII, as Chinese input methods type ＋, （ and ０.
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME_SIGNS = str.maketrans(_SAME | _FULL_WIDTH)  # one sign for one, so that columns stay

# [0-9] and not \d, which takes the digits of other scripts, too. A name holds no superscript,
# though \w takes some, and no π: sin² x and πx are two signs each. ** stands before *.
_TOKEN = re.compile(
    r"""
    (?P<SPACE>[\s\u200b\u2060-\u2063\ufeff]+)
  | (?P<FRACTION>[0-9]*[¼-¾⅐-⅞])
  | (?P<NUMBER>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<NAME>[π√∛]|[^\W\dπ⁰¹²³⁴-⁹¼-¾⅐-⅞][^\Wπ⁰¹²³⁴-⁹¼-¾⅐-⅞]*)
  | (?P<SUPERSCRIPT>⁻?[⁰¹²³⁴-⁹]+)
  | (?P<POWER>\*\*|\^)
  | (?P<FACTOR>[*/])
  | (?P<SUM>[+-])
  | (?P<COMPARATOR><=|>=|==|!=|[<>≤≥≠])
  | (?P<ASSIGNMENT>=)
  | (?P<AND>&&?)
  | (?P<LEFT>[(\[{])
  | (?P<RIGHT>[)\]}])
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
_HEAD = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*(?:\((?P<of>[^()]*)\)\s*)?=(?!=)")
_ENDS_AN_OPERAND = {"NUMBER", "VARIABLE", "CONSTANT", "RIGHT", "RIGHT_BAR", "SUPERSCRIPT"}


def lexemes(text: str, variables: tuple[str, ...], deepest: int) -> Iterator[Lexeme]:
    """Yield the signs of a text as the grammar knows them; none may nest deeper than `deepest`.

    Raises:
        FormulaError: At the first character or name that means nothing.
    """
    spelt = text.translate(_SAME_SIGNS)
    named = [_named(sign, variables) for sign in _raw(spelt, _head(spelt, variables))]
    return Applications(list(_bars(named)), deepest).bracketed()


def _head(text: str, variables: tuple[str, ...]) -> int:
    """Return the length of "y =" or "f(x) =", which names a function and adds nothing to it."""
    found = _HEAD.match(text)
    if found is None:
        return 0
    of = found["of"]
    # x = 1 and sin(x) = 1 name no new function; their = is refused like any other.
    if found["name"] in variables or found["name"].lower() in KNOWN:
        return 0
    if of is not None and tuple(each.strip().lower() for each in of.split(",")) != variables:
        raise faults.FormulaError(faults.ASSIGNMENT, found.end() - 1)
    return found.end()


def _raw(text: str, start: int) -> Iterator[Lexeme]:
    for found in _TOKEN.finditer(text, start):
        kind, spelling = found.lastgroup or "UNKNOWN", found.group()
        if kind == "UNKNOWN":
            raise faults.unreadable(spelling, found.start())
        if kind == "ASSIGNMENT":
            raise faults.FormulaError(faults.ASSIGNMENT, found.start())
        if kind == "FRACTION":
            whole = float(spelling[:-1] or 0)  # 1½ is 1.5, as on paper, and no product
            kind, spelling = "NUMBER", repr(whole + numeric(spelling[-1]))
        if kind == "NUMBER" and float(spelling) == float("inf"):
            raise faults.FormulaError(faults.OUT_OF_RANGE, found.start())
        if kind != "SPACE":
            yield Lexeme(kind, _SPELLINGS.get(spelling, spelling), *found.span())


def _named(sign: Lexeme, variables: tuple[str, ...]) -> Lexeme:
    """Tell variables, constants, functions and words of logic apart."""
    if sign.kind != "NAME":
        return sign
    # Another case is taken only where the name itself means nothing: X is x, unless X is known.
    for name in (sign.text, sign.text.lower()):
        if name in variables:
            return replace(sign, kind="VARIABLE", text=name)
        if name in _WORDS:
            return replace(sign, kind=_WORDS[name])
        if name in CONSTANTS:
            return replace(sign, kind="CONSTANT", text=CONSTANTS[name])
        if name in SPECIAL:
            return replace(sign, kind="FUNCTION", text=name)
        if named(ALIASES.get(name, name)) is not None:
            return replace(sign, kind="FUNCTION", text=ALIASES.get(name, name))
    raise faults.misspelt(sign.text, sign.start, variables)


def _bars(found: Iterable[Lexeme]) -> Iterator[Lexeme]:
    """Tell bars apart: one closes when one is open since the last bracket and an operand ends."""
    opened: list[Lexeme] = []
    before = ""
    for each in found:
        sign = each
        if each.kind == "BAR":
            closes = bool(opened) and opened[-1].kind == "LEFT_BAR" and before in _ENDS_AN_OPERAND
            sign = replace(each, kind="RIGHT_BAR" if closes else "LEFT_BAR")
        if sign.kind in {"LEFT", "LEFT_BAR"}:
            opened.append(sign)
        elif sign.kind in {"RIGHT", "RIGHT_BAR"} and opened:
            opening = opened.pop()
            if faults.CLOSING[opening.text] != sign.text:
                raise faults.unclosed(opening.text, opening.start)
        before = sign.kind
        yield sign
