"""Work in threads: one job, the newest of many requests, and short requests in a thread that stays."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from threading import Condition
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QThread, QTimer, Signal

Report = TypeVar("Report")
Work = Callable[[], Iterator[Report]]

# Half a frame of a 60 Hz screen: an answer is late by 4 ms on average.
PULL_INTERVAL = 8  # milliseconds: two pulls per frame of a 60 Hz screen
OVERTAKEN = 120  # milliseconds that a superseded request may take to end before the next one begins beside it
CLOSING = 30_000  # milliseconds that the work at hand may take when the window closes
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
        # Appending and taking from the ends need no lock in Python.
        self._reports: deque[Report] = deque()
        self.failure: Exception | None = None

    def run(self) -> None:
        """Iterate the generator (in the thread; never call it)."""
        try:
            for report in self._work():
                # First the report, then the look: even work that is superseded at once has one
                # answer to show in a drag.
                self._reports.append(report)
                if self.isInterruptionRequested():
                    return
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to the one who started the job
            self.failure = error

    def drain(self) -> list[Report]:
        """Return the reports that have come since the last call, oldest first."""
        # So many as there are now: one that reports without end must not keep the window here.
        return [self._reports.popleft() for _ in range(len(self._reports))]

    def stop(self) -> None:
        """Ask the work to end at its next report; returns at once."""
        self.requestInterruption()

    def bury(self) -> None:
        """Delete the thread once it has returned."""
        # Qt tells the end of a thread from within it; to delete it before it has returned ends the
        # program.
        self.wait()
        self.deleteLater()
        # Whoever asked may live by this reference alone, and own this thread: were it let go in the midst of
        # the thread's own deletion, the thread would be deleted twice, which ends the program.
        del self._work

    def stop_and_wait(self, milliseconds: int = 30_000) -> None:
        """End the work and its thread; used when the window closes."""
        self.stop()
        # Told in the log, not on the screen: the window is gone.
        if not self.wait(milliseconds):
            _log.warning("a job did not end within %d ms", milliseconds)


class Latest(QObject, Generic[Report]):
    """Runs one request at a time; a newer request supersedes whatever is older.

    While a request runs, at most one more waits, always the newest. What a superseded request has
    still reported comes too; whoever may not show it must be told by the report what it is of.

    Where it `overtakes`, a request in the midst of a part that cannot be ended, as a compilation, is left to
    itself: the newest one begins beside it. One is left so at a time, so that never more than two work.
    """

    reported = Signal(object)
    failed = Signal(object)
    idle = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        interval: int = PULL_INTERVAL,
        *,
        overtakes: bool = False,
    ) -> None:
        """Pull every `interval` milliseconds while something runs."""
        super().__init__(parent)
        self._job: Job[Report] | None = None
        self._waiting: Callable[[], Iterator[Report]] | None = None
        self._left: Job[Report] | None = None  # to itself, until it ends
        self._closed, self._overtakes = False, overtakes
        self._timer = QTimer(self, interval=interval)
        self._timer.timeout.connect(self._pull)
        self._patience = QTimer(self, singleShot=True, interval=OVERTAKEN)
        self._patience.timeout.connect(self._overtake)

    @property
    def busy(self) -> bool:
        """Whether a request runs or waits."""
        return self._job is not None

    def request(self, work: Callable[[], Iterator[Report]]) -> None:
        """Run `work` as soon as the running request has seen that it is superseded.

        After `close` nothing is run any more: a thread that starts then would outlive its owner.
        """
        if self._closed:
            return
        if self._job is None:
            self._start(work)
        else:
            # What waited before is forgotten here: a drag never builds a backlog.
            self._waiting = work
            self._job.stop()
            if self._overtakes and not self._patience.isActive():
                self._patience.start()

    def _overtake(self) -> None:
        waiting = self._waiting
        if waiting is not None and self._left is None:
            self._left, self._waiting = self._job, None
            self._start(waiting)

    def leave(self) -> None:
        """Ask what runs to end, forget what waits, refuse what comes; `close` waits for nothing then.

        Whoever owns this must live until its threads have ended (`at_work`).
        """
        self._closed = True
        self._timer.stop()
        self._patience.stop()
        self._waiting = None
        for job in (self._job, self._left):
            if job is not None:
                job.stop()
        self._job = self._left = None

    def close(self) -> None:
        """End what runs, forget what waits, refuse what comes."""
        jobs = self._job, self._left
        self.leave()
        for job in jobs:
            if job is not None:
                job.stop_and_wait()

    def _start(self, work: Callable[[], Iterator[Report]]) -> None:
        self._job = Job(work, self)
        self._job.finished.connect(self._pull)  # an end is told at once, not at the next pull
        self._job.start()
        self._timer.start()

    def _pull(self) -> None:
        if self._left is not None and self._left.isFinished():
            left, self._left = self._left, None
            if self._waiting is not None:
                self._patience.start()
            left.bury()
        job = self._job
        if job is None:
            return
        ended = job.isFinished()  # asked before draining, so that no last report is missed
        for report in job.drain():
            self.reported.emit(report)
        if ended:
            self._end(job)

    def _end(self, job: Job[Report]) -> None:
        self._job = None
        waiting, self._waiting = self._waiting, None
        # Told of neither failure nor rest: the request that failed is nobody's any more.
        if waiting is not None:
            self._start(waiting)
        else:
            self._timer.stop()
            if job.failure is not None:
                self.failed.emit(job.failure)
            self.idle.emit()
        job.bury()  # last: it may take this object with it


class _Worker(QThread, Generic[Report]):
    """Waits for work, does the newest of it, and hands over what it reports."""

    reported = Signal(object)
    ended = Signal(int, object)  # number of a request; what ended it before its end, or None

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Qt's own queue of events would run every request; this keeps the newest.
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
                    # Who would take the report is being closed, and waits for this thread.
                    if self._is_closing:
                        return
                    # The receiver lives in the window's thread, so Qt queues the report into it.
                    self.reported.emit(report)
            except Exception as error:  # noqa: BLE001 - it belongs to the one who asked for the work
                failure = error
            if not self._is_closing:
                self.ended.emit(number, failure)

    def _next(self) -> "tuple[int, Work[Report]] | None":
        with self._wanted:
            # Asked again after waking: another may have taken it, or it may have been a false
            # alarm.
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
        # Methods of an object that lives in the window's thread: there they are called.
        self._worker.reported.connect(self._pass_on)
        self._worker.ended.connect(self._end)
        self._newest = self._ended = 0  # numbers of requests
        self._is_closed = False

    @property
    def busy(self) -> bool:
        """Whether a request runs or waits."""
        # By numbers, not by a count: those replaced before the thread wakes have no end of their
        # own.
        return self._newest != self._ended

    def request(self, work: "Work[Report]") -> None:
        """Run `work` after the running request, in place of those that wait."""
        if self._is_closed:
            return
        # Not at once: pages that nobody looks at need no thread.
        if not self._worker.isRunning():
            self._worker.start()
        self._newest += 1
        self._worker.give(self._newest, work)

    def leave(self) -> None:
        """Ask the thread to end, forget what waits, refuse what comes; `close` does not wait for it then."""
        # What waits is forgotten, so nothing is under way any more.
        self._is_closed, self._ended = True, self._newest
        self._worker.finish()

    def close(self) -> None:
        """End the thread, forget what waits, refuse what comes."""
        was_left = self._is_closed
        self.leave()
        if not was_left and not self._worker.wait(CLOSING):
            _log.warning("a job did not end within %d ms", CLOSING)

    def _pass_on(self, report: Report) -> None:
        # A report may lie in the event queue already when its receiver closes.
        if not self._is_closed:
            self.reported.emit(report)

    def _end(self, number: int, failure: Exception | None) -> None:
        self._ended = number
        # A newer request makes the failure of an older one nobody's.
        if failure is not None and not self.busy and not self._is_closed:
            self.failed.emit(failure)


def leave(owner: QObject) -> None:
    """Ask all threads to end that an object owns, and wait for none."""
    lines: list[Any] = [*owner.findChildren(Latest), *owner.findChildren(StandingThread)]
    for line in lines:
        line.leave()


def at_work(owner: QObject) -> bool:
    """Return whether a thread runs that an object owns; to delete the object would end the program."""
    return any(thread.isRunning() for thread in owner.findChildren(QThread))


def await_threads(owner: QObject) -> None:
    """Wait until all threads have ended that an object owns, and that were asked to."""
    for thread in owner.findChildren(QThread):
        if not thread.wait(CLOSING):
            _log.warning("a job did not end within %d ms", CLOSING)
