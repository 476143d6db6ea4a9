"""Typed numbers read, or refused with a sentence that says what to type instead."""

import math

from explorer.core.sentences import ExplorerError, said

# A true minus, and what an input method for Chinese types.
_AS_PYTHON = str.maketrans({"−": "-", "－": "-", ",": ".", "，": ".", "．": ".", "。": "."})


def read_number(text: str) -> float:
    """Return the number that a text means; a comma may stand for the point.

    Raises:
        ExplorerError: If it is none, or not finite.
    """
    try:
        number = float(text.strip().translate(_AS_PYTHON))
    except ValueError:
        sentence = said("Errors", "This is not a number. Type for example 0.01.")
        raise ExplorerError(sentence) from None
    if not math.isfinite(number):
        raise ExplorerError(said("Errors", "The number must be finite. Type for example 0.01."))
    return number


def read_count(text: str) -> int:
    """Return the whole number that a text means; commas may group its thousands.

    Raises:
        ExplorerError: If it is none.
    """
    number = read_number(text.replace(",", "").replace("，", ""))
    if number != int(number):
        raise ExplorerError(said("Errors", "This must be a whole number. Type for example 100."))
    return int(number)
