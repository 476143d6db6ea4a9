"""Short work in a thread that stays, where to begin one for each request would take too long."""

import logging
from collections.abc import Callable, Iterator
from threading import Condition
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThread, Signal

Report = TypeVar("Report")
Work = Callable[[], Iterator[Report]]

CLOSING = 30_000  # milliseconds that the work at hand may take when the window closes
_log = logging.getLogger(__name__)


class _Worker(QThread, Generic[Report]):
    """Waits for work, does the newest of it, and hands over what it reports."""

    reported = Signal(object)
    ended = Signal(object)  # what ended a request before its end, or None

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: Condition = Condition()
        self._work: Work[Report] | None = None
        self._is_closing = False

    def give(self, work: "Work[Report]") -> None:
        """Do this next, in place of what still waits."""
        with self._wanted:
            self._work = work
            self._wanted.notify()

    def finish(self) -> None:
        """End after what is being done."""
        with self._wanted:
            self._is_closing, self._work = True, None
            self._wanted.notify()

    def run(self) -> None:
        """Work until told to finish (in the thread; never call it)."""
        while (work := self._next()) is not None:
            failure: Exception | None = None
            try:
                for report in work():
                    if self._is_closing:
                        return
                    self.reported.emit(report)
            except Exception as error:  # noqa: BLE001 - it belongs to the one who asked for the work
                failure = error
            if not self._is_closing:
                self.ended.emit(failure)

    def _next(self) -> "Work[Report] | None":
        with self._wanted:
            while self._work is None and not self._is_closing:
                self._wanted.wait()
            work, self._work = self._work, None
            return work


class Standing(QObject, Generic[Report]):
    """Runs one short request at a time, of those that wait the newest; reports come at once.

    A report comes by a signal of its own, so a request must report seldom; for long work there
    is `Latest`. The thread begins with the first request.
    """

    reported = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: _Worker[Report] = _Worker(self)
        self._worker.reported.connect(self._pass_on)
        self._worker.ended.connect(self._end)
        self._runs, self._waits, self._is_closed = False, False, False

    @property
    def busy(self) -> bool:
        """Whether a request runs or waits."""
        return self._runs

    def request(self, work: "Work[Report]") -> None:
        """Run `work` after the running request, in place of those that wait."""
        if self._is_closed:
            return
        if not self._worker.isRunning():
            self._worker.start()
        self._waits, self._runs = self._runs, True
        self._worker.give(work)

    def close(self) -> None:
        """End the thread, forget what waits, refuse what comes."""
        self._is_closed, self._runs = True, False
        self._worker.finish()
        if not self._worker.wait(CLOSING):
            _log.warning("a job did not end within %d ms", CLOSING)

    def _pass_on(self, report: Report) -> None:
        if not self._is_closed:
            self.reported.emit(report)

    def _end(self, failure: Exception | None) -> None:
        self._runs, self._waits = self._waits, False
        if failure is not None and not self._runs and not self._is_closed:
            self.failed.emit(failure)
