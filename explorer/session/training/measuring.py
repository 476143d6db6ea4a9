"""What is measured on request: a range of rates, the largest eigenvalues, the gradient noise scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from explorer.core.training.settings import TrainingSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.core.training.dataset import Digits
    from explorer.core.training.noise import NoiseSearch
    from explorer.core.training.rates import RangeTest
    from explorer.core.training.sharpness import EigenvalueSearch
    from explorer.session.training.snapshots import Network

EIGENVALUES = 5


@dataclass(frozen=True, slots=True)
class MeasuredPlace:
    """The weights at which something is measured.

    Attributes:
        network: They.
        settings: What held for the update from there on.
        step: Updates made.
        run: Number of their run; None for the untrained network.
    """

    network: Network
    settings: TrainingSettings
    step: int
    run: int | None


def tested(settings: TrainingSettings) -> TrainingSettings:
    """Return what a range test depends on; rate, length and intervals of the run are as at a first start."""
    first = TrainingSettings()
    return replace(
        settings, learning_rate=first.learning_rate, steps=first.steps, norms_every=0,
        validate_every=first.validate_every, sharpness_every=0,
        schedule=first.schedule, schedule_parameters=(),
    )  # fmt: skip


def range_test(settings: TrainingSettings, digits: Digits) -> Iterator[RangeTest]:
    """Yield how a range test goes, at last whole."""
    from explorer.core.training.range_test import range_test as test

    return test(settings, digits)


def eigenvalues(place: MeasuredPlace, digits: Digits) -> Iterator[EigenvalueSearch]:
    """Yield how far the search is, at last with what it found."""
    from explorer.core.training.sharpness import eigenvalue_search

    return eigenvalue_search(place.settings, digits, place.network.weights, EIGENVALUES)


def noise(place: MeasuredPlace, digits: Digits) -> Iterator[NoiseSearch]:
    """Yield how far the measurement is, at last with what it found."""
    from explorer.core.training.noise import measured_noise

    return measured_noise(place.settings, digits, place.network.weights)
