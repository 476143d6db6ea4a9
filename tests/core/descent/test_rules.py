"""Every rule against the real Keras optimiser, bit by bit and state by state."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.arrays import DTYPES, DType
from explorer.core.descent.keras_objects import keras_optimizer, optimizer_variables
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.optimizers.optimizer import Before
from explorer.core.descent.parameters import ALMOST_1
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.trajectory import trajectory
from explorer.core.functions.formula import parse
from explorer.core.functions.tensors import tensor_function
from tests.sparing import sparing

FORMULA = "x**4/11 - x**2 + sin(3*x)/7"
VARIANTS: Mapping[str, dict[str, float]] = {
    "rmsprop": {"momentum": 0.8, "centered": 1.0},
    "ftrl": {
        "l1_regularization_strength": 0.01,
        "l2_regularization_strength": 0.1,
        "l2_shrinkage_regularization_strength": 0.02,
        "beta": 0.5,
        "learning_rate_power": -0.7,
    },
    "momentum": {"momentum": 0.0},
    "nesterov": {"momentum": 0.0},
}
CASES: list[tuple[str, dict[str, float]]] = [(key, {}) for key in OPTIMIZERS] + list(
    VARIANTS.items()
)
QUICK = [("sgd", {}), ("momentum", {}), ("adam", {}), ("ftrl", VARIANTS["ftrl"])]


def wanted(key: str, parameters: Mapping[str, float], **others: Any) -> DescentSettings:
    """Return a descent of 60 updates with an optimiser."""
    chosen = DescentSettings(
        parse(FORMULA), 1.7, 60, key, 0.05, parameters=tuple(parameters.items())
    )
    return replace(chosen, **others)


def eager_path(descent: DescentSettings) -> np.ndarray[Any, Any]:
    """Return x of every update by the plain loop that a learner writes."""
    function = tensor_function(descent.formula)
    x = tf.Variable(descent.start, dtype=descent.dtype)
    optimizer = keras_optimizer(
        descent.optimizer, descent.learning_rate, descent.parameter_values()
    )
    path = [x.numpy()]
    for _ in range(descent.updates):
        with tf.GradientTape() as tape:
            y = function(x)
        optimizer.apply_gradients([(tape.gradient(y, x), x)])
        path.append(x.numpy())
    return np.array(path)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_defaults_are_those_of_keras(key: str) -> None:
    spec = OPTIMIZERS[key]
    keras = keras_optimizer(key, spec.rate, {}).get_config()
    assert keras["learning_rate"] == pytest.approx(spec.rate)
    for parameter in spec.parameters:
        theirs = parameter.keras_default
        assert keras[parameter.key] == (parameter.default if theirs is None else theirs)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_that_rates_and_shares_lie_where_they_mean_something(key: str) -> None:
    spec = OPTIMIZERS[key]
    assert 0 < spec.suits_training <= 1
    shares = [each for each in spec.parameters if each.highest == ALMOST_1]
    assert all(0 <= each.lowest <= 1e-6 for each in shares)
    assert all(each.lowest <= each.default <= each.highest for each in spec.parameters)
    # What a document may hold since the first version: narrower limits would refuse it.
    allowed = {
        *((lowest, ALMOST_1) for lowest in (0.0, 1e-6)),
        *((0.0, highest) for highest in (1.0, 10.0, 1000.0)), (1e-12, 1.0), (-4.0, 0.0),
    }  # fmt: skip
    assert {(each.lowest, each.highest) for each in spec.parameters} <= allowed


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("key", "parameters"), sparing(CASES, *QUICK))
def test_that_the_graph_gives_the_bits_of_the_eager_loop(
    key: str, parameters: dict[str, float], dtype: DType
) -> None:
    descent = wanted(key, parameters, dtype=dtype, updates=12)
    np.testing.assert_array_equal(trajectory(descent).x, eager_path(descent))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("key", "parameters"), sparing(CASES, *QUICK))
def test_that_the_rule_starts_from_the_state_of_keras(
    key: str, parameters: dict[str, float], dtype: DType
) -> None:
    descent = wanted(key, parameters)
    x = tf.Variable(1.7, dtype=dtype, name="x")
    optimizer = keras_optimizer(key, 0.05, descent.parameter_values())
    optimizer.build([x])
    held = optimizer_variables(optimizer)
    own = OPTIMIZERS[key].init(x.numpy(), descent.parameter_values())
    assert set(own) == set(held) - {"iteration", "learning_rate"}
    for name, value in own.items():
        assert value.dtype == dtype
        np.testing.assert_array_equal(value, held[name].numpy())


@pytest.mark.parametrize(("key", "parameters"), sparing(CASES, *QUICK))
@given(
    start=st.floats(-3, 3, width=16),
    rate=st.floats(1e-4, 2.0),
    dtype=st.sampled_from(DTYPES),
)
@settings(deadline=None, max_examples=6)
def test_that_the_rule_gives_the_bits_of_keras_from_any_start(
    key: str, parameters: dict[str, float], start: float, rate: float, dtype: DType
) -> None:
    path = trajectory(wanted(key, parameters, start=start, learning_rate=rate, dtype=dtype))
    assert path.max_ulp == 0


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("key", "parameters"), sparing(CASES, *QUICK))
def test_that_the_rule_hands_on_the_state_of_keras(
    key: str, parameters: dict[str, float], dtype: DType
) -> None:
    hands_on(wanted(key, parameters, dtype=dtype))


@pytest.mark.parametrize("key", sparing(OPTIMIZERS, "lion"))
def test_that_it_does_with_other_shares_of_old_and_new(key: str) -> None:
    shares = [each.key for each in OPTIMIZERS[key].parameters if each.highest == ALMOST_1]
    hands_on(wanted(key, dict.fromkeys(shares, 0.3)))


def hands_on(descent: DescentSettings) -> None:
    """Hold what a rule makes of every state on the way against the next one of Keras."""
    path = trajectory(descent)
    before = Before(
        x=path.x[:-1],
        gradient=path.gradient[:-1],
        state={name: values[:-1] for name, values in path.states.items()},
        rate=path.rate[:-1],
        step=np.arange(path.updates),
    )
    after = OPTIMIZERS[descent.optimizer].update(before, descent.parameter_values())
    assert set(after.state) == set(path.states)
    for name, values in after.state.items():
        np.testing.assert_array_equal(np.asarray(values), path.states[name][1:])


@pytest.mark.parametrize("key", ["adam", "nadam", "ftrl", "adamax"])
def test_that_powers_stay_those_of_keras_over_many_updates(key: str) -> None:
    for dtype in DTYPES:
        assert trajectory(wanted(key, {}, dtype=dtype, updates=1200)).max_ulp == 0


@pytest.mark.parametrize("key", sparing(OPTIMIZERS, "sgd", "momentum", "adam"))
def test_that_parameters_reach_keras_within_all_their_limits(key: str) -> None:
    for parameter in OPTIMIZERS[key].parameters:
        for value in (parameter.lowest, parameter.highest):
            path = trajectory(wanted(key, {parameter.key: value}, updates=10))
            assert path.max_ulp == 0
