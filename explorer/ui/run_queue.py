"""Runs one after another: the next begins when one has ended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.core.training.settings import TrainingSettings
from explorer.session.training.kept import Summary, summary_of
from explorer.session.training.snapshots import QueueView

if TYPE_CHECKING:
    from explorer.ui.training_run import TrainingRun


class RunQueue(QObject):
    """Lets a training make several runs, and keeps how each ended."""

    changed = Signal()

    def __init__(self, run: "TrainingRun") -> None:
        super().__init__(run)
        self._run = run
        self._left: list[TrainingSettings] = []
        self._now: TrainingSettings | None = None
        self._results: tuple[tuple[TrainingSettings, Summary], ...] = ()
        self._total, self._isolate, self._by_itself = 0, False, True
        run.phase_changed.connect(self._follow)

    @property
    def view(self) -> QueueView:
        """How far it is."""
        return QueueView(self._total, self._results, is_going=self._now is not None)

    def show(self, view: QueueView) -> None:
        """Tell of another queue that has ended, as that of other images."""
        self._total, self._results = view.total, view.results
        self.changed.emit()

    def start(self, runs: Sequence[TrainingSettings], *, isolate: bool, by_itself: bool) -> None:
        """Make these runs, unless one is under way."""
        if self._run.going or self._now is not None:
            return
        self._left, self._total, self._results = list(runs), len(runs), ()
        self._isolate, self._by_itself = isolate, by_itself
        self._next()

    def cancel(self) -> None:
        """End the run under way, and make none of the others; what has ended stays."""
        self._left.clear()
        if self._now is not None:
            self._run.stop()

    def _next(self) -> None:
        self._now = self._left.pop(0) if self._left else None
        if self._now is not None:
            self._run.start(self._now, isolate=self._isolate, by_itself=self._by_itself)
        self.changed.emit()

    def _follow(self) -> None:
        phase, history = self._run.phase, self._run.current
        if self._now is None or phase not in ("done", "diverged", "stopped", "failed"):
            return
        if history is not None:
            self._results = (*self._results, (self._now, summary_of(history)))
        # A person who stops a run, or a defect in one, ends the queue.
        if phase in ("stopped", "failed"):
            self._left.clear()
        # In a turn of its own: others are still being told of the end.
        QTimer.singleShot(0, self, self._next)
