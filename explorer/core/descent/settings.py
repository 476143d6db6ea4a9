"""What defines one descent, and the limits within which it is computed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explorer.core.arrays import DType, Point
from explorer.core.descent.optimizers import OPTIMIZERS, Parameter
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.functions.formula import Formula
from explorer.core.numerals import exact, grouped
from explorer.core.sentences import ExplorerError, said

MOST_UPDATES = 100_000
HIGHEST_RATE = 1_000_000.0
HIGHEST_NOISE = 1_000_000.0


@dataclass(frozen=True, slots=True)
class DescentSettings:
    """One descent; equal settings give the same path to the last bit.

    Attributes:
        formula: The function that is descended.
        start: x before the first update, in units of the x axis; for f(x, y) both coordinates.
        updates: Number of updates.
        optimizer: Key of an optimiser.
        learning_rate: Factor of every update; Keras holds it in float32.
        parameters: Key and value of each parameter that differs from its default.
        dtype: Floating-point type of x.
        schedule: Key of the schedule that the learning rate follows.
        schedule_parameters: As `parameters`, for the schedule.
        noise: Standard deviation of the noise that is added to every gradient.
        seed: Seed of the noise.
    """

    formula: Formula
    start: float | Point
    updates: int
    optimizer: str = "sgd"
    learning_rate: float = 0.01
    parameters: tuple[tuple[str, float], ...] = ()
    dtype: DType = "float32"
    schedule: str = "constant"
    schedule_parameters: tuple[tuple[str, float], ...] = ()
    noise: float = 0.0
    seed: int = 0

    def parameter_values(self) -> Mapping[str, float]:
        """Return every parameter of the optimiser, chosen or default."""
        return _values(OPTIMIZERS[self.optimizer].parameters, self.parameters)

    def schedule_values(self) -> Mapping[str, float]:
        """Return every parameter of the schedule, chosen or default."""
        return _values(SCHEDULES[self.schedule].parameters, self.schedule_parameters)


def check_settings(settings: DescentSettings) -> None:
    """Check all of the settings.

    Raises:
        ExplorerError: If one of them is out of its limits; the sentence says how to mend it.
    """
    start = settings.start
    for coordinate in start if isinstance(start, tuple) else (start,):
        check_start(coordinate, settings.dtype)
    check_updates(settings.updates)
    check_rate(settings.learning_rate)
    check_noise(settings.noise)
    check_parameters(OPTIMIZERS[settings.optimizer].parameters, settings.parameters)
    check_parameters(SCHEDULES[settings.schedule].parameters, settings.schedule_parameters)
    if settings.schedule == "piecewise":
        _check_order(settings.schedule_values())


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


def check_noise(noise: float) -> None:
    """Check that a standard deviation of noise is from 0 to `HIGHEST_NOISE`.

    Raises:
        ExplorerError: If it is not.
    """
    if not 0 <= noise <= HIGHEST_NOISE:
        raise ExplorerError(
            said(
                "Errors",
                "The noise must be from 0 to {highest}. Type for example 0.5.",
                highest=grouped(int(HIGHEST_NOISE)),
            )
        )


def check_parameters(known: tuple[Parameter, ...], chosen: tuple[tuple[str, float], ...]) -> None:
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


def _check_order(values: Mapping[str, float]) -> None:
    if values["second"] <= values["first"]:
        raise ExplorerError(
            said("Errors", "The second drop must come after the first. Type a larger number.")
        )


def _values(
    known: tuple[Parameter, ...], chosen: tuple[tuple[str, float], ...]
) -> Mapping[str, float]:
    return {each.key: each.default for each in known} | dict(chosen)
