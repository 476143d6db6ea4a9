"""How often to look, so that looking costs a small share of the training."""

import math
import time
from collections import deque

import numpy as np
from numpy.typing import NDArray

SHARE = 0.005  # of the time that training takes; kept batches and read states take the rest of 3 %
_MOST = 1_000  # calls from one look to the next
_KEPT = 25  # timings of each kind that the medians are taken of
_FEW = 6  # of each before the first is believed
_AGAIN = 5  # looks between two changes of mind
_SHORTEST = 1e-9  # seconds of a call, for a clock that has not moved


def clocks() -> NDArray[np.float64]:
    """Return seconds of the clock, and of the processor in all threads.

    A look may cost no time of the clock on an idle core, and still take it from another program on a busy one.
    """
    return np.array([time.perf_counter(), time.process_time()])


class Pacer:
    """Measures what a look costs, and says how many steps there are from one to the next.

    Timed are the calls that look, and each time the next one that does not: to read a clock takes time, too.

    Args:
        every: Steps, as a person has chosen; 0 for as often as the cost allows.
        size: Steps in one call of the training function.

    Attributes:
        every: Steps from one look to the next now.
    """

    def __init__(self, every: int, size: int = 1) -> None:
        self._fixed, self._size = bool(every), size
        self.every = every or size * 2
        self._looked_before = False
        self._plain: deque[NDArray[np.float64]] = deque(maxlen=_KEPT)
        self._looked: deque[NDArray[np.float64]] = deque(maxlen=_KEPT)
        self._left_out = {True: 1, False: 1}  # the first call of each kind compiles
        self._looks = 0

    def looks(self, step: int) -> bool:
        """Return whether a step is looked at in the call after so many steps."""
        return (step + self._size) // self.every > step // self.every

    def times(self, looks: bool) -> bool:
        """Return whether the next call is to be timed; asked once for each call."""
        if self._fixed:
            return False
        before, self._looked_before = self._looked_before, looks
        return looks or before

    def note(self, seconds: NDArray[np.float64], looked: bool) -> bool:
        """Note how long a call took, by each of the `clocks`; return whether `every` has changed."""
        if self._left_out[looked]:
            self._left_out[looked] -= 1
            return False
        (self._looked if looked else self._plain).append(seconds)
        self._looks += looked
        few = min(len(self._plain), len(self._looked)) < _FEW
        if few or not looked or self._looks % _AGAIN:
            return False
        plain, looking = np.median(self._plain, axis=0), np.median(self._looked, axis=0)
        # Of two medians that differ by chance the difference may be nothing: what it may be is added.
        spread = np.median(np.abs(np.array(self._looked) - looking), axis=0)
        cost = looking - plain + spread / math.sqrt(len(self._looked))
        share = float(np.max(cost / np.maximum(plain, _SHORTEST)))  # of one call
        calls = min(_MOST, max(2, math.ceil(share / SHARE)))
        before, self.every = self.every, calls * self._size
        return self.every != before
