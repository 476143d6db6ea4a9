"""What the MNIST page asks for on request, and when that says nothing any more of what is shown."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from explorer.core.training.dataset import Digits
from explorer.core.training.settings import TrainingSettings
from explorer.session.training import measuring
from explorer.session.training.measuring import MeasuredPlace, tested
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.circuit import Ask, Request, ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.core.training.noise import NoiseSearch
    from explorer.core.training.rates import RangeTest
    from explorer.core.training.sharpness import EigenvalueSearch


def _range_test(settings: TrainingSettings, digits: Digits) -> "Iterator[RangeTest]":
    return measuring.range_test(settings, digits)


def _asks_range_test(shown: TrainingShown) -> Ask | None:
    settings, digits = shown.range_of, shown.run.digits
    return None if settings is None or digits is None else ask(_range_test, settings, digits)


def _eigenvalues(place: MeasuredPlace, digits: Digits) -> "Iterator[EigenvalueSearch]":
    return measuring.eigenvalues(place, digits)


def _asks_eigenvalues(shown: TrainingShown) -> Ask | None:
    place, digits = shown.eigenvalues_of, shown.run.digits
    return None if place is None or digits is None else ask(_eigenvalues, place, digits)


def _noise(place: MeasuredPlace, digits: Digits) -> "Iterator[NoiseSearch]":
    return measuring.noise(place, digits)


def _asks_noise(shown: TrainingShown) -> Ask | None:
    place, digits = shown.noise_of, shown.run.digits
    return None if place is None or digits is None else ask(_noise, place, digits)


MEASURING_REQUESTS: tuple[Request[TrainingShown], ...] = (
    Request("range_test", _asks_range_test, is_long=True),
    Request("eigenvalues", _asks_eigenvalues, is_long=True),
    Request("noise", _asks_noise, is_long=True),
)


def place_of(shown: TrainingShown) -> MeasuredPlace | None:
    """Return the weights that are looked into; None where there are none."""
    network, history, step = shown.network, shown.history, shown.step
    if network is None or shown.run.digits is None:
        return None
    if history is None or network is shown.run.untrained:
        return MeasuredPlace(network, shown.choices.settings, 0, None)
    return MeasuredPlace(network, history.settings_at(step), step, history.number)


def forget_others(old: TrainingShown, new: TrainingShown) -> TrainingShown:
    """Let go what was measured of another run, of other images, or with other settings."""
    gone: dict[str, Any] = {}
    data = (old.choices.data, old.choices.data_folder) != (
        new.choices.data, new.choices.data_folder,
    )  # fmt: skip
    if new.range_of is not None and (data or tested(new.choices.settings) != new.range_of):
        gone["range_of"] = None
    number = None if new.history is None else new.history.number
    for name in ("eigenvalues_of", "noise_of"):
        place: MeasuredPlace | None = getattr(new, name)
        if place is None:
            continue
        is_other = place.run is None and new.network != place.network
        if data or place.run != number or is_other:
            gone[name] = None
    return replace(new, **gone) if gone else new
