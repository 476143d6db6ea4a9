"""What a followed model is made of: its optimisers, and its variables by the names that a person knows."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import keras

from explorer.core.observing.observed import ObservedOptimizer, ObservedVariable


def optimizers_of(model: Any) -> list[Any]:
    """Return the optimisers that change a model's weights: the compiled one, and its own attributes.

    Of a `LossScaleOptimizer` it is the one inside, as gradients come to it with their scale taken out.
    """
    found: dict[int, Any] = {}
    for value in (model.optimizer, *vars(model).values()):
        for each in _optimizers_in(value):
            inner = getattr(each, "inner_optimizer", each)
            found[id(inner)] = inner
    return list(found.values())


def _optimizers_in(value: Any, depth: int = 0) -> Iterator[Any]:
    if isinstance(value, keras.optimizers.Optimizer):
        yield value
    elif depth < 2 and isinstance(value, list | tuple | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _optimizers_in(each, depth + 1)


def observed_optimizer(optimizer: Any) -> ObservedOptimizer:
    """Return an optimiser's class and parameters."""
    try:
        config = optimizer.get_config()
    except Exception:  # noqa: BLE001 - a person's own class need not tell
        config = {}
    plain = {k: v for k, v in config.items() if isinstance(v, float | int | str | bool | None)}
    return ObservedOptimizer(type(optimizer).__name__, plain)


def observed_variables(
    variables: Sequence[Any], model: Any, reached: Collection[int]
) -> tuple[ObservedVariable, ...]:
    """Return names, shapes and layers of variables, each name once.

    Args:
        variables: Keras' or TensorFlow's.
        model: The Keras model that they belong to; None for a loop of one's own.
        reached: Ids of those that a gradient comes to.
    """
    layers: dict[int, Any] = {}
    if model is not None:  # the innermost come last, so that a variable belongs to its own layer
        for layer in model._flatten_layers(recursive=True, include_self=True):
            layers |= dict.fromkeys(map(id, layer.variables), layer)
    names: dict[str, int] = {}
    observed = []
    for each in variables:
        name = str(getattr(each, "path", None) or each.name.removesuffix(":0"))
        name = name.removeprefix(f"{getattr(model, 'name', '')}/")
        names[name] = names.get(name, 0) + 1
        if names[name] > 1:
            name = f"{name} ({names[name]})"
        layer = layers.get(id(each))
        observed.append(
            ObservedVariable(
                name,
                tuple(int(side) for side in each.shape),
                layer.name if layer else name.rpartition("/")[0],
                type(layer).__name__ if layer else "",
                id(each) in reached,
            )
        )
    return tuple(observed)
