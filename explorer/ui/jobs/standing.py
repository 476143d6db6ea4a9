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
    ended = Signal(int, object)  # number of a request; what ended it before its end, or None

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: Condition = Condition()
        self._given: tuple[int, Work[Report]] | None = None
        self._is_closing = False

    def give(self, number: int, work: "Work[Report]") -> None:
        """Do this next, in place of what still waits."""
        with self._wanted:
            self._given = number, work
            self._wanted.notify()

    def finish(self) -> None:
        """End after what is being done."""
        with self._wanted:
            self._is_closing, self._given = True, None
            self._wanted.notify()

    def run(self) -> None:
        """Work until told to finish (in the thread; never call it)."""
        while (given := self._next()) is not None:
            number, work = given
            failure: Exception | None = None
            try:
                for report in work():
                    if self._is_closing:
                        return
                    self.reported.emit(report)
            except Exception as error:  # noqa: BLE001 - it belongs to the one who asked for the work
                failure = error
            if not self._is_closing:
                self.ended.emit(number, failure)

    def _next(self) -> "tuple[int, Work[Report]] | None":
        with self._wanted:
            while self._given is None and not self._is_closing:
                self._wanted.wait()
            given, self._given = self._given, None
            return given


class StandingThread(QObject, Generic[Report]):
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
        self._newest = self._ended = (
            0  # requests by number; those replaced have no end of their own
        )
        self._is_closed = False

    @property
    def busy(self) -> bool:
        """Whether a request runs or waits."""
        return self._newest != self._ended

    def request(self, work: "Work[Report]") -> None:
        """Run `work` after the running request, in place of those that wait."""
        if self._is_closed:
            return
        if not self._worker.isRunning():
            self._worker.start()
        self._newest += 1
        self._worker.give(self._newest, work)

    def close(self) -> None:
        """End the thread, forget what waits, refuse what comes."""
        self._is_closed, self._ended = True, self._newest
        self._worker.finish()
        if not self._worker.wait(CLOSING):
            _log.warning("a job did not end within %d ms", CLOSING)

    def _pass_on(self, report: Report) -> None:
        if not self._is_closed:
            self.reported.emit(report)

    def _end(self, number: int, failure: Exception | None) -> None:
        self._ended = number
        if failure is not None and not self.busy and not self._is_closed:
            self.failed.emit(failure)
