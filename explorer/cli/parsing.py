"""Arguments that several commands share: finite numbers, counts, and their sentences."""

import argparse
import math
from typing import TypeAlias

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


def finite(text: str) -> float:
    """Return a finite number; anything else is bad usage with a remedy."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"{text!r} is not a finite number; type for example 0.01")
    return number


def count(text: str) -> int:
    """Return a whole number above 0; anything else is bad usage with a remedy."""
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a count; type a whole number above 0")
    return int(text)


def caret_under(text: str, column: int) -> str:
    """Return the text and, in a line below it, a caret at a column counted from 0.

    Of a long text only the surroundings of the column are shown, on one line in any case.
    """
    start = max(0, column - 60)
    line = "".join(sign if sign.isprintable() else " " for sign in text[start : start + 80])
    return f"{line}\n{' ' * (column - start)}^"
