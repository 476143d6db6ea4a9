"""Optimisers and schedules as the Python that makes them."""

from collections.abc import Iterable, Mapping

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import Values, values_of
from explorer.core.descent.schedules import SCHEDULES


def optimizer_source(
    key: str,
    rate: float,
    parameters: Values,
    schedule: str = "constant",
    schedule_parameters: Values | None = None,
) -> str:
    """Return the expression that makes a Keras optimiser.

    Args:
        key: Key of the optimiser.
        rate: Learning rate.
        parameters: Those that differ from their defaults, by their Keras names.
        schedule: Key of the schedule that the rate follows.
        schedule_parameters: Those of the schedule that differ from their defaults.
    """
    optimizer = OPTIMIZERS[key]
    known = {each.key: each for each in optimizer.parameters}
    # Written even when nobody chose it: without its momentum=0.9 Keras' SGD has none.
    ours = {each.key: each.default for each in known.values() if each.keras_default is not None}
    chosen = {
        name: known[name].as_argument(value) for name, value in {**ours, **parameters}.items()
    }
    shown_rate = schedule_source(schedule, rate, schedule_parameters or {})
    return (
        f"tf.keras.optimizers.{_call(optimizer.keras, [shown_rate], {**chosen, **optimizer.fixed})}"
    )


def schedule_source(key: str, rate: float, parameters: Values) -> str:
    """Return the expression that makes a learning rate: a number, or a Keras schedule."""
    schedule = SCHEDULES[key]
    if not schedule.keras:
        return repr(rate)
    values = values_of(schedule.parameters, tuple(parameters.items()))
    arguments, named = schedule.arguments(schedule.rates(rate, values), values)
    return f"tf.keras.optimizers.schedules.{_call(schedule.keras, map(repr, arguments), named)}"


def _call(name: str, texts: Iterable[str], named: Mapping[str, object]) -> str:
    """Return a call with arguments that are texts already and others, by name, that are values."""
    return f"{name}({', '.join([*texts, *(f'{key}={value!r}' for key, value in named.items())])})"
