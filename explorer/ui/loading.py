"""TensorFlow, loaded in a thread while the window is already alive."""

import gc
import importlib
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.ui.jobs.job import Job

# Whatever a page will need of the heavy rooms; the first import of each takes its time here.
_MODULES = (
    "tensorflow",
    "explorer.core.training.threads",
    "explorer.session.descent.resolving",
    "explorer.session.tape.resolving",
    "explorer.session.surface.resolving",
    "explorer.core.descent.trajectory",
    "explorer.core.autodiff.derivatives",
    "explorer.core.training.trainer",
    "ziamath",
)


class Loader(QObject):
    """Tells when TensorFlow can be used; nothing that needs it may run before.

    Attributes:
        ready: Whether it is there.
    """

    became_ready = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ready = False
        self._job: Job[str] | None = None
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._look_in)

    def start(self) -> None:
        """Begin to load; returns at once."""
        self._job = Job(_load, self)
        self._job.start()
        self._timer.start()

    def when_ready(self, call: Callable[[], None]) -> None:
        """Call now, or as soon as TensorFlow is there."""
        if self.ready:
            call()
        else:
            self.became_ready.connect(call)

    def close(self) -> None:
        """Wait for an import in progress; it cannot be cut short."""
        self._timer.stop()
        if self._job is not None:
            self._job.stop_and_wait(60_000)

    def _look_in(self) -> None:
        job = self._job
        if job is None or not job.isFinished():
            return
        self._timer.stop()
        if job.failure is not None:
            self.failed.emit(job.failure)
            return
        self.ready = True
        self.became_ready.emit()


def _load() -> Iterator[str]:
    for name in _MODULES:
        module = importlib.import_module(name)
        if name.endswith("threads"):
            module.let_the_window_go_first()
        yield name
    if not gc.get_freeze_count():  # a second time would keep all of a window that is closed
        gc.freeze()  # or each collection would look through all that was loaded, 30 ms at a time
