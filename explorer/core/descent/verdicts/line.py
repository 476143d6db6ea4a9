"""What a descent on f(x) does at one of its updates, in a word and a sentence."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np

from explorer.core.arrays import Samples
from explorer.core.descent.results import Trajectory, Valley
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.verdicts.case import (
    AT_MINIMUM,
    Case,
    Verdict,
    across_corner,
    at_rest,
    case_of,
    on_corner,
    reaches_far,
    rounded,
    rounded_up,
    stalled,
    wandering,
)
from explorer.core.numerals import MINUS, exact, grouped
from explorer.core.sentences import Sentence, said

__all__ = ["Verdict", "judge"]

_SAME = 1e-3  # two distances within a thousandth are told as equal
_ALIKE = 1e-2  # ratios of distances within a hundredth are told as one
_NOTHING = 1e-5  # of a distance is not told as a share of it any more
_UNSURE = 1e-12  # of the farthest distance to the minimum so far: less is not measured
_CYCLE = 3  # updates that land as far across the minimum as before, to be told as going on so
_FAR_OUT = 1e3  # times as far from the minimum: then numbers that end were on their way out


def judge(
    trajectory: Trajectory,
    cursor: int,
    valleys: Sequence[Valley],
    settings: DescentSettings,
    outlook: Trajectory | None = None,
    tried: float | None = None,
) -> Verdict:
    """Return what the descent does at one of its positions.

    The distance to the minimum of the valley that x is in, divided by the one before, tells the
    phase: between 0 and 1 it moves, between −1 and 0 it overshoots, at −1 it oscillates. Without a
    minimum, or from one valley to another, f alone tells it. What is told to be for good was
    looked up in the path continued to a hundred times as many updates.

    Args:
        trajectory: The path, whole or as far as it is known.
        cursor: Index of the position; 0 is the start.
        valleys: Those that the path passes, points where f′ is 0 first.
        settings: What the path was made from.
        outlook: The path beyond what is shown; None while that is not known, and less is said.
        tried: Learning rate that was run and ends lower, None if none is known.
    """
    case = case_of(trajectory, cursor, valleys, settings, outlook, tried)
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
    path, end = case.path, case.path.diverged_at
    if end is None or case.cursor < end:
        return None
    is_beyond = bool(np.isinf([path.x[end], path.y[end], path.gradient[end]]).any())
    if is_beyond and case.is_too_fast():
        body = said(
            "Verdict",
            "At update {update} the numbers left {dtype}; the rate is above 2/f″ = {rate}.",
            update=grouped(end),
            dtype=path.dtype,
            rate=_stable(case),
        )
    else:
        body = said(
            "Verdict",
            "At update {update} x, f or f′ stopped being a finite number in {dtype}.",
            update=grouped(end),
            dtype=path.dtype,
        )
    return Verdict("diverged", body, case.tried)


def _converged(case: Case) -> Verdict | None:
    """Return that x is at the minimum: for good, as far as is known, or until it leaves again."""
    if case.minimum is None:
        return None
    tolerance, cursor = case.tolerance(), case.cursor
    # Not `>`: NaN is away from everywhere.
    away = np.flatnonzero(~(np.abs(case.distances()) <= tolerance))
    since = int(away[away <= cursor].max(initial=-1)) + 1
    leaves = int(away[away > cursor].min(initial=case.known.updates + 1))
    if since > cursor or leaves <= case.path.updates:
        return None  # not there, or only in passing
    if cursor == 0:
        return _at_start(case)
    numbers = {"update": grouped(since), "tolerance": rounded_up(tolerance)}
    if leaves <= case.known.updates:
        numbers["leaves"] = grouped(leaves)
        if np.isfinite(case.known.x[leaves]):
            body = said(
                "Verdict",
                "Since update {update} x is within {tolerance} of the minimum; at update {leaves} "
                "it leaves again.",
                **numbers,
            )
        else:  # Ftrl at a rate of 0, to which a schedule falls, divides 0 by 0
            body = said(
                "Verdict",
                "Since update {update} x is within {tolerance} of the minimum; at update {leaves} "
                "it is no finite number any more.",
                **numbers,
            )
        return Verdict("moving", body, other_word=AT_MINIMUM)
    body = said(
        "Verdict", "Since update {update} x is within {tolerance} of the minimum.", **numbers
    )
    if reaches_far(case.known, cursor) or case.rests_for_good():
        return Verdict("converged", body)
    return Verdict("moving", body, other_word=AT_MINIMUM)


def _at_start(case: Case) -> Verdict | None:
    if case.path.gradient[0] != 0 or not case.rests_for_good():
        return None
    body = said("Verdict", "The start is the minimum; there is nothing to descend.")
    return Verdict("converged", body)


def _ready(case: Case) -> Verdict | None:
    path = case.path
    if case.cursor > 0:
        return None
    plain = case.settings.optimizer == "sgd" and case.settings.noise == 0
    if not plain or path.updates == 0:
        return Verdict("ready", said("Verdict", "Press Space for the first step."))
    x, slope, after = (case.number(n) for n in (path.x[0], path.gradient[0], path.x[1]))
    # Keras holds the rate in float32, and brings it to the precision of x to multiply.
    brought = float(path.rate[0].astype(path.dtype))
    is_short = path.dtype == "float16" and brought >= np.finfo(np.float16).tiny
    rate = exact(brought, "float16" if is_short else "float32")
    # With the digits that are shown: the sign = is to be true of what is read.
    product = _decimal(rate) * _decimal(slope)
    body = said(
        "Verdict",
        "Press Space for the first step: {x} − {rate} × {slope} {equals} {next}.",
        x=x,
        rate=rate,
        slope=f"({slope})" if slope.startswith(MINUS) else slope,
        equals="=" if _decimal(x) - product == _decimal(after) else "≈",
        next=after,
    )
    return Verdict("ready", body)


def _phase(case: Case) -> Verdict | None:
    """Return the phase at a position after the start, None if f alone can tell it."""
    cursor, ratios = case.cursor, _ratios(case)
    ratio = float(ratios[cursor - 1])
    if case.minimum is None or not math.isfinite(ratio):
        return None
    unlike = np.flatnonzero(~(np.abs(ratios[:cursor] + 1) < _SAME))
    count = cursor - 1 - int(unlike.max(initial=-1))
    if count >= _CYCLE or (count == cursor and case.settings.is_steady):
        return _swinging(case, ratios, count)
    if abs(ratio) > 1:
        return _leading_away(case, ratios)
    return _done(case) if case.is_last() else _nearing(case, ratios)


def _nearing(case: Case, ratios: Samples) -> Verdict:
    if ratios[case.cursor - 1] == 0:
        return Verdict("moving", said("Verdict", "This update landed on the minimum."))
    if ratios[case.cursor - 1] > 0:
        return Verdict("moving", _approaching(case, ratios))
    return Verdict("overshooting", _crossing(case, ratios), case.tried)


def _ratios(case: Case) -> Samples:
    """Return the distance to the minimum after every update shown over the one before."""
    distances = case.path.x.astype(np.float64) - case.x
    # On which side of the minimum x is, and how far from it, rounding tells as near as this; what is
    # nearer is on it, and nothing can be said of the update that leaves from there.
    farthest = np.fmax.accumulate(np.abs(distances))
    distances[np.abs(distances) <= _UNSURE * farthest] = 0
    # Measured by the update that leaves, too: a start beside the minimum has no way behind it yet.
    is_on_it = np.abs(distances[:-1]) <= _UNSURE * farthest[1:]
    with np.errstate(all="ignore"):
        ratios: Samples = distances[1:] / distances[:-1] + 0.0  # no −0: it has landed, not crossed
    ratios[~(case.near[1:] & case.near[:-1])] = np.nan
    ratios[is_on_it] = np.nan
    return ratios


def _stands_for_each(case: Case, ratios: Samples) -> bool:
    """Whether every update shown did the same, up to where x has arrived."""
    away = np.abs(case.path.x[:-1].astype(np.float64) - case.x) > case.tolerance()
    last = max(int(np.flatnonzero(away).max(initial=0)), case.cursor - 1)
    alike = np.abs(ratios[: last + 1] - ratios[case.cursor - 1]) < _ALIKE
    return case.settings.is_steady and bool(alike.all())


def _swinging(case: Case, ratios: Samples, count: int) -> Verdict:
    if count == case.cursor and bool((np.abs(ratios + 1) < _SAME).all()):
        body = said("Verdict", "Each update lands across the minimum, as far from it as before.")
    else:
        body = said(
            "Verdict",
            "The last {count} updates landed across the minimum, each as far from it as before.",
            count=grouped(count),
        )
    return Verdict("oscillating", body, case.tried)


def _leading_away(case: Case, ratios: Samples) -> Verdict | None:
    """Return that an update led away from the minimum; None where f falls towards somewhere else."""
    y, ratio = case.path.y, float(ratios[case.cursor - 1])
    if y[case.cursor] <= y[case.cursor - 1]:
        return None
    if ratio > 0:
        word, body = (
            said("Verdict", "Moving away."),
            said("Verdict", "This update led away from the minimum."),
        )
    elif case.is_too_fast() and _stands_for_each(case, ratios):
        word, body = (
            None,
            said(
                "Verdict",
                "Each update lands {share} % as far across the minimum; "
                "the rate is above 2/f″ = {rate}.",
                share=_percent(-ratio),
                rate=_stable(case),
            ),
        )
    else:
        word, body = None, _crossing(case, ratios)
    if _is_on_its_way_out(case):
        return Verdict("diverged", body, case.tried, said("Verdict", "Diverging."))
    return Verdict("overshooting", body, case.tried, word)


def _is_on_its_way_out(case: Case) -> bool:
    """Whether the path is known to leave the finite numbers, ever farther from the minimum."""
    end = case.known.diverged_at
    if end is None:
        return False
    distances = np.abs(case.distances()[case.cursor : end])
    return bool(len(distances) and distances[-1] > _FAR_OUT * distances[0])


def _crossing(case: Case, ratios: Samples) -> Sentence:
    share = _percent(-float(ratios[case.cursor - 1]))
    if _stands_for_each(case, ratios):
        return said(
            "Verdict",
            "Each update lands across the minimum, {share} % as far from it.",
            share=share,
        )
    return said(
        "Verdict", "This update landed across the minimum, {share} % as far from it.", share=share
    )


def _approaching(case: Case, ratios: Samples) -> Sentence:
    ratio = float(ratios[case.cursor - 1])
    if 1 - ratio < _NOTHING:
        return said(
            "Verdict", "This update covered less than 0.001 % of the distance to the minimum."
        )
    share = _percent(ratio)
    if _stands_for_each(case, ratios):
        return said(
            "Verdict", "Each update keeps {share} % of the distance to the minimum.", share=share
        )
    return said(
        "Verdict", "This update kept {share} % of the distance to the minimum.", share=share
    )


def _done(case: Case) -> Verdict | None:
    """Return what is left of the way; None where the path went somewhere else."""
    left, away = abs(case.distance(case.cursor)), abs(case.distance(0))
    if not case.near[0] or not left < (1 - _NOTHING) * away:
        return None
    body = said(
        "Verdict",
        "After {updates} updates {share} % of the distance to the minimum is left.",
        updates=grouped(case.cursor),
        share=_percent(left / away),
    )
    return Verdict("done", body)


def _done_by_value(case: Case) -> Verdict | None:
    """Return what all updates have done to f; to fall without end is not to be done."""
    if not case.is_last():
        return None
    path = case.path
    before, after = float(path.y[0]), float(path.y[case.cursor])
    numbers = {
        "updates": grouped(case.cursor), "before": case.number(before), "after": case.number(after),
    }  # fmt: skip
    if not after < before:
        body = said(
            "Verdict",
            "After {updates} updates f is {after}; at the start it was {before}.",
            **numbers,
        )
        return Verdict("overshooting", body, case.tried, said("Verdict", "No lower."))
    if case.minimum is None and path.gradient[case.cursor] != 0:
        body = said(
            "Verdict",
            "{updates} updates took f from {before} to {after}, where f′ is {slope}.",
            **numbers,
            slope=rounded(float(path.gradient[case.cursor])),
        )
        return Verdict("moving", body, other_word=said("Verdict", "Still falling."))
    body = said("Verdict", "{updates} updates took f from {before} to {after}.", **numbers)
    return Verdict("done", body)


def _moving_by_value(case: Case) -> Verdict:
    before, after = case.path.y[case.cursor - 1 : case.cursor + 1]
    numbers = {"before": case.number(before), "after": case.number(after)}
    if after > before:
        body = said("Verdict", "This update raised f from {before} to {after}.", **numbers)
        return Verdict("overshooting", body)
    if after == before:
        body = said("Verdict", "This update left f at {after}.", after=numbers["after"])
    else:
        body = said("Verdict", "This update took f from {before} to {after}.", **numbers)
    return Verdict("moving", body)


def _stable(case: Case) -> str:
    """Return 2/f″ at the minimum, for a case that has it."""
    return exact(2 / case.minimum.curvature, np.float32) if case.minimum else ""


def _percent(share: float) -> str:
    """Return a share in per cent with three digits, or more the nearer it is to 100."""
    return exact(float(f"{100 * share:.5g}" if abs(share - 1) <= 0.01 else f"{100 * share:.3g}"))


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(MINUS, "-"))


# The first that has something to say is heard. Who lands on a corner has no f′ there either, so
# `on_corner` comes before `_diverged`; who has arrived is neither stalled nor wandering; a start
# where f′ is 0 is not one to press Space at, so `at_rest` comes before `_ready`.
_OPINIONS: tuple[Callable[[Case], Verdict | None], ...] = (
    _undefined,
    on_corner,
    _diverged,
    _converged,
    stalled,
    wandering,
    at_rest,
    _ready,
    across_corner,
    _phase,
    _done_by_value,
)
