"""How a command at work ends by a signal: with what it has kept, and in any case soon."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.core.training.brake import Brake

ENOUGH = 1.5  # seconds after which it is asked whether the run may be given up


def ending_signals() -> list[signal.Signals]:
    """Return the signals that end a command: all but those that are to be ignored, as nohup does it."""
    kinds = [
        getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
    ]
    return [kind for kind in kinds if signal.getsignal(kind) is not signal.SIG_IGN]


@contextmanager
def ended_by_signals(brake: "Brake", give_up: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl+C, a system that goes down or a closed terminal end the run at its next call.

    A second one ends it at once.

    Args:
        brake: Ends the run.
        give_up: Called in a thread of its own if the run has not ended soon.
    """
    kinds = ending_signals()

    def end(kind: int, _frame: object) -> None:
        brake.end()
        # Whoever asks a second time does not want to wait for the call under way.
        signal.signal(kind, before[signal.Signals(kind)])

    # Python's handlers wait as long as TensorFlow compiles; a byte in a socket does not.
    ours, systems = socket.socketpair()
    systems.setblocking(False)
    Thread(target=_watch, args=(ours, give_up), daemon=True).start()
    wakeup = signal.set_wakeup_fd(systems.fileno(), warn_on_full_buffer=False)
    before = {kind: signal.signal(kind, end) for kind in kinds}
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        for kind, handler in before.items():
            signal.signal(kind, handler)
        systems.close()  # the end of what the thread reads


def _watch(signals: socket.socket, give_up: Callable[[], None]) -> None:
    with signals:
        if not signals.recv(1):
            return
        signals.settimeout(ENOUGH)
        try:
            second = signals.recv(1)
        except TimeoutError:
            give_up()
            return
        if second:
            os._exit(128 + second[0])
