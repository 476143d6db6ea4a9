"""Numbers that optimisers and schedules take, and the limits within which they are taken."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.numerals import exact, grouped, read_number
from explorer.core.sentences import ExplorerError, Sentence, said

Values = Mapping[str, float]  # every parameter's value, by its key
Chosen = tuple[tuple[str, float], ...]  # key and value of those that differ from their defaults

HIGHEST_RATE = 1_000_000.0
# A mean that keeps all of its past takes in no gradient, and 1 − βᵗ, by which Adam divides, is 0.
ALMOST_1 = 0.999999


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of an optimiser or a schedule that can be chosen, besides the learning rate.

    Attributes:
        key: Name of the argument in Keras.
        label: What a reader calls it.
        default: Value unless another is chosen.
        lowest: Smallest value allowed.
        highest: Largest value allowed.
        is_switch: Whether it is only ever off (0) or on (1).
        is_whole: Whether it counts updates.
        keras_default: Keras' own default where it is another, so that a program must say ours.
    """

    key: str
    label: Sentence | str
    default: float
    lowest: float
    highest: float
    is_switch: bool = False
    is_whole: bool = False
    keras_default: float | None = None

    def as_argument(self, value: float) -> float:
        """Return a value as Keras takes it: a bool, an int or a float."""
        if self.is_switch:
            return bool(value)
        return int(value) if self.is_whole else float(value)


BETA_1 = Parameter("beta_1", "β₁", 0.9, 0.0, ALMOST_1)
BETA_2 = Parameter("beta_2", "β₂", 0.999, 0.0, ALMOST_1)
EPSILON = Parameter("epsilon", "ε", 1e-7, 1e-12, 1.0)  # Keras' 1e-7; Adam's paper has 1e-8
ACCUMULATOR = Parameter(
    "initial_accumulator_value", said("Optimisers", "Initial sum"), 0.1, 0.0, 1000.0
)


def values_of(known: Sequence[Parameter], chosen: Chosen) -> Values:
    """Return every parameter's value, chosen or default."""
    return {each.key: each.default for each in known} | dict(chosen)


def check_rate(rate: float) -> None:
    """Check that a learning rate is above 0, also in float32, and at most `HIGHEST_RATE`.

    Raises:
        ExplorerError: If it is not.
    """
    if not math.isfinite(rate):
        raise ExplorerError(
            said("Errors", "The rate must be a finite number. Type for example 0.01.")
        )
    if rate <= 0:
        raise ExplorerError(said("Errors", "The rate must be above 0. Type for example 0.01."))
    if rate > HIGHEST_RATE:
        raise ExplorerError(
            said(
                "Errors",
                "The rate must be at most {highest}. Type for example 0.01.",
                highest=grouped(int(HIGHEST_RATE)),
            )
        )
    # Keras holds the rate in float32, and TensorFlow takes denormal numbers for 0.
    if rate < np.finfo(np.float32).tiny:
        raise ExplorerError(
            said("Errors", "The rate is too small for float32. Type for example 0.01.")
        )


def check_parameters(known: Sequence[Parameter], chosen: Chosen) -> None:
    """Check that every chosen parameter exists and is within its limits.

    Raises:
        ExplorerError: If one is not.
    """
    by_key = {each.key: each for each in known}
    for key, value in chosen:
        if key not in by_key:
            raise ExplorerError(
                said("Errors", "There is no parameter {name} here. Leave it out.", name=key)
            )
        check_parameter(by_key[key], value)


def check_parameter(parameter: Parameter, value: float) -> None:
    """Check that the value of a parameter is within its limits.

    Raises:
        ExplorerError: If it is not.
    """
    if not parameter.lowest <= value <= parameter.highest:
        raise ExplorerError(
            said(
                "Errors",
                "{name} must be from {lowest} to {highest}. Type for example {default}.",
                name=parameter.label,
                lowest=exact(parameter.lowest),
                highest=exact(parameter.highest),
                default=exact(parameter.default),
            )
        )


def read_rate(text: str) -> float:
    """Return the learning rate that a text means.

    Raises:
        ExplorerError: If it is none.
    """
    number = read_number(text)
    check_rate(number)
    return number
