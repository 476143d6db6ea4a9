"""The same taps around a training loop of a person's own, which calls nobody back: a thread takes the rows."""

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from explorer.core.observing.births import OWN_LOOP
from explorer.core.observing.observed import Born
from explorer.core.observing.pacing import SHARE
from explorer.core.observing.receiving import Receiver
from explorer.core.observing.taps import Taps

ROWS = 256  # steps kept until the thread comes by
_INTERVAL = 0.1  # seconds between two takings
_WINDOW = 0.5  # seconds of a measurement
_AGAIN = 60.0  # seconds until the next one


class Loop:
    """Stands around an optimiser from entering to leaving.

    Args:
        optimizer: The Keras optimiser that the loop applies.
        variables: Those that are wanted; None for all that it is applied to.
        receiver: Who is given what is seen.
        every: Steps from one look to the next; 0 for as often as the cost allows.
    """

    def __init__(
        self,
        optimizer: Any,
        variables: Sequence[Any] | None,
        receiver: Receiver,
        every: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        inner = getattr(optimizer, "inner_optimizer", optimizer)
        self._receiver, self._every, self._clock = receiver, every, clock
        # Whether XLA compiles the step is not known here; so the weights are compared in all graphs.
        self.taps = Taps([inner], receiver, ROWS, counts=True, only=variables)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._take_now_and_then, daemon=True)
        self._lock = threading.Lock()
        self._told = False

    def __enter__(self) -> Self:
        self.taps.clock.every.assign(self._every or 1)
        self.taps.put_in()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        # A step that was compiled in the meantime keeps the hooks inside it; now they look no more.
        with contextlib.suppress(Exception):
            self.taps.clock.every.assign(0)
        self._take()
        self.taps.take_out()
        stopped = "stopped" if kind is KeyboardInterrupt else "failed"
        self._receiver.ended("finished" if kind is None else stopped)

    @property
    def step(self) -> int:
        """Steps made by now."""
        return int(self.taps.clock.step)

    def _take(self) -> None:
        with self._lock:
            try:
                self.taps.take()
                self._tell_of_strange()
            except Exception as error:  # noqa: BLE001 - a defect of ours is no reason to stop a training
                self._receiver.trouble(error)

    def _tell_of_strange(self) -> None:
        """Tell the first step that was not finite, once; nothing of it can be made again here."""
        if self.taps.strange and not self._told:
            self._told = True
            self._receiver.born(
                Born(
                    self.taps.strange,
                    "",
                    "",
                    "",
                    "nan",
                    note=str(OWN_LOOP),
                    variable=self.taps.strange_in,
                )
            )

    def _take_now_and_then(self) -> None:
        measured = -_AGAIN
        while not self._over.wait(_INTERVAL):
            self._take()
            if not self._every and self.step > 10 and self._clock() - measured > _AGAIN:
                self._choose_interval()
                measured = self._clock()

    def _choose_interval(self) -> None:
        """Compare the pace with and without looking, and look as often as the share allows."""
        chosen = self.taps.clock.every.numpy()
        seconds = [self._seconds_a_step(every) for every in (1, 0, 1, 0)]
        looked, plain = min(seconds[0::2]), min(seconds[1::2])
        if plain < looked < float("inf"):
            chosen = max(1, round((looked - plain) / (SHARE * plain)))
        self.taps.clock.every.assign(chosen)

    def _seconds_a_step(self, every: int) -> float:
        self.taps.clock.every.assign(every)
        before, start = self.step, self._clock()
        end = start + _WINDOW
        while self._clock() < end and not self._over.wait(_INTERVAL):
            self._take()
        steps = self.step - before
        return (self._clock() - start) / steps if steps else float("inf")
