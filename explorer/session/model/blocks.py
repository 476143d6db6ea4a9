"""A long run's tables in blocks of steps, kept from one picture to the next.

The largest value of each of 32 looks in a row: of a run of 100,000 steps and 200 variables a
picture then takes a few milliseconds instead of a quarter of a second, and what has been added is
all that is new to a live one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.observing.observed import ModelDescription, ModelRun
from explorer.session.model.choices import Quantity

BLOCK = 32  # looks
_AT_A_TIME = 512  # blocks, so that no copy of a whole table is made

Values = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _KeptBlocks:
    """Whole blocks of one quantity of one run; rows of a run are only ever appended."""

    description: ModelDescription
    stride: int
    width: int
    highest: Values
    bad: Flags


_kept: dict[Quantity, _KeptBlocks] = {}


def blocks(run: ModelRun, quantity: Quantity) -> tuple[Values, Flags]:
    """Return the largest value of each block, and whether one in it was not finite.

    Args:
        run: The run.
        quantity: "update" is update over weight.

    Returns:
        Two arrays of shape (blocks, variables); the last block may be a short one.
    """
    whole, width = len(run.steps) // BLOCK, run.gradient.shape[1]
    kept = _kept.get(quantity)
    if (
        kept is None
        or kept.description is not run.description
        or (kept.stride, kept.width) != (run.stride, width)
        or len(kept.highest) > whole
    ):
        kept = _KeptBlocks(
            run.description, run.stride, width, np.zeros((0, width), np.float32),
            np.zeros((0, width), np.bool_),
        )  # fmt: skip
    known, parts = len(kept.highest), []
    for begin in range(known, whole, _AT_A_TIME):
        end = min(begin + _AT_A_TIME, whole)
        parts.append(_reduced(run, quantity, begin * BLOCK, end * BLOCK))
    if parts:
        kept = _KeptBlocks(
            run.description,
            run.stride,
            width,
            np.concatenate([kept.highest, *(values for values, _ in parts)]),
            np.concatenate([kept.bad, *(flags for _, flags in parts)]),
        )
    _kept[quantity] = kept
    if whole * BLOCK == len(run.steps):
        return kept.highest, kept.bad
    values, flags = taken(run, quantity, whole * BLOCK, len(run.steps))
    return (
        np.concatenate([kept.highest, np.fmax.reduce(values, axis=0)[None]]),
        np.concatenate([kept.bad, np.any(flags, axis=0, keepdims=True)]),
    )


def taken(run: ModelRun, quantity: Quantity, first: int, last: int) -> tuple[Values, Flags]:
    """Return a quantity at some looks, and whether an entry of the gradient was not finite."""
    bad = run.nonfinite[first:last] > 0
    if quantity != "update":
        table: Values = getattr(run, quantity)[first:last]
        return table, bad
    with np.errstate(all="ignore"):
        weight = run.weight[first:last]
        return np.where(weight > 0, run.update[first:last] / weight, np.float32(np.nan)), bad


def _reduced(run: ModelRun, quantity: Quantity, first: int, last: int) -> tuple[Values, Flags]:
    values, flags = taken(run, quantity, first, last)
    shape = (-1, BLOCK, values.shape[1])
    return np.fmax.reduce(values.reshape(shape), axis=1), np.logical_or.reduce(
        flags.reshape(shape), axis=1
    )
