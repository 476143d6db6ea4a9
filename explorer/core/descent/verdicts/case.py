"""A position of a path with all that is known of it, and what keeps it from its minimum."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.core.arrays import Samples
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.numerals import exact, grouped
from explorer.core.sentences import Sentence, said

WINDOW = 20  # updates over which slope and noise are compared
_DECAYED = 0.01  # of its highest value so far: then the rate has decayed
_HARDLY = 1e-3  # of the way that is left: then an update hardly moves x
VerdictKind = Literal[
    "ready", "moving", "wandering", "overshooting", "oscillating", "converged", "diverged", "stuck",
    "undefined", "done",
]  # fmt: skip


_WORDS: Mapping[VerdictKind, Sentence] = {
    "ready": said("Verdict", "Ready."),
    "moving": said("Verdict", "Moving."),
    "wandering": said("Verdict", "Wandering."),
    "overshooting": said("Verdict", "Overshooting."),
    "oscillating": said("Verdict", "Oscillating."),
    "converged": said("Verdict", "Converged."),
    "diverged": said("Verdict", "Diverged."),
    "stuck": said("Verdict", "Stuck."),
    "undefined": said("Verdict", "Undefined."),
    "done": said("Verdict", "Done."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is happening, to be shown in one line.

    Attributes:
        kind: The state, for icon and colour.
        body: One sentence with the numbers.
        suggestion: Learning rate that would do better, None if there is none.
        other_word: The state in a word that fits better than that of its kind, if there is one.
    """

    kind: VerdictKind
    body: Sentence
    suggestion: float | None = None
    other_word: Sentence | None = None

    @property
    def word(self) -> Sentence:
        """The state in one word with its full stop."""
        return self.other_word or _WORDS[self.kind]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Everything that is known of one position of a path."""

    path: Trajectory
    cursor: int
    curvature: float | None
    minimum: float | None
    settings: DescentSettings

    def fastest(self) -> float | None:
        """Return 1/f″ if a plain descent to a rounded minimum would do better with it."""
        curvature = self.curvature
        # 1/f″ and 2/f″ are bounds of plain gradient descent; with a memory others hold.
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

    def tolerance(self) -> float:
        """Return the distance to the minimum that counts as none: a few of the dtype's last bits."""
        least = max(1e-6, 4 * float(np.finfo(self.path.dtype).eps))
        return least * max(1.0, abs(self.minimum or 0.0))

    def distance(self, cursor: int) -> float:
        """Return how far a place is to the right of the minimum, of 0 if none is known."""
        return float(self.path.x[cursor]) - (self.minimum or 0.0)

    def distances(self) -> Samples:
        """Return the same of every place."""
        return self.path.x.astype(np.float64) - (self.minimum or 0.0)

    def number(self, value: float) -> str:
        """Return a number of the path as a reader sees it."""
        return exact(float(value), self.path.dtype)

    def is_steady(self) -> bool:
        """Whether every update follows the same rule, so that one stands for each."""
        settings = self.settings
        return (
            settings.optimizer == "sgd" and settings.schedule == "constant" and not settings.noise
        )


def on_corner(case: Case) -> Verdict | None:
    """Return that the path ended on a minimum where f′ does not exist."""
    end = case.path.diverged_at
    if end is None or case.cursor < end or not _is_corner(case):
        return None
    if not abs(case.distances()[end]) <= case.tolerance():
        return None
    body = said(
        "Verdict",
        "At update {update} x landed on the minimum, a corner or cusp: f′ does not exist there.",
        update=grouped(end),
    )
    return Verdict("converged", body)


def across_corner(case: Case) -> Verdict | None:
    """Return that an update led across a minimum where f′ does not exist."""
    if case.cursor == 0 or not _is_corner(case):
        return None
    before, after = case.distances()[case.cursor - 1 : case.cursor + 1]
    if not before * after < 0:
        return None
    body = said(
        "Verdict",
        "f′ jumps at the minimum, a corner or cusp: updates land across it, this one {distance} away.",
        distance=_rounded(abs(after)),
    )
    return Verdict("oscillating", body)


def stalled(case: Case) -> Verdict | None:
    """Return that the rate has decayed so far that x hardly moves, though it has not arrived.

    The rate is at most a hundredth of its highest value so far, and the update moves x by less
    than a thousandth of the distance to the minimum, or where none is known of the way so far.
    """
    rates, cursor = case.path.rate, case.cursor
    if case.settings.schedule == "constant" or cursor == 0:
        return None
    slope, rate = float(case.path.gradient[cursor]), float(rates[cursor])
    if slope == 0 or rate > _DECAYED * float(rates[: cursor + 1].max()):
        return None
    x = case.path.x.astype(np.float64)
    way = float(x[cursor] - (x[0] if case.minimum is None else case.minimum))
    here = min(cursor, case.path.updates - 1)
    if abs(x[here + 1] - x[here]) >= _HARDLY * abs(way):
        return None
    numbers = {"rate": exact(float(f"{rate:.2g}")), "slope": _rounded(slope)}
    if case.minimum is None:
        body = said(
            "Verdict",
            "The rate has decayed to {rate}: an update adds less than 0.1 % to the way, "
            "though f′ is {slope}.",
            **numbers,
        )
    else:
        body = said(
            "Verdict",
            "The rate has decayed to {rate}: an update covers less than 0.1 % of the distance to "
            "the minimum, though f′ is {slope}.",
            **numbers,
        )
    return Verdict("stuck", body, other_word=said("Verdict", "Stalled."))


def wandering(case: Case) -> Verdict | None:
    """Return that noise, not the slope, moves x around the minimum.

    x has crossed the minimum before, and over the last `WINDOW` updates the root of the mean
    square of f′ is not above the standard deviation σ of the noise.
    """
    noise, cursor = case.settings.noise, case.cursor
    if not noise or case.minimum is None or cursor < WINDOW:
        return None
    distances = case.distances()[: cursor + 1]
    slopes = case.path.gradient[cursor - WINDOW : cursor + 1].astype(np.float64)
    slope = math.sqrt(float(np.mean(slopes**2)))
    if not slope <= noise or (distances > 0).all() or (distances < 0).all():
        return None
    body = said(
        "Verdict",
        "Noise σ = {noise} outweighs the slope, {slope} over the last {count} updates: x wanders "
        "around the minimum, within ±{reach}.",
        noise=exact(noise),
        slope=_rounded(slope),
        count=str(WINDOW),
        reach=_rounded(float(np.abs(distances[-WINDOW - 1 :]).max())),
    )
    return Verdict("wandering", body)


def _is_corner(case: Case) -> bool:
    return case.minimum is not None and case.curvature == math.inf


def _rounded(number: float) -> str:
    return exact(float(f"{number:.2g}"))
