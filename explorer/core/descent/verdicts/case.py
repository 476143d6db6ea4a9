"""A position of a path with everything that is known of it, and what may be said of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.core.arrays import Samples
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.numerals import exact
from explorer.core.sentences import Sentence, said

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
