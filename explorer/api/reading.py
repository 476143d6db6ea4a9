"""A followed run as arrays."""

from dataclasses import dataclass, fields
from os import PathLike
from pathlib import Path

from explorer.core.observing import observed
from explorer.files.model_tails import open_tail

__all__ = ["ModelRun", "read"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ModelRun(observed.ModelRun):
    """A followed run that a notebook can show."""

    def _repr_svg_(self) -> str:
        """Return loss and heat map as a still picture, for a notebook."""
        from explorer.session.model.still import still

        return still(self)


ModelRun.__doc__ = observed.ModelRun.__doc__  # what it holds is told where that is listed


def read(run: str | PathLike[str]) -> ModelRun:
    """Return a run as NumPy arrays, as far as it has come.

    Args:
        run: Folder that `Follow` wrote; or a log of another program: a folder of TensorBoard event
            files, a file of Keras' `CSVLogger`, or lines of JSON with a step and numbers.

    Returns:
        `steps` (from 1), `names` ("layer/kernel"), and tables of shape (steps, variables): norms
        `gradient`, `weight`, `update`, `clipped`, the share of exact `zeros`, the count `nonfinite`,
        the share of `silent` units; `metrics` by name, each with steps of its own; `born`. In a notebook
        it is shown as a still picture of loss and gradient norms.

    Raises:
        ExplorerError: If there is no run, or it cannot be read.
    """
    found = open_tail(Path(run)).look()
    return ModelRun(**{each.name: getattr(found, each.name) for each in fields(found)})
