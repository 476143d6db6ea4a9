"""The real Keras schedules behind the keys of `schedules`."""

from collections.abc import Mapping, Sequence
from typing import Any

import tensorflow as tf

_SCHEDULES = tf.keras.optimizers.schedules


def schedule_values(key: str, rate: float, parameters: Mapping[str, float]) -> tuple[float, ...]:
    """Return the learning rates that a schedule is made from, the chosen one first."""
    if key != "piecewise":
        return (rate,)
    return (rate, rate * parameters["factor"], rate * parameters["factor"] ** 2)


def keras_schedule(key: str, values: Sequence[Any], parameters: Mapping[str, float]) -> Any:
    """Return a Keras schedule that begins at (for a warm-up: rises to) the first of its values.

    Args:
        key: Key of the schedule, not "constant".
        values: Numbers or tensors in place of those of `schedule_values`.
        parameters: Every parameter, by its key.
    """
    if key == "piecewise":
        drops = [int(parameters["first"]), int(parameters["second"])]
        return _SCHEDULES.PiecewiseConstantDecay(drops, list(values))
    decay_steps = int(parameters["decay_steps"])
    if key == "exponential":
        return _SCHEDULES.ExponentialDecay(values[0], decay_steps, parameters["decay_rate"])
    alpha = parameters["alpha"]
    if key == "cosine":
        return _SCHEDULES.CosineDecay(values[0], decay_steps, alpha)
    warm = int(parameters["warmup_steps"])
    return _SCHEDULES.CosineDecay(
        0.0, decay_steps, alpha, warmup_target=values[0], warmup_steps=warm
    )
