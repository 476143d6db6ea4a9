"""Numbers as a reader sees them and types them: a true minus, exact or with fixed decimals."""

import math

import numpy as np
from numpy.typing import DTypeLike

from explorer.core.sentences import ExplorerError, said

MINUS = "−"


def exact(value: float, dtype: DTypeLike = np.float64) -> str:
    """Return the shortest text that reads back to the same bits in `dtype`.

    Args:
        value: Number, converted to `dtype` first.
        dtype: NumPy name of a floating-point type.

    Returns:
        For example "2.88" for float32 2.88 and "2.2543424490211197" for that float64.
    """
    number: np.floating = np.array([value], dtype=dtype)[0]
    if not np.isfinite(number):
        return _special(float(number))
    text = np.format_float_positional(number, unique=True, trim="-")
    if len(text) > 21 or (number != 0 and abs(float(number)) < 1e-5):
        text = np.format_float_scientific(number, unique=True, trim="-", exp_digits=1)
    return text.replace("-", MINUS)


def fixed(value: float, decimals: int = 4) -> str:
    """Return `value` with a fixed number of decimals, or in powers of ten where that says more."""
    if not math.isfinite(value):
        return _special(value)
    if value != 0 and (abs(value) >= 10 ** (9 - decimals) or abs(value) < 0.5 * 10**-decimals):
        return (
            f"{value:.{max(decimals - 1, 1)}e}".replace("e-0", "e-")
            .replace("e+0", "e")
            .replace("e+", "e")
            .replace("-", MINUS)
        )
    text = f"{value:.{decimals}f}"
    return (text[1:] if float(text) == 0 and text.startswith("-") else text).replace("-", MINUS)


def grouped(count: int) -> str:
    """Return a whole number with its thousands told apart by commas."""
    return f"{count:,}".replace("-", MINUS)


def brief(value: float, dtype: DTypeLike = np.float64) -> str:
    """Return the exact text of a number where it is short, otherwise four decimals."""
    text = exact(value, dtype)
    return text if len(text) <= 7 else fixed(value, 4)


def told_size(size: int) -> str:
    """Return a number of bytes in the unit that suits it."""
    if size >= 1e9:
        return f"{fixed(size / 1e9, 1)} GB"
    return f"{fixed(size / 1e6, 1)} MB" if size >= 1e5 else f"{fixed(size / 1e3, 1)} kB"


def significant(value: float, figures: int = 3) -> str:
    """Return a number with so many figures at most, in powers of ten below a thousandth.

    For example "0.152", "−8.8e−5" for two figures, "0".
    """
    if not math.isfinite(value):
        return _special(value)
    rounded = float(f"{value:.{figures}g}")
    if rounded == 0 or abs(rounded) >= 1e-3:
        return exact(rounded)
    text = np.format_float_scientific(rounded, unique=True, trim="-", exp_digits=1)
    return text.replace("-", MINUS)


def _special(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0 else MINUS + "∞"


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
