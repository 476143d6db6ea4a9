"""The network and its optimiser, as Keras builds them, with initial weights from a seed."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.curvature.products import CurvedLoss
from explorer.core.descent.keras_objects import keras_optimizer, keras_schedule
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.training.dataset import CLASSES, PIXELS
from explorer.core.training.inspection import AT_ONCE
from explorer.core.training.reports import Weights
from explorer.core.training.settings import MOST_HIDDEN_LAYERS, HiddenLayer, TrainingSettings


def build_network(settings: TrainingSettings) -> Any:
    """Return a Keras model from 784 pixels to 10 answers; 784 → 128 relu → 10 by default.

    The answers are probabilities, or plain numbers where the loss is of such.

    Kernels start by the chosen rule, biases at 0. Each layer's seed follows from the run's seed
    and the layer's place alone.

    Source of the default rule: X. Glorot, Y. Bengio, "Understanding the difficulty of training
        deep feedforward neural networks", 2010, equation 16.
    """
    seeds = _seeds(settings.seed)
    signal = input_ = keras.Input(shape=(PIXELS,))
    for number, layer in enumerate(settings.hidden, start=1):
        signal = keras.layers.Dense(
            layer.units,
            activation=layer.activation,
            name=f"hidden_{number}",
            **_kernel_rules(settings, seeds[number]),
        )(signal)
        if settings.dropout:
            signal = keras.layers.Dropout(
                settings.dropout,
                seed=seeds[MOST_HIDDEN_LAYERS + number],
                name=f"dropout_{number}",
            )(signal)
    # Probabilities, as in the notebook; in a graph Keras takes the loss from the logits.
    output = keras.layers.Dense(
        CLASSES, activation=settings.end, name="output", **_kernel_rules(settings, seeds[0])
    )(signal)
    return keras.Model(inputs=input_, outputs=output)


def initial_weights(settings: TrainingSettings) -> Weights:
    """Return the weights that a run of these settings starts from, without building the network.

    TensorFlow keeps something of each variable of a new shape as long as the process lives.
    """
    seeds = _seeds(settings.seed)
    units = [layer.units for layer in settings.hidden]
    shapes = zip([PIXELS, *units], [*units, CLASSES], strict=True)
    weights = []
    for shape, seed in zip(shapes, [*seeds[1 : 1 + len(units)], seeds[0]], strict=True):
        kernel = _kernel_rules(settings, seed)["kernel_initializer"](shape)
        weights += [kernel.numpy(), np.zeros(shape[1], np.float32)]
    return tuple(weights)


def probabilities(
    weights: Weights,
    pixels: NDArray[np.uint8],
    hidden: tuple[HiddenLayer, ...] = TrainingSettings().hidden,
    *,
    end: str = "softmax",
    mean: NDArray[np.float32] | None = None,
) -> NDArray[np.float32]:
    """Return the probability of each digit for each picture, from a copy of a network's weights.

    Each hidden layer is g(h·W + b), the last one softmax(h·W + b), where h is what the layer
    before gives, W the layer's kernel, b its bias and g its activation. TensorFlow computes them
    one by one, so that they are there while a compiled loop trains in another thread.

    Args:
        weights: Kernel and bias of each layer in order.
        pixels: Grey values 0 to 255, shape (n, 784).
        hidden: The network's hidden layers; the lesson's if none are given.
        end: Activation of the last layer, "linear" for a network that answers with plain numbers.
        mean: What is subtracted from each picture of grey values 0 to 1; None for nothing.

    Returns:
        Probabilities, shape (n, 10); each row adds up to 1. Plain numbers of a linear end.
    """
    parts = []
    # No pictures are one empty part: there must be something to join.
    for start in range(0, max(len(pixels), 1), AT_ONCE):
        pictures = scaled(pixels[start : start + AT_ONCE], mean)
        activations = [*(layer.activation for layer in hidden), end]
        parts.append(answers_of(weights, pictures, activations).numpy())
    return np.concatenate(parts)


def answers_of(weights: Sequence[Any], pictures: Any, activations: Sequence[str]) -> Any:
    """Return what layers of these weights and activations answer, as tensors; for tapes, too."""
    signal = pictures
    for kernel, bias, activation in zip(weights[::2], weights[1::2], activations, strict=True):
        signal = keras.activations.get(activation)(tf.matmul(signal, kernel) + bias)
    return signal


def scaled(pixels: Any, mean: Any = None) -> Any:
    """Return grey values 0 to 1 of such from 0 to 255, as float32; less a mean picture if there is one."""
    # A factor, as in the lesson's reader: a quotient has another last bit for half the values.
    pictures = tf.cast(pixels, tf.float32) * (1 / 255)
    return pictures if mean is None else pictures - mean


def curved_loss(settings: TrainingSettings) -> CurvedLoss:
    """Return the loss of a network of these settings as a function of all its weights in one row.

    It takes as data pictures as `scaled` gives them, shape (n, 784), and labels, one-hot, shape (n, 10). It is
    the loss of all of them with the penalty of the weights, and with nothing dropped.
    """
    widths = [PIXELS, *(layer.units for layer in settings.hidden), CLASSES]
    shapes: list[tuple[int, ...]] = []
    for inputs, units in pairwise(widths):
        shapes += [(inputs, units), (units,)]
    activations = [*(layer.activation for layer in settings.hidden), settings.end]
    of_each = loss_function(settings)

    def loss(weights: list[Any], pictures: Any, labels: Any) -> Any:
        value = tf.reduce_mean(of_each(labels, answers_of(weights, pictures, activations)))
        # As Keras' L2 has it, of kernels alone.
        penalty = [tf.reduce_sum(tf.square(kernel)) for kernel in weights[::2]]
        return value + settings.l2 * tf.add_n(penalty) if settings.l2 else value

    return CurvedLoss(loss, shapes)


def build_optimizer(settings: TrainingSettings, rates: Sequence[Any] = ()) -> Any:
    """Return the chosen Keras optimiser with its parameters, and with its schedule if there is one.

    Args:
        settings: Name optimiser and schedule.
        rates: Variables in place of the schedule's rates, so that another rate needs no other graph; none for
            the numbers themselves.
    """
    rate: Any = settings.learning_rate
    if settings.schedule != "constant":
        rates = rates or schedule_rates(settings)
        rate = keras_schedule(settings.schedule, rates, settings.schedule_values())
    return keras_optimizer(settings.optimizer, rate, settings.parameter_values())


def schedule_rates(settings: TrainingSettings) -> tuple[float, ...]:
    """Return the rates that the schedule is made from."""
    return SCHEDULES[settings.schedule].rates(settings.learning_rate, settings.schedule_values())


def mean_loss(
    settings: TrainingSettings, labels: NDArray[np.uint8], answers: NDArray[np.float32]
) -> float:
    """Return the mean loss of images, without L2, from a network's answers to them.

    Args:
        settings: Name the loss.
        labels: True digits, shape (n,).
        answers: Probabilities, shape (n, 10).
    """
    losses = loss_function(settings)(tf.one_hot(labels, CLASSES), tf.constant(answers))
    return float(tf.reduce_mean(losses))


def loss_function(settings: TrainingSettings) -> Any:
    """Return the loss of each image from one-hot labels and the network's answers, mostly Keras' own."""
    if settings.loss == "half_squared_error":
        return lambda truth, out: tf.reduce_sum((truth - out) ** 2, axis=-1) / 2
    return getattr(keras.losses, settings.loss)


def _kernel_rules(settings: TrainingSettings, seed: int) -> dict[str, Any]:
    rules = {"class_name": settings.initializer, "config": {"seed": seed}}
    # The only rule that takes no seed.
    if settings.initializer == "zeros":
        rules = {"class_name": "zeros", "config": {}}
    return {
        "kernel_initializer": keras.initializers.get(rules),
        "kernel_regularizer": keras.regularizers.L2(settings.l2) if settings.l2 else None,
    }


def _seeds(seed: int) -> list[int]:
    """Return a seed for each layer that there can be: output, hidden ones, their dropouts."""
    # Always for all places, the output first: another layer more leaves the others their weights.
    states = np.random.SeedSequence(seed).generate_state(1 + 2 * MOST_HIDDEN_LAYERS)
    return [int(state) & 0x7FFFFFFF for state in states]
