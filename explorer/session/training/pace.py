"""The time that a run's reports took, and how fast it is by them."""

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

from explorer.core.training.reports import Progress, Report, Started

_SPAN = 1.0  # seconds of work that the newest speed is averaged over


@dataclass(frozen=True, slots=True)
class Timed:
    """A report, and how long the work on it took.

    Attributes:
        report: The report.
        seconds: Time at work since the report before, pauses left out; 0 for what was told before.
    """

    report: Report
    seconds: float


class Pace:
    """How fast a run is, from its first update on: what came before went into compiling.

    Attributes:
        seconds: Time at work so far, compiling included.
        is_whole: Whether that is all of it: an older program kept no times.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self.is_whole = True
        self._since = self._until = _Reached(0, 0.0)
        self._compiled: _Reached | None = None  # where the first update was made
        self._newest: deque[_Reached] = deque()

    def add(self, timed: Timed) -> None:
        """Take in one more report."""
        report = timed.report
        before = self.seconds
        self.seconds += timed.seconds
        if isinstance(report, Started):
            self._compiled = None
        elif isinstance(report, Progress):
            self._until = _Reached(report.step, self.seconds)
            if self._compiled is None:
                # As long as there is nothing better: with compiling in it, until a second report
                # comes.
                self._since = _Reached(report.step - len(report.losses), before)
                self._compiled = self._until
                self._newest.clear()
            else:
                self._since = self._compiled
        # Told of the past, as from a log; a speed across it would be none.
        if not timed.seconds:
            self._newest.clear()
        self._newest.append(_Reached(self._until.step, self.seconds))
        # The one at the span's beginning stays, so that all of the span is counted.
        while len(self._newest) > 2 and self.seconds - self._newest[1].seconds > _SPAN:
            self._newest.popleft()

    def take_up(self, seconds: float | None) -> None:
        """Count the time at work of a run that is taken up again; None where nobody has kept it."""
        self.seconds += seconds or 0.0
        self.is_whole = seconds is not None

    def come_to(self, seconds: float | None) -> None:
        """Say how long a run was at work that has been read to its end; None where nobody knows."""
        self.seconds = seconds or 0.0
        self.is_whole = seconds is not None

    def rewind(self, step: int) -> None:
        """Forget what came after a step: the run was taken up again from there."""
        self._until = _Reached(min(step, self._until.step), self._until.seconds)
        self._newest = deque(each for each in self._newest if each.step <= step)

    @property
    def has_begun(self) -> bool:
        """Whether an update was made since the run began or was taken up again."""
        return self._compiled is not None

    @property
    def newest(self) -> float | None:
        """Steps per second over the last second at work, if anything is known of it."""
        return _speed(self._newest[0], self._newest[-1]) if len(self._newest) > 1 else None

    @property
    def overall(self) -> float:
        """Steps per second since the first update; of a single one, compiling included."""
        return _speed(self._since, self._until)


class _Reached(NamedTuple):
    step: int
    seconds: float  # at work


def _speed(since: _Reached, until: _Reached) -> float:
    return (until.step - since.step) / max(until.seconds - since.seconds, 1e-9)
