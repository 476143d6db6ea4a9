"""The notebook's loop, and what tests ask of a run's reports."""

from collections.abc import Iterable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from explorer.core.training.dataset import Images
from explorer.core.training.network import build_network, build_optimizer, loss_function
from explorer.core.training.order import images_at
from explorer.core.training.reports import Finished, Progress, Report
from explorer.core.training.settings import TrainingSettings

SHORT = TrainingSettings(steps=25, batch_size=32, validate_every=10)


def losses_of(reports: Iterable[Report]) -> list[float]:
    """Return every loss that a run reported."""
    progress = [report for report in reports if isinstance(report, Progress)]
    return [float(loss) for report in progress for loss in report.losses]


def last_of(reports: Iterable[Report]) -> Finished:
    """Return a run's last report."""
    *_, last = reports
    assert isinstance(last, Finished)
    return last


def notebook(
    settings: TrainingSettings, images: Images, mean: Any = 0.0
) -> tuple[list[float], Any]:
    """Train as the notebook does: one eager step after the other, no compilation."""
    model, optimizer = build_network(settings), build_optimizer(settings)
    losses = []
    for i in range(settings.steps):
        size = settings.batch_size
        batch = images_at(settings.seed, len(images), i * size, size)
        train_image = images.pixels[batch].astype(np.float32) * np.float32(1 / 255) - mean
        train_label = np.eye(10, dtype=np.float32)[images.labels[batch]]
        with tf.GradientTape() as tape:
            out = model(train_image)
            loss = tf.reduce_mean(loss_function(settings)(train_label, out)) + sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        losses.append(float(loss))
    return losses, model


def lesson_network() -> Any:
    """Build the network with the notebook's own lines."""
    input_ = keras.Input(shape=(784,))
    dense = keras.layers.Dense(128, activation="relu")(input_)
    out = keras.layers.Dense(10, activation="softmax")(dense)
    return keras.Model(inputs=input_, outputs=out)
