"""The network and its optimiser, as Keras builds them, with initial weights from a seed."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from explorer.core.descent.keras_objects import keras_optimizer
from explorer.core.training.dataset import CLASSES, PIXELS
from explorer.core.training.inspection import AT_ONCE
from explorer.core.training.reports import Weights
from explorer.core.training.settings import MOST_HIDDEN_LAYERS, HiddenLayer, TrainingSettings


def build_network(settings: TrainingSettings) -> Any:
    """Return a Keras model from 784 pixels to 10 probabilities; 784 → 128 relu → 10 by default.

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
        CLASSES, activation="softmax", name="output", **_kernel_rules(settings, seeds[0])
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
) -> NDArray[np.float32]:
    """Return the probability of each digit for each picture, from a copy of a network's weights.

    Each hidden layer is g(h·W + b), the last one softmax(h·W + b), where h is what the layer
    before gives, W the layer's kernel, b its bias and g its activation. TensorFlow computes them
    one by one, so that they are there while a compiled loop trains in another thread.

    Args:
        weights: Kernel and bias of each layer in order.
        pixels: Grey values 0 to 255, shape (n, 784).
        hidden: The network's hidden layers; the lesson's if none are given.

    Returns:
        Probabilities, shape (n, 10); each row adds up to 1.
    """
    layers = list(zip(weights[::2], weights[1::2], strict=True))
    activations = [*(layer.activation for layer in hidden), "softmax"]
    parts = []
    # No pictures are one empty part: there must be something to join.
    for start in range(0, max(len(pixels), 1), AT_ONCE):
        signal = tf.cast(pixels[start : start + AT_ONCE], tf.float32) * (1 / 255)
        for (kernel, bias), activation in zip(layers, activations, strict=True):
            signal = keras.activations.get(activation)(tf.matmul(signal, kernel) + bias)
        parts.append(signal.numpy())
    return np.concatenate(parts)


def build_optimizer(settings: TrainingSettings) -> Any:
    """Return the chosen Keras optimiser with its parameters."""
    return keras_optimizer(settings.optimizer, settings.learning_rate, settings.parameter_values())


def loss_function(settings: TrainingSettings) -> Any:
    """Return Keras' loss of each image from one-hot labels and the network's answers."""
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
