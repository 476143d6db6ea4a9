"""Arguments that several commands share: finite numbers, counts, and their sentences."""

import argparse
import math
import os
import re
import sys
from typing import TypeAlias

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


_MOST_FIGURES = 4_000  # beyond 4,300 int() itself refuses, in Python's words
_LONG = re.compile(r"\S{200,}")  # no path that a person typed
_CONTROLS = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}"
)
_MOST_SIGNS = 800  # of a sentence


def finite(text: str) -> float:
    """Return a finite number.

    Raises:
        argparse.ArgumentTypeError: For any other text, with a remedy.
    """
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"{text!r} is not a finite number; type for example 0.01")
    return number


def count(text: str) -> int:
    """Return a whole number above 0.

    Raises:
        argparse.ArgumentTypeError: For any other text, with a remedy.
    """
    number = whole(text)
    if not number:
        raise argparse.ArgumentTypeError(f"{text!r} is not a count; type a whole number above 0")
    return number


def seed(text: str) -> int:
    """Return a whole number from 0 up.

    Raises:
        argparse.ArgumentTypeError: For any other text, with a remedy.
    """
    number = whole(text)
    if number is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a seed; type a whole number from 0 up")
    return number


def whole(text: str) -> int | None:
    """Return a whole number from 0 up, None for any other text; Python refuses 4,300 figures."""
    # isdecimal and not isdigit, which also says yes to ², of which int() makes nothing.
    return int(text) if text.isdecimal() and len(text) <= _MOST_FIGURES else None


def caret_under(text: str, column: int) -> str:
    """Return the text and, in a line below it, a caret at a column counted from 0.

    Of a long text only the surroundings of the column are shown, on one line in any case.
    """
    start = max(0, column - 60)
    # A tab or a line feed would carry the caret off its column.
    line = "".join(sign if sign.isprintable() else " " for sign in text[start : start + 80])
    return f"{line}\n{' ' * (column - start)}^"


def shortened(text: str) -> str:
    """Return a sentence in which no argument stands whole that nobody would read."""
    text = _LONG.sub(lambda found: f"{found[0][:60]}…{found[0][-20:]}", text)
    return text if len(text) <= _MOST_SIGNS else f"{text[:400]}…{text[-200:]}"


def harmless(text: str) -> str:
    """Return a text without what commands a terminal: a name from elsewhere may hold it."""
    return text.translate(_CONTROLS).encode(errors="replace").decode()


def tell(text: str) -> None:
    """Print on standard error; one that takes nothing is no reason to end."""
    try:
        print(harmless(text), file=sys.stderr, flush=True)
    except OSError:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - it stays until the end
