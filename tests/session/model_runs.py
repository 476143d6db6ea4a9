"""Followed runs made by hand, for the tests of what is drawn and hinted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.core.observing.observed import ModelDescription, ModelRun, ObservedVariable, Series

TABLES = ("gradient", "weight", "update", "clipped", "zeros", "nonfinite", "silent")
USUAL = {
    "gradient": 0.1,
    "weight": 2.0,
    "update": 2e-3,
    "clipped": 0.1,
    "zeros": 0.0,
    "nonfinite": 0.0,
}


def a_run(
    count: int = 300,
    layers: int = 3,
    *,
    every: int = 1,
    loss: Sequence[float] | NDArray[np.float64] | None = None,
    **tables: Mapping[int, Any] | float,
) -> ModelRun:
    """Return a healthy run of some layers with a kernel and a bias each.

    Args:
        count: Steps that were looked at.
        layers: Layers.
        every: Steps from one look to the next.
        loss: Of each look; None for one that falls.
        tables: By name one number for all, or numbers by the index of a variable.
    """
    variables = tuple(
        ObservedVariable(f"layer_{n}/{kind}", shape, f"layer_{n}", "Dense")
        for n in range(layers)
        for kind, shape in (("kernel", (4, 4)), ("bias", (4,)))
    )
    steps = np.arange(count, dtype=np.int64) * every + 1
    filled: dict[str, Any] = {}
    for name in TABLES:
        table = np.full((count, len(variables)), USUAL.get(name, np.nan), np.float32)
        given = tables.get(name, {})
        if isinstance(given, Mapping):
            for variable, values in given.items():
                table[:, variable] = values
        else:
            table[:] = given
        filled[name] = table
    values = np.linspace(2.0, 0.2, count) if loss is None else np.asarray(loss, np.float64)
    return ModelRun(
        description=ModelDescription(),
        variables=variables,
        steps=steps,
        metrics={"loss": Series(steps, values)},
        **filled,
    )


def without_gradient(run: ModelRun, *indices: int) -> ModelRun:
    """Return a run in which no gradient reaches some variables."""
    variables = tuple(
        replace(each, reached=n not in indices) for n, each in enumerate(run.variables)
    )
    return replace(run, variables=variables)
