"""How another thread holds a run or ends it between two compiled calls, where it can go on later."""

import threading


class Brake:
    """Wishes from another thread; the run obeys before its next call."""

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()
        # A held run sleeps on the event. The end is a plain flag, as it is never taken back.
        self._ended = False

    def hold(self) -> None:
        """Let the run wait before its next call."""
        self._free.clear()

    def release(self) -> None:
        """Let a held run go on."""
        self._free.set()

    def end(self) -> None:
        """Let the run end before its next call, held or not."""
        # Before the run is woken, or it would make one more call.
        self._ended = True
        self._free.set()

    def wait(self) -> None:
        """Return as soon as the run need not be held."""
        self._free.wait()

    @property
    def held(self) -> bool:
        """Whether the run is to wait."""
        return not self._free.is_set()

    @property
    def ended(self) -> bool:
        """Whether the run is to end."""
        return self._ended
