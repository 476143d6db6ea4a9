"""Races between optimisers: who stands where, and what was held equal; without TensorFlow."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.sentences import Sentence, said


@dataclass(frozen=True, slots=True)
class RaceGoal:
    """What the racers run for.

    Attributes:
        minima: Position of every known minimum, (x,) or (x, y).
        lowest: f at the lowest of them, None if none is known.
        tolerance: How far above `lowest` f counts as there.
    """

    minima: tuple[tuple[float, ...], ...]
    lowest: float | None
    tolerance: float = 1e-3


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a racer is after an update.

    Attributes:
        place: Its position, (x,) or (x, y).
        value: f there.
        distance: Way to the nearest known minimum, None if none is known.
        nearest: Index of that minimum.
        reached_at: First update after which f was within the tolerance, None if not yet.
    """

    place: tuple[float, ...]
    value: float
    distance: float | None
    nearest: int | None
    reached_at: int | None


def standing(path: Trajectory, cursor: int, goal: RaceGoal) -> Standing:
    """Return where a racer is; a path that ended before the cursor stays at its end.

    Args:
        path: The racer's path.
        cursor: Number of updates made.
        goal: What it runs for.
    """
    row = min(cursor, path.updates)
    place = tuple(float(each) for each in np.atleast_1d(path.x[row]))
    value = float(path.y[row])
    nearest, distance = _nearest(place, goal.minima)
    return Standing(place, value, distance, nearest, _reached_at(path.y[: row + 1], goal))


def fairness(racers: Sequence[DescentSettings], *, is_tuned: bool = False) -> Sentence:
    """Return in a sentence what was held equal.

    Args:
        racers: One descent per racer, with one start and one number of updates.
        is_tuned: Whether the rates were searched for.
    """
    is_noisy = any(each.noise for each in racers)
    if is_tuned:
        return (
            said(
                "Race",
                "Same start, number of updates and seed; each at the best of hundreds of rates.",
            )
            if is_noisy
            else said(
                "Race", "Same start and number of updates; each at the best of hundreds of rates."
            )
        )
    rates = {(r.learning_rate, r.schedule, tuple(r.schedule_values().items())) for r in racers}
    if len(rates) > 1:
        return (
            said("Race", "Same start, number of updates and seed; rates differ.")
            if is_noisy
            else said("Race", "Same start and number of updates; rates differ.")
        )
    return (
        said("Race", "Same start, number of updates, seed and rate.")
        if is_noisy
        else said("Race", "Same start, number of updates and rate.")
    )


def summary(standings: Sequence[Standing]) -> Sentence:
    """Return in a few words how the racers are spread over the minima."""
    valleys = {each.nearest for each in standings if each.nearest is not None}
    if not valleys:
        return said("Race", "No minimum is known.")
    if len(valleys) == 1:
        return said("Race", "All are nearest to the same minimum.")
    return said("Race", "They are nearest to {count} minima.", count=len(valleys))


def _nearest(
    place: tuple[float, ...], minima: tuple[tuple[float, ...], ...]
) -> tuple[int | None, float | None]:
    if not minima or not np.isfinite(place).all():
        return None, None
    with np.errstate(over="ignore"):  # beyond 1e154 a distance is infinite
        distances = np.linalg.norm(np.array(minima) - np.array(place), axis=1)
    nearest = int(distances.argmin())
    return nearest, float(distances[nearest])


def _reached_at(values: NDArray[np.floating], goal: RaceGoal) -> int | None:
    if goal.lowest is None:
        return None
    reached = np.flatnonzero(values <= goal.lowest + goal.tolerance)
    return int(reached[0]) if len(reached) else None
