"""The real Keras optimisers behind the keys of `optimizers`."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import tensorflow as tf

from explorer.core.descent.optimizers import OPTIMIZERS

_KERAS = tf.keras.optimizers
_BUILDERS: Mapping[str, Callable[..., Any]] = {
    "sgd": _KERAS.SGD,
    "momentum": _KERAS.SGD,
    "nesterov": partial(_KERAS.SGD, nesterov=True),
    "adagrad": _KERAS.Adagrad,
    "adadelta": _KERAS.Adadelta,
    "rmsprop": _KERAS.RMSprop,
    "adam": _KERAS.Adam,
    "amsgrad": partial(_KERAS.Adam, amsgrad=True),
    "adamw": _KERAS.AdamW,
    "adamax": _KERAS.Adamax,
    "nadam": _KERAS.Nadam,
    "ftrl": _KERAS.Ftrl,
    "lion": _KERAS.Lion,
}


def keras_optimizer(key: str, rate: Any, parameters: Mapping[str, float]) -> Any:
    """Return a new Keras optimiser.

    Args:
        key: Key of the optimiser.
        rate: Learning rate or Keras schedule.
        parameters: Every parameter, by the name of its Keras argument.
    """
    switches = {each.key for each in OPTIMIZERS[key].parameters if each.is_switch}
    arguments = {
        name: bool(value) if name in switches else float(value)
        for name, value in parameters.items()
    }
    return _BUILDERS[key](rate, **arguments)


def apply_gradients(optimizer: Any, gradients: Iterable[tuple[Any, Any]]) -> None:
    """Make an optimiser's update in a graph that can be freed again.

    Inside a replica Keras adds up the gradients of all replicas by `all_reduce`. TensorFlow makes a
    custom gradient of that in a graph, and its registry of gradients keeps the graph, with all that
    it captured, as long as the process lives. Outside a replica there is nothing to add up.

    Args:
        optimizer: A Keras optimiser that is built.
        gradients: Each gradient with its variable.
    """
    replica = tf.distribute.get_replica_context()
    replica.merge_call(lambda _: optimizer.apply_gradients(gradients))


def optimizer_variables(optimizer: Any) -> dict[str, tf.Variable]:
    """Return every variable of an optimiser built for one variable named "x", by its own name.

    Nadam's product of momenta is the only one that Keras leaves without a name.
    """
    paths = {each.path: each.value for each in optimizer.variables}
    return {
        path.split("/")[1].removeprefix("x_0_") if "/" in path else "u_product": variable
        for path, variable in paths.items()
    }
