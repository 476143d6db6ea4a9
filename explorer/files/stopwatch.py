"""The time that a run is at work: none passes while the whole process stands still."""

import time
from collections.abc import Callable
from functools import cache
from threading import Lock, Thread

_BEAT = 0.25  # seconds between two looks
_STILL = (
    2.0  # seconds without a look; a busy machine lets a thread that mostly sleeps wake up sooner
)
_LITTLE = (
    0.25  # of that time computed: more, and another thread only did not let go of Python's lock
)


class Stopwatch:
    """A clock that leaves out when nobody looked at it and nothing was computed.

    So it is while a process is stopped (Ctrl+Z, SIGSTOP), and on some systems while the machine sleeps.

    Args:
        clock: Seconds, as `time.perf_counter`.
        computed: Seconds of the processor, as `time.process_time`.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.perf_counter,
        computed: Callable[[], float] = time.process_time,
    ) -> None:
        self._clock, self._computed = clock, computed
        self._one_at_a_time = Lock()
        self._seen, self._stood = (clock(), computed()), 0.0

    def now(self) -> float:
        """Return seconds, of which only differences mean anything; to be called several times a second."""
        with self._one_at_a_time:
            now, computed = self._clock(), self._computed()
            missed = now - self._seen[0] - _BEAT
            if missed > _STILL and computed - self._seen[1] < _LITTLE * missed:
                self._stood += missed
            self._seen = now, computed
            return now - self._stood


@cache
def _shared() -> Stopwatch:
    watch = Stopwatch()

    def look() -> None:
        while True:
            time.sleep(_BEAT)
            watch.now()

    Thread(target=look, daemon=True, name="stopwatch").start()
    return watch


def seconds_at_work() -> float:
    """Return the time of a stopwatch that is shared by all runs."""
    return _shared().now()
