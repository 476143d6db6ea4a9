"""How often to look, so that looking costs a small share of the training."""

from collections import deque
from statistics import median

SHARE = 0.02  # of the time that training takes; hooks and copies of the state take the rest of 3 %
_MOST = 1_000  # calls from one look to the next
_KEPT = 25  # timings of each kind that the medians are taken of
_FIRST = 4  # calls before the first timing: those compile
_AGAIN = 50  # calls between two changes of mind


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
        self._plain: deque[float] = deque(maxlen=_KEPT)
        self._looked: deque[float] = deque(maxlen=_KEPT)

    def note(self, seconds: float, looked: bool) -> bool:
        """Note how long a call took; return whether `every` has changed."""
        self._calls += 1
        if self._fixed or self._calls <= _FIRST:
            return False
        (self._looked if looked else self._plain).append(seconds)
        if self._calls % _AGAIN or len(self._plain) < 5 or len(self._looked) < 3:
            return False
        plain, cost = median(self._plain), median(self._looked) - median(self._plain)
        calls = min(_MOST, max(2, int(-(-cost // (SHARE * plain))))) if plain > 0 else 2
        before, self.every = self.every, calls * self._size
        return self.every != before
