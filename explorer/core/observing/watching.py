"""What stands in a Keras model for the time of one `fit`, and hands on what the taps have taken."""

import functools
import inspect
import sys
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.observing.aside import Aside
from explorer.core.observing.names import optimizers_of
from explorer.core.observing.pacing import Pace, clocks
from explorer.core.observing.receiving import Receiver
from explorer.core.observing.tap import leads
from explorer.core.observing.taps import Taps

if TYPE_CHECKING:
    from types import FrameType


class Watching:
    """Stands in a model from `put_in` to `take_out`, and is called by the callback in between.

    Args:
        model: The model that is being fitted.
        taps: Those of its optimisers.
        pace: How often to look.
        receiver: Told of defects, of a training that breaks off, and of what is found out beside it.
        histograms: Steps from one set of histograms to the next; 0 for none.
    """

    def __init__(
        self,
        model: Any,
        taps: Taps,
        pace: Pace,
        receiver: Receiver,
        histograms: int = 0,
    ) -> None:
        self._model, self._taps, self._pace, self._receiver = model, taps, pace, receiver
        self._before = model.train_function
        self._run: Any = None
        self._own_step: Any = None
        self._size = max(1, int(model.steps_per_execution))
        self._step = int(taps.clock.step)  # as far as is known here without asking
        optimizers = [tap.optimizer for tap in taps.taps]
        self._aside = Aside(model, taps, optimizers, receiver, self._size, histograms)

    def put_in(self) -> None:
        """Let Keras make its training function anew, with the hooks in it."""
        model = self._model
        self._own_step = own = model.train_step
        scale = getattr(model.optimizer, "scale_loss", None)
        self._taps.put_in(model)

        def train_step(*args: Any, **kwargs: Any) -> Any:
            if leads():
                self._taps.clock.step.assign_add(1)
            return own(*args, **kwargs)

        def scale_loss(loss: Any) -> Any:
            for tap in self._taps.taps:
                tap.tell_loss(loss)
            return scale(loss)  # type: ignore[misc]

        convert = model._autoconvert_optionals
        # What Keras hands each batch to, outside of what XLA compiles.
        model._autoconvert_optionals = lambda step: self._aside.memory.keeping(convert(step))
        model.train_step = train_step
        if scale is not None:
            model.optimizer.scale_loss = scale_loss
        model.make_train_function(force=True)
        del model._autoconvert_optionals
        self._run = model.train_function
        model.train_function = self._train
        model.make_train_function = self._make_train_function
        self._aside.memory.remember()

    def finish(self) -> None:
        """Take the last rows, and look for a NaN a last time."""
        self._taps.take()
        self._aside.check(int(self._taps.clock.step), self._replay_step)

    def take_out(self) -> None:
        """Put everything back as it was before the fit."""
        model = self._model
        for name in ("train_step", "make_train_function"):
            vars(model).pop(name, None)
        vars(model.optimizer).pop("scale_loss", None)
        self._taps.take_out()
        model.train_function = self._before

    def _make_train_function(self, force: bool = False) -> Any:
        """The next fit begins, and nobody has told that this one is over: all is put back first."""
        self.take_out()
        self._receiver.ended("failed")
        return self._model.make_train_function(force=force)

    def _train(self, iterator: Any) -> Any:
        """Keras' training function, timed; what goes wrong in it ends the watching, and goes on."""
        start = clocks()
        try:
            answer = self._run(iterator)
        except (StopIteration, tf.errors.OutOfRangeError):
            raise  # the end of an epoch
        except BaseException as error:
            self.take_out()
            self._receiver.ended("stopped" if isinstance(error, KeyboardInterrupt) else "failed")
            raise
        try:
            self._after(start)
        except Exception as error:  # noqa: BLE001 - a defect of ours is no reason to stop a training
            self._receiver.trouble(error)
        return answer

    def _replay_step(self, batch: Any, *, eagerly: bool) -> None:
        """Make a step once more: as it was compiled, or operation by operation and without the hooks."""
        if not eagerly:
            self._run([batch])
            return
        self._taps.take_out()
        strategy = self._model.distribute_strategy
        try:
            if strategy.num_replicas_in_sync > 1:
                strategy.run(self._own_step, args=(batch,))
            else:
                self._own_step(batch)
        finally:
            self._taps.put_in(self._model)

    def _after(self, start: NDArray[np.float64]) -> None:
        every = self._pace.every
        looked = bool(every) and (self._step + self._size) // every > self._step // every
        self._step += self._size
        if looked:
            self._step = int(self._taps.clock.step)
            self._taps.take()
        changed = self._pace.note(clocks() - start, looked)
        self._aside.after(self._step, time.perf_counter, self._replay_step)
        if changed:
            self._taps.clock.every.assign(self._pace.every)


class WatchingCallback(keras.callbacks.Callback):
    """The callback that puts a `Watching` into a model when a fit begins, and takes it out.

    Args:
        every: Steps from one look to the next; 0 for as often as the cost allows.
        histograms: Steps from one set of histograms to the next; 0 for none.
    """

    def __init__(self, every: int, histograms: int = 0) -> None:
        super().__init__()
        self._every, self._histograms = every, histograms
        self._watching: Watching | None = None
        self._taps: Taps | None = None

    def begin(self, model: Any, optimizers: list[Any]) -> Receiver:
        """Return who is to be given what is seen; called once for each fit."""
        raise NotImplementedError

    def refuse(self, backend: str) -> None:
        """Say that Keras computes with something else than TensorFlow here."""
        raise NotImplementedError

    def on_train_begin(self, logs: Any = None) -> None:  # noqa: ARG002 - as Keras calls it
        """Put the hooks in."""
        if keras.backend.backend() != "tensorflow":
            self.refuse(keras.backend.backend())
            return
        model = self.model
        optimizers = optimizers_of(model)
        receiver = self.begin(model, optimizers)
        try:
            size = max(1, int(model.steps_per_execution))
            self._taps = Taps(optimizers, receiver, 4 * size, xla=bool(model.jit_compile))
            pace = Pace(self._every, size)
            self._taps.clock.every.assign(pace.every)
            self._receiver = receiver
            receiver.step = lambda: int(self._taps.clock.step) if self._taps else 0
            self._watching = Watching(model, self._taps, pace, receiver, self._histograms)
            self._watching.put_in()
        except Exception as error:  # noqa: BLE001 - see above
            receiver.trouble(error)

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:  # noqa: ARG002
        """Hand on the metrics of an epoch; its mean loss only where no step tells its own."""
        if self._watching is None or self._taps is None:
            return
        told = any(tap.tells_loss for tap in self._taps.taps)
        numbers = {
            name: float(value)
            for name, value in (logs or {}).items()
            if np.ndim(value) == 0 and not (told and name == "loss")
        }
        self._receiver.numbers(int(self._taps.clock.step), numbers)

    def on_train_end(self, logs: Any = None) -> None:  # noqa: ARG002 - as Keras calls it
        """Take the hooks out."""
        if self._watching is None or self._taps is None:
            return
        watching, self._watching = self._watching, None
        try:
            watching.finish()
        except Exception as error:  # noqa: BLE001 - see above
            self._receiver.trouble(error)
        watching.take_out()
        self._receiver.ended("finished")


def put_into_every_fit(make: Callable[[], Any], kind: type) -> None:
    """Let every `fit` of every Keras model have a callback more, unless it has one of the kind already."""
    own = keras.Model.fit
    places = [*inspect.signature(own).parameters].index("callbacks")

    @functools.wraps(own)
    def fit(*arguments: Any, **named: Any) -> Any:
        given = [*arguments]
        if len(given) > places:
            given[places] = _with(given[places], make, kind)
        else:
            named["callbacks"] = _with(named.get("callbacks"), make, kind)
        return own(*given, **named)

    keras.Model.fit = fit


def _with(callbacks: Any, make: Callable[[], Any], kind: type) -> Any:
    if isinstance(callbacks, keras.callbacks.CallbackList):
        if not any(isinstance(each, kind) for each in callbacks.callbacks):
            callbacks.append(make())
        return callbacks
    known = [callbacks] if isinstance(callbacks, keras.callbacks.Callback) else [*(callbacks or [])]
    return known if any(isinstance(each, kind) for each in known) else [*known, make()]


def caller() -> tuple[str | None, int | None]:
    """Return file and line of the person's own code that is being run."""
    from explorer.core.autodiff.explaining.places import place_of

    frames = []
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        frames.append((frame.f_code.co_filename, frame.f_lineno))
        frame = frame.f_back
    return place_of(frames[::-1])
