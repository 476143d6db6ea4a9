"""TensorFlow, loaded in a thread while the window is already alive."""

import ctypes
import gc
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from explorer.core.memory import LOADING, check_memory, shortage
from explorer.session.pages import PAGES
from explorer.ui.jobs.threads import Job

# Whatever a page will need of the heavy rooms; the first import of each takes its time here. The first two
# stand before TensorFlow's libraries: ziamath brings a library of its own (ssl), and another thread that
# imported it meanwhile would wait for the system's loader with Python's lock in its hands.
_FIRST = ("ziamath", "explorer.core.functions.reading.reader")
_MODULES = (
    "tensorflow",
    "explorer.core.training.threads",
    "explorer.core.known_types",
    *(f"explorer.session.{page.subject}.resolving" for page in PAGES.values()),
    "explorer.core.training.trainer",
)


class Loader(QObject):
    """Tells when TensorFlow can be used; nothing that needs it may run before.

    Attributes:
        ready: Whether it is there.
        failure: What kept it from being loaded, if anything.
    """

    beginning = Signal()  # a window is painted; what a start can spare until then is done now
    became_ready = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ready = False
        self.failure: Exception | None = None
        self._job: Job[str] | None = None
        # An import tells nothing of its progress; the window asks fifty times a second whether it
        # has ended.
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._look_in)

    def start_behind(self, window: QWidget) -> None:
        """Begin to load once a window is painted; until then the two would only compete."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first painting."""
        # The filter is asked before the window paints: the timer's turn comes after that.
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._begin)
        # The window is to paint, too.
        return False

    def _begin(self) -> None:
        self.beginning.emit()
        self.start()

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
            # An import cannot be ended from outside, and on a busy machine this one takes many
            # seconds.
            self._job.stop_and_wait(60_000)

    def _look_in(self) -> None:
        job = self._job
        if job is None or not job.isFinished():
            return
        self._timer.stop()
        if job.failure is not None:
            self.failure = shortage(job.failure) or job.failure
            self.failed.emit(self.failure)
            return
        self.ready = True
        self.became_ready.emit()


def _load_libraries() -> None:
    """Load TensorFlow's two large libraries without holding Python's lock.

    An import holds it while the system's loader relocates some 1.2 GB, a quarter of a second in one piece; a
    foreign function gives it back. The import finds them loaded, by the names that they bear.
    """
    found = importlib.util.find_spec("tensorflow")
    # Elsewhere the names of the libraries and the loader's ways differ; there the import does it
    # all.
    if sys.platform != "linux" or found is None or found.origin is None:
        return
    load = ctypes.CDLL(None).dlopen
    load.restype, load.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    for name in ("libtensorflow_framework.so.2", "libtensorflow_cc.so.2"):
        load(bytes(Path(found.origin).with_name(name)), os.RTLD_NOW)


def _load() -> Iterator[str]:
    check_memory(LOADING)
    gc.disable()  # or each collection would look through all that is being loaded, 30 ms at a time
    try:
        for name in _FIRST:
            importlib.import_module(name)
        _load_libraries()
        for name in _MODULES:
            module = importlib.import_module(name)
            # Before anything of TensorFlow's runs: threads that exist already keep their
            # priority.
            if name.endswith("threads"):
                module.let_the_window_go_first()
            if name.endswith("known_types"):
                module.tell_types()
            if name == "tensorflow":
                # Its loader of Keras fails where two threads ask it for something first at one time.
                _ = module.keras.optimizers
            yield name
        if not gc.get_freeze_count():  # a second time would keep all of a window that is closed
            gc.freeze()
    finally:
        gc.enable()
