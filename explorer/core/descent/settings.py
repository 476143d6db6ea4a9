"""What defines one descent, and the limits within which it is computed."""

import math
from dataclasses import dataclass

import numpy as np

from explorer.core.arrays import DType, Point
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import (
    Chosen,
    Values,
    check_parameters,
    check_rate,
    values_of,
)
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.functions.formula import Formula
from explorer.core.numerals import exact, grouped
from explorer.core.sentences import ExplorerError, said

MOST_UPDATES = 100_000  # some 20 µs each
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
    parameters: Chosen = ()
    dtype: DType = "float32"
    schedule: str = "constant"
    schedule_parameters: Chosen = ()
    noise: float = 0.0
    seed: int = 0

    @property
    def is_steady(self) -> bool:
        """Whether every update follows the same rule without memory."""
        return self.optimizer == "sgd" and self.schedule == "constant" and not self.noise

    def parameter_values(self) -> Values:
        """Return every parameter of the optimiser, chosen or default."""
        return values_of(OPTIMIZERS[self.optimizer].parameters, self.parameters)

    def schedule_values(self) -> Values:
        """Return every parameter of the schedule, chosen or default."""
        return values_of(SCHEDULES[self.schedule].parameters, self.schedule_parameters)


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
    schedule = SCHEDULES[settings.schedule]
    check_parameters(schedule.parameters, settings.schedule_parameters)
    fault = schedule.fault(settings.schedule_values())
    if fault is not None:
        raise ExplorerError(fault)


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
