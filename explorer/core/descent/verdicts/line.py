"""What a descent on f(x) does at one of its updates, in a word and a sentence."""

import math
from collections.abc import Callable

import numpy as np

from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.verdicts.case import (
    Case,
    Verdict,
    across_corner,
    on_corner,
    stalled,
    wandering,
)
from explorer.core.numerals import MINUS, exact, grouped
from explorer.core.sentences import Sentence, said

__all__ = ["Verdict", "judge"]

_SAME = 1e-3  # two distances within a thousandth are told as equal
_ALIKE = 1e-2  # two ratios of distances within a hundredth are told as one


def judge(
    trajectory: Trajectory,
    cursor: int,
    curvature: float | None,
    minimum: float | None,
    settings: DescentSettings,
) -> Verdict:
    """Return what the descent does at one of its positions.

    The distance to the minimum after the update, divided by the one before, tells the phase:
    between 0 and 1 it moves, between −1 and 0 it overshoots, at −1 it oscillates, beyond it
    diverges. Without a known minimum the phase is told by f alone.

    Args:
        trajectory: The path, whole or as far as it is known.
        cursor: Index of the position; 0 is the start.
        curvature: f″ at the minimum, ∞ at a corner or cusp, None if unknown.
        minimum: x of the minimum downhill of the start, None if unknown.
        settings: What the path was made from.
    """
    case = Case(trajectory, cursor, curvature, minimum, settings)
    for opinion in _OPINIONS:
        verdict = opinion(case)
        if verdict is not None:
            return verdict
    return _moving_by_value(case)


def _undefined(case: Case) -> Verdict | None:
    if case.path.diverged_at != 0:
        return None
    body = said(
        "Verdict",
        "f or f′ is not a finite number at {start}. Choose another start.",
        start=case.number(case.path.x[0]),
    )
    return Verdict("undefined", body)


def _diverged(case: Case) -> Verdict | None:
    end = case.path.diverged_at
    fastest = case.fastest()
    if end is None or case.cursor < end:
        return None
    if fastest is not None and case.is_too_fast():
        body = said(
            "Verdict",
            "At update {update} the numbers left {dtype}; the rate is above 2/f″ = {rate}.",
            update=grouped(end),
            dtype=case.path.dtype,
            rate=exact(2 * fastest, np.float32),
        )
    else:
        body = said(
            "Verdict",
            "At update {update} x, f or f′ stopped being a finite number in {dtype}.",
            update=grouped(end),
            dtype=case.path.dtype,
        )
    return Verdict("diverged", body, fastest)


def _converged(case: Case) -> Verdict | None:
    if case.minimum is None:
        return None
    distance = np.abs(case.distances())
    tolerance = case.tolerance()
    away = np.flatnonzero(~(distance <= tolerance))
    if len(away) and away[-1] >= case.cursor:
        return None  # not there, or only in passing
    if case.cursor == 0:
        body = said("Verdict", "The start is the minimum; there is nothing to descend.")
    else:
        body = said(
            "Verdict",
            "Since update {update} x is within {tolerance} of the minimum.",
            update=grouped(int(away[-1]) + 1 if len(away) else 0),
            tolerance=exact(float(f"{tolerance:.0e}")),
        )
    return Verdict("converged", body)


def _at_rest(case: Case) -> Verdict | None:
    """Return what is to be said where x stays, though at no minimum that is known."""
    path, cursor = case.path, case.cursor
    if cursor < path.updates:
        rests = path.x[cursor + 1] == path.x[cursor]
    else:
        rests = cursor > 0 and path.x[cursor - 1] == path.x[cursor]
    if not rests or (cursor < path.updates and path.rate[cursor] == 0):
        return None  # a rate of 0, with which a warm-up begins, holds x for this update only
    if path.gradient[cursor] != 0:
        body = said(
            "Verdict",
            "The update is smaller than the space between numbers of {dtype} here; x stays.",
            dtype=path.dtype,
        )
        return Verdict("stuck", body)
    if path.y[cursor] < path.y[0]:
        body = said("Verdict", "f′ is 0 here; x stays.")
        return Verdict("converged", body)
    body = said("Verdict", "f′ is 0 here, yet this is no minimum; x stays.")
    return Verdict("stuck", body)


def _ready(case: Case) -> Verdict | None:
    path = case.path
    if case.cursor > 0:
        return None
    plain = case.settings.optimizer == "sgd" and case.settings.noise == 0
    if not plain or path.updates == 0:
        return Verdict("ready", said("Verdict", "Press Space for the first step."))
    slope = case.number(path.gradient[0])
    body = said(
        "Verdict",
        "Press Space for the first step: {x} − {rate} × {slope} = {next}.",
        x=case.number(path.x[0]),
        rate=exact(float(path.rate[0]), np.float32),
        slope=f"({slope})" if slope.startswith(MINUS) else slope,
        next=case.number(path.x[1]),
    )
    return Verdict("ready", body)


def _done_by_value(case: Case) -> Verdict | None:
    if not case.is_last():
        return None
    body = said(
        "Verdict",
        "{updates} updates took f from {before} to {after}.",
        updates=grouped(case.cursor),
        before=case.number(case.path.y[0]),
        after=case.number(case.path.y[case.cursor]),
    )
    return Verdict("done", body)


def _moving_by_value(case: Case) -> Verdict:
    before, after = case.path.y[case.cursor - 1 : case.cursor + 1]
    numbers = {"before": case.number(before), "after": case.number(after)}
    if after > before:
        body = said("Verdict", "This update raised f from {before} to {after}.", **numbers)
        return Verdict("overshooting", body)
    body = said("Verdict", "This update took f from {before} to {after}.", **numbers)
    return Verdict("moving", body)


def _phase(case: Case) -> Verdict | None:
    """Return the phase at a position after the start, None if f alone can tell it.

    The distance to the minimum after the update, divided by the one before, is between 0 and 1
    for a descent that moves, between −1 and 0 for one that overshoots, −1 for one that
    oscillates; beyond, a descent whose f rises diverges.
    """
    if case.minimum is None:
        return None
    after, ratio = case.distance(case.cursor), _ratio(case, case.cursor)
    if abs(ratio) > 1 + _SAME:
        return _leading_away(case, ratio)
    if case.is_steady() and ratio < -(1 - _SAME):
        body = said("Verdict", "Each update lands across the minimum, as far from it as before.")
        return Verdict("oscillating", body, case.fastest())
    if case.is_last():
        return _done(case, abs(after), abs(case.distance(0)))
    if ratio < 0:
        body = _crossing(case, ratio)
        return Verdict("overshooting", body, case.fastest())
    return Verdict("moving", _approaching(case, ratio))


def _ratio(case: Case, cursor: int) -> float:
    before = case.distance(cursor - 1)
    return case.distance(cursor) / before if before else math.inf


def _stands_for_each(case: Case, ratio: float) -> bool:
    """Whether the update before did the same, so that one may speak of each."""
    if not case.is_steady():
        return False
    return case.cursor == 1 or abs(ratio - _ratio(case, case.cursor - 1)) < _ALIKE


def _leading_away(case: Case, ratio: float) -> Verdict | None:
    """Return that the descent diverges, or swings; None where f falls towards somewhere else."""
    y = case.path.y
    if y[case.cursor] <= y[case.cursor - 1]:
        return None
    if not case.is_steady():
        body = (
            said("Verdict", "This update led away from the minimum.")
            if ratio > 0
            else _crossing(case, ratio)
        )
        return Verdict("overshooting", body)
    fastest = case.fastest()
    if fastest is not None and case.is_too_fast() and ratio < 0:
        body = said(
            "Verdict",
            "Each update lands {share} % as far across the minimum; rates above {rate} diverge.",
            share=_percent(-ratio),
            rate=exact(2 * fastest, np.float32),
        )
    elif ratio < 0:
        body = _crossing(case, ratio)
    else:
        body = said("Verdict", "This update led away from the minimum.")
    return Verdict("diverged", body, fastest, other_word=said("Verdict", "Diverging."))


def _crossing(case: Case, ratio: float) -> Sentence:
    share = _percent(-ratio)
    if _stands_for_each(case, ratio):
        return said(
            "Verdict",
            "Each update lands across the minimum, {share} % as far from it.",
            share=share,
        )
    return said(
        "Verdict", "This update landed across the minimum, {share} % as far from it.", share=share
    )


def _approaching(case: Case, ratio: float) -> Sentence:
    share = _percent(ratio)
    if _stands_for_each(case, ratio):
        return said(
            "Verdict", "Each update keeps {share} % of the distance to the minimum.", share=share
        )
    return said(
        "Verdict", "This update kept {share} % of the distance to the minimum.", share=share
    )


def _done(case: Case, left: float, away: float) -> Verdict | None:
    """Return what is left of the way; None where the path went somewhere else."""
    if left > away:
        return None
    body = said(
        "Verdict",
        "After {updates} updates {share} % of the distance to the minimum is left.",
        updates=grouped(case.cursor),
        share=_percent(left / away),
    )
    return Verdict("done", body)


def _percent(share: float) -> str:
    """Return a share in per cent, with more digits the nearer it is to 100."""
    # Three digits would call 99.996 % a hundred, as if the update had gained nothing.
    return f"{100 * share:.3g}" if abs(share - 1) > 0.01 else f"{100 * share:.5g}"


# The first that has something to say is heard. Who lands on a corner has no f′ there either, so
# `on_corner` comes before `_diverged`; who has arrived is neither stalled nor wandering; a start
# where f′ is 0 is not one to press Space at, so `_at_rest` comes before `_ready`.
_OPINIONS: tuple[Callable[[Case], Verdict | None], ...] = (
    _undefined,
    on_corner,
    _diverged,
    _converged,
    stalled,
    wandering,
    _at_rest,
    _ready,
    across_corner,
    _phase,
    _done_by_value,
)
