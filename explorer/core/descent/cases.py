"""A position of a path with everything that is known of it, and what may be said of it."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.numerals import exact
from explorer.core.sentences import Sentence

Kind = Literal[
    "ready",
    "moving",
    "wandering",
    "overshooting",
    "oscillating",
    "converged",
    "diverged",
    "stuck",
    "undefined",
    "done",
]


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

    def number(self, value: float) -> str:
        """Return a number of the path as a reader sees it."""
        return exact(float(value), self.path.dtype)

    def is_steady(self) -> bool:
        """Whether every update follows the same rule, so that one stands for each."""
        settings = self.settings
        return (
            settings.optimizer == "sgd" and settings.schedule == "constant" and not settings.noise
        )
