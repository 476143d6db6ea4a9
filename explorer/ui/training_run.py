"""The training run: outlives pages and languages, and is looked in on by a timer."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.core.memory import shortage
from explorer.core.sentences import ExplorerError, Sentence
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Diverged, Finished
from explorer.core.training.settings import TrainingSettings
from explorer.files.isolated import Task, do, isolated
from explorer.files.run_logs import LogTail
from explorer.files.training_runs import (
    Kept,
    News,
    Quiet,
    Reins,
    TakenUp,
    add_to,
    follow,
    with_data,
)
from explorer.session.training.history import History
from explorer.session.training.resolving import prepare
from explorer.session.training.snapshots import Prepared, QueueView, RunPhase, RunView, phase_after
from explorer.ui.jobs.threads import Job, Latest
from explorer.ui.kept_runs import KeptRuns
from explorer.ui.run_queue import RunQueue

PULL_INTERVAL = 250  # milliseconds: four drawings a second leave the cores to the training
PATIENCE = 30_000  # milliseconds for a run to end when the window closes
TYPING = 700  # milliseconds after the last key of a change in mid-run


class TrainingRun(QObject):
    """Holds the one job that trains or follows, and what it has told.

    Attributes:
        folder: Holds the data set's files.
        histories: All runs of this sitting, the newest last.
        digits: The data set, once it is read.
        untrained: Weights before the first step, once they are known.
        failure: What kept the data or the run from working, if anything.
        kept_in: Folder that the newest run is kept in by a wish, if there is one.
        kept: The runs that are kept without a wish.
        silence: Seconds since a followed run's log has told anything.
    """

    progressed = Signal()
    phase_changed = Signal()
    prepared = Signal()
    taken_up = Signal(object)  # the TrainingSettings of a kept run that goes on
    noticed = Signal(object)  # a Sentence: what does not stop the run
    broke = Signal(object)  # an Exception that is a defect of the program

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.histories: list[History] = []
        self._elsewhere: dict[Path, tuple[list[History], QueueView]] = {}  # of other images
        self.digits: Digits | None = None
        self.untrained: Prepared | None = None
        self.failure: Exception | None = None
        self.kept_in: Path | None = None
        self.kept = KeptRuns(self, lambda: self.digits)
        self.kept.changed.connect(self.progressed)
        self.queue = RunQueue(self)
        self.queue.changed.connect(self.progressed)
        self.kept.failed.connect(self._pass_on)
        self.silence = 0.0
        self.phase: RunPhase = "idle"
        self._job: Job[News | Digits] | None = None
        # Stopped runs whose call under way still runs: a new run need not wait for them.
        self._ending: list[tuple[Job[News | Digits], History]] = []
        self._timer = QTimer(self, interval=PULL_INTERVAL)
        self._timer.timeout.connect(self._pull)
        self._preparation: Latest[Prepared] = Latest(self)
        self._preparation.reported.connect(self._take_prepared)
        self._preparation.failed.connect(self._fail_to_prepare)
        self._reins = Reins()
        self._wish: TrainingSettings | None = None
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._ask)

    @property
    def current(self) -> History | None:
        """The newest run."""
        return self.histories[-1] if self.histories else None

    @property
    def going(self) -> bool:
        """Whether a run is under way or followed, paused or not."""
        return self.phase in ("compiling", "running", "paused", "following")

    @property
    def view(self) -> RunView:
        """How the training stands now."""
        history, untrained = self.current, self.untrained
        network = None if untrained is None else untrained.network
        view = RunView(
            phase=self.phase, histories=tuple(self.histories), silence=self.silence,
            failure=self.failure, untrained=network, digits=self.digits,
            is_kept=self.kept_in is not None, earlier=self.kept.earlier, kept=self.kept.listed,
            refilled=self.kept.refilled, queue=self.queue.view,
        )  # fmt: skip
        if history is None:
            return view
        return replace(
            view, step=history.step, looks=len(history.checkpoints),
            accuracies=len(history.accuracies), changes=len(history.changes),
            norms=len(history.norms), settings=history.settings, outcome=history.outcome,
            held=history.held,
        )  # fmt: skip

    # ---- before a run

    def prepare(self, settings: TrainingSettings) -> None:
        """Read the data and make the untrained network, so that there is something to see."""
        known, busy = self.untrained, self._preparation.busy
        # Asked although it is known while another is in the making: its answer would come last.
        if self.going or (known is not None and not busy and known.settings.begins_like(settings)):
            return
        digits, folder = self.digits, self.folder
        self._preparation.request(lambda: prepare(settings, digits, folder))

    def learn_from(self, folder: Path) -> None:
        """Go on with other images and their runs; those of the images before wait for these."""
        self._elsewhere[self.folder] = self.histories, self.queue.view
        self.histories, queue = self._elsewhere.pop(folder, ([], QueueView()))
        self.folder, self.digits, self.untrained, self.kept_in = folder, None, None, None
        self.kept.forget()
        self._enter(phase_after(self.current))
        self.queue.show(queue)

    def _take_prepared(self, prepared: Prepared) -> None:
        self.digits, self.untrained = prepared.digits, prepared
        self.prepared.emit()

    def _fail_to_prepare(self, failure: Exception) -> None:
        # A run under way has its own data; it is not failed by another question.
        if not self.going:
            self._fail(failure)

    # ---- wishes

    def start(
        self,
        settings: TrainingSettings,
        runs: Path | None = None,
        *,
        isolate: bool = False,
        by_itself: bool = True,
    ) -> None:
        """Begin a run, kept inside the folder `runs` if one is given; returns at once.

        Args:
            settings: What the run is asked to do.
            runs: Folder for kept runs.
            isolate: Whether the run has a process of its own, or but a thread.
            by_itself: Whether it is kept among `kept` where no other folder is given.
        """
        if self.going:
            return
        reins, by_itself = self._begin(settings), by_itself and runs is None
        place = self.kept.folder if by_itself else runs
        task = Task(self.folder, settings, place, by_itself=by_itself)
        self._do(task, reins, isolate=isolate)
        self._enter("compiling")

    def resume_from(
        self, folder: Path, rate: float | None = None, *, isolate: bool = False
    ) -> None:
        """Go on with a run that was kept on disk; returns at once.

        Args:
            folder: Where it was kept.
            rate: Learning rate to go on with; None for the run's own.
            isolate: As for `start`.

        Raises:
            ExplorerError: If the folder holds no run.
        """
        if self.going:
            return
        # Read in the window's thread: a folder without a run is refused before anything begins.
        reins = self._begin(LogTail(folder).settings)
        self._do(Task(self.folder, None, folder, rate), reins, isolate=isolate)
        self._enter("compiling")

    def follow(self, folder: Path) -> None:
        """Show a run that another program makes, as it goes on; returns at once.

        Raises:
            ExplorerError: If the folder holds no run.
        """
        if self.going:
            return
        self._begin(LogTail(folder).settings, followed=True)
        self.kept_in = folder
        self._work(lambda _: follow(folder))
        self._enter("following")

    def ask(self, settings: TrainingSettings) -> None:
        """Let the run go on with other settings, as soon as nothing more is typed."""
        if self.going and self.phase != "following":
            # Only what stands still counts: a rate is typed figure by figure.
            self._wish = settings
            self._typing.start()

    def _ask(self) -> None:
        # The run may have ended while one typed.
        if self.going and self._wish is not None:
            self._reins.changes.ask(self._wish)

    def _begin(self, settings: TrainingSettings, *, followed: bool = False) -> Reins:
        for history in self.histories:
            # Memory stays flat over many runs; a curve that is compared needs no weights.
            history.forget_weights()
        self.kept.refilled = frozenset()
        if self.current is not None and not self.current.compiled:
            self.histories.pop()  # it ended before its first step: there is nothing to compare
        number = self.histories[-1].number + 1 if self.histories else 1
        self.histories.append(History(number, settings, followed=followed))
        self.kept_in, self.silence, self._wish = None, 0.0, None
        # Not released but made new: the former run may still be ending under its brake.
        self._reins = Reins()
        return self._reins

    def _do(self, task: Task, reins: Reins, *, isolate: bool) -> None:
        self._work(lambda digits: isolated(task, reins) if isolate else do(task, digits, reins))

    def _work(self, work: Callable[[Digits], Iterator[News]]) -> None:
        # Taken here, in the window's thread: the job must not read what the window changes.
        digits, folder = self.digits, self.folder
        self._job = Job(lambda: with_data(work, digits, folder), self)
        self._job.start()
        self._timer.start()

    def pause(self) -> None:
        """Hold the run after the call under way; a kept run has a checkpoint there."""
        if self.phase in ("compiling", "running"):
            self._reins.brake.hold()
            self._enter("paused")

    def resume(self) -> None:
        """Let a held run go on."""
        if self.phase == "paused":
            self._reins.brake.release()
            # One may pause while the loop is being compiled.
            self._enter("running" if self._compiled else "compiling")

    def stop(self) -> None:
        """End the run after the call under way; a kept run has a checkpoint there."""
        if self._job is not None and self.current is not None:
            self._let_end(self._job)
            # It still tells of the call under way, so it is looked in on until it ends.
            self._ending.append((self._job, self.current))
            self._job = None
            self._enter("stopped")

    def _let_end(self, job: Job[News | Digits]) -> None:
        if self.phase == "following":
            # Nothing is lost by ending a look at another program's log.
            job.stop()
        else:
            self._reins.brake.end()  # the job ends by itself, its last checkpoint written

    def keep(self) -> None:
        """End the run under way; if it is kept, wait until its last checkpoint is written."""
        self._typing.stop()
        if self._job is not None:
            self._let_end(self._job)
        # Before its first step there is nothing to keep, and what is being compiled cannot be hurried.
        history = self.current
        is_kept = history is not None and history.folder is not None
        if is_kept and self._compiled and self.phase != "following":
            for job in self._jobs:
                job.wait(PATIENCE)

    def close(self) -> None:
        """End every thread."""
        self._timer.stop()
        self.keep()
        self._preparation.close()
        # Waited for together: all have been asked already.
        for job in self._jobs:
            if not job.wait(PATIENCE):
                # The checkpoint is late beyond patience; the next report ends the thread.
                job.stop_and_wait()
        self._job, self._ending = None, []
        self.kept.close()

    @property
    def _jobs(self) -> list[Job[News | Digits]]:
        """The jobs that still run: the newest, and those that are ending."""
        jobs = [self._job, *(job for job, _ in self._ending)]
        return [job for job in jobs if job is not None]

    # ---- looking in

    @property
    def _compiled(self) -> bool:
        return self.current is not None and self.current.compiled

    def _pull(self) -> None:
        # A copy, as the list grows shorter meanwhile.
        for job, history in self._ending.copy():
            self._see_out(job, history)
        if self._job is not None:
            self._look_in(self._job)
        elif not self._ending:
            self._timer.stop()

    def _see_out(self, job: Job[News | Digits], history: History) -> None:
        """Take what a stopped run still tells of the call under way."""
        ended = job.isFinished()
        news = self._take_reports(job, history)
        if ended:
            self._ending.remove((job, history))
            job.bury()
        # The call under way may have been the last one of the run.
        if history is self.current and isinstance(history.outcome, Finished | Diverged):
            self._enter(phase_after(history))
        elif news:
            self.progressed.emit()

    def _look_in(self, job: Job[News | Digits]) -> None:
        ended = job.isFinished()  # asked before draining, so that no last report is missed
        news = self._take_reports(job, self.current)
        # The first report after the compiling ends it.
        if news and self._compiled and self.phase == "compiling":
            self._enter("running")
        if ended:
            self._end(job)
        elif news:
            self.progressed.emit()

    def _take_reports(self, job: Job[News | Digits], history: History | None) -> bool:
        reports = job.drain()
        for report in reports:
            self._take(report, history)
        return bool(reports)

    def _take(self, report: News | Digits, history: History | None) -> None:
        match report:
            case Digits():
                self.digits = report
            case Kept() if history is not None:
                self._note_folder(history, report)
            case TakenUp():
                self.taken_up.emit(report.settings)
            case Sentence():
                self.noticed.emit(report)
            case Quiet():
                self.silence = report.seconds

        if history is not None:  # there is none to add to before the first run
            add_to(history, report)

    def _note_folder(self, history: History, kept: Kept) -> None:
        for each in self.histories:
            if each.folder == kept.folder:
                each.folder = None  # it goes on as another run
        history.folder = kept.folder
        # What is kept by itself is there to be looked at; to go on with it is a wish.
        self.kept_in = None if kept.by_itself else kept.folder
        self.kept.look()

    def _end(self, job: Job[News | Digits]) -> None:
        self._job = None
        job.bury()
        if job.failure is not None:
            self._fail(job.failure)
            return
        self._enter(phase_after(self.current))

    def _fail(self, failure: Exception) -> None:
        """Stand still: the page says a sentence, and of a defect the window has a report."""
        self.failure = failure = shortage(failure) or failure
        self._enter("failed")
        if not isinstance(failure, ExplorerError):
            self.broke.emit(failure)

    def _pass_on(self, failure: Exception) -> None:
        if isinstance(failure, ExplorerError):
            self.noticed.emit(failure.sentence)
        else:
            self.broke.emit(failure)

    def _enter(self, phase: RunPhase) -> None:
        self.phase = phase
        # Every other phase begins with a new attempt, for which the old failure says nothing.
        if phase != "failed":
            self.failure = None
        self.phase_changed.emit()
        if self.phase in ("done", "diverged", "stopped", "failed"):
            self.kept.look()  # its summary is another now
