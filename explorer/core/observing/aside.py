"""What is found out beside the training, now and then: silent units, histograms, where a NaN was born."""

import math
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from explorer.core.autodiff.explaining.checking import silence
from explorer.core.observing.births import LOST, NOT_REPEATED
from explorer.core.observing.memory import ReplayMemory
from explorer.core.observing.observed import Born
from explorer.core.observing.pacing import clocks
from explorer.core.observing.receiving import Receiver
from explorer.core.observing.replay import birth
from explorer.core.observing.taps import Taps

_SHARE = 0.0025  # of the time that training takes, for silent units


class Aside:
    """Looks at a model between its steps.

    Args:
        model: The model that is being fitted.
        taps: Those of the run; they look at nothing while a step is made once more.
        optimizers: All that change the model.
        receiver: Who is given what is found.
        size: Steps in one call of the training function.
        histograms: Steps from one set of histograms of the weights to the next; 0 for none.
    """

    def __init__(
        self,
        model: Any,
        taps: Taps,
        optimizers: list[Any],
        receiver: Receiver,
        size: int,
        histograms: int,
    ) -> None:
        self.memory = ReplayMemory(model, optimizers, size)
        self._model, self._taps, self._receiver = model, taps, receiver
        self._histograms = histograms
        self._taken = 0  # step of the newest histograms
        self._inputs: Any = None  # of the one batch that silent units are looked for in
        self._quiet_until = clocks()
        self._found = False
        self._checked, self._last = 0, -math.inf  # step and time of the last look for a NaN

    def after(self, step: int, now: float, replay: Callable[..., None]) -> None:
        """Look around after a call of the training function.

        Args:
            step: Steps made.
            now: Seconds, as `time.perf_counter`.
            replay: Makes a step once more from a batch, `eagerly` or as it was compiled.
        """
        if now >= self._quiet_until[0] and time.process_time() >= self._quiet_until[1]:
            start = clocks()
            self._look_for_silence(step)
            self._quiet_until = start + (clocks() - start) / _SHARE
        if step - self._checked >= self.memory.interval:
            seconds = (now - self._last) / (step - self._checked)
            self._checked, self._last = step, now
            self.check(step, replay, seconds)
        if self._histograms and step - self._taken >= self._histograms:
            self._taken = step
            self._take_histograms(step)

    def check(self, step: int, replay: Callable[..., None], seconds: float = math.inf) -> None:
        """Look whether all is finite, and if it is no more, where that began; that is told once."""
        if self._found:
            return
        self._taps.take()
        if self._finite():
            self.memory.remember(seconds)
        else:
            self._found = True
            self._receiver.born(self._born(step, replay))

    def _finite(self) -> bool:
        """Return whether the mean loss of the epoch is a number; one NaN in it stays until the end."""
        tracker = getattr(self._model, "_loss_tracker", None)
        if tracker is not None:
            total = tracker.total.value
            # Its total is read at once, its result by half a dozen operations; but among replicas the
            # total is a variable that no number can be made of.
            alone = isinstance(total, tf.Variable) and not hasattr(total, "values")
            if not math.isfinite(float(total.numpy() if alone else tracker.result())):
                return False
        return not self._taps.strange

    def _born(self, step: int, replay: Callable[..., None]) -> Born:
        found = self.memory.replayed()
        if found is None:
            return Born(step, "", "", "", "nan", note=str(LOST))
        state, batches = found
        counted = self._taps.clock.step
        now = int(counted)
        try:
            with self.memory.paused():
                self.memory.restore(state)
                for number, batch in enumerate(batches, step - len(batches) + 1):
                    before = self.memory.state()
                    replay(batch, eagerly=False)
                    if not self._all_finite():
                        self.memory.restore(before)
                        return birth(number, lambda batch=batch: replay(batch, eagerly=True))  # type: ignore[misc]
        finally:
            counted.assign(now)  # it may have counted these
        return Born(step, "", "", "", "nan", note=str(NOT_REPEATED))

    def _all_finite(self) -> bool:
        tracker = getattr(self._model, "_loss_tracker", None)
        values = [
            *self._model.trainable_variables,
            *([tracker.total] if tracker is not None else []),
        ]
        return all(np.isfinite(keras.ops.convert_to_numpy(each)).all() for each in values)

    def _look_for_silence(self, step: int) -> None:
        if self._inputs is None:
            batch = self.memory.last_batch()
            if batch is None:
                return  # none is kept
            inputs, _, _ = keras.utils.unpack_x_y_sample_weight(batch)
            strategy = self._model.distribute_strategy
            self._inputs = tf.nest.map_structure(
                lambda each: strategy.experimental_local_results(each)[0], inputs
            )
        layers = silence(self._model, self._inputs, training=False)
        shares = {each.name: each.silent / each.units for each in layers if each.units}
        if shares:
            self._receiver.silent(step, shares)

    def _take_histograms(self, step: int) -> None:
        arrays: dict[str, Any] = {"step": np.array(step)}
        for variable in self._model.trainable_variables:
            numbers = np.asarray(variable.value, np.float32).ravel()
            counts, edges = np.histogram(numbers[np.isfinite(numbers)], bins=40)
            arrays |= {f"{variable.path}:counts": counts, f"{variable.path}:edges": edges}
        self._receiver.histograms(arrays)
