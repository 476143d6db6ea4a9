"""The training run: outlives pages and languages, and is looked in on by a timer."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.core.training.dataset import Digits, read_digits
from explorer.core.training.reports import Finished, Started, Weights
from explorer.core.training.settings import TrainingSettings
from explorer.ui.jobs.job import Job
from explorer.ui.jobs.latest import Latest
from explorer.ui.pages.mnist.history import History, Timed

PULL_INTERVAL = 33  # milliseconds: some thirty drawings a second
Phase = Literal["idle", "compiling", "running", "paused", "stopped", "done", "diverged", "failed"]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What can be shown before the first run.

    Attributes:
        digits: The data set.
        seed: What the weights follow from.
        weights: The untrained network's weights.
    """

    digits: Digits
    seed: int
    weights: Weights


class TrainingRun(QObject):
    """Holds the one job that trains and what it has told.

    Attributes:
        folder: Holds the data set's files.
        histories: All runs of this sitting, the newest last.
        digits: The data set, once it is read.
        untrained: Weights before the first step, once they are known.
        failure: What kept the data or the run from working, if anything.
    """

    progressed = Signal()
    phase_changed = Signal()
    prepared = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.histories: list[History] = []
        self.digits: Digits | None = None
        self.untrained: Prepared | None = None
        self.failure: Exception | None = None
        self.phase: Phase = "idle"
        self._job: Job[Timed | Digits] | None = None
        self._ending: list[Job[Timed | Digits]] = []
        self._timer = QTimer(self, interval=PULL_INTERVAL)
        self._timer.timeout.connect(self._pull)
        self._preparation: Latest[Prepared] = Latest(self)
        self._preparation.reported.connect(self._take_prepared)
        self._preparation.failed.connect(self._fail_to_prepare)

    @property
    def current(self) -> History | None:
        """The newest run."""
        return self.histories[-1] if self.histories else None

    @property
    def going(self) -> bool:
        """Whether a run is under way, paused or not."""
        return self.phase in ("compiling", "running", "paused")

    # ---- before a run

    def prepare(self, settings: TrainingSettings) -> None:
        """Read the data and make the untrained network, so that there is something to see."""
        known = self.untrained
        if self.going or (known is not None and known.seed == settings.seed):
            return
        digits, folder = self.digits, self.folder
        self._preparation.request(lambda: _prepare(settings, digits, folder))

    def _take_prepared(self, prepared: Prepared) -> None:
        self.digits, self.untrained = prepared.digits, prepared
        self.prepared.emit()

    def _fail_to_prepare(self, failure: Exception) -> None:
        if not self.going:
            self.failure = failure
            self._enter("failed")

    # ---- wishes

    def start(self, settings: TrainingSettings) -> None:
        """Begin a run; returns at once."""
        if self.going:
            return
        if self.current is not None:
            self.current.forget_weights()
        if self.current is not None and not self.current.compiled:
            self.histories.pop()  # it ended before its first step: there is nothing to compare
        number = self.histories[-1].number + 1 if self.histories else 1
        self.histories.append(History(number, settings))
        digits, folder = self.digits, self.folder
        self._job = Job(lambda: _work(settings, digits, folder), self)
        self._job.start()
        self._timer.start()
        self._enter("compiling")

    def pause(self) -> None:
        """Hold the run where it is."""
        if self._job is not None and self.phase in ("compiling", "running"):
            self._job.pause()
            self._enter("paused")

    def resume(self) -> None:
        """Let a held run go on."""
        if self._job is not None and self.phase == "paused":
            self._job.resume()
            self._enter("running" if self._compiled else "compiling")

    def stop(self) -> None:
        """End the run here and keep what it has told; its thread ends at its next report."""
        if self._job is not None:
            if self.phase != "paused":
                self._take_reports(self._job)
            self._job.stop()
            self._ending.append(self._job)
            self._job = None
            self._enter("stopped")

    def close(self) -> None:
        """End every thread."""
        self._timer.stop()
        self._preparation.close()
        jobs = [*self._ending, self._job] if self._job is not None else self._ending
        for job in jobs:
            job.stop()
        for job in jobs:
            job.stop_and_wait()
        self._job, self._ending = None, []

    # ---- looking in

    @property
    def _compiled(self) -> bool:
        return self.current is not None and self.current.compiled

    def _pull(self) -> None:
        for job in [job for job in self._ending if job.isFinished()]:
            self._ending.remove(job)
            _bury(job)
        if self._job is not None:
            self._look_in(self._job)
        elif not self._ending:
            self._timer.stop()

    def _look_in(self, job: Job[Timed | Digits]) -> None:
        ended = job.isFinished()  # asked before draining, so that no last report is missed
        if self.phase == "paused" and not ended:
            return  # the step under way when Pause was pressed is shown when the run goes on
        news = self._take_reports(job)
        if news and self._compiled and self.phase == "compiling":
            self._enter("running")
        if ended:
            self._end(job)
        elif news:
            self.progressed.emit()

    def _take_reports(self, job: Job[Timed | Digits]) -> bool:
        reports = job.drain()
        for report in reports:
            if isinstance(report, Digits):
                self.digits = report
            elif self.current is not None:
                self.current.add(report)
        return bool(reports)

    def _end(self, job: Job[Timed | Digits]) -> None:
        self._job = None
        _bury(job)
        if job.failure is not None:
            self.failure = job.failure
            self._enter("failed")
            return
        finished = self.current is not None and isinstance(self.current.outcome, Finished)
        self._enter("done" if finished else "diverged")

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        if phase != "failed":
            self.failure = None
        self.phase_changed.emit()


def _bury(job: Job[Timed | Digits]) -> None:
    job.wait()
    job.deleteLater()


def _prepare(settings: TrainingSettings, digits: Digits | None, folder: Path) -> Iterator[Prepared]:
    from explorer.core.training.trainer import train

    digits = digits or read_digits(folder)
    started = next(iter(train(settings, digits)))
    if isinstance(started, Started):
        yield Prepared(digits, settings.seed, started.weights)


def _work(
    settings: TrainingSettings, digits: Digits | None, folder: Path
) -> Iterator[Timed | Digits]:
    """Read the data if nobody has yet, then train; each report with the time that it took."""
    from explorer.core.training.trainer import train

    if digits is None:
        digits = read_digits(folder)
        yield digits
    reports = iter(train(settings, digits))
    while True:
        before = time.perf_counter()
        report = next(reports, None)
        if report is None:
            return
        yield Timed(report, time.perf_counter() - before)
