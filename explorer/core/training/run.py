"""A training run on its way: one compiled call after the other, and what each has to tell."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.training.changes import checked_change
from explorer.core.training.dataset import Digits
from explorer.core.training.distributed import DistributedEngine
from explorer.core.training.engine import Engine, borrow_engine, give_back, tensors_of
from explorer.core.training.inspection import accuracy, confusion, layer_norms
from explorer.core.training.network import mean_loss
from explorer.core.training.order import images_at
from explorer.core.training.reports import (
    Changed,
    Diverged,
    Finished,
    Halted,
    Norms,
    Progress,
    Report,
    Sharpness,
    Snapshot,
    Started,
    Validation,
    Weights,
)
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.sharpness import SharpnessMeter


class Run:
    """A run on its way: where it stands, and its engine."""

    def __init__(
        self, settings: TrainingSettings, digits: Digits, resume: Snapshot | None, strategy: Any
    ) -> None:
        self.settings = settings
        self._strategy = strategy
        self._learned = digits.training.first(settings.images)
        self._images = tensors_of(self._learned, centred=settings.centred)
        self._meter: SharpnessMeter | None = None
        self.engine = self._engine()
        self.step, self.failed = 0, False
        self._position, self._loss = 0, math.nan
        self._digits = digits
        # The first call compiles. It makes one update, from which the run's speed is counted.
        self._rehearsed = False
        if resume is not None:
            checked_change(resume.settings, settings, resume.step)
            self.go_to(resume)
        if isinstance(self.engine, DistributedEngine):
            self.engine.agree_on(self.step)
        self._safe = self.snapshot()

    def _engine(self) -> Engine:
        strategy = self._strategy
        return (
            DistributedEngine(self.settings, strategy) if strategy else borrow_engine(self.settings)
        )

    def close(self) -> None:
        """Let another run have the engine."""
        if not self._strategy:
            give_back(self.engine)

    def started(self) -> Started:
        """Return the first report."""
        return Started(weights=self.engine.weights_of(self._safe.variables), snapshot=self._safe)

    def sharpness(self) -> Iterator[Sharpness]:
        """Tell how sharp the loss is here, if it is time for that."""
        settings, step = self.settings, self.step
        every = settings.sharpness_every
        if not every or not (step % every == 0 or step == settings.steps):
            return
        # Adam has no scale of its own before its first update.
        if step or settings.optimizer != "adam":
            self._meter = self._meter or SharpnessMeter(settings, self._images)
            yield self._meter.measure(self.engine, settings, step)

    def snapshot(self) -> Snapshot:
        """Return all that is needed to go on from here."""
        return Snapshot(
            step=self.step,
            position=self._position,
            loss=self._loss,
            settings=self.settings,
            variables=self.engine.variables(),
        )

    def go_to(self, snapshot: Snapshot) -> None:
        """Stand where `snapshot` was taken; the settings stay as they are."""
        # Then the rate: the snapshot's own is among the variables.
        self.engine.restore(snapshot.variables)
        self.engine.set_rate(self.settings.learning_rate)
        self.step, self._position = snapshot.step, snapshot.position
        self._loss = snapshot.loss

    def change(self, settings: TrainingSettings) -> Changed:
        """Go on with other settings; fewer steps than were made end the run here."""
        settings = replace(settings, steps=max(settings.steps, self.step))
        settings = checked_change(self.settings, settings, self.step)
        self.settings = settings
        # Whoever goes back to these weights goes on with the new settings.
        self._safe = replace(self._safe, settings=settings)
        if not self.engine.fits(settings):
            self.close()
            self.engine = self._engine()
            self.engine.restore(self._safe.variables)
        self.engine.set_rate(settings.learning_rate)
        return Changed(step=self.step, settings=settings)

    def advance(self, room: int, stops: tuple[int | None, ...]) -> Iterator[Report]:
        """Make one call of at most `room` updates, none beyond a stop, and report."""
        chosen = self._next_images(room, stops)
        end = self.step + len(chosen)
        measured = next_multiple(self.step, self.settings.norms_every) == end
        # Before the update, at the weights from which it starts.
        gradients = self.engine.gradients(self._images, chosen[0]) if measured else ()
        try:
            losses = self._update(chosen, room)
        # So TensorFlow tells that another worker is gone; on one machine it is our own fault.
        except tf.errors.OpError:
            if not isinstance(self.engine, DistributedEngine):
                raise
            self.failed = True
            yield Halted(step=self._safe.step, snapshot=self._safe)
            return
        good = _finite_at_first(losses)
        if good:
            yield Progress(step=end - len(losses) + good, losses=losses[:good])
        now = self.snapshot()
        weights = self.engine.weights_of(now.variables)
        # The weights after the last update are in none of these losses: theirs is that of the next.
        if good < len(losses) or not _all_finite(weights):
            self.failed = True
            yield self._diverged(end - len(losses) + good, room)
            return
        if measured:
            before = self.engine.weights_of(self._safe.variables)
            changes = tuple(new - old for new, old in zip(weights, before, strict=True))
            yield Norms(step=end, gradients=layer_norms(gradients), updates=layer_norms(changes))
        self._safe = now
        yield from self.sharpness()
        if self.step % self.settings.validate_every == 0 or self.step == self.settings.steps:
            yield self._validation(weights)

    def finished(self) -> Finished:
        """Return the last report, with a look at the test images."""
        images = self._digits.test
        answers = self.engine.probabilities(images.pixels, self._images.mean)
        table = confusion(images.labels, answers.argmax(axis=1))
        return Finished(
            step=self.step,
            loss=self._loss,
            test_accuracy=accuracy(table),
            confusion=table,
            test_probabilities=answers,
            weights=self.engine.weights_of(self._safe.variables),
        )

    def _next_images(self, room: int, stops: tuple[int | None, ...]) -> NDArray[np.int32]:
        """Return the images of the next updates: of one at first, and of one to be measured."""
        settings = self.settings
        ends = [settings.steps, next_multiple(self.step, settings.validate_every), *stops]
        ends.append(next_multiple(self.step, settings.sharpness_every))
        to_measure = next_multiple(self.step, settings.norms_every)
        if to_measure is not None:
            # An update whose norms are told is a call of its own: the change is of it alone.
            ends.append(max(to_measure - 1, self.step + 1))
        count = min(room, *(end - self.step for end in ends if end is not None))
        count = count if self._rehearsed else 1
        self._rehearsed = True
        return self._chosen(count)

    def _chosen(self, count: int) -> NDArray[np.int32]:
        size, images = self.settings.batch_size, len(self._learned)
        chosen = images_at(self.settings.seed, images, self._position, count * size)
        return chosen.reshape(count, size)

    def _update(self, chosen: NDArray[np.int32], room: int) -> NDArray[np.float32]:
        losses = self.engine.advance(self._images, chosen, room)
        self.step, self._position = self.step + len(chosen), self._position + chosen.size
        self._loss = float(losses[-1])
        return losses

    def _validation(self, weights: Weights) -> Validation:
        images = self._digits.validation
        answers = self.engine.probabilities(images.pixels, self._images.mean)
        table = confusion(images.labels, answers.argmax(axis=1))
        loss = mean_loss(self.settings, images.labels, answers)
        return Validation(
            step=self.step, accuracy=accuracy(table), confusion=table, weights=weights,
            snapshot=self._safe, loss=loss if math.isfinite(loss) else None,
        )  # fmt: skip

    def _diverged(self, end: int, room: int) -> Diverged:
        """Go back to where all was finite and repeat updates up to the last good weights."""
        last = self._safe
        self.go_to(last)
        while self.step < end:
            # With the room of the call before: the same compiled loop makes the same bits.
            self._update(self._chosen(1), room)
            now = self.snapshot()
            if not _all_finite(self.engine.weights_of(now.variables)):
                break
            last = now
        self.go_to(last)
        return _diverged(last, self.engine.weights_of(last.variables))


def _diverged(last: Snapshot, weights: Weights) -> Diverged:
    rate = last.settings.learning_rate
    return Diverged(
        step=last.step,
        weights=weights,
        snapshot=last,
        learning_rate=rate,
        # One digit, to be read and typed: 0.003 / 10 is 0.00030000000000000003.
        smaller_rate=float(f"{rate / 10:.1g}"),
    )


def next_multiple(step: int, interval: int) -> int | None:
    """Return the first multiple of `interval` above `step`, or nothing for interval 0."""
    return step - step % interval + interval if interval else None


def _finite_at_first(losses: NDArray[np.float32]) -> int:
    """Return how many losses come before the first that is not finite."""
    finite = np.isfinite(losses)
    # argmin finds the first False, and the first of all where there is none.
    return len(losses) if finite.all() else int(np.argmin(finite))


def _all_finite(weights: Weights) -> bool:
    return all(np.isfinite(array).all() for array in weights)
