"""One generator running in one thread, its reports pulled by whoever started it."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThread

Report = TypeVar("Report")

_log = logging.getLogger(__name__)


class Job(QThread, Generic[Report]):
    """A generator at work in its own thread.

    Reports wait in a queue until `drain` is called, mostly by a timer: one signal per report
    would flood the event loop. The thread looks for `stop` between reports.

    Attributes:
        failure: What ended the work, if it did not end by itself.
    """

    def __init__(self, work: Callable[[], Iterator[Report]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._reports: deque[Report] = deque()
        self.failure: Exception | None = None

    def run(self) -> None:
        """Iterate the generator (in the thread; never call it)."""
        try:
            for report in self._work():
                self._reports.append(report)
                if self.isInterruptionRequested():
                    return
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to the one who started the job
            self.failure = error

    def drain(self) -> list[Report]:
        """Return the reports that have come since the last call, oldest first."""
        return [self._reports.popleft() for _ in range(len(self._reports))]

    def stop(self) -> None:
        """Ask the work to end at its next report; returns at once."""
        self.requestInterruption()

    def stop_and_wait(self, milliseconds: int = 30_000) -> None:
        """End the work and its thread; used when the window closes."""
        self.stop()
        if not self.wait(milliseconds):
            _log.warning("a job did not end within %d ms", milliseconds)
