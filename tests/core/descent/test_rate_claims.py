"""What is said of learning rates, against Keras by hand, linear algebra and the values of f."""

from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.descent.keras_objects import keras_optimizer
from explorer.core.descent.minima import nearest_minimum, valleys
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.rate_map import bounds, rate_map, tried
from explorer.core.descent.results import RateMap
from explorer.core.descent.settings import DescentSettings
from explorer.core.functions.formula import parse
from explorer.core.functions.tensors import tensor_function
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.resolving import path, rates
from explorer.session.descent.snapshots import PathView
from explorer.ui.pages.descent.formula_leaf import rate_lines
from explorer.ui.pages.descent.words import unmarked_words
from tests.core.descent.random_descents import descents
from tests.sparing import sparing

PARABOLA = DescentSettings(parse("2*x**2"), 3.0, 60)


def heights(settings: DescentSettings, updates: int) -> np.ndarray:
    """Return f before and after every update of the plain loop that a learner writes."""
    function = tensor_function(settings.formula)
    x = tf.Variable(settings.start, dtype=settings.dtype)
    optimizer = keras_optimizer(
        settings.optimizer, settings.learning_rate, settings.parameter_values()
    )
    optimizer.build([x])
    found = []
    for _ in range(updates + 1):
        with tf.GradientTape() as tape:
            y = function(x)
        found.append(float(y))
        optimizer.apply_gradients([(tape.gradient(y, x), x)])
    return np.array(found)


@pytest.mark.parametrize("optimizer", sparing(OPTIMIZERS, "sgd", "adam"))
def test_that_the_best_rate_does_as_well_by_hand_and_stays(optimizer: str) -> None:
    settings = DescentSettings(parse("x**4 + x**2"), 3.0, 60, optimizer)
    *_, found = rate_map(settings, 0.0)
    assert found is not None
    offered = tried(settings, found)
    assert offered.best is not None
    y = heights(replace(settings, learning_rate=offered.best), 60)
    assert np.isfinite(y).all()
    assert y[found.since :].max() <= y[0]
    assert y[-1] == pytest.approx(offered.best_end, rel=1e-4, abs=1e-12)
    assert y[found.since :].max() == pytest.approx(
        float(found.left[np.searchsorted(found.rates, offered.best)]), rel=1e-3, abs=1e-9
    )


@pytest.mark.parametrize("text", ["2*x**2", "x**4 + x**2", "x - ln(x)", "(x**2 - 1)**2"])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_that_no_rate_below_the_first_hatched_one_is_surer_than_the_best(
    text: str, optimizer: str
) -> None:
    settings = DescentSettings(parse(text), 3.0, 60, optimizer)
    minimum = nearest_minimum(settings.formula, 3.0)
    assert minimum is not None
    target = float(tensor_function(settings.formula)(tf.constant(minimum.x, tf.float64)))
    *_, found = rate_map(settings, target)
    assert found is not None
    first = int(found.is_lost.argmax()) if found.is_lost.any() else len(found.rates)
    assert found.best is not None
    assert found.best < (found.rates[first] if first < len(found.rates) else np.inf)

    def worst(rate: float) -> float:
        near = np.abs(np.log10(found.rates / rate)) <= 0.1
        return float(np.where(found.is_lost, np.inf, found.left)[near].max())

    surest = min(worst(float(rate)) for rate in found.rates[:first])
    assert worst(found.best) == pytest.approx(surest)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("optimizer", ["momentum", "nesterov"])
def test_that_the_bound_is_where_the_rule_s_largest_eigenvalue_is_1(
    optimizer: str, momentum: float
) -> None:
    settings = replace(PARABOLA, optimizer=optimizer, parameters=(("momentum", momentum),))
    (bound,) = bounds(settings, 4.0, "f″")
    sizes = []
    for rate in (0.999 * bound.rate, 1.001 * bound.rate):
        # Keras: v′ = μ v − η g, then x′ = x + v′, or with Nesterov x′ = x + μ v′ − η g; g = 4 x.
        velocity = np.array([-4 * rate, momentum])
        place = momentum * velocity if optimizer == "nesterov" else velocity
        place = place + np.array([1 - (4 * rate if optimizer == "nesterov" else 0), 0])
        sizes.append(np.abs(np.linalg.eigvals(np.stack([place, velocity]))).max())
    assert sizes[0] < 1 < sizes[1]


@pytest.mark.parametrize(
    ("optimizer", "factor"), [("sgd", 1.0), ("momentum", 1.9), ("nesterov", 1.9 / 2.8)]
)
def test_that_by_hand_the_waves_grow_above_the_bound_and_fall_below_it(
    optimizer: str, factor: float
) -> None:
    settings = replace(PARABOLA, optimizer=optimizer)
    bound = bounds(settings, 4.0, "f″")[-1]
    assert bound.rate == pytest.approx(2 * factor / 4)
    for share, grows in ((0.99, False), (1.01, True)):
        y = heights(replace(settings, learning_rate=share * bound.rate), 160)
        # Not a number is what comes after overflow.
        assert bool(y[140:].max() <= y[80:100].max()) is not grows


@pytest.mark.parametrize(
    ("optimizer", "rate", "is_lost"),
    [
        ("adam", 0.1, False),
        ("nesterov", 0.49, True),
        ("momentum", 0.94, False),
        ("sgd", 0.51, True),
    ],
)
def test_that_a_rate_is_hatched_where_the_path_is_lost_and_nowhere_else(
    optimizer: str, rate: float, is_lost: bool
) -> None:
    settings = replace(PARABOLA, optimizer=optimizer, updates=120)
    *_, found = rate_map(settings, 0.0)
    assert found is not None
    assert bool(found.is_lost[np.abs(found.rates - rate).argmin()]) is is_lost
    y = heights(replace(settings, learning_rate=rate), 120)
    assert (not np.isfinite(y).all() or bool(y[found.since :].max() > y[0])) is is_lost


def view_of(choices: DescentChoices) -> PathView:
    *_, view = path(choices)
    return view


def map_of(choices: DescentChoices) -> RateMap:
    *_, found = rates(choices)
    assert found is not None
    return found


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_that_the_ratio_of_two_distances_is_told_of_plain_descent_alone(optimizer: str) -> None:
    choices = DescentChoices().with_optimizer(optimizer).with_learning_rate(0.1)
    marked = bounds(replace(PARABOLA, optimizer=optimizer), 4.0, "f″")
    lines = rate_lines(view_of(choices), marked)
    assert ("factor" in lines) is (optimizer == "sgd")
    assert ("stable" in lines) is (optimizer in {"sgd", "momentum", "nesterov"})


@pytest.mark.parametrize("rate", [0.05, 0.3, 0.9, 1.1])
@pytest.mark.parametrize(
    "text", ["x**2/2", "x**2/2 + x**4/2000", "cosh(x/10)*100", "x**4 + x**2", "x - ln(x)"]
)
def test_that_a_ratio_that_is_told_is_that_of_the_path(text: str, rate: float) -> None:
    choices = DescentChoices(formula=text, dtype="float64", learning_rate=rate, updates=12)
    found, view = map_of(choices), view_of(choices)
    lines = rate_lines(view, found.bounds)
    if text in {"x**4 + x**2", "x - ln(x)"}:
        assert "factor" not in lines
        return
    assert "factor" in lines
    told = float(lines["factor"].plain.rsplit(" ", 1)[1].replace("−", "-"))
    away = view.trajectory.x.astype(np.float64)  # the minimum of each is at 0
    assert away[1:] / away[:-1] == pytest.approx(told, abs=0.1 * rate + 1e-9)


@pytest.mark.parametrize("text", ["x**4", "(x - 1.3)**4", "x**6/50", "abs(x)", "sqrt(abs(x))"])
def test_that_no_minimum_is_called_unknown_beside_a_distance_to_it(text: str) -> None:
    choices = DescentChoices(formula=text, updates=30)
    view, found = view_of(choices), map_of(choices)
    said = unmarked_words(view, found)
    assert found.target == pytest.approx(0, abs=1e-9)
    assert found.bounds == ()
    assert "No minimum" not in said
    assert f"x = {'1.3' if '1.3' in text else '0'}" in said


@pytest.mark.parametrize("seed", range(24))
def test_that_the_minimum_of_the_map_is_known_where_the_verdicts_know_one(seed: int) -> None:
    for settings in descents(seed, optimizers=1, rates=2, updates=20):
        start = np.array([settings.start], np.float64).ravel()
        slope = np.ones_like(start)
        passed = valleys(settings.formula, start, slope)
        here = next((each for each in passed if each.low <= start[0] <= each.high), None)
        if here is not None and here.minimum is not None:
            assert nearest_minimum(settings.formula, float(start[0])) is not None
