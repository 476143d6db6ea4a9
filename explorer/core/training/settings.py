"""What a training run is asked to do, and what is wrong with it; without TensorFlow."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, Sentence, said

OptimizerName = Literal["adam", "sgd"]
OPTIMIZERS: tuple[OptimizerName, ...] = ("adam", "sgd")
SMALLEST_RATE = 1e-8
LARGEST_RATE = 1_000.0
LARGEST_BATCH = 10_000
MOST_STEPS = 10_000_000
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings:
    """Choices of one training run; with the same settings and data it is the same run.

    Attributes:
        optimizer: Which of Keras' optimisers applies the gradients.
        learning_rate: Factor of each update.
        batch_size: Images per update.
        steps: Updates in all.
        seed: Origin of the initial weights and of the order of the images.
        validate_every: Updates between two looks at the validation images.
    """

    optimizer: OptimizerName = "adam"
    learning_rate: float = 0.001
    batch_size: int = 128
    steps: int = 2000
    seed: int = 0
    validate_every: int = 100


def problems(settings: TrainingSettings) -> Mapping[str, Sentence]:
    """Return a sentence with a remedy for each field that cannot be used, by the field's name."""
    found = {
        "optimizer": _optimizer_problem(settings.optimizer),
        "learning_rate": rate_problem(settings.learning_rate),
        "batch_size": batch_problem(settings.batch_size),
        "steps": steps_problem(settings.steps),
        "seed": seed_problem(settings.seed),
        "validate_every": _interval_problem(settings.validate_every),
    }
    return {field: sentence for field, sentence in found.items() if sentence is not None}


def checked(settings: TrainingSettings) -> TrainingSettings:
    """Return `settings` if they can be used.

    Raises:
        ExplorerError: For the first field that cannot be used.
    """
    for sentence in problems(settings).values():
        raise ExplorerError(sentence)
    return settings


def rate_problem(rate: float) -> Sentence | None:
    """Return what is wrong with a learning rate."""
    if not math.isfinite(rate):
        return said("Errors", "The learning rate must be a finite number. Type for example 0.001.")
    if rate <= 0:
        return said("Errors", "The learning rate must be above 0. Type for example 0.001.")
    if rate < SMALLEST_RATE:
        return said(
            "Errors",
            "The learning rate must be at least {least}: smaller steps vanish in float32. "
            "Type for example 0.001.",
            least=f"{SMALLEST_RATE:g}",
        )
    if rate > LARGEST_RATE:
        return said(
            "Errors",
            "The learning rate must be at most {most}. Type for example 0.001.",
            most=grouped(int(LARGEST_RATE)),
        )
    return None


def batch_problem(size: int) -> Sentence | None:
    """Return what is wrong with a batch size."""
    if 1 <= size <= LARGEST_BATCH:
        return None
    return said(
        "Errors",
        "The batch size must be a whole number from 1 to {most}. Type for example 128.",
        most=grouped(LARGEST_BATCH),
    )


def steps_problem(steps: int) -> Sentence | None:
    """Return what is wrong with a number of steps."""
    if 1 <= steps <= MOST_STEPS:
        return None
    return said(
        "Errors",
        "The number of steps must be a whole number from 1 to {most}. Type for example 2000.",
        most=grouped(MOST_STEPS),
    )


def seed_problem(seed: int) -> Sentence | None:
    """Return what is wrong with a seed."""
    if 0 <= seed <= LARGEST_SEED:
        return None
    return said(
        "Errors",
        "The seed must be a whole number from 0 to {most}. Type for example 0.",
        most=grouped(LARGEST_SEED),
    )


def _optimizer_problem(name: str) -> Sentence | None:
    if name in OPTIMIZERS:
        return None
    return said(
        "Errors",
        "There is no optimiser {name} for training. Choose one of {names}.",
        name=name,
        names=", ".join(OPTIMIZERS),
    )


def _interval_problem(interval: int) -> Sentence | None:
    if interval >= 1:
        return None
    return said(
        "Errors",
        "The steps between two validations must be a whole number above 0. Type for example 100.",
    )
