"""A training run's reports, printed on standard error as they come, with the time kept."""

import sys
import time
from collections.abc import Iterator

from explorer.core.numerals import grouped
from explorer.core.sentences import Sentence
from explorer.core.training.reports import (
    Changed,
    Diverged,
    Finished,
    Halted,
    Progress,
    Report,
    Started,
    Stopped,
    Validation,
)


class ProgressPrinter:
    """Prints reports and measures the pace.

    Attributes:
        step: Updates made so far.
        steps_per_second: Pace since the first update, as that one compiled the loop.
    """

    def __init__(self, steps: int) -> None:
        self.step = 0
        self.steps_per_second = 0.0
        self._steps = steps
        self._start = 0.0
        self._since: tuple[int, float] | None = None

    def follow(self, reports: Iterator[Report | Sentence]) -> Finished | Stopped | None:
        """Print each report; return the last one, or nothing if the run failed."""
        for report in reports:
            match report:
                case Started():
                    _show("Compiling the training loop.")
                    self._start = time.perf_counter()
                case Progress():
                    self._advance(report)
                case Validation():
                    where = f"step {grouped(report.step)} of {grouped(self._steps)}"
                    _show(f"{where}, validation accuracy {report.accuracy:.1%}")
                case Changed():
                    self._steps = report.settings.steps
                case Finished() | Stopped():
                    return report
                case Diverged() | Halted():
                    _show(str(report.sentence))
                case Sentence():
                    _show(str(report))
        return None

    def _advance(self, report: Progress) -> None:
        now = time.perf_counter()
        if self._since is None:
            self.steps_per_second = len(report.losses) / max(now - self._start, 1e-9)
            self._since = (report.step, now)
        else:
            first_step, start = self._since
            self.steps_per_second = (report.step - first_step) / max(now - start, 1e-9)
        self.step = report.step


def _show(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
