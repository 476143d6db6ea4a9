"""The update that follows a snapshot of a run, made anew so that each of its numbers can be seen."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.training.dataset import Digits, mean_of_first
from explorer.core.training.engine import Engine, ImageTensors, borrow_engine, give_back
from explorer.core.training.order import images_at
from explorer.core.training.reports import Snapshot, Weights
from explorer.core.training.updates import LayerUpdate


def following_update(snapshot: Snapshot, digits: Digits) -> LayerUpdate:
    """Return the first layer's part in the update that the run makes, or would make, next.

    The gradient is that of `tf.GradientTape` over the very batch that comes next, the step that of
    the run's Keras optimiser with all that it remembers; both outside a graph.

    Args:
        snapshot: Where the run stood.
        digits: The images that it learns from.
    """
    with _made(snapshot, digits) as (engine, rate, gradients, after):
        layer = "hidden_1" if snapshot.settings.hidden else "output"
        return LayerUpdate(
            step=snapshot.step,
            settings=snapshot.settings,
            weights=engine.weights_of(snapshot.variables)[0],
            gradient=gradients[0],
            after=engine.weights_of(after)[0],
            memory=engine.memory_of(f"{layer}_kernel", snapshot.variables),
            memory_after=engine.memory_of(f"{layer}_kernel", after),
            rate=rate,
        )


def following_weights(snapshot: Snapshot, digits: Digits) -> Weights:
    """Return all weights after the update that the run makes, or would make, next; arguments as above."""
    with _made(snapshot, digits) as (engine, _, _, after):
        return engine.weights_of(after)


@contextmanager
def _made(
    snapshot: Snapshot, digits: Digits
) -> Iterator[tuple[Engine, np.float32, Weights, Mapping[str, NDArray[Any]]]]:
    """Make the update; give the engine, its rate, the gradients, and what every variable holds after it."""
    settings = snapshot.settings
    engine = borrow_engine(settings)
    try:
        engine.restore(snapshot.variables)
        engine.set_rate(settings.learning_rate)
        learned = digits.training.first(settings.images)
        chosen = images_at(settings.seed, len(learned), snapshot.position, settings.batch_size)
        # The batch alone: to hand over all images takes longer than the update.
        mean = mean_of_first(digits.training, settings.images) if settings.centred else None
        images = ImageTensors(
            tf.constant(learned.pixels[chosen]), tf.constant(learned.labels[chosen]), mean
        )
        rate = engine.rate
        gradients = engine.update_once(images, np.arange(len(chosen), dtype=np.int32))
        yield engine, rate, gradients, engine.variables()
    finally:
        give_back(engine)
