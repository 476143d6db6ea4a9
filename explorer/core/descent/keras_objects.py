"""The real Keras optimisers and schedules, made from what is known of them without TensorFlow."""

from collections.abc import Iterable, Sequence
from typing import Any

import tensorflow as tf

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import Values
from explorer.core.descent.schedules import SCHEDULES


def keras_optimizer(key: str, rate: Any, values: Values) -> Any:
    """Return a new Keras optimiser.

    Args:
        key: Key of the optimiser.
        rate: Learning rate or Keras schedule.
        values: Parameters by the names of their Keras arguments.
    """
    optimizer = OPTIMIZERS[key]
    known = {each.key: each for each in optimizer.parameters}
    arguments = {name: known[name].as_argument(value) for name, value in values.items()}
    return getattr(tf.keras.optimizers, optimizer.keras)(rate, **arguments, **optimizer.fixed)


def keras_schedule(key: str, rates: Sequence[Any], values: Values) -> Any:
    """Return a Keras schedule that begins at (for a warm-up: rises to) the first of its rates.

    Args:
        key: Key of the schedule, not "constant".
        rates: Numbers or tensors in place of those of `Schedule.rates`.
        values: Every parameter, by its key.
    """
    schedule = SCHEDULES[key]
    arguments, named = schedule.arguments(rates, values)
    return getattr(tf.keras.optimizers.schedules, schedule.keras)(*arguments, **named)


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
        # TensorFlow calls the variable x:0, of which Keras makes x_0.
        path.split("/")[1].removeprefix("x_0_") if "/" in path else "u_product": variable
        for path, variable in paths.items()
    }
