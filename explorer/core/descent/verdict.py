"""What a descent does at one of its updates, in a word and a sentence."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.numerals import MINUS, exact, grouped
from explorer.core.sentences import Sentence, said

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal[
    "ready",
    "moving",
    "overshooting",
    "oscillating",
    "converged",
    "diverged",
    "stuck",
    "undefined",
    "done",
]

_SAME = 1e-3  # two distances within a thousandth are told as equal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is happening, to be shown in one line.

    Attributes:
        kind: The state, for icon and colour.
        word: The state in one word with its full stop.
        body: One sentence with the numbers.
        suggestion: Learning rate that would do better, None if there is none.
    """

    kind: Kind
    word: Sentence
    body: Sentence
    suggestion: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """Everything that is known of one position of a path."""

    path: Trajectory
    cursor: int
    curvature: float | None
    minimum: float | None
    settings: DescentSettings

    def fastest(self) -> float | None:
        """Return 1/f″ if a plain descent to a rounded minimum would do better with it."""
        curvature = self.curvature
        if self.settings.optimizer != "sgd" or curvature is None or not 0 < curvature < math.inf:
            return None
        return 1 / curvature if self.settings.learning_rate > 1 / curvature else None

    def is_too_fast(self) -> bool:
        """Whether the rate is above 2/f″."""
        fastest = self.fastest()
        return fastest is not None and self.settings.learning_rate > 2 * fastest

    def is_last(self) -> bool:
        """Whether no update is to come."""
        return self.cursor == self.settings.updates

    def number(self, value: float) -> str:
        """Return a number of the path as a reader sees it."""
        return exact(float(value), self.path.dtype)


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
        curvature: f″ at the minimum, None if unknown.
        minimum: x of the minimum downhill of the start, None if unknown.
        settings: What the path was made from.
    """
    case = _Case(trajectory, cursor, curvature, minimum, settings)
    for opinion in _OPINIONS:
        verdict = opinion(case)
        if verdict is not None:
            return verdict
    return _moving_by_value(case)


def _undefined(case: _Case) -> Verdict | None:
    if case.path.diverged_at != 0:
        return None
    body = said(
        "Verdict",
        "f or f′ is not a finite number at {start}. Choose another start.",
        start=case.number(case.path.x[0]),
    )
    return Verdict("undefined", said("Verdict", "Undefined."), body)


def _diverged(case: _Case) -> Verdict | None:
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
    return Verdict("diverged", said("Verdict", "Diverged."), body, fastest)


def _converged(case: _Case) -> Verdict | None:
    if case.minimum is None:
        return None
    distance = np.abs(case.path.x[: case.cursor + 1].astype(np.float64) - case.minimum)
    tolerance = _tolerance(case.path, case.minimum)
    away: NDArray[np.intp] = np.flatnonzero(distance > tolerance)
    if len(away) and away[-1] == case.cursor:
        return None
    if case.cursor == 0:
        body = said("Verdict", "The start is the minimum; there is nothing to descend.")
    else:
        body = said(
            "Verdict",
            "Since update {update} x is within {tolerance} of the minimum.",
            update=grouped(int(away[-1]) + 1 if len(away) else 0),
            tolerance=exact(float(f"{tolerance:.0e}")),
        )
    return Verdict("converged", said("Verdict", "Converged."), body)


def _tolerance(path: Trajectory, minimum: float) -> float:
    """Return the distance to the minimum that counts as none: a few of the dtype's last bits."""
    return max(1e-6, 4 * float(np.finfo(path.dtype).eps)) * max(1.0, abs(minimum))


def _stuck(case: _Case) -> Verdict | None:
    path, cursor = case.path, case.cursor
    word = said("Verdict", "Stuck.")
    if path.gradient[cursor] == 0:
        if any(np.any(values[cursor]) for values in path.states.values()):
            return None
        body = said("Verdict", "f′ is 0 here, yet this is no minimum; x stays.")
        return Verdict("stuck", word, body)
    if cursor == path.updates or path.x[cursor + 1] != path.x[cursor]:
        return None
    body = said(
        "Verdict",
        "The update is smaller than the space between numbers of {dtype} here; x stays.",
        dtype=path.dtype,
    )
    return Verdict("stuck", word, body)


def _ready(case: _Case) -> Verdict | None:
    path = case.path
    if case.cursor > 0:
        return None
    word = said("Verdict", "Ready.")
    if case.settings.optimizer != "sgd" or path.updates == 0:
        return Verdict("ready", word, said("Verdict", "Press Space for the first step."))
    slope = case.number(path.gradient[0])
    body = said(
        "Verdict",
        "Press Space for the first step: {x} − {rate} × {slope} = {next}.",
        x=case.number(path.x[0]),
        rate=exact(case.settings.learning_rate),
        slope=f"({slope})" if slope.startswith(MINUS) else slope,
        next=case.number(path.x[1]),
    )
    return Verdict("ready", word, body)


def _phase(case: _Case) -> Verdict | None:
    if case.minimum is None:
        return None
    before, after = (
        float(each) - case.minimum for each in case.path.x[case.cursor - 1 : case.cursor + 1]
    )
    ratio = after / before if before else math.inf
    if abs(ratio) > 1 + _SAME:
        return _diverging(case, ratio)
    if ratio < -(1 - _SAME):
        body = said("Verdict", "Each update lands across the minimum, as far from it as before.")
        return Verdict("oscillating", said("Verdict", "Oscillating."), body, case.fastest())
    if case.is_last():
        return _done(case, abs(after), abs(float(case.path.x[0]) - case.minimum))
    return _approaching(case, ratio)


def _approaching(case: _Case, ratio: float) -> Verdict:
    if ratio < 0:
        body = said(
            "Verdict",
            "Each update lands across the minimum, {share} % as far from it.",
            share=_percent(-ratio),
        )
        return Verdict("overshooting", said("Verdict", "Overshooting."), body, case.fastest())
    body = said(
        "Verdict",
        "Each update keeps {share} % of the distance to the minimum.",
        share=_percent(ratio),
    )
    return Verdict("moving", said("Verdict", "Moving."), body)


def _diverging(case: _Case, ratio: float) -> Verdict:
    fastest = case.fastest()
    if ratio > 0:
        body = said("Verdict", "This update led away from the minimum.")
    elif fastest is None or not case.is_too_fast():
        body = said(
            "Verdict",
            "Each update lands across the minimum, {share} % as far from it.",
            share=_percent(-ratio),
        )
    else:
        body = said(
            "Verdict",
            "Each update lands {share} % as far across the minimum; rates above {rate} diverge.",
            share=_percent(-ratio),
            rate=exact(2 * fastest, np.float32),
        )
    return Verdict("diverged", said("Verdict", "Diverging."), body, fastest)


def _done(case: _Case, left: float, away: float) -> Verdict:
    body = said(
        "Verdict",
        "After {updates} updates {share} % of the distance to the minimum is left.",
        updates=grouped(case.cursor),
        share=_percent(left / away),
    )
    return Verdict("done", said("Verdict", "Done."), body)


def _done_by_value(case: _Case) -> Verdict | None:
    if not case.is_last():
        return None
    body = said(
        "Verdict",
        "{updates} updates took f from {before} to {after}.",
        updates=grouped(case.cursor),
        before=case.number(case.path.y[0]),
        after=case.number(case.path.y[case.cursor]),
    )
    return Verdict("done", said("Verdict", "Done."), body)


def _moving_by_value(case: _Case) -> Verdict:
    before, after = case.path.y[case.cursor - 1 : case.cursor + 1]
    numbers = {"before": case.number(before), "after": case.number(after)}
    if after > before:
        body = said("Verdict", "This update raised f from {before} to {after}.", **numbers)
        return Verdict("overshooting", said("Verdict", "Overshooting."), body)
    body = said("Verdict", "This update took f from {before} to {after}.", **numbers)
    return Verdict("moving", said("Verdict", "Moving."), body)


def _percent(share: float) -> str:
    """Return a share in per cent, with more digits the nearer it is to 100."""
    return f"{100 * share:.3g}" if abs(share - 1) > 0.01 else f"{100 * share:.5g}"


_OPINIONS: tuple[Callable[[_Case], Verdict | None], ...] = (
    _undefined,
    _diverged,
    _converged,
    _stuck,
    _ready,
    _phase,
    _done_by_value,
)
