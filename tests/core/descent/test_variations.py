"""Schedules, noise and functions of two variables, against the loops that a learner writes."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.arrays import DTYPES, DType
from explorer.core.descent import stepping
from explorer.core.descent.members import Recipe
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.descent.trajectory import preview, trajectory
from explorer.core.functions.formula import parse
from explorer.core.functions.tensors import tensor_function
from explorer.core.sentences import ExplorerError
from tests.sparing import sparing

LESSON = DescentSettings(parse("2*x**2"), 3.0, 60, "sgd", 0.1)
HIMMELBLAU = parse("(x**2 + y - 11)**2 + (x + y**2 - 7)**2", ("x", "y"))
PLANE = DescentSettings(HIMMELBLAU, (0.0, -3.0), 60, "sgd", 0.005)

_SCHEDULES = tf.keras.optimizers.schedules
KERAS: dict[str, tuple[dict[str, float], Callable[[], Any]]] = {
    "exponential": (
        {"decay_steps": 20, "decay_rate": 0.3},
        lambda: _SCHEDULES.ExponentialDecay(0.1, 20, 0.3),
    ),
    "cosine": (
        {"decay_steps": 40, "alpha": 0.1},
        lambda: _SCHEDULES.CosineDecay(0.1, 40, 0.1),
    ),
    "piecewise": (
        {"first": 10, "second": 20, "factor": 0.5},
        lambda: _SCHEDULES.PiecewiseConstantDecay([10, 20], [0.1, 0.1 * 0.5, 0.1 * 0.5**2]),
    ),
    "warmup": (
        {"warmup_steps": 7, "decay_steps": 40, "alpha": 0.1},
        lambda: _SCHEDULES.CosineDecay(0.0, 40, 0.1, warmup_target=0.1, warmup_steps=7),
    ),
}
SHAPES: dict[str, Callable[[int], float]] = {
    "exponential": lambda t: 0.1 * 0.3 ** (t / 20),
    "cosine": lambda t: 0.1 * (0.9 * (1 + math.cos(math.pi * min(t, 40) / 40)) / 2 + 0.1),
    "piecewise": lambda t: 0.1 if t <= 10 else 0.05 if t <= 20 else 0.025,
    "warmup": lambda t: (
        0.1 * t / 7
        if t < 7
        else 0.1 * (0.9 * (1 + math.cos(math.pi * min(t - 7, 40) / 40)) / 2 + 0.1)
    ),
}


def scheduled(key: str) -> DescentSettings:
    return replace(LESSON, schedule=key, schedule_parameters=tuple(KERAS[key][0].items()))


def eager(descent: DescentSettings, optimizer: Any) -> np.ndarray[Any, Any]:
    """Return x of every update by the plain loop that a learner writes."""
    function = tensor_function(descent.formula)
    x = tf.Variable(descent.start, dtype=descent.dtype)
    path = [x.numpy()]
    for _ in range(descent.updates):
        with tf.GradientTape() as tape:
            y = function(x) if x.shape.rank == 0 else function(x[0], x[1])
        optimizer.apply_gradients([(tape.gradient(y, x), x)])
        path.append(x.numpy())
    return np.array(path)


def test_that_every_schedule_is_tested() -> None:
    assert set(KERAS) | {"constant"} == set(SCHEDULES)


@pytest.mark.parametrize("key", KERAS)
def test_that_a_schedule_gives_the_bits_of_a_keras_schedule(key: str) -> None:
    expected = eager(LESSON, tf.keras.optimizers.SGD(KERAS[key][1]()))
    np.testing.assert_array_equal(trajectory(scheduled(key)).x, expected)


@pytest.mark.parametrize("key", KERAS)
def test_that_the_rate_follows_the_mathematics_of_its_schedule(key: str) -> None:
    rates = trajectory(scheduled(key)).rate
    expected = [SHAPES[key](step) for step in range(61)]
    np.testing.assert_allclose(rates, expected, rtol=1e-5, atol=1e-8)


@pytest.mark.slow
@pytest.mark.parametrize("key", KERAS)
def test_that_rules_use_the_rate_of_the_moment(key: str) -> None:
    for optimizer in OPTIMIZERS:
        assert trajectory(replace(scheduled(key), optimizer=optimizer)).equal_bits


def test_that_drops_in_the_wrong_order_are_refused() -> None:
    wrong = replace(
        LESSON, schedule="piecewise", schedule_parameters=(("first", 60), ("second", 30))
    )
    with pytest.raises(ExplorerError, match="after the first"):
        check_settings(wrong)


def test_that_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(ExplorerError, match="no parameter momentum"):
        check_settings(replace(LESSON, parameters=(("momentum", 0.5),)))


def test_that_noise_has_the_chosen_standard_deviation() -> None:
    noise = trajectory(replace(LESSON, noise=0.5, updates=4000)).noise
    assert noise is not None
    assert noise.std() == pytest.approx(0.5, rel=0.05)
    assert abs(noise.mean()) < 0.05


def test_that_a_seed_gives_the_same_noise_again_and_another_seed_another() -> None:
    first, again, other = (
        trajectory(replace(LESSON, noise=0.5, seed=seed)).x for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_that_noise_does_not_depend_on_the_length_of_the_path() -> None:
    short, long = (
        trajectory(replace(LESSON, noise=0.5, updates=updates)).x for updates in (20, 200)
    )
    np.testing.assert_array_equal(short, long[:21])


@pytest.mark.slow
@pytest.mark.parametrize("dtype", DTYPES)
def test_that_rules_see_the_noisy_gradient(dtype: DType) -> None:
    for optimizer in OPTIMIZERS:
        noisy = replace(LESSON, optimizer=optimizer, noise=0.5, dtype=dtype)
        assert trajectory(noisy).equal_bits


def test_that_the_recorded_gradient_is_that_of_the_tape_without_noise() -> None:
    path = trajectory(replace(LESSON, noise=0.5))
    np.testing.assert_allclose(path.gradient, 4 * path.x, rtol=1e-6)


def test_that_a_path_on_a_surface_gives_the_bits_of_the_eager_loop() -> None:
    for dtype in DTYPES:
        descent = replace(PLANE, dtype=dtype)
        expected = eager(descent, tf.keras.optimizers.SGD(0.005))
        np.testing.assert_array_equal(trajectory(descent).x, expected)


@pytest.mark.slow  # leaves some 70 MB of compiled code
@pytest.mark.parametrize("dtype", sparing(DTYPES, "float32"))
def test_that_rules_hold_on_a_surface(dtype: DType) -> None:
    for optimizer in OPTIMIZERS:
        path = trajectory(replace(PLANE, optimizer=optimizer, dtype=dtype))
        assert path.x.shape == path.gradient.shape == (path.updates + 1, 2)
        assert path.ulp.shape == path.y.shape == (path.updates + 1,)
        assert path.equal_bits


def test_that_a_path_on_a_surface_reaches_a_known_minimum() -> None:
    path = trajectory(replace(PLANE, updates=1000, dtype="float64"))
    assert path.y[-1] < 1e-20
    np.testing.assert_allclose(path.x[-1], [3.584428, -1.848127], atol=1e-5)


@pytest.mark.parametrize("optimizer", sparing(OPTIMIZERS, "sgd", "momentum", "adam"))
def test_that_every_optimizer_reaches_the_minimum_of_a_line(optimizer: str) -> None:
    rates = {"adadelta": 30.0, "adagrad": 1.0, "ftrl": 1.0, "lion": 0.01, "rmsprop": 0.02}
    descent = replace(LESSON, optimizer=optimizer, learning_rate=rates.get(optimizer, 0.05))
    path = trajectory(replace(descent, updates=2000, parameters=_no_decay(optimizer)))
    assert abs(float(path.x[-1])) < 0.02


@pytest.mark.parametrize("optimizer", sparing(OPTIMIZERS, "sgd", "momentum", "adam"))
def test_that_every_optimizer_reaches_the_minimum_of_a_bowl(optimizer: str) -> None:
    bowl = parse("(x - 1)**2 + 3*(y + 2)**2", ("x", "y"))
    rates = {"adadelta": 30.0, "adagrad": 1.0, "ftrl": 1.0, "lion": 0.01, "rmsprop": 0.02}
    descent = DescentSettings(bowl, (3.0, 1.0), 2000, optimizer, rates.get(optimizer, 0.05))
    path = trajectory(replace(descent, parameters=_no_decay(optimizer)))
    np.testing.assert_allclose(path.x[-1], [1.0, -2.0], atol=0.02)


def _no_decay(optimizer: str) -> tuple[tuple[str, float], ...]:
    return (("weight_decay", 0.0),) if optimizer == "adamw" else ()


@pytest.mark.parametrize("optimizer", sparing(OPTIMIZERS, "sgd", "momentum", "adam"))
def test_that_a_preview_is_the_path_but_for_the_last_bits(optimizer: str) -> None:
    descent = replace(LESSON, optimizer=optimizer, updates=700)
    soon, exact = preview(descent), trajectory(descent)
    assert soon.x.shape == exact.x.shape
    assert soon.is_preview
    assert not exact.is_preview
    np.testing.assert_allclose(soon.x, exact.x, rtol=2e-4, atol=2e-5)


def test_that_a_preview_sees_the_same_noise_and_surface() -> None:
    descent = replace(PLANE, noise=1.0, seed=5)
    soon, exact = preview(descent), trajectory(descent)
    assert soon.noise is not None
    np.testing.assert_array_equal(soon.noise, exact.noise)
    np.testing.assert_allclose(soon.x, exact.x, rtol=1e-3, atol=1e-4)


def test_that_another_rate_start_or_noise_traces_nothing_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[bool] = []

    class Told(stepping.Stepper):
        def __init__(self, recipes: Sequence[Recipe], *, is_compiled: bool) -> None:
            super().__init__(recipes, is_compiled=is_compiled)
            made.append(is_compiled)

    monkeypatch.setattr(stepping, "Stepper", Told)
    nobodys = replace(LESSON, formula=parse("x**2 + 0.3456"))
    for rate in (0.01, 0.02, 0.5):
        preview(replace(nobodys, learning_rate=rate, start=rate * 10, updates=30))
        trajectory(replace(nobodys, learning_rate=rate, start=rate * 10, updates=30))
    assert made == [True, False]


def test_that_a_preview_that_diverges_after_its_last_update_is_whole() -> None:
    soon = preview(replace(LESSON, learning_rate=0.56, updates=100))
    assert soon.updates == 100
    assert soon.diverged_at is None
