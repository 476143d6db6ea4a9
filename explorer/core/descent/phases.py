"""The phase of a descent towards a known minimum, told by the distances to it."""

import math

import numpy as np

from explorer.core.descent.cases import Case, Verdict
from explorer.core.numerals import exact, grouped
from explorer.core.sentences import Sentence, said

_SAME = 1e-3  # two distances within a thousandth are told as equal
_ALIKE = 1e-2  # two ratios of distances within a hundredth are told as one


def phase(case: Case) -> Verdict | None:
    """Return the phase at a position after the start, None if f alone can tell it.

    The distance to the minimum after the update, divided by the one before, is between 0 and 1
    for a descent that moves, between −1 and 0 for one that overshoots, −1 for one that
    oscillates; beyond, a descent whose f rises diverges.
    """
    if case.minimum is None:
        return None
    after, ratio = _distance(case, case.cursor), _ratio(case, case.cursor)
    if abs(ratio) > 1 + _SAME:
        return _leading_away(case, ratio)
    if case.is_steady() and ratio < -(1 - _SAME):
        body = said("Verdict", "Each update lands across the minimum, as far from it as before.")
        return Verdict("oscillating", said("Verdict", "Oscillating."), body, case.fastest())
    if case.is_last():
        return _done(case, abs(after), abs(_distance(case, 0)))
    if ratio < 0:
        body = _crossing(case, ratio)
        return Verdict("overshooting", said("Verdict", "Overshooting."), body, case.fastest())
    return Verdict("moving", said("Verdict", "Moving."), _approaching(case, ratio))


def _distance(case: Case, cursor: int) -> float:
    return float(case.path.x[cursor]) - (case.minimum or 0.0)


def _ratio(case: Case, cursor: int) -> float:
    before = _distance(case, cursor - 1)
    return _distance(case, cursor) / before if before else math.inf


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
        return Verdict("overshooting", said("Verdict", "Overshooting."), body)
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
    return Verdict("diverged", said("Verdict", "Diverging."), body, fastest)


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
    return Verdict("done", said("Verdict", "Done."), body)


def _percent(share: float) -> str:
    """Return a share in per cent, with more digits the nearer it is to 100."""
    return f"{100 * share:.3g}" if abs(share - 1) > 0.01 else f"{100 * share:.5g}"
