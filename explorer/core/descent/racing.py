"""Races run: exact paths one after another, and rates searched for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import tensorflow as tf

from explorer.core.descent.minima import minima
from explorer.core.descent.rate_map import best_rate
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.standings import RaceGoal
from explorer.core.descent.surfaces import grid, surface_minima
from explorer.core.descent.trajectory import trajectory
from explorer.core.functions.formula import Formula
from explorer.core.functions.tensors import tensor_function


def race(racers: Sequence[DescentSettings]) -> Iterator[tuple[Trajectory, ...]]:
    """Yield the exact paths of the racers, one more each time.

    Raises:
        ExplorerError: If a setting is out of its limits or the tape finds no gradient.
    """
    done: tuple[Trajectory, ...] = ()
    for racer in racers:
        done = (*done, trajectory(racer))
        yield done


def tuned(racer: DescentSettings, goal: RaceGoal) -> DescentSettings | None:
    """Return a racer at the rate that leaves least of |f − f*| at its last updates.

    f* is f at the lowest minimum known; without one the lowest f is sought. None where from the
    lowest rate up no stretch keeps f below its start.

    Args:
        racer: The racer; its own rate does not matter.
        goal: What it runs for.

    Raises:
        ExplorerError: As for `race`.
    """
    rate = best_rate(racer, goal.lowest)
    return None if rate is None else replace(racer, learning_rate=rate)


def line_goal(formula: Formula, low: float, high: float, tolerance: float = 1e-3) -> RaceGoal:
    """Return the goal of a race on a function of x: its minima between two positions.

    Args:
        formula: Function of x.
        low: Left end, in units of the x axis.
        high: Right end.
        tolerance: How far above the lowest minimum counts as there, in units of f.
    """
    found = minima(formula, low, high)
    if not found:
        return RaceGoal((), None, tolerance)
    values = tensor_function(formula)(tf.constant([each.x for each in found], tf.float64))
    return RaceGoal(tuple((each.x,) for each in found), float(values.numpy().min()), tolerance)


def surface_goal(
    formula: Formula,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    tolerance: float = 1e-3,
) -> RaceGoal:
    """Return the goal of a race on a function of x and y: its minima in a rectangle.

    Args:
        formula: Function of x and y.
        x_range: Left and right end, in units of the x axis.
        y_range: Lower and upper end.
        tolerance: How far above the lowest minimum counts as there, in units of f.
    """
    found = surface_minima(formula, grid(formula, x_range, y_range, 129, 129))
    if not found:
        return RaceGoal((), None, tolerance)
    return RaceGoal(tuple((each.x, each.y) for each in found), found[0].value, tolerance)
