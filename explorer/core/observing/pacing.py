"""How often to look, so that looking costs a small share of the training."""

import math
import time
from collections import deque

import numpy as np
from numpy.typing import NDArray

SHARE = 0.01  # of the time that training takes; hooks, kept batches and read states take the rest of 3 %
_MOST = 1_000  # calls from one look to the next
_KEPT = 25  # timings of each kind that the medians are taken of
_FIRST = 4  # calls before the first timing: those compile
_AGAIN = 50  # calls between two changes of mind
_SHORTEST = 1e-9  # seconds of a call, for a clock that has not moved


def clocks() -> NDArray[np.float64]:
    """Return seconds of the clock, and of the processor in all threads.

    A look may cost no time of the clock on an idle core, and still take it from another program on a busy one.
    """
    return np.array([time.perf_counter(), time.process_time()])


class Pace:
    """Measures what a look costs, and says how many steps there are from one to the next.

    Args:
        every: Steps, as a person has chosen; 0 for as often as the cost allows.
        size: Steps in one call of the training function.

    Attributes:
        every: Steps from one look to the next now.
    """

    def __init__(self, every: int, size: int = 1) -> None:
        self._fixed, self._size = bool(every), size
        self.every = every or size * 2
        self._calls = 0
        self._plain: deque[NDArray[np.float64]] = deque(maxlen=_KEPT)
        self._looked: deque[NDArray[np.float64]] = deque(maxlen=_KEPT)

    def note(self, seconds: NDArray[np.float64], looked: bool) -> bool:
        """Note how long a call took, by each of the `clocks`; return whether `every` has changed."""
        self._calls += 1
        if self._fixed or self._calls <= _FIRST:
            return False
        (self._looked if looked else self._plain).append(seconds)
        if self._calls % _AGAIN or len(self._plain) < 5 or len(self._looked) < 3:
            return False
        plain, looking = np.median(self._plain, axis=0), np.median(self._looked, axis=0)
        share = float(np.max((looking - plain) / np.maximum(plain, _SHORTEST)))  # of one call
        calls = min(_MOST, max(2, math.ceil(share / SHARE)))
        before, self.every = self.every, calls * self._size
        return self.every != before
