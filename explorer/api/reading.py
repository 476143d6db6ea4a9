"""A followed run as arrays."""

from os import PathLike
from pathlib import Path

from explorer.core.observing.observed import ModelRun
from explorer.files.model_tails import open_tail

__all__ = ["ModelRun", "read"]


def read(run: str | PathLike[str]) -> ModelRun:
    """Return a run as NumPy arrays, as far as it has come.

    Args:
        run: Folder that `Follow` wrote; or a log of another program: a folder of TensorBoard event
            files, a file of Keras' `CSVLogger`, or lines of JSON with a step and numbers.

    Returns:
        `steps` (from 1), `names` ("layer/kernel"), and tables of shape (steps, variables): norms
        `gradient`, `weight`, `update`, `clipped`, the share of exact `zeros`, the count `nonfinite`,
        the share of `silent` units; `metrics` by name, each with steps of its own; `born`.

    Raises:
        ExplorerError: If there is no run, or it cannot be read.
    """
    return open_tail(Path(run)).look()
