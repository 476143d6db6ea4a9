"""Typed choices of a training run, read or refused by the settings' own sentences."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from explorer.core.numerals import exact, grouped
from explorer.core.sentences import ExplorerError
from explorer.core.training.settings import HiddenLayer, TrainingSettings, problems
from explorer.ui.pages.number_fields import read_count, read_number
from explorer.ui.theme import Look
from explorer.ui.widgets.fields import NumberField

_NO_LAYERS = ("", "none", "0")


def accepted(name: str, value: Any) -> Any:
    """Return a value that the settings' field `name` can have.

    Raises:
        ExplorerError: If it cannot.
    """
    problem = problems(replace(TrainingSettings(), **{name: value})).get(name)
    if problem is not None:
        raise ExplorerError(problem)
    return value


def whole_field(
    name: str, title: str, look: Look, step: Callable[[float, int], float]
) -> NumberField:
    """Return a field for a whole number."""

    def read(text: str) -> float:
        return float(accepted(name, _count_or(text, -1)))

    return NumberField(title, look, read=read, step=step, write=lambda n: grouped(int(n)))


def share_field(name: str, title: str, look: Look) -> NumberField:
    """Return a field for a number near 0 or near 1."""

    def read(text: str) -> float:
        return float(accepted(name, read_number(text)))

    return NumberField(title, look, read=read, step=_next_share, write=exact)


def rate_field(title: str, look: Look) -> NumberField:
    """Return a field for the learning rate."""
    return NumberField(title, look, read=_read_rate, step=next_rate, write=exact)


def read_layers(text: str, activation: str) -> tuple[HiddenLayer, ...]:
    """Return hidden layers from their units with commas between; nothing stands for none.

    Raises:
        ExplorerError: If there cannot be such layers.
    """
    if text.strip().lower() in _NO_LAYERS:
        return ()
    units = [_count_or(part, 0) for part in text.replace("，", ",").split(",")]
    layers: tuple[HiddenLayer, ...] = accepted(
        "hidden", tuple(HiddenLayer(count, activation) for count in units)
    )
    return layers


def next_rate(rate: float, steps: int) -> float:
    """Return a rate some steps away, one step being a unit of its first figure."""
    unit = 10.0 ** math.floor(math.log10(rate) + 1e-9)
    if steps < 0 and rate - unit < unit * 0.999:
        unit /= 10
    return float(f"{max(rate + steps * unit, unit):.6g}")


def _next_share(share: float, steps: int) -> float:
    """Return a share some hundredths away, or thousandths where little is left to 1."""
    unit = 0.001 if share >= 0.99 else 0.01
    return round(min(max(share + steps * unit, 0.0), 0.999), 6)


def _read_rate(text: str) -> float:
    return float(accepted("learning_rate", read_number(text)))


def _count_or(text: str, otherwise: int) -> int:
    """Return a whole number, or what is no number of things either."""
    try:
        return read_count(text)
    except ExplorerError:
        return otherwise
