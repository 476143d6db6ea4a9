"""A position of a path with all that is known of it, and what keeps it from its minimum."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.core.arrays import Samples
from explorer.core.descent.results import Level, Minimum, Trajectory, Valley
from explorer.core.descent.settings import DescentSettings
from explorer.core.numerals import exact, grouped
from explorer.core.sentences import Sentence, said

WINDOW = 20  # updates over which slope and noise are compared
FAR = 100  # times as many updates as made so far: who stays so long is told to stay for good
AT_MINIMUM = said("Verdict", "At the minimum.")  # by now, and not known for how long
_ARRIVED = 1e-6  # of the farthest that a path was from a minimum: no distance any more
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
    """Everything that is known of one position of a path.

    Attributes:
        path: The path, whole or as far as it is known.
        cursor: Index of the position; 0 is the start.
        settings: What the path was made from.
        near: Which positions of the path lie in the same valley, shape (n + 1,).
        minimum: The minimum of that valley, None if it has none or is not known.
        level: What the position is where f′ is 0 and no minimum.
        known: The path as far as it is known, also beyond what is shown.
        tried: Learning rate that was tried and does better, None if there is none.
    """

    path: Trajectory
    cursor: int
    settings: DescentSettings
    near: NDArray[np.bool_]
    minimum: Minimum | None
    level: Level | None
    known: Trajectory
    tried: float | None

    @property
    def x(self) -> float:
        """Where the minimum is, 0 if none is known."""
        return 0.0 if self.minimum is None else self.minimum.x

    def is_too_fast(self) -> bool:
        """Whether plain descent keeps a rate above 2/f″, with which it cannot stay at the minimum."""
        minimum = self.minimum
        return (
            self.settings.is_steady
            and minimum is not None
            and 0 < minimum.curvature < math.inf
            and self.settings.learning_rate > 2 / minimum.curvature
        )

    def is_last(self) -> bool:
        """Whether no update is to come."""
        return self.cursor == self.settings.updates

    def tolerance(self) -> float:
        """Return the distance to the minimum that counts as none.

        A millionth of the farthest that the path has been from it, rounded down to a power of ten,
        but no less than a few of the dtype's last bits.
        """
        distances = np.abs(self.distances()[: self.cursor + 1])
        reach = float(distances[np.isfinite(distances)].max(initial=0.0))
        bits = 4 * float(np.finfo(self.path.dtype).eps) * abs(self.x)
        if reach == 0:
            return up_to_two_digits(bits)
        return max(10.0 ** math.floor(math.log10(_ARRIVED * reach)), up_to_two_digits(bits))

    def distance(self, cursor: int) -> float:
        """Return how far a place is to the right of the minimum, of 0 if none is known."""
        return float(self.path.x[cursor]) - self.x

    def distances(self) -> Samples:
        """Return the same of every place that is known."""
        return self.known.x.astype(np.float64) - self.x

    def number(self, value: float) -> str:
        """Return a number of the path as a reader sees it; a slope of −0 is 0."""
        return exact(float(value) + 0.0, self.path.dtype)

    def rests(self) -> bool:
        """Whether the update that leaves the position, or at the end the one that led to it, is 0."""
        x, cursor = self.known.x, self.cursor
        if cursor < self.known.updates:
            return bool(x[cursor + 1] == x[cursor])
        return cursor > 0 and bool(x[cursor - 1] == x[cursor])

    def rests_for_good(self) -> bool:
        """Whether x stays where it is for ever, or as long as is told to be for good."""
        x, cursor = self.known.x, self.cursor
        if not self.rests():
            return False
        stays = reaches_far(self.known, cursor) and bool((x[cursor:] == x[cursor]).all())
        return self.settings.is_steady or stays


def reaches_far(known: Trajectory, cursor: int) -> bool:
    """Whether a path is known far enough beyond a position to tell what is for good."""
    return known.updates >= FAR * max(cursor, 1) and known.diverged_at is None


def case_of(
    path: Trajectory,
    cursor: int,
    valleys: Sequence[Valley],
    settings: DescentSettings,
    outlook: Trajectory | None,
    tried: float | None,
) -> Case:
    """Return what is known of a position: the first valley that holds it is the one it is in."""
    x = path.x.astype(np.float64)
    place = x[cursor] if np.isfinite(path.y[cursor]) else x[0]  # it has left where it came from
    here = next((each for each in valleys if each.low <= place <= each.high), None)
    near = np.zeros(len(x), bool) if here is None else (here.low <= x) & (x <= here.high)
    return Case(
        path=path,
        cursor=cursor,
        settings=settings,
        near=near,
        minimum=None if here is None else here.minimum,
        level=None if here is None else here.level,
        known=path if outlook is None else outlook,
        tried=tried,
    )


def on_corner(case: Case) -> Verdict | None:
    """Return that the path ended on a minimum where f′ does not exist."""
    end = case.path.diverged_at
    if end is None or case.cursor < end or not _is_corner(case):
        return None
    if not abs(case.distance(end)) <= case.tolerance():
        return None
    body = said(
        "Verdict",
        "At update {update} x landed on the minimum, a corner or cusp: f′ does not exist there.",
        update=grouped(end),
    )
    return Verdict("converged", body)


def across_corner(case: Case) -> Verdict | None:
    """Return that an update led across a minimum where f′ does not exist."""
    cursor = case.cursor
    if cursor == 0 or not _is_corner(case) or not case.near[cursor - 1]:
        return None
    before, after = case.distance(cursor - 1), case.distance(cursor)
    if not before * after < 0:
        return None
    body = said(
        "Verdict",
        "f′ does not exist at the minimum, a corner or cusp; this update landed across it, "
        "{distance} away.",
        distance=rounded(abs(after)),
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
    way = float(x[cursor] - (x[0] if case.minimum is None else case.x))
    # At the end no update is to come: the one that led there is looked at.
    here = min(cursor, case.path.updates - 1)
    if abs(x[here + 1] - x[here]) >= _HARDLY * abs(way):
        return None
    numbers = {"rate": exact(float(f"{rate:.2g}")), "slope": rounded(slope)}
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

    x has been on both sides of the minimum, and over the last `WINDOW` updates the root of the
    mean square of f′ is not above the standard deviation σ of the noise. Where f′ rounds to 0 all the
    while, nothing brings x back: it is lost on a plateau and not around the minimum.
    """
    noise, cursor = case.settings.noise, case.cursor
    if not noise or case.minimum is None or cursor < WINDOW:
        return None
    window = slice(cursor - WINDOW, cursor + 1)
    distances = case.distances()[: cursor + 1]
    slope = math.sqrt(float(np.mean(case.path.gradient[window].astype(np.float64) ** 2)))
    crosses = (distances > 0).any() and (distances < 0).any()
    if not (0 < slope <= noise and crosses and case.near[window].all()):
        return None
    body = said(
        "Verdict",
        "Noise σ = {noise} outweighs the slope, {slope} over the last {count} updates: x wanders "
        "around the minimum, within ±{reach}.",
        noise=exact(noise),
        slope=rounded(slope),
        count=str(WINDOW),
        reach=rounded_up(float(np.abs(distances[window]).max())),
    )
    return Verdict("wandering", body)


_LEVELS: dict[Level | None, Sentence] = {
    "maximum": said("Verdict", "The tape’s f′ is 0 at this maximum; x stays."),
    "inflection": said("Verdict", "f′ is 0 at this point of inflection; x stays."),
    "flat": said("Verdict", "f is flat here, or too flat for these numbers: f′ is 0; x stays."),
}


def at_rest(case: Case) -> Verdict | None:
    """Return what is to be said where x stays, though at no minimum that is known."""
    path, cursor = case.path, case.cursor
    if not case.rests() or (cursor < path.updates and path.rate[cursor] == 0):
        return None  # a rate of 0, with which a warm-up begins, holds x for this update only
    slope = float(path.gradient[cursor])
    if slope == 0 and case.rests_for_good():
        rounds = said("Verdict", "f′ rounds to 0 in {dtype} here; x stays.", dtype=path.dtype)
        return Verdict("stuck", _LEVELS.get(case.level, rounds))
    if case.settings.is_steady:
        body = said(
            "Verdict",
            "The update is smaller than the space between numbers of {dtype} here; x stays.",
            dtype=path.dtype,
        )
        return Verdict("stuck", body)
    held = _held_at_zero(case)
    if held is not None:
        return held
    if cursor < case.known.updates:
        body = said(
            "Verdict", "The next update leaves x where it is; f′ is {slope}.", slope=rounded(slope)
        )
    else:
        body = said(
            "Verdict", "The last update left x where it was; f′ is {slope}.", slope=rounded(slope)
        )
    return Verdict("stuck", body, other_word=said("Verdict", "Still."))


def _held_at_zero(case: Case) -> Verdict | None:
    """Return that Ftrl's λ₁ holds x at 0, however steep f is there."""
    settings, cursor = case.settings, case.cursor
    if settings.optimizer != "ftrl" or case.path.x[cursor] != 0:
        return None
    strength = settings.parameter_values()["l1_regularization_strength"]
    row = cursor + 1 if cursor < case.known.updates else cursor
    total = abs(float(case.known.states["linear"][row]))
    if not 0 < total <= strength:
        return None
    body = said(
        "Verdict",
        "λ₁ = {strength} holds x at 0: |z| = {total} is not above it.",
        strength=exact(strength),
        total=exact(total, case.path.dtype),
    )
    return Verdict("stuck", body, other_word=said("Verdict", "Held."))


def rounded(number: float) -> str:
    """Return a number with two digits."""
    return exact(float(f"{number:.2g}"))


def up_to_two_digits(number: float) -> float:
    """Return the least number of two digits that is no less than another, which is not negative."""
    near = float(f"{number:.2g}")
    if near < number:
        near = float(f"{near + 10.0 ** (math.floor(math.log10(number)) - 1):.2g}")
    return near


def rounded_up(number: float) -> str:
    """Return a bound with two digits, no less than the number."""
    return exact(up_to_two_digits(number))


def _is_corner(case: Case) -> bool:
    return case.minimum is not None and case.minimum.is_corner
