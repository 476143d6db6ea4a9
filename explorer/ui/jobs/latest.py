"""Work of which only the newest request matters."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.ui.jobs.job import Job

Report = TypeVar("Report")

PULL_INTERVAL = 8  # milliseconds: two pulls per frame of a 60 Hz screen


class Latest(QObject, Generic[Report]):
    """Runs one request at a time; a newer request supersedes whatever is older.

    While a request runs, at most one more waits, always the newest. What a superseded request
    has still reported comes too, so that a drag shows something new at every turn; a report must
    therefore tell what it was made for.
    """

    reported = Signal(object)
    failed = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None, interval: int = PULL_INTERVAL) -> None:
        """Pull every `interval` milliseconds while something runs."""
        super().__init__(parent)
        self._job: Job[Report] | None = None
        self._waiting: Callable[[], Iterator[Report]] | None = None
        self._closed = False
        self._timer = QTimer(self, interval=interval)
        self._timer.timeout.connect(self._pull)

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
            self._waiting = work
            self._job.stop()

    def close(self) -> None:
        """End what runs, forget what waits, refuse what comes."""
        self._closed = True
        self._timer.stop()
        self._waiting = None
        if self._job is not None:
            self._job.stop_and_wait()
            self._job = None

    def _start(self, work: Callable[[], Iterator[Report]]) -> None:
        self._job = Job(work, self)
        self._job.finished.connect(self._pull)  # an end is told at once, not at the next pull
        self._job.start()
        self._timer.start()

    def _pull(self) -> None:
        job = self._job
        if job is None:
            return
        ended = job.isFinished()  # asked before draining, so that no last report is missed
        for report in job.drain():
            self.reported.emit(report)
        if ended:
            self._end(job)

    def _end(self, job: Job[Report]) -> None:
        job.wait()
        job.deleteLater()
        self._job = None
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)
            return
        self._timer.stop()
        if job.failure is not None:
            self.failed.emit(job.failure)
        self.idle.emit()
