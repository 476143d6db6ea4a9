"""What stands in a Keras model for the time of one `fit`, and hands on what the taps have taken."""

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import keras
import numpy as np
import tensorflow as tf

from explorer.core.observing.names import observed_variables, optimizers_of
from explorer.core.observing.observed import QUANTITIES, ObservedVariable, Rows
from explorer.core.observing.pacing import Pace
from explorer.core.observing.tap import Clock, Site, Tap, leads

if TYPE_CHECKING:
    from types import FrameType


class Receiver(Protocol):
    """Whoever keeps what is seen."""

    def variables(self, variables: tuple[ObservedVariable, ...]) -> None:
        """Take all variables known by now."""

    def rows(self, rows: Rows) -> None:
        """Take what was seen at some steps."""

    def numbers(self, step: int, numbers: Mapping[str, float]) -> None:
        """Take metrics."""

    def trouble(self, error: Exception) -> None:
        """Take a defect of ours; nothing is seen any more."""

    def ended(self, why: str) -> None:
        """The training is over: "finished", "stopped" or "failed"."""


class Taps:
    """The taps of one run, and their rows put together step by step.

    Args:
        optimizers: The optimisers to look into.
        receiver: Who is given the rows.
        rows: Steps that can be looked at between two takings.
    """

    def __init__(self, optimizers: Iterable[Any], receiver: Receiver, rows: int) -> None:
        self.clock = Clock()
        self._receiver = receiver
        self.taps = [Tap(each, self.clock, rows, receiver.trouble) for each in optimizers]
        self._columns: dict[int, list[int]] = {}  # of each site, by its id
        self._known: list[Any] = []
        self._model: Any = None

    def put_in(self, model: Any = None) -> None:
        """Stand around the optimisers' methods; the model, if there is one, tells the layers."""
        self._model = model
        for tap in self.taps:
            tap.put_in()

    def take_out(self) -> None:
        """Give the optimisers their own methods back."""
        for tap in self.taps:
            tap.take_out()

    def take(self) -> None:
        """Hand on what has come since the last time."""
        taken: dict[int, tuple[float, dict[int, Any]]] = {}
        for site in self._sites():
            columns = self._columns[id(site)]
            for step, loss, row in zip(*site.take(), strict=True):
                known, values = taken.get(int(step), (np.nan, {}))
                values |= dict(zip(columns, row.T, strict=True))
                taken[int(step)] = (float(loss) if np.isnan(known) else known, values)
        if not taken:
            return
        table = np.full((len(taken), len(self._known), len(QUANTITIES)), np.nan, np.float32)
        steps = sorted(taken)
        for index, step in enumerate(steps):
            for column, values in taken[step][1].items():
                table[index, column] = values
        losses = np.array([taken[step][0] for step in steps], np.float32)
        told = any(tap.tells_loss for tap in self.taps)
        self._receiver.rows(
            Rows(
                np.array(steps, np.int64),
                losses if told else None,
                {name: table[:, :, place] for place, name in enumerate(QUANTITIES)},
            )
        )

    def _sites(self) -> list[Site]:
        """Return all sites, the variables of new ones told."""
        sites = [site for tap in self.taps for site in tap.sites]
        new = [site for site in sites if id(site) not in self._columns]
        for site in new:
            places = {id(each): index for index, each in enumerate(self._known)}
            fresh = [each for each in site.variables if id(each) not in places]
            self._known += fresh
            places = {id(each): index for index, each in enumerate(self._known)}
            self._columns[id(site)] = [places[id(each)] for each in site.variables]
        if new:
            reached = {
                id(each)
                for site in sites
                for each, comes in zip(site.variables, site.reached, strict=True)
                if comes
            }
            self._receiver.variables(observed_variables(self._known, self._model, reached))
        return sites


class Watching:
    """Stands in a model from `put_in` to `take_out`, and is called by the callback in between.

    Args:
        model: The model that is being fitted.
        taps: Those of its optimisers.
        pace: How often to look.
        receiver: Told of defects, and of a training that breaks off.
        clock: Seconds, as `time.perf_counter`.
    """

    def __init__(
        self,
        model: Any,
        taps: Taps,
        pace: Pace,
        receiver: Receiver,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._model, self._taps, self._pace, self._receiver = model, taps, pace, receiver
        self._clock = clock
        self._before = model.train_function
        self._run: Any = None
        self._size = max(1, int(model.steps_per_execution))
        self._step = int(taps.clock.step)  # as far as is known here without asking
        self._asked: dict[str, Any] = {}

    def put_in(self) -> None:
        """Let Keras make its training function anew, with the hooks in it."""
        model = self._model
        own, scale = model.train_step, getattr(model.optimizer, "scale_loss", None)
        self._taps.put_in(model)

        def train_step(*args: Any, **kwargs: Any) -> Any:
            if leads():
                self._taps.clock.step.assign_add(1)
            return own(*args, **kwargs)

        def scale_loss(loss: Any) -> Any:
            for tap in self._taps.taps:
                tap.tell_loss(loss)
            return scale(loss)  # type: ignore[misc]

        model.train_step = train_step
        if scale is not None:
            model.optimizer.scale_loss = scale_loss
        model.make_train_function(force=True)
        self._run = model.train_function
        model.train_function = self._train
        model.make_train_function = self._make_train_function

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
        start = self._clock()
        try:
            answer = self._run(iterator)
        except (StopIteration, tf.errors.OutOfRangeError):
            raise  # the end of an epoch
        except BaseException as error:
            self.take_out()
            self._receiver.ended("stopped" if isinstance(error, KeyboardInterrupt) else "failed")
            raise
        try:
            self._after(self._clock() - start)
        except Exception as error:  # noqa: BLE001 - a defect of ours is no reason to stop a training
            self._receiver.trouble(error)
        return answer

    def _after(self, seconds: float) -> None:
        start = self._clock()
        every = self._pace.every
        looked = bool(every) and (self._step + self._size) // every > self._step // every
        self._step += self._size
        if looked:
            self._step = int(self._taps.clock.step)
            self._taps.take()
        changed = self._pace.note(seconds + self._clock() - start, looked)
        if changed:
            self._taps.clock.every.assign(self._pace.every)


class WatchingCallback(keras.callbacks.Callback):
    """The callback that puts a `Watching` into a model when a fit begins, and takes it out.

    Args:
        every: Steps from one look to the next; 0 for as often as the cost allows.
    """

    def __init__(self, every: int) -> None:
        super().__init__()
        self._every = every
        self._watching: Watching | None = None
        self._taps: Taps | None = None

    def begin(self, model: Any, optimizers: list[Any]) -> Receiver:
        """Return who is to be given what is seen; called once for each fit."""
        raise NotImplementedError

    def on_train_begin(self, logs: Any = None) -> None:  # noqa: ARG002 - as Keras calls it
        """Put the hooks in."""
        model = self.model
        optimizers = optimizers_of(model)
        receiver = self.begin(model, optimizers)
        try:
            size = max(1, int(model.steps_per_execution))
            self._taps = Taps(optimizers, receiver, 4 * size)
            pace = Pace(self._every, size)
            self._taps.clock.every.assign(pace.every)
            self._receiver = receiver
            self._watching = Watching(model, self._taps, pace, receiver)
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
            self._taps.take()
        except Exception as error:  # noqa: BLE001 - see above
            self._receiver.trouble(error)
        watching.take_out()
        self._receiver.ended("finished")


def caller() -> tuple[str | None, int | None]:
    """Return file and line of the person's own code that is being run."""
    from explorer.core.autodiff.explaining.places import place_of

    frames = []
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - the only way to ask
    while frame is not None:
        frames.append((frame.f_code.co_filename, frame.f_lineno))
        frame = frame.f_back
    return place_of(frames[::-1])
