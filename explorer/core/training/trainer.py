"""The training run as a generator of reports: pulled it goes on, left alone it waits."""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from explorer.core.numerals import exact
from explorer.core.sentences import said
from explorer.core.training.dataset import Digits, Images
from explorer.core.training.engine import Engine, State
from explorer.core.training.inspection import accuracy, confusion
from explorer.core.training.order import images_at
from explorer.core.training.reports import (
    Diverged,
    Finished,
    Progress,
    Report,
    Started,
    Validation,
    Weights,
)
from explorer.core.training.settings import TrainingSettings, checked

_MOST_STEPS_PER_CALL = 100
_IMAGES_PER_CALL = 12_800


def steps_per_call_for(batch_size: int) -> int:
    """Return how many updates one compiled call makes, so that reports come every 0.1 s or so."""
    return max(1, min(_MOST_STEPS_PER_CALL, _IMAGES_PER_CALL // batch_size))


def train(
    settings: TrainingSettings, digits: Digits, *, steps_per_call: int | None = None
) -> Iterator[Report]:
    """Train the network and report; between two reports the run can be left waiting or closed.

    Reports come in this order: `Started`, then `Progress` with the first loss alone, then more
    `Progress` with a `Validation` every `validate_every` updates and after the last one, and at
    the end `Finished`, or `Diverged` as soon as a loss is not finite.

    Args:
        settings: What to do.
        digits: Images to learn from and to be tried on.
        steps_per_call: Updates in one compiled call; it changes the pace of reports, never a bit
            of the result.

    Raises:
        ExplorerError: If the settings cannot be used.
    """
    settings = checked(settings)
    per_call = steps_per_call or steps_per_call_for(settings.batch_size)
    engine = Engine(settings, digits.training, per_call)
    yield Started(weights=engine.weights())
    step, loss = 0, math.nan
    safe = (0, engine.state())
    while step < settings.steps:
        chosen = _next_batches(settings, len(digits.training), step, per_call)
        losses = engine.advance(chosen)
        finite = np.isfinite(losses)
        if not finite.all():
            good = int(np.argmin(finite))
            if good:
                yield Progress(step=step + good, losses=losses[:good])
            failure = (step + good, float(losses[good]))
            yield _diverged(engine, settings, len(digits.training), safe, failure)
            return
        step, loss = step + len(losses), float(losses[-1])
        yield Progress(step=step, losses=losses)
        if _all_finite(engine.weights()):
            safe = (step, engine.state())
        if step % settings.validate_every == 0 or step == settings.steps:
            yield _validation(engine, digits.validation, step)
    yield _finished(engine, digits.test, step, loss)


def _next_batches(
    settings: TrainingSettings, images: int, step: int, per_call: int
) -> NDArray[np.int32]:
    """Return the images of the next call: one update at first, never beyond a validation."""
    until_validation = settings.validate_every - step % settings.validate_every
    count = min(per_call, settings.steps - step, until_validation) if step else 1
    return _batches(settings, images, step, count)


def _batches(settings: TrainingSettings, images: int, step: int, count: int) -> NDArray[np.int32]:
    size = settings.batch_size
    return images_at(settings.seed, images, step * size, count * size).reshape(count, size)


def _validation(engine: Engine, images: Images, step: int) -> Validation:
    table = confusion(images.labels, engine.probabilities(images.pixels).argmax(axis=1))
    return Validation(
        step=step, accuracy=accuracy(table), confusion=table, weights=engine.weights()
    )


def _finished(engine: Engine, images: Images, step: int, loss: float) -> Finished:
    answers = engine.probabilities(images.pixels)
    table = confusion(images.labels, answers.argmax(axis=1))
    return Finished(
        step=step,
        loss=loss,
        test_accuracy=accuracy(table),
        confusion=table,
        test_probabilities=answers,
        weights=engine.weights(),
    )


def _diverged(
    engine: Engine,
    settings: TrainingSettings,
    images: int,
    safe: tuple[int, State],
    failure: tuple[int, float],
) -> Diverged:
    """Go back to where all was finite and repeat the updates up to the last good one."""
    weights_step, state = safe
    step, loss = failure
    engine.restore(state)
    weights = engine.weights()
    for row in _batches(settings, images, weights_step, step - weights_step):
        engine.advance(row[np.newaxis])
        changed = engine.weights()
        if not _all_finite(changed):
            break
        weights_step, weights = weights_step + 1, changed
    smaller = float(f"{settings.learning_rate / 10:.1g}")
    return Diverged(
        step=step,
        loss=loss,
        weights_step=weights_step,
        weights=weights,
        smaller_rate=smaller,
        sentence=said(
            "Training",
            "The loss was {loss} after {step} updates: the learning rate {rate} is probably "
            "too high. Train again with a smaller one, for example {smaller}.",
            loss=exact(loss),
            step=step,
            rate=exact(settings.learning_rate),
            smaller=exact(smaller),
        ),
    )


def _all_finite(weights: Weights) -> bool:
    return all(np.isfinite(array).all() for array in weights)
