"""Ways in which the learning rate changes with the updates; no TensorFlow."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explorer.core.descent.parameters import Parameter, Values
from explorer.core.sentences import Sentence, said

Arguments = tuple[list[Any], dict[str, Any]]  # positional ones, and others by name


def _one_rate(rate: float, _values: Values) -> tuple[float, ...]:
    return (rate,)


def _in_turn(rates: Sequence[Any], values: Values) -> Arguments:
    return [rates[0], *values.values()], {}


def _same(rates: Sequence[float], _values: Values, _step: int) -> float:
    return rates[0]


def _no_fault(_values: Values) -> Sentence | None:
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
        arrange: What its class takes, made of those rates and of the parameters.
        fault: What is wrong with parameters that are each within their limits.
        at: The rate of an update, by how many were made before, from those rates and the parameters; as Keras
            has it but for the last bits of float32.
    """

    key: str
    label: Sentence
    keras: str = ""
    parameters: tuple[Parameter, ...] = ()
    rates: Callable[[float, Values], tuple[float, ...]] = _one_rate
    arrange: Callable[[Sequence[Any], Values], Arguments] = _in_turn
    fault: Callable[[Values], Sentence | None] = _no_fault
    at: Callable[[Sequence[float], Values, int], float] = _same

    def rate_at(self, rate: float, values: Values, step: int) -> float:
        """Return the rate of the update after `step` others, where `rate` was chosen."""
        return self.at(self.rates(rate, values), values, step)

    def arguments(self, rates: Sequence[Any], values: Values) -> Arguments:
        """Return what its class takes, for numbers or tensors in place of the rates."""
        own = {each.key: each.as_argument(values[each.key]) for each in self.parameters}
        return self.arrange(rates, own)


def _drops(rate: float, values: Values) -> tuple[float, ...]:
    return (rate, rate * values["factor"], rate * values["factor"] ** 2)


def _at_drops(rates: Sequence[Any], values: Values) -> Arguments:
    return [[values["first"], values["second"]], [*rates]], {}


def _drops_out_of_order(values: Values) -> Sentence | None:
    if values["second"] > values["first"]:
        return None
    return said("Errors", "The second drop must come after the first. Type a larger number.")


def _decaying(rates: Sequence[float], values: Values, step: int) -> float:
    return rates[0] * math.pow(values["decay_rate"], step / values["decay_steps"])


def _along_cosine(rates: Sequence[float], values: Values, step: int) -> float:
    share, left = min(step / values["decay_steps"], 1.0), values["alpha"]
    return rates[0] * ((1 - left) * 0.5 * (1 + math.cos(math.pi * share)) + left)


def _dropping(rates: Sequence[float], values: Values, step: int) -> float:
    return rates[(step > values["first"]) + (step > values["second"])]


def _rising_first(rates: Sequence[float], values: Values, step: int) -> float:
    before = int(values["warmup_steps"])
    if step < before:
        return rates[0] * step / before
    return _along_cosine(rates, values, step - before)


def _warmed_up(rates: Sequence[Any], values: Values) -> Arguments:
    warm_up = {"warmup_target": rates[0], "warmup_steps": values["warmup_steps"]}
    # Keras' "initial" rate is where the warm-up begins, its target the rate that was chosen.
    return [0.0, values["decay_steps"], values["alpha"]], warm_up


def _count(key: str, label: Sentence, default: int, lowest: int = 1) -> Parameter:
    return Parameter(key, label, default, lowest, 100_000, is_whole=True)


_DECAY_UPDATES = _count("decay_steps", said("Schedules", "Updates of decay"), 100)
_ALPHA = Parameter("alpha", said("Schedules", "Share left at the end"), 0.0, 0.0, 1.0)
_LEFT = Parameter("decay_rate", said("Schedules", "Share left then"), 0.1, 1e-6, 1.0)

_ALL = (
    Schedule(key="constant", label=said("Schedules", "Constant")),
    Schedule(
        key="exponential",
        label=said("Schedules", "Exponential"),
        keras="ExponentialDecay",
        parameters=(_DECAY_UPDATES, _LEFT),
        at=_decaying,
    ),
    Schedule(
        key="cosine",
        label=said("Schedules", "Cosine"),
        keras="CosineDecay",
        parameters=(_DECAY_UPDATES, _ALPHA),
        at=_along_cosine,
    ),
    Schedule(
        key="piecewise",
        label=said("Schedules", "Piecewise"),
        keras="PiecewiseConstantDecay",
        parameters=(
            _count("first", said("Schedules", "First drop after"), 30),
            _count("second", said("Schedules", "Second drop after"), 60, lowest=2),
            Parameter("factor", said("Schedules", "Share kept at a drop"), 0.1, 1e-6, 1.0),
        ),
        rates=_drops,
        arrange=_at_drops,
        fault=_drops_out_of_order,
        at=_dropping,
    ),
    Schedule(
        key="warmup",
        label=said("Schedules", "Warm-up, then cosine"),
        keras="CosineDecay",
        parameters=(
            _count("warmup_steps", said("Schedules", "Updates of warm-up"), 10),
            _DECAY_UPDATES,
            _ALPHA,
        ),
        arrange=_warmed_up,
        at=_rising_first,
    ),
)
SCHEDULES: Mapping[str, Schedule] = {each.key: each for each in _ALL}
