"""The lesson's network, as Keras builds it, with initial weights that follow from a seed."""

from typing import Any

import keras
import numpy as np

from explorer.core.training.dataset import CLASSES, PIXELS
from explorer.core.training.settings import TrainingSettings

HIDDEN_UNITS = 128


def build_network(settings: TrainingSettings) -> Any:
    """Return the Keras model 784 → 128 relu → 10 softmax.

    Kernels start uniform within ±√(6 / (inputs + units)), biases at 0, as Keras does by default.

    Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward
        neural networks", 2010, equation 16.
    """
    seeds = np.random.SeedSequence(settings.seed).generate_state(2)
    input_ = keras.Input(shape=(PIXELS,))
    hidden = keras.layers.Dense(
        HIDDEN_UNITS, activation="relu", kernel_initializer=_initializer(seeds[0])
    )(input_)
    output = keras.layers.Dense(
        CLASSES, activation="softmax", kernel_initializer=_initializer(seeds[1])
    )(hidden)
    return keras.Model(inputs=input_, outputs=output)


def build_optimizer(settings: TrainingSettings) -> Any:
    """Return the chosen Keras optimiser."""
    kinds = {"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}
    return kinds[settings.optimizer](settings.learning_rate)


def _initializer(seed: np.integer) -> Any:
    return keras.initializers.GlorotUniform(seed=int(seed) & 0x7FFFFFFF)
