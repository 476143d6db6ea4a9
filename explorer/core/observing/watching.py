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
from explorer.core.observing.pacing import Pacer, clocks
from explorer.core.observing.receiving import Receiver
from explorer.core.observing.taps import Taps

if TYPE_CHECKING:
    from types import FrameType


_ROWS = 128  # looks until their rows are taken, or as many as four calls can make
_INTERVAL = (
    0.1  # seconds from one taking to the next, so that a page shows a step 0.3 s after it was made
)


class Watching:
    """Stands in a model from `put_in` to `take_out`, and is called by the callback in between.

    Keras makes two training functions: a plain one, and one that looks. Which of them a call takes is decided
    here, so that a step that is not looked at is the person's own, but for the batch that it keeps.

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
        pace: Pacer,
        receiver: Receiver,
        histograms: int = 0,
    ) -> None:
        self._model, self._taps, self._pace, self._receiver = model, taps, pace, receiver
        self._before = model.train_function
        self._plain: Any = None
        self._looking: Any = None
        self._size = max(1, int(model.steps_per_execution))
        # A call that makes several steps makes fewer at the end of an epoch; then the graph counts.
        self._step = self._counted = (
            0  # the second as the graph has it, if it makes one step a call
        )
        self._waiting, self._taken = (
            0,
            -_INTERVAL,
        )  # calls looked at since the last taking, and its time
        optimizers = [tap.optimizer for tap in taps.taps]
        self._aside = Aside(model, taps, optimizers, receiver, self._size, histograms)
        self.memory = self._aside.memory

    @property
    def step(self) -> int:
        """Steps made by now."""
        return self._step if self._size == 1 else int(self._taps.clock.step)

    def put_in(self) -> None:
        """Let Keras make its training functions, with what stands in them."""
        model = self._model
        self._plain = self._made(self.memory.keeping if self._size == 1 else self._counting)
        self._looking = self._made(self._counting)
        model.train_function = self._train
        model.make_train_function = self._make_train_function
        self._build_optimizer()
        self.memory.remember()

    def _build_optimizer(self) -> None:
        """Let the optimiser make its memory as it would in the first step, so that this can be replayed."""
        model, optimizer = self._model, self._model.optimizer
        own = getattr(model.train_step, "__func__", None) is not keras.Model.train_step
        if own or not model.built or optimizer.built:
            return  # an own step may give it other variables than these
        with (
            model.distribute_strategy.scope(),
            keras.name_scope(optimizer.name, caller=optimizer),
        ):
            optimizer.build(model.trainable_variables)

    def _made(self, around: Callable[[Any], Any]) -> Any:
        """Return a new training function of Keras, with something around what it hands each batch to."""
        model = self._model
        convert = model._autoconvert_optionals
        # Called by Keras for each batch, outside of what XLA compiles.
        model._autoconvert_optionals = lambda step: around(convert(step))
        try:
            model.make_train_function(force=True)
        finally:
            del model._autoconvert_optionals
        return model.train_function

    def _counting(self, step: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Return a step that keeps its batch, and counts it."""

        def counting(batch: Any) -> Any:
            there = [
                each
                for each in tf.nest.flatten(batch, expand_composites=True)
                if tf.is_tensor(each)
            ]
            with tf.control_dependencies(
                there
            ):  # at the end of the data there is no batch, and no step
                self._taps.clock.step.assign_add(1)
            return kept(batch)

        kept = self.memory.keeping(step)
        return counting

    def finish(self) -> None:
        """Take the last rows, and look for a NaN a last time."""
        self._taps.take()
        self._aside.check(self.step, self._replay_step)

    def take_out(self) -> None:
        """Put everything back as it was before the fit."""
        model = self._model
        vars(model).pop("make_train_function", None)
        self._take_hooks_out()
        model.train_function = self._before
        self.memory.forget()

    def _put_hooks_in(self) -> None:
        model = self._model
        scale = getattr(model.optimizer, "scale_loss", None)
        self._taps.put_in(model)

        def scale_loss(loss: Any) -> Any:
            for tap in self._taps.taps:
                tap.tell_loss(loss)
            return scale(loss)  # type: ignore[misc]

        if scale is not None:
            vars(model.optimizer)["scale_loss"] = scale_loss  # as the taps do

    def _take_hooks_out(self) -> None:
        vars(self._model.optimizer).pop("scale_loss", None)
        self._taps.take_out()

    def _make_train_function(self, force: bool = False) -> Any:
        """The next fit begins, and nobody has told that this one is over: all is put back first."""
        self.take_out()
        self._receiver.ended("failed")
        return self._model.make_train_function(force=force)

    def _train(self, iterator: Any) -> Any:
        """One call of Keras' training function; what goes wrong in it ends the watching, and goes on."""
        looks = self._pace.looks(self._step)
        start = clocks() if self._pace.times(looks) else None
        try:
            answer = self._look(iterator) if looks else self._plain(iterator)
        except (StopIteration, tf.errors.OutOfRangeError):
            raise  # the end of an epoch
        except BaseException as error:
            self.take_out()
            self._receiver.ended("stopped" if isinstance(error, KeyboardInterrupt) else "failed")
            raise
        try:
            self._after(looks, start)
        except Exception as error:  # noqa: BLE001 - a defect of ours is no reason to stop a training
            self._receiver.trouble(error)
        return answer

    def _look(self, iterator: Any) -> Any:
        """A call whose steps are looked at, where they are due."""
        if self._size == 1 and self._counted != self._step:
            self._taps.clock.step.assign(self._step)
        self._put_hooks_in()
        try:
            answer = self._looking(iterator)
        finally:
            self._take_hooks_out()
        self._counted = self._step + 1
        return answer

    def _replay_step(self, batch: Any, *, eagerly: bool) -> None:
        """Make a step once more: as it was compiled, or operation by operation."""
        strategy = self._model.distribute_strategy
        if not eagerly:
            self._plain([batch])
        elif strategy.num_replicas_in_sync > 1:
            strategy.run(self._model.train_step, args=(batch,))
        else:
            self._model.train_step(batch)

    def settle(self) -> None:
        """Ask how many steps were made, where only the graph knows."""
        self._step = self.step

    def _after(self, looked: bool, start: NDArray[np.float64] | None) -> None:
        if not self._step:
            self.memory.remember()  # there may be variables now that were not there before
        self._step += self._size
        now = time.perf_counter()
        self._waiting += looked
        if looked and (self._waiting * self._size * 2 > _ROWS or now - self._taken > _INTERVAL):
            self._waiting, self._taken = 0, now
            self._taps.take()
        if start is not None and self._pace.note(clocks() - start, looked) and self._size > 1:
            self._taps.clock.every.assign(self._pace.every)
        self._aside.after(self._step, now, self._replay_step)


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
            self._taps = Taps(
                optimizers,
                receiver,
                max(_ROWS, 4 * size),
                xla=bool(model.jit_compile),
                always=size == 1,
            )
            pace = Pacer(self._every, size)
            self._taps.clock.every.assign(1 if size == 1 else pace.every)
            self._receiver = receiver
            watching = Watching(model, self._taps, pace, receiver, self._histograms)
            receiver.step = lambda: watching.step
            self._watching = watching
            watching.put_in()
        except Exception as error:  # noqa: BLE001 - see above
            receiver.trouble(error)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002 - as Keras calls it
        """Count anew: the last call of an epoch may have made fewer steps than the others."""
        if self._watching is not None:
            self._watching.settle()

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
        self._receiver.numbers(self._watching.step, numbers)

    def on_test_begin(self, logs: Any = None) -> None:  # noqa: ARG002 - as Keras calls it
        """Hand on what was seen before something else takes its time."""
        if self._watching is not None and self._taps is not None:
            self._taps.take()

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
