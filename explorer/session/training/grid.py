"""A grid of training runs: every combination of some choices, and what seeds make of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Any

import msgspec
import numpy as np

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.settings import HiddenLayer, TrainingSettings, checked
from explorer.session.training.grid_choices import Grid
from explorer.session.training.kept import Summary

MOST_RUNS = 1_000


def grid_of(table: object) -> Grid:
    """Return the grid that a file's content is.

    Raises:
        ExplorerError: If it is none.
    """
    names = {field.name for field in fields(Grid)}
    strange = sorted(map(str, table.keys() - names)) if isinstance(table, dict) else []
    if strange:
        raise _no_grid(f"unknown field {strange[0][:40]}")
    try:
        return msgspec.convert(table, Grid)
    except (ValueError, OverflowError) as error:  # half of a surrogate pair; 10⁴⁰⁰
        raise _no_grid(str(error).replace("`", "")) from error


def _no_grid(reason: str) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "This is no grid: {reason}. Give lists of optimizer, learning_rate, batch_size, seed and "
            "network, and a number of steps.",
            reason=reason,
        )
    )


def combinations(grid: Grid, base: TrainingSettings) -> tuple[TrainingSettings, ...]:
    """Return the settings of each run, seeds next to one another.

    Args:
        grid: What is varied.
        base: All else.

    Raises:
        ExplorerError: If there are none or too many, or one cannot be used.
    """
    layer = base.hidden[0] if base.hidden else HiddenLayer(128)
    if grid.steps is not None:
        base = replace(base, steps=grid.steps)
    networks = [tuple(replace(layer, units=n) for n in units) for units in grid.network]
    axes: list[Sequence[Any]] = [
        grid.optimizer or [base.optimizer], networks or [base.hidden],
        grid.batch_size or [base.batch_size], grid.learning_rate or [None], grid.seed or [base.seed],
    ]  # fmt: skip
    count = int(np.prod([float(len(axis)) for axis in axes]))
    if count > MOST_RUNS:
        raise ExplorerError(
            said(
                "Errors",
                "The grid has {count} runs, at most {most} can be made. Leave some choices out.",
                count=grouped(count),
                most=grouped(MOST_RUNS),
            )
        )
    found: list[TrainingSettings] = []
    for optimizer, hidden, batch, rate, seed in product(*axes):
        settings = replace(base, hidden=hidden, batch_size=batch, seed=seed)
        if optimizer in OPTIMIZERS and optimizer != base.optimizer:
            settings = settings.with_optimizer(optimizer)
        settings = replace(settings, optimizer=optimizer)
        found.append(checked(settings if rate is None else replace(settings, learning_rate=rate)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Spread:
    """A number over several seeds.

    Attributes:
        mean: Its mean.
        deviation: Its standard deviation over the seeds (n − 1); None for a single one.
    """

    mean: float
    deviation: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """The runs that differ in their seed alone.

    Attributes:
        settings: Those of the first of them.
        runs: How many there are.
        ended: How many have come to their end; the others diverged or were stopped.
        loss: Over those that have; None for none.
        validation: Best accuracy on the validation images, likewise.
        test: Accuracy on the test images, likewise.
    """

    settings: TrainingSettings
    runs: int
    ended: int
    loss: Spread | None
    validation: Spread | None
    test: Spread | None


def groups_of(results: Iterable[tuple[TrainingSettings, Summary]]) -> tuple[Group, ...]:
    """Return what seeds make of each combination, in the order in which they came."""
    groups: dict[TrainingSettings, list[tuple[TrainingSettings, Summary]]] = {}
    for settings, summary in results:
        groups.setdefault(replace(settings, seed=0), []).append((settings, summary))
    found: list[Group] = []
    for members in groups.values():
        ended = [summary for _, summary in members if summary.outcome == "finished"]
        found.append(
            Group(
                settings=members[0][0],
                runs=len(members),
                ended=len(ended),
                loss=spread_of([each.loss for each in ended]),
                validation=spread_of([each.validation for each in ended]),
                test=spread_of([each.test for each in ended]),
            )
        )
    return tuple(found)


def spread_of(values: Iterable[float | None]) -> Spread | None:
    """Return mean and standard deviation (n − 1) of what is known; None where nothing is."""
    known = np.array([value for value in values if value is not None], np.float64)
    if not known.size:
        return None
    return Spread(float(known.mean()), float(known.std(ddof=1)) if known.size > 1 else None)
