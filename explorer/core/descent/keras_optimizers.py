"""The real Keras optimisers behind the keys of `optimizers`."""

from collections.abc import Callable, Mapping
from typing import Any

import tensorflow as tf

_BUILDERS: Mapping[str, Callable[..., Any]] = {"sgd": tf.keras.optimizers.SGD}


def keras_optimizer(key: str, rate: float, parameters: Mapping[str, float]) -> Any:
    """Return a new Keras optimiser.

    Args:
        key: Key of the optimiser.
        rate: Learning rate.
        parameters: Every parameter, by the name of its Keras argument.
    """
    return _BUILDERS[key](rate, **parameters)
