"""How the program ends: by the window, by a signal of the system, and in any case soon."""

import faulthandler
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

# Ctrl+C, a system that goes down, a terminal that is closed; Windows has not all of them.
KINDS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
ENOUGH = 1.0  # seconds that threads may take which keep nothing


class EndingSignals(QObject):
    """Tells in the window's thread of the first signal that asks the program to end; a second one ends it.

    Python's own handlers wait until Python runs, which an idle window does not do; but a byte in a
    socket wakes it up.
    """

    received = Signal(int)  # which signal

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours, self._systems = socket.socketpair()
        self._ours.setblocking(False)
        self._systems.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)
        kinds = [getattr(signal, name) for name in KINDS if hasattr(signal, name)]
        # What was started to outlive its terminal (by nohup, or behind a script) is left to do so.
        self._before = {
            kind: signal.getsignal(kind)
            for kind in kinds
            if signal.getsignal(kind) is not signal.SIG_IGN
        }
        self._wakeup = signal.set_wakeup_fd(self._systems.fileno(), warn_on_full_buffer=False)
        for kind in self._before:
            signal.signal(kind, self._let_the_next_end_it)

    def _let_the_next_end_it(self, _kind: int, _frame: FrameType | None) -> None:
        for kind in self._before:
            signal.signal(kind, signal.SIG_DFL)

    def _take(self) -> None:
        for kind in self._ours.recv(64):
            if kind in self._before:
                self.received.emit(kind)

    def close(self) -> None:
        """Put everything back as it was."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for kind, handler in self._before.items():
            signal.signal(kind, handler)
        self._ours.close()
        self._systems.close()


@contextmanager
def leaving_soon(status: int, seconds: float = ENOUGH) -> Iterator[None]:
    """End the process with a status if what is within does not end in time.

    A thread that imports TensorFlow or compiles cannot be cut short, and some take a minute; it may be
    left behind as nobody waits for it and it keeps nothing.
    """
    left = Timer(seconds, os._exit, [status])
    left.daemon = True
    left.start()
    with Path(os.devnull).open("w") as nowhere:
        # A library that is being loaded may hold Python's lock; this thread is none of Python's.
        faulthandler.dump_traceback_later(seconds * 1.5, exit=True, file=nowhere)
        try:
            yield
        finally:
            left.cancel()
            faulthandler.cancel_dump_traceback_later()
