"""Lines of a followed run, made up for the tests."""

import numpy as np

from explorer.core.observing.observed import QUANTITIES, ObservedVariable, Rows
from explorer.files.model_json import Variables

TWO = Variables(
    (
        ObservedVariable("a/kernel", (3, 2), "a", "Dense"),
        ObservedVariable("a/bias", (2,), "a", "Dense", reached=False),
    )
)


def rows(first: int, count: int = 1, width: int = 2, losses: bool = True) -> Rows:
    """Return rows in which every number tells its step, its variable and its quantity."""
    steps = np.arange(first, first + count)
    place = steps[:, None] + np.arange(width) / 8
    values = {name: (place + 100 * n).astype(np.float32) for n, name in enumerate(QUANTITIES)}
    return Rows(steps, steps.astype(np.float32) if losses else None, values)
