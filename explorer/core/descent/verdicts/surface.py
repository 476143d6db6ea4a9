"""What a descent on f(x, y) does at one of its updates, in a word and a sentence."""

import math

import numpy as np

from explorer.core.descent.results import Curvature, Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.standings import RaceGoal, standing
from explorer.core.descent.verdicts.case import (
    AT_MINIMUM,
    Verdict,
    reaches_far,
    rounded,
    rounded_up,
    up_to_two_digits,
)
from explorer.core.numerals import fixed, grouped
from explorer.core.sentences import said

_LEVEL = 1e-5  # a slope that counts as none where the Hessian tells what a point is
_ARRIVED = 1e-4  # of the farthest that a path was from a minimum: no distance any more


def judge_surface(
    path: Trajectory,
    cursor: int,
    curvature: Curvature | None,
    goal: RaceGoal,
    settings: DescentSettings,
    outlook: Trajectory | None = None,
) -> Verdict:
    """Return what the descent does at one of its positions.

    Args:
        path: The path, whole or as far as it is known.
        cursor: Index of the position; 0 is the start.
        curvature: Second derivatives at that position, None if unknown.
        goal: The known minima.
        settings: What the path was made from.
        outlook: The path beyond what is shown; None while that is not known, and less is said.
    """
    known = path if outlook is None else outlook
    return (
        _broken(path, cursor)
        or _settled(path, known, cursor, goal, settings)
        or _at_rest(known, cursor, curvature, settings)
        or _under_way(path, cursor, settings)
    )


def _broken(path: Trajectory, cursor: int) -> Verdict | None:
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
    return Verdict("diverged", body)


def _settled(
    path: Trajectory, known: Trajectory, cursor: int, goal: RaceGoal, settings: DescentSettings
) -> Verdict | None:
    """Return that the point is at a minimum: for good, as far as is known, or until it leaves."""
    nearest = standing(path, cursor, goal).nearest
    if nearest is None:
        return None
    place = np.array(goal.minima[nearest])
    with np.errstate(over="ignore"):
        distances = np.linalg.norm(known.x.astype(np.float64) - place, axis=1)
    reach = float(distances[: cursor + 1].max())
    bits = 4 * float(np.finfo(path.dtype).eps) * float(np.abs(place).max())
    least = 10.0 ** math.floor(math.log10(_ARRIVED * reach)) if reach > 0 else 0.0
    tolerance = max(least, up_to_two_digits(bits))
    # Not `>`: NaN is away from everywhere.
    away = np.flatnonzero(~(distances <= tolerance))
    since = int(away[away <= cursor].max(initial=-1)) + 1
    leaves = int(away[away > cursor].min(initial=known.updates + 1))
    if since > cursor or leaves <= path.updates:
        return None  # not there, or only in passing
    rests = _stays(known, cursor, settings)
    if cursor == 0:
        body = said("Verdict", "The start is a minimum; there is nothing to descend.")
        return Verdict("converged", body) if rests and not path.gradient[0].any() else None
    numbers = {"update": grouped(since), "tolerance": rounded_up(tolerance)}
    if leaves <= known.updates:
        numbers["leaves"] = grouped(leaves)
        if np.isfinite(known.x[leaves]).all():
            body = said(
                "Verdict",
                "Since update {update} the point is within {tolerance} of a minimum; at update "
                "{leaves} it leaves again.",
                **numbers,
            )
        else:  # Ftrl at a rate of 0 divides 0 by 0
            body = said(
                "Verdict",
                "Since update {update} the point is within {tolerance} of a minimum; at update "
                "{leaves} it is no finite number any more.",
                **numbers,
            )
        return Verdict("moving", body, other_word=AT_MINIMUM)
    body = said(
        "Verdict",
        "Since update {update} the point is within {tolerance} of a minimum; f is {value}.",
        **numbers,
        value=fixed(float(path.y[cursor])),
    )
    if rests or reaches_far(known, cursor):
        return Verdict("converged", body)
    return Verdict("moving", body, other_word=AT_MINIMUM)


def _at_rest(
    known: Trajectory, cursor: int, curvature: Curvature | None, settings: DescentSettings
) -> Verdict | None:
    """Return what is to be said where x and y stay, though at no minimum that is known."""
    if not _stays(known, cursor, settings):
        return None
    slope = float(np.linalg.norm(known.gradient[cursor].astype(np.float64)))
    if slope > 0:
        body = said(
            "Verdict", "x and y stay, though |∇f| is {slope}: the update is lost in rounding.",
            slope=rounded(slope),
        )  # fmt: skip
        is_plain = settings.is_steady
        other = said("Verdict", "x and y stay, though |∇f| is {slope}.", slope=rounded(slope))
        return Verdict("stuck", body if is_plain else other)
    if curvature is None or curvature.shape(_LEVEL) != "saddle":
        return Verdict("stuck", said("Verdict", "∇f is 0 here; x and y stay."))
    low, high = curvature.eigenvalues
    body = said(
        "Verdict",
        "∇f is 0 at a saddle: f bends by {low} one way and by {high} the other.",
        low=fixed(float(low)),
        high=fixed(float(high)),
    )
    return Verdict("stuck", body)


def _under_way(path: Trajectory, cursor: int, settings: DescentSettings) -> Verdict:
    if cursor == 0:
        body = said("Verdict", "Press Space for the first step.")
        return Verdict("ready", body)
    first, before, now = (float(path.y[row]) for row in (0, cursor - 1, cursor))
    numbers = {"before": fixed(before), "after": fixed(now)}
    if cursor == settings.updates:
        numbers = {"updates": grouped(cursor), "before": fixed(first), "after": fixed(now)}
        if not now < first:
            body = said(
                "Verdict", "After {updates} updates f is {after}; at the start it was {before}.",
                **numbers,
            )  # fmt: skip
            return Verdict("overshooting", body, other_word=said("Verdict", "No lower."))
        body = said("Verdict", "{updates} updates took f from {before} to {after}.", **numbers)
        return Verdict("done", body)
    if now > before:
        body = said("Verdict", "This update raised f from {before} to {after}.", **numbers)
        return Verdict("overshooting", body)
    body = said("Verdict", "This update took f from {before} to {after}.", **numbers)
    return Verdict("moving", body)


def _stays(known: Trajectory, cursor: int, settings: DescentSettings) -> bool:
    """Whether the point stays for ever, or as long as is told to be for good."""
    rest = known.x[cursor:]
    if not (rest == rest[0]).all() or settings.noise:
        return False
    return reaches_far(known, cursor) or (settings.is_steady and len(rest) > 1)
