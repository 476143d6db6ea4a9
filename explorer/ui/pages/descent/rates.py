"""Learning rates as they are typed and stepped."""

import math

from explorer.core.descent.parameters import check_rate
from explorer.ui.pages.reading import read_number


def read_rate(text: str) -> float:
    """Return the learning rate that a text means.

    Raises:
        ExplorerError: If it is none.
    """
    number = read_number(text)
    check_rate(number)
    return number


def step_rate(rate: float, steps: int) -> float:
    """Return a rate some steps away, one step being a unit of its first figure."""
    unit = 10.0 ** math.floor(math.log10(rate) + 1e-9)
    if steps < 0 and rate - unit < unit * 0.999:
        unit /= 10
    return float(f"{max(rate + steps * unit, unit):.6g}")
