"""What defines one descent, and the limits within which it is computed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explorer.core.descent.optimizers import OPTIMIZERS, Parameter
from explorer.core.functions.dtypes import DType
from explorer.core.functions.formula import Formula
from explorer.core.numerals import exact, grouped
from explorer.core.sentences import ExplorerError, said

MOST_UPDATES = 100_000
HIGHEST_RATE = 1_000_000.0


@dataclass(frozen=True, slots=True)
class DescentSettings:
    """One descent; equal settings give the same path to the last bit.

    Attributes:
        formula: The function that is descended.
        start: x before the first update, in units of the x axis.
        updates: Number of updates.
        optimizer: Key of an optimiser.
        learning_rate: Factor of every update; Keras holds it in float32.
        parameters: Key and value of each parameter that differs from its default.
        dtype: Floating-point type of x.
    """

    formula: Formula
    start: float
    updates: int
    optimizer: str = "sgd"
    learning_rate: float = 0.01
    parameters: tuple[tuple[str, float], ...] = ()
    dtype: DType = "float32"

    def parameter_values(self) -> Mapping[str, float]:
        """Return every parameter of the optimiser, chosen or default."""
        defaults = {each.key: each.default for each in OPTIMIZERS[self.optimizer].parameters}
        return defaults | dict(self.parameters)


def check_settings(settings: DescentSettings) -> None:
    """Check all of the settings.

    Raises:
        ExplorerError: If one of them is out of its limits; the sentence says how to mend it.
    """
    check_start(settings.start, settings.dtype)
    check_updates(settings.updates)
    check_rate(settings.learning_rate)
    for parameter in OPTIMIZERS[settings.optimizer].parameters:
        check_parameter(parameter, settings.parameter_values()[parameter.key])


def check_start(start: float, dtype: DType) -> None:
    """Check that a start is a number that the dtype can hold.

    Raises:
        ExplorerError: If it is not.
    """
    if not math.isfinite(start):
        raise ExplorerError(
            said("Errors", "The start must be a finite number. Type for example 3.")
        )
    highest = float(np.finfo(dtype).max)
    if abs(start) > highest:
        raise ExplorerError(
            said(
                "Errors",
                "The start is beyond {dtype}, which ends at {highest}. Type a number nearer to 0.",
                dtype=dtype,
                highest=exact(highest),
            )
        )


def check_updates(updates: int) -> None:
    """Check that a number of updates is within 1 to `MOST_UPDATES`.

    Raises:
        ExplorerError: If it is not.
    """
    if not 1 <= updates <= MOST_UPDATES:
        raise ExplorerError(
            said(
                "Errors",
                "The number of updates must be from 1 to {most}. Type for example 100.",
                most=grouped(MOST_UPDATES),
            )
        )


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
    if rate < np.finfo(np.float32).tiny:
        raise ExplorerError(
            said("Errors", "The rate is too small for float32. Type for example 0.01.")
        )


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
