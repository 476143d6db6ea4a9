"""Ways in which the learning rate changes with the updates; no TensorFlow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.core.descent.parameters import Parameter, Values
from explorer.core.sentences import Sentence, said

Arguments = tuple[list[Any], dict[str, Any]]  # positional ones, and others by name


def _one_rate(rate: float, _values: Values) -> tuple[float, ...]:
    return (rate,)


def _in_order(_values: Values) -> Sentence | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A schedule: Keras' object, its text in a program and its fields follow from this.

    Attributes:
        key: Name on the command line and in files.
        label: Name on the screen.
        keras: Name of its class in `tf.keras.optimizers.schedules`; "" for a plain number.
        parameters: In the order in which they are shown.
        rates: The learning rates that it is made from, the chosen one first.
        arguments: What its class takes, from those rates, numbers or tensors, and the parameters.
        fault: What is wrong with parameters that are each within their limits.
    """

    key: str
    label: Sentence
    keras: str = ""
    parameters: tuple[Parameter, ...] = ()
    rates: Callable[[float, Values], tuple[float, ...]] = _one_rate
    arguments: Callable[[Sequence[Any], Values], Arguments] = lambda rates, _: ([*rates], {})
    fault: Callable[[Values], Sentence | None] = _in_order


def _drops(rate: float, values: Values) -> tuple[float, ...]:
    return (rate, rate * values["factor"], rate * values["factor"] ** 2)


def _drops_in_order(values: Values) -> Sentence | None:
    if values["second"] > values["first"]:
        return None
    return said("Errors", "The second drop must come after the first. Type a larger number.")


def _warm_up(rates: Sequence[Any], values: Values) -> Arguments:
    warm_up = {"warmup_target": rates[0], "warmup_steps": int(values["warmup_steps"])}
    return [0.0, int(values["decay_steps"]), values["alpha"]], warm_up


_DECAY_UPDATES = Parameter("decay_steps", said("Schedules", "Updates of decay"), 100, 1, 100_000)
_ALPHA = Parameter("alpha", said("Schedules", "Share left at the end"), 0.0, 0.0, 1.0)

SCHEDULES: Mapping[str, Schedule] = {
    each.key: each
    for each in (
        Schedule(key="constant", label=said("Schedules", "Constant")),
        Schedule(
            key="exponential",
            label=said("Schedules", "Exponential"),
            keras="ExponentialDecay",
            parameters=(
                _DECAY_UPDATES,
                Parameter("decay_rate", said("Schedules", "Share left then"), 0.1, 1e-6, 1.0),
            ),
            arguments=lambda rates, values: (
                [rates[0], int(values["decay_steps"]), values["decay_rate"]],
                {},
            ),
        ),
        Schedule(
            key="cosine",
            label=said("Schedules", "Cosine"),
            keras="CosineDecay",
            parameters=(_DECAY_UPDATES, _ALPHA),
            arguments=lambda rates, values: (
                [rates[0], int(values["decay_steps"]), values["alpha"]],
                {},
            ),
        ),
        Schedule(
            key="piecewise",
            label=said("Schedules", "Piecewise"),
            keras="PiecewiseConstantDecay",
            parameters=(
                Parameter("first", said("Schedules", "First drop after"), 30, 1, 100_000),
                Parameter("second", said("Schedules", "Second drop after"), 60, 2, 100_000),
                Parameter("factor", said("Schedules", "Share kept at a drop"), 0.1, 1e-6, 1.0),
            ),
            rates=_drops,
            arguments=lambda rates, values: (
                [[int(values["first"]), int(values["second"])], [*rates]],
                {},
            ),
            fault=_drops_in_order,
        ),
        Schedule(
            key="warmup",
            label=said("Schedules", "Warm-up, then cosine"),
            keras="CosineDecay",
            parameters=(
                Parameter("warmup_steps", said("Schedules", "Updates of warm-up"), 10, 1, 100_000),
                _DECAY_UPDATES,
                _ALPHA,
            ),
            arguments=_warm_up,
        ),
    )
}
