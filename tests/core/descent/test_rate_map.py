"""The map of rates against each rate run alone, and the theory that is marked on it."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.parameters import Chosen
from explorer.core.descent.rate_map import HIGHEST, LOWEST, best_rate, bounds, rate_map
from explorer.core.descent.results import RateMap
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.trajectory import trajectory
from explorer.core.functions.formula import parse
from tests.sparing import sparing

PARABOLA = DescentSettings(parse("2*x**2"), 3.0, 60, dtype="float64")
BOWL = DescentSettings(parse("x^2 + 5*y^2", ("x", "y")), (2.0, 1.0), 60, "momentum")


def mapped(settings: DescentSettings, target: float | None = 0.0) -> RateMap:
    *_, found = rate_map(settings, target)
    assert found is not None
    return found


def alone(settings: DescentSettings, rate: float, since: int) -> tuple[bool, float]:
    """Return whether the exact path at a rate is lost, and the largest |f| of its last updates."""
    path = trajectory(replace(settings, learning_rate=rate))
    if path.diverged_at is not None:
        return True, np.nan
    last = path.y[since:].astype(np.float64)
    return bool(last.max() > float(path.y[0])), float(np.abs(last).max())


@pytest.mark.parametrize("optimizer", sparing(OPTIMIZERS, "sgd", "nesterov", "adamax", "ftrl"))
def test_that_every_rate_ends_as_it_does_alone(optimizer: str) -> None:
    settings = replace(PARABOLA, optimizer=optimizer)
    found = mapped(settings)
    for index in range(0, len(found.rates), 101):
        is_lost, left = alone(settings, float(found.rates[index]), found.since)
        assert found.is_lost[index] == is_lost
        if not is_lost:
            assert found.left[index] == pytest.approx(left, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(
    "settings",
    [
        BOWL,
        replace(PARABOLA, dtype="float16"),
        replace(PARABOLA, dtype="float32", noise=0.5, seed=3),
        replace(PARABOLA, schedule="warmup"),
        replace(PARABOLA, schedule="piecewise", optimizer="adam"),
    ],
    ids=["two variables", "float16", "noise", "warm-up", "piecewise"],
)
def test_that_the_map_knows_plane_precision_noise_and_schedule(settings: DescentSettings) -> None:
    found = mapped(settings)
    for index in range(0, len(found.rates), 101):
        is_lost, left = alone(settings, float(found.rates[index]), found.since)
        assert found.is_lost[index] == is_lost
        if not is_lost:
            accuracy = 20 * float(np.finfo(settings.dtype).eps) * found.updates
            assert found.left[index] == pytest.approx(left, rel=accuracy, abs=1e-6)


def test_that_the_best_rate_of_a_parabola_is_the_one_that_lands_at_once() -> None:
    best = best_rate(PARABOLA, 0.0)
    assert best == pytest.approx(0.25, rel=0.05)


@pytest.mark.parametrize("optimizer", sparing(OPTIMIZERS, "sgd", "momentum", "adam"))
def test_that_a_best_rate_ends_below_its_start_in_the_exact_path(optimizer: str) -> None:
    settings = DescentSettings(parse("x**4 + x**2"), 3.0, 100, optimizer)
    best = best_rate(settings, 0.0)
    assert best is not None
    is_lost, _ = alone(settings, best, 90)
    assert not is_lost


def test_that_the_rate_of_the_curvature_is_not_best_far_from_the_minimum() -> None:
    steep = DescentSettings(parse("x**4 + x**2"), 3.0, 100)
    assert alone(steep, 0.5, 90)[0]  # 1/f″ at the minimum overflows from here
    assert mapped(steep).best is not None
    assert mapped(steep).best < 0.06  # type: ignore[operator]


def test_that_without_a_known_minimum_nothing_is_best() -> None:
    found = mapped(DescentSettings(parse("-x**2"), 3.0, 20), None)
    assert (found.best, found.target, found.at_start) == (None, None, -9.0)


def test_that_from_where_f_is_no_number_every_rate_is_lost() -> None:
    found = mapped(DescentSettings(parse("ln(x)"), -1.0, 20), None)
    assert found.is_lost.all()
    assert found.best is None


def test_that_the_rates_reach_from_end_to_end_in_rising_order() -> None:
    rates = mapped(PARABOLA).rates
    assert (rates[0], rates[-1]) == (LOWEST, HIGHEST)
    assert (np.diff(rates) > 0).all()


@pytest.mark.parametrize(
    ("optimizer", "momentum", "rate"),
    [
        ("sgd", (), 0.5),
        ("momentum", (("momentum", 0.9),), 2 * 1.9 / 4),
        ("nesterov", (("momentum", 0.9),), 2 * 1.9 / (2.8 * 4)),
        ("momentum", (("momentum", 0.3),), 2 * 1.3 / 4),
    ],
)
def test_that_a_parabola_is_left_just_above_the_marked_rate_and_not_below(
    optimizer: str, momentum: Chosen, rate: float
) -> None:
    settings = replace(PARABOLA, optimizer=optimizer, parameters=momentum, updates=4000)
    stable = bounds(settings, 4.0, "f″")[-1]
    assert stable.rate == pytest.approx(rate)
    assert alone(settings, rate * 1.01, 3600)[0]
    assert alone(settings, rate * 0.99, 3600)[1] < 1e-9


@pytest.mark.parametrize(
    "changed", [{"optimizer": "adam"}, {"noise": 0.1}, {"schedule": "cosine"}], ids=str
)
def test_that_theory_marks_nothing_where_it_does_not_hold(changed: dict[str, object]) -> None:
    assert bounds(replace(PARABOLA, **changed), 4.0, "f″") == ()  # type: ignore[arg-type]
