"""Races run: exact paths one after another, previews at once, and rates searched for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import tensorflow as tf

from explorer.core.descent.minima import minima
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.standings import Goal, score
from explorer.core.descent.surfaces import grid, surface_minima
from explorer.core.descent.trajectory import preview, trajectory
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function

_RATES = tuple(float(f"{rate:.1e}") for rate in np.geomspace(1e-5, 100, 57))  # 8 per decade


@dataclass(frozen=True, slots=True)
class Tuning:
    """How far the search for a learning rate has come.

    Attributes:
        rate: The best rate so far, None if every rate so far diverged.
        tried: Number of rates tried.
        of: Number of rates to try.
    """

    rate: float | None
    tried: int
    of: int


def race(racers: Sequence[DescentSettings]) -> Iterator[tuple[Trajectory, ...]]:
    """Yield the exact paths of the racers, one more each time.

    Raises:
        ExplorerError: If a setting is out of its limits or the tape finds no gradient.
    """
    done: tuple[Trajectory, ...] = ()
    for racer in racers:
        done = (*done, trajectory(racer))
        yield done


def tune(racer: DescentSettings, goal: Goal) -> Iterator[Tuning]:
    """Search the learning rate with which a racer needs the fewest updates.

    Rates from 0.00001 to 100, eight in a decade, are tried on compiled paths; among rates that
    never come within the tolerance the one with the lowest f at the end is best.

    Args:
        racer: The racer; its own rate does not matter.
        goal: What it runs for.

    Raises:
        ExplorerError: As for `race`.
    """
    best: tuple[tuple[float, float], float] | None = None
    for tried, rate in enumerate(_RATES, start=1):
        result = score(preview(replace(racer, learning_rate=rate)), goal)
        # The rate is compared last: of those that do equally well the smallest is taken.
        if np.isfinite(result[1]) and (best is None or (result, rate) < best):
            best = result, rate
        yield Tuning(None if best is None else best[1], tried, len(_RATES))


def line_goal(formula: Formula, low: float, high: float, tolerance: float = 1e-3) -> Goal:
    """Return the goal of a race on a function of x: its minima between two positions."""
    found = minima(formula, low, high)
    if not found:
        return Goal((), None, tolerance)
    values = tensor_function(formula)(tf.constant([each.x for each in found], tf.float64))
    return Goal(tuple((each.x,) for each in found), float(values.numpy().min()), tolerance)


def surface_goal(
    formula: Formula,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    tolerance: float = 1e-3,
) -> Goal:
    """Return the goal of a race on a function of x and y: its minima in a rectangle."""
    found = surface_minima(formula, grid(formula, x_range, y_range, 129, 129))
    if not found:
        return Goal((), None, tolerance)
    return Goal(tuple((each.x, each.y) for each in found), found[0].value, tolerance)
