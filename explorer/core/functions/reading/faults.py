"""What can be wrong with a typed formula: one sentence each, with its remedy and its column."""

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import product

from explorer.core.functions.table import CONSTANTS, FUNCTIONS, KNOWN
from explorer.core.sentences import ExplorerError, Sentence, said

EMPTY = said("Errors", "The formula is empty. Type for example 2*x**2.")
ASSIGNMENT = said(
    "Errors", "“=” has no place here. Type only what stands to its right, or compare with “==”."
)
OUT_OF_RANGE = said(
    "Errors", "This number is beyond the largest there is, about 1.8e308. Type a smaller one."
)
NOT_A_NUMBER = said(
    "Errors", "A comparison is no number. Choose between two by x < 0 ? 1 : 2, for example."
)
NOT_A_CONDITION = said("Errors", "A comparison is needed here. Type for example x < 0.")
REMAINDER = said("Errors", "A remainder is written with floor. For x mod 2 type x - 2*floor(x/2).")
FACTORIAL = said("Errors", "A factorial is written with gamma. For x! type gamma(x + 1).")
UNFINISHED = said("Errors", "Something is missing at the end. Type a number or a variable there.")

_INVERSE = {"ln": "exp", "exp": "ln"}  # where it is not called a… as asin is
_NEAR = 0.7  # likeness from which a known name may have been meant: rect is no arctg

CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|"}


class FormulaError(ExplorerError):
    """A text that is no formula.

    Attributes:
        column: Where the fault is, counted from 0.
    """

    def __init__(self, sentence: Sentence, column: int) -> None:
        super().__init__(sentence)
        self.column = column


def too_long(length: int, most: int) -> FormulaError:
    """The text is longer than what is read."""
    sentence = said(
        "Errors",
        "The formula has {length} characters, and {most} are the limit. Shorten it.",
        length=length,
        most=most,
    )
    return FormulaError(sentence, most)


def too_large(count: int, most: int) -> FormulaError:
    """The tree has too many nodes."""
    sentence = said(
        "Errors",
        "The formula has {count} parts, and {most} are the limit. Shorten it.",
        count=count,
        most=most,
    )
    return FormulaError(sentence, 0)


def too_deep(most: int, column: int) -> FormulaError:
    """The tree is nested too deeply."""
    sentence = said(
        "Errors", "The formula nests deeper than {most} levels here. Shorten it.", most=most
    )
    return FormulaError(sentence, column)


def unreadable(character: str, column: int) -> FormulaError:
    """A character has no meaning in a formula."""
    if character == "!":
        return FormulaError(FACTORIAL, column)
    if character == "%":
        return FormulaError(REMAINDER, column)
    # What cannot be seen is named by its number.
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    sentence = said(
        "Errors", "“{character}” has no meaning in a formula. Remove it.", character=shown
    )
    return FormulaError(sentence, column)


def bare_function(name: str, column: int) -> FormulaError:
    """A function stands without its argument."""
    sentence = said(
        "Errors",
        "{name} needs its argument in brackets right behind it. Type for example {name}(x).",
        name=name,
    )
    return FormulaError(sentence, column)


def open_end(name: str, column: int) -> FormulaError:
    """It cannot be told where the argument of a function ends."""
    sentence = said(
        "Errors",
        "Where the argument of {name} ends is not clear. Put it in brackets: {name}(…).",
        name=name,
    )
    return FormulaError(sentence, column)


def inverse(name: str, column: int) -> FormulaError:
    """A function is raised to a negative power, as inverse functions are often written."""
    own_name = _INVERSE.get(name, f"a{name}")
    if own_name in FUNCTIONS:
        sentence = said(
            "Errors",
            "{name}⁻¹ can mean {inverse} or 1/{name}. Type {inverse}(x) or 1/{name}(x).",
            name=name,
            inverse=own_name,
        )
    else:
        sentence = said(
            "Errors",
            "{name}⁻¹ can mean the inverse function or 1/{name}. For the latter type 1/{name}(x).",
            name=name,
        )
    return FormulaError(sentence, column)


def misspelt(name: str, column: int, variables: Sequence[str]) -> FormulaError:
    """A name is none that is known."""
    guess = _guess(name, variables)
    if name.lower() in {"mod", "fmod"}:
        return FormulaError(REMAINDER, column)
    letter, digits = name.rstrip("0123456789"), name.lstrip("".join(variables))
    if letter in variables and digits.isdigit():
        sentence = said(
            "Errors",
            "{name} can be read as {letter}^{digits} or {letter}*{digits}. Type the one you mean.",
            name=name,
            letter=letter,
            digits=digits,
        )
    elif guess:
        sentence = said(
            "Errors", "Unknown name “{name}”; did you mean “{guess}”?", name=name, guess=guess
        )
    else:
        sentence = said(
            "Errors",
            "Unknown name “{name}”. Use {variables} and functions such as sin.",
            name=name,
            variables=", ".join(variables),
        )
    return FormulaError(sentence, column)


def _guess(name: str, variables: Sequence[str]) -> str:
    """Return what may have been meant: a product of letters, a call, a near spelling."""
    # A set has another order at each start, and the guess is to be the same one.
    known = sorted({*variables, *KNOWN})
    letters = [*variables, *(each for each in CONSTANTS if each.isascii())]
    # Before near spellings: that of xx would be x.
    for left, right in product(letters, [*letters, *FUNCTIONS]):
        if name == left + right:
            return f"{left}*{right}"
    for function, letter in product(FUNCTIONS, variables):
        if name.lower() == function + letter:
            return f"{function}({letter})"
    return next(iter(get_close_matches(name.lower(), known, n=1, cutoff=_NEAR)), "")


def wrong_count(name: str, least: int, most: int, column: int) -> FormulaError:
    """A function has too few or too many arguments."""
    example = f"{name}({', '.join(['x', '1', '2'][:least])})"
    if least == most == 1:
        sentence = said(
            "Errors",
            "{name} takes one argument. Type for example {example}.",
            name=name,
            example=example,
        )
    elif least == most:
        sentence = said(
            "Errors",
            "{name} takes {count} arguments. Type for example {example}.",
            name=name,
            count=least,
            example=example,
        )
    else:
        sentence = said(
            "Errors",
            "{name} takes {least} to {most} arguments. Type for example {example}.",
            name=name,
            least=least,
            most=most,
            example=example,
        )
    return FormulaError(sentence, column)


def unclosed(sign: str, column: int) -> FormulaError:
    """A bracket or bar is never closed."""
    sentence = said(
        "Errors", "“{sign}” is not closed. Type “{closing}”.", sign=sign, closing=CLOSING[sign]
    )
    return FormulaError(sentence, column)


def misplaced(kind: str, sign: str, column: int) -> FormulaError:
    """A sign cannot stand where it stands."""
    if kind == "NUMBER":
        sentence = said(
            "Errors", "An operator is missing before “{sign}”. Type for example *.", sign=sign
        )
    elif kind == "COMMA":
        sentence = said(
            "Errors",
            "A comma stands between arguments only. Write decimals with a point: 0.5.",
        )
    elif kind == "RIGHT":
        sentence = said(
            "Errors",
            "“{sign}” has nothing to close or comes too early. "
            "Remove it or complete what precedes it.",
            sign=sign,
        )
    else:
        sentence = said(
            "Errors", "“{sign}” cannot stand here. Remove it or type a number before it.", sign=sign
        )
    return FormulaError(sentence, column)
