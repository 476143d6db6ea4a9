"""What is said of descents that noise, a decayed rate or a corner keeps from their minimum."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.verdicts.line import Verdict
from explorer.core.functions.formula import parse
from tests.core.descent.judging import judged, known
from tests.sparing import sparing

LESSON = DescentSettings(parse("2*x**2"), 3.0, 300, "sgd", 0.05)
NOISY = replace(LESSON, noise=1.0)
SEEDS = sparing(range(4), 0)
OPTIMIZERS = [("sgd", 0.05), ("momentum", 0.01), ("rmsprop", 0.02), ("adam", 0.05)]


def path(settings: DescentSettings) -> Trajectory:
    return known(settings)[0]


def verdict(settings: DescentSettings, cursor: int) -> Verdict:
    return judged(settings, cursor)[0]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("optimizer", "rate"), OPTIMIZERS)
def test_that_noise_is_told_to_keep_x_wandering(optimizer: str, rate: float, seed: int) -> None:
    settings = replace(NOISY, optimizer=optimizer, learning_rate=rate, seed=seed)
    assert verdict(settings, 300).kind == "wandering"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("optimizer", "rate"), OPTIMIZERS)
def test_that_the_way_down_is_no_wandering(optimizer: str, rate: float, seed: int) -> None:
    settings = replace(NOISY, optimizer=optimizer, learning_rate=rate, seed=seed)
    steep = np.flatnonzero(np.abs(path(settings).gradient) > 3)
    assert all(verdict(settings, int(n)).kind != "wandering" for n in steep[:30])


@pytest.mark.parametrize("seed", SEEDS)
def test_that_x_was_within_the_reach_that_is_told(seed: int) -> None:
    settings = replace(NOISY, seed=seed)
    reach = float(str(verdict(settings, 300).body.values["reach"]))
    assert np.abs(path(settings).x[-21:]).max() == pytest.approx(reach, rel=0.06)


def test_that_wandering_is_told_with_its_criterion() -> None:
    said = verdict(NOISY, 300)
    assert str(said.word) == "Wandering."
    assert str(said.body).startswith("Noise σ = 1 outweighs the slope, 0.")
    assert "over the last 20 updates: x wanders around the minimum, within ±0." in str(said.body)


def test_that_noise_before_the_minimum_is_reached_is_no_wandering() -> None:
    flat = replace(NOISY, formula=parse("x**2/100"), start=20.0)
    assert verdict(flat, 300).kind != "wandering"


def test_that_noise_on_a_plateau_is_no_wandering_around_the_minimum() -> None:
    well = parse("20*(1 - exp(-(x - 0.7)**2))")
    thrown = DescentSettings(well, 2.561, 40, "sgd", 0.74, dtype="float16", noise=0.3, seed=22)
    x = path(thrown).x
    assert x[0] > 0.7 > x[-21:].max()  # it has crossed, and is far from the minimum since
    assert verdict(thrown, 40).kind != "wandering"


def test_that_a_path_which_passes_the_minimum_has_not_converged() -> None:
    moving = replace(LESSON, optimizer="momentum", learning_rate=0.01)
    x = np.abs(path(moving).x[:40])
    crossing = int(np.argmin(x))
    near = replace(moving, dtype="float16")
    assert verdict(near, crossing).kind != "converged"


SCHEDULES = [("exponential", ()), ("cosine", ()), ("warmup", ())]


@pytest.mark.parametrize(("schedule", "parameters"), sparing(SCHEDULES, SCHEDULES[1]))
@pytest.mark.parametrize(("optimizer", "rate"), [("sgd", 0.002), ("adam", 0.01), ("rmsprop", 0.01)])
def test_that_a_decayed_rate_is_told_from_convergence(
    schedule: str, parameters: tuple[tuple[str, float], ...], optimizer: str, rate: float
) -> None:
    settings = replace(
        LESSON, schedule=schedule, schedule_parameters=parameters,
        optimizer=optimizer, learning_rate=rate,
    )  # fmt: skip
    said = verdict(settings, 300)
    assert (said.kind, str(said.word)) == ("stuck", "Stalled.")
    assert "The rate has decayed to" in str(said.body)


def test_that_a_decayed_rate_is_told_with_rate_and_slope() -> None:
    settings = replace(LESSON, schedule="cosine", learning_rate=0.002)
    assert str(verdict(settings, 300).body) == (
        "The rate has decayed to 0: an update covers less than 0.1 % of the distance to the "
        "minimum, though f′ is 8."
    )


def test_that_a_decayed_rate_without_a_minimum_speaks_of_the_way_so_far() -> None:
    falling = replace(LESSON, formula=parse("-x"), schedule="cosine")
    assert "adds less than 0.1 % to the way, though f′ is −1." in str(verdict(falling, 300).body)


def test_that_convergence_with_a_schedule_stays_convergence() -> None:
    settings = replace(LESSON, schedule="cosine", learning_rate=0.25)
    assert verdict(settings, 300).kind == "converged"


@pytest.mark.parametrize("cursor", [0, 1, 5])
def test_that_a_warm_up_has_not_decayed(cursor: int) -> None:
    settings = replace(LESSON, schedule="warmup", learning_rate=0.002)
    assert str(verdict(settings, cursor).word) != "Stalled."


@pytest.mark.parametrize("formula", ["abs(x)", "sqrt(abs(x))"])
@pytest.mark.parametrize(("optimizer", "rate"), [("sgd", 0.07), ("adam", 0.2)])
def test_that_crossing_a_corner_is_told(formula: str, optimizer: str, rate: float) -> None:
    settings = replace(
        LESSON, formula=parse(formula), start=1.0, optimizer=optimizer, learning_rate=rate
    )
    x = path(settings).x
    crossings = np.flatnonzero(x[1:] * x[:-1] < 0) + 1
    assert len(crossings)
    said = verdict(settings, int(crossings[-1]))
    assert "f′ does not exist at the minimum, a corner or cusp" in str(said.body)


def test_that_landing_on_a_cusp_is_told() -> None:
    # f′ of the root of |x| at 1 is 1/2: a rate of 2 leads to 0, where the tape's slope is no number.
    settings = replace(LESSON, formula=parse("sqrt(abs(x))"), start=1.0, learning_rate=2.0)
    said = verdict(settings, 1)
    assert said.kind == "converged"
    assert str(said.body) == (
        "At update 1 x landed on the minimum, a corner or cusp: f′ does not exist there."
    )
