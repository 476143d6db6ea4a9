"""What a descent on f(x, y) does at one of its updates, in a word and a sentence."""

import numpy as np

from explorer.core.descent.results import Curvature, Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.standings import Goal, standing
from explorer.core.descent.verdicts.case import Verdict
from explorer.core.numerals import exact, fixed, grouped
from explorer.core.sentences import said

_LEVEL = 1e-6  # a slope that counts as none
_THERE = 1e-4  # a distance to a minimum that counts as none


def judge_surface(
    path: Trajectory,
    cursor: int,
    curvature: Curvature | None,
    goal: Goal,
    settings: DescentSettings,
) -> Verdict:
    """Return what the descent does at one of its positions.

    Args:
        path: The path, whole or as far as it is known.
        cursor: Index of the position; 0 is the start.
        curvature: Second derivatives at that position, None if unknown.
        goal: The known minima.
        settings: What the path was made from.
    """
    return (
        _broken(path, cursor, settings)
        or _settled(path, cursor, curvature, goal)
        or _under_way(path, cursor, curvature, settings)
    )


def _broken(path: Trajectory, cursor: int, settings: DescentSettings) -> Verdict | None:
    end = path.diverged_at
    if end == 0:
        body = said("Verdict", "f or ∇f is not a finite number at the start. Choose another start.")
        return Verdict("undefined", body)
    if end is None or cursor < end:
        return None
    body = said(
        "Verdict",
        "At update {update} x, y, f or ∇f stopped being a finite number in {dtype}.",
        update=grouped(end),
        dtype=path.dtype,
    )
    # No bound is known here for every optimiser and surface: a tenth is a try.
    lower = settings.learning_rate / 10
    return Verdict("diverged", body, float(f"{lower:.1g}"))


def _settled(
    path: Trajectory, cursor: int, curvature: Curvature | None, goal: Goal
) -> Verdict | None:
    now = standing(path, cursor, goal)
    if now.distance is not None and now.distance <= _THERE:
        body = said(
            "Verdict",
            "The point is within {tolerance} of a minimum, where f is {value}.",
            tolerance=exact(_THERE),
            value=fixed(now.value),
        )
        return Verdict("converged", body)
    if np.linalg.norm(path.gradient[cursor].astype(np.float64)) > _LEVEL or _has_speed(
        path, cursor
    ):
        return None
    if curvature is None or curvature.shape(_LEVEL * 10) != "saddle":
        return Verdict("stuck", said("Verdict", "∇f is 0 here; x and y stay."))
    low, high = curvature.eigenvalues
    body = said(
        "Verdict",
        "∇f is 0 at a saddle: f bends by {low} one way and by {high} the other.",
        low=fixed(float(low)),
        high=fixed(float(high)),
    )
    return Verdict("stuck", body)


def _under_way(
    path: Trajectory, cursor: int, curvature: Curvature | None, settings: DescentSettings
) -> Verdict:
    if cursor == 0:
        body = said("Verdict", "Press Space for the first step.")
        return Verdict("ready", body)
    first, before, now = (fixed(float(path.y[row])) for row in (0, cursor - 1, cursor))
    if cursor == settings.updates:
        body = said(
            "Verdict",
            "{updates} updates took f from {before} to {after}.",
            updates=grouped(cursor),
            before=first,
            after=now,
        )
        return Verdict("done", body)
    if path.y[cursor] > path.y[cursor - 1]:
        body = said(
            "Verdict", "This update raised f from {before} to {after}.", before=before, after=now
        )
        rate = curvature.fastest_rate if curvature else None
        is_slower = (
            rate is not None and settings.optimizer == "sgd" and rate < settings.learning_rate
        )
        return Verdict("overshooting", body, rate if is_slower else None)
    body = said("Verdict", "This update took f from {before} to {after}.", before=before, after=now)
    return Verdict("moving", body)


def _has_speed(path: Trajectory, cursor: int) -> bool:
    """Whether the optimiser still carries the point on."""
    return cursor < path.updates and bool((path.x[cursor + 1] != path.x[cursor]).any())
