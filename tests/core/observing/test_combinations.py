"""Every way to train that a person may have: the same weights, and the norms of an independent tape."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from tests.core.observing.networks import (
    BATCH,
    STEPS,
    Collected,
    by_tape,
    compiled,
    data,
    fit,
    same_bits,
    sequential,
)

# Each compiles two trainings; the everyday ones are in `tests/api/test_follow.py`, which is quick.
pytestmark = pytest.mark.slow

optimizers = keras.optimizers


def functional() -> Any:
    inputs = keras.Input([6])
    hidden = keras.layers.Dense(8, activation="tanh", name="hidden")(inputs)
    both = keras.layers.Concatenate()([hidden, inputs])
    return keras.Model(inputs, keras.layers.Dense(1, name="output")(both))


class Subclassed(keras.Model):
    """A model that is not built before the first batch."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = keras.layers.Dense(8, activation="relu", name="hidden")
        self.normal = keras.layers.BatchNormalization()
        self.dropout = keras.layers.Dropout(0.3, seed=3)
        self.output_layer = keras.layers.Dense(1, name="output")

    def call(self, inputs: Any, training: bool = False) -> Any:
        hidden = self.normal(self.hidden(inputs), training=training)
        return self.output_layer(self.dropout(hidden, training=training))


class OwnStep(Subclassed):
    """A model with a training step of its own."""

    def train_step(self, batch: Any) -> Any:
        x, y = batch
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x, y, self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables, strict=True))
        return {"loss": loss}


class TwoOptimizers(keras.Model):
    """A model each half of which has an optimiser of its own, one of them used twice a step."""

    def __init__(self) -> None:
        super().__init__()
        self.first = keras.layers.Dense(8, activation="tanh", name="first")
        self.second = keras.layers.Dense(1, name="second")
        self.slow = {"sgd": keras.optimizers.SGD(0.1)}
        self.fast = keras.optimizers.Adam(0.01)

    def call(self, inputs: Any) -> Any:
        return self.second(self.first(inputs))

    def train_step(self, batch: Any) -> Any:
        x, y = batch
        for optimizer, layer in ((self.slow["sgd"], self.first), (self.fast, self.second)):
            with tf.GradientTape() as tape:
                loss = self.compute_loss(x, y, self(x))
            gradients = tape.gradient(loss, layer.trainable_variables)
            optimizer.apply_gradients(zip(gradients, layer.trainable_variables, strict=True))
        return {"loss": loss}


def wide() -> Any:
    """Return a network wide enough for the sums by columns, with rows for a gradient."""
    return keras.Sequential(
        [
            keras.Input([6]),
            keras.layers.Lambda(lambda x: tf.cast(tf.abs(x) * 10, tf.int32), output_shape=(6,)),
            keras.layers.Embedding(50, 12),
            keras.layers.Flatten(),
            keras.layers.Dense(40, activation="relu"),
            keras.layers.Dense(1),
        ]
    )


SETTINGS: dict[str, dict[str, Any]] = {
    "compiled by XLA": {"jit_compile": True},
    "not compiled by XLA": {"jit_compile": False},
    "automatic": {},
    "eager": {"run_eagerly": True},
    "several steps a call": {"steps_per_execution": 4, "jit_compile": False},
    "several steps a call by XLA": {"steps_per_execution": 20, "jit_compile": True},
}
MODELS = {
    "sequential": sequential,
    "functional": functional,
    "subclassed": Subclassed,
    "own step": OwnStep,
    "embedding": wide,
}
RULES: dict[str, Callable[[], Any]] = {
    "sgd": lambda: optimizers.SGD(0.1),
    "momentum": lambda: optimizers.SGD(0.1, momentum=0.9),
    "nesterov": lambda: optimizers.SGD(0.1, momentum=0.9, nesterov=True),
    "rmsprop": lambda: optimizers.RMSprop(0.01),
    "centred rmsprop": lambda: optimizers.RMSprop(0.01, centered=True, momentum=0.5),
    "adagrad": lambda: optimizers.Adagrad(0.1),
    "adadelta": lambda: optimizers.Adadelta(1.0),
    "adam": lambda: optimizers.Adam(0.01),
    "amsgrad": lambda: optimizers.Adam(0.01, amsgrad=True),
    "adamw": lambda: optimizers.AdamW(0.01, weight_decay=0.1),
    "adamax": lambda: optimizers.Adamax(0.01),
    "nadam": lambda: optimizers.Nadam(0.01),
    "ftrl": lambda: optimizers.Ftrl(0.1),
    "lion": lambda: optimizers.Lion(0.001),
    "lamb": lambda: optimizers.Lamb(0.01),
    "averaged": lambda: optimizers.Adam(0.01, use_ema=True, ema_overwrite_frequency=3),
    "decayed rate": lambda: optimizers.AdamW(
        optimizers.schedules.ExponentialDecay(0.05, 3, 0.5), weight_decay=0.05
    ),
    "clipped by value": lambda: optimizers.SGD(0.1, clipvalue=0.01),
}


def check_against_tape(seen: Collected, build: Callable[[], Any]) -> None:
    gradient, weight, update = by_tape(build)
    np.testing.assert_array_equal(seen.steps, np.arange(1, STEPS + 1))
    np.testing.assert_allclose(seen.table("gradient"), gradient, rtol=2e-4, atol=1e-6)
    np.testing.assert_allclose(seen.table("weight"), weight, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(seen.table("update"), update, rtol=2e-3, atol=1e-7)


def followed(build: Callable[[], Any], epochs: int = 1, exact: bool = True) -> Collected:
    """Return what was seen; the weights are those of a fit that nobody follows."""
    seen = Collected()
    model, plain = fit(build, seen, epochs=epochs), fit(build, epochs=epochs)
    assert not seen.faults, seen.faults
    if exact:
        assert same_bits(model, plain)
    for one, other in zip(model.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-6)
    return seen


@pytest.mark.parametrize("setting", SETTINGS)
def test_that_a_network_trains_the_same_however_its_step_is_compiled(setting: str) -> None:
    def build() -> Any:
        return compiled(sequential(), optimizers.Adam(0.01), **SETTINGS[setting])

    check_against_tape(followed(build), build)


# Each model compiled by XLA and not, each setting with one of them: all pairs take four minutes.
PAIRS = [
    (model, setting)
    for number, model in enumerate(each for each in MODELS if each != "sequential")
    for place, setting in enumerate(SETTINGS)
    if place < 2 or place % 4 == number % 4
]


@pytest.mark.parametrize(("model", "setting"), PAIRS)
def test_that_every_kind_of_model_trains_the_same(model: str, setting: str) -> None:
    def build() -> Any:
        return compiled(MODELS[model](), optimizers.SGD(0.1, momentum=0.9), **SETTINGS[setting])

    # Grappler orders a sum of the normalisation's gradient otherwise when somebody reads it.
    plain = "XLA" not in setting.removeprefix("not compiled by XLA") and setting != "eager"
    seen = followed(build, exact=not (plain and model in {"subclassed", "own step"}))
    if model == "embedding":
        check_against_tape(seen, build)
    assert len(seen.steps) == STEPS
    assert np.isfinite(seen.table("update")).all()


# Compiled by XLA in turn: both for each takes two minutes more.
@pytest.mark.parametrize(("rule", "jit"), [(rule, n % 2 == 0) for n, rule in enumerate(RULES)])
def test_that_every_rule_trains_the_same(rule: str, jit: bool) -> None:
    def build() -> Any:
        return compiled(sequential(), RULES[rule](), jit_compile=jit)

    seen = followed(build, exact=not (rule == "adagrad" and jit))  # XLA: the last bit
    check_against_tape(seen, build)


@pytest.mark.parametrize("jit", [True, False])
def test_that_clipping_is_told_apart(jit: bool) -> None:
    def build() -> Any:
        return compiled(sequential(), optimizers.SGD(0.1, global_clipnorm=0.05), jit_compile=jit)

    seen = followed(build)
    check_against_tape(seen, build)
    np.testing.assert_allclose(np.linalg.norm(seen.table("clipped"), axis=1), 0.05, rtol=1e-5)
    assert (np.linalg.norm(seen.table("gradient"), axis=1) > 0.1).all()


@pytest.mark.parametrize("jit", [True, False])
def test_that_gathered_gradients_are_told_apart(jit: bool) -> None:
    def build() -> Any:
        rule = optimizers.Adam(0.01, gradient_accumulation_steps=5)
        return compiled(sequential(), rule, jit_compile=jit)

    seen = followed(build)
    check_against_tape(seen, build)
    gathered = np.isnan(seen.table("clipped")).all(axis=1)
    np.testing.assert_array_equal(np.flatnonzero(~gathered), [4, 9])
    np.testing.assert_array_equal(seen.table("update").any(axis=1), ~gathered)


@pytest.mark.parametrize("jit", [True, False])
def test_that_a_scaled_loss_gives_unscaled_norms(jit: bool) -> None:
    def plain() -> Any:
        return compiled(sequential(), optimizers.SGD(0.1), jit_compile=jit)

    def dynamic() -> Any:
        rule = optimizers.LossScaleOptimizer(optimizers.SGD(0.1), initial_scale=1024.0)
        return compiled(sequential(), rule, jit_compile=jit)

    def fixed() -> Any:
        return compiled(
            sequential(), optimizers.SGD(0.1, loss_scale_factor=1024.0), jit_compile=jit
        )

    gradient, _, update = by_tape(plain)
    for build in (dynamic, fixed):
        seen = followed(build)
        np.testing.assert_allclose(seen.table("gradient"), gradient, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(seen.table("update"), update, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(seen.losses[0], by_loss(plain), rtol=1e-5)


def by_loss(build: Callable[[], Any]) -> float:
    keras.utils.set_random_seed(1)
    model = build()
    x, y = data()
    return float(model.compute_loss(None, y[:BATCH], model(x[:BATCH])))


@pytest.mark.parametrize("jit", [True, False])
def test_that_mixed_precision_gives_unscaled_norms(jit: bool) -> None:
    def build() -> Any:
        before = keras.config.dtype_policy()
        keras.config.set_dtype_policy("mixed_float16")
        try:
            return compiled(sequential(), optimizers.SGD(0.1), jit_compile=jit)
        finally:
            keras.config.set_dtype_policy(before)

    seen = followed(build)
    full, _, _ = by_tape(lambda: compiled(sequential(), optimizers.SGD(0.1)))
    # The first scale is 2¹⁵; a step that overflows is passed over by Keras, and so it is here.
    np.testing.assert_allclose(seen.table("gradient")[0], full[0], rtol=0.02)


@pytest.mark.parametrize("jit", [True, False])
def test_that_several_optimizers_are_one_table(jit: bool) -> None:
    def build() -> Any:
        return compiled(TwoOptimizers(), optimizers.SGD(0.1), jit_compile=jit)

    seen = Collected()
    model = fit(build, seen)
    assert not seen.faults
    for one, other in zip(model.get_weights(), fit(build).get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    names = {"first/kernel", "first/bias", "second/kernel", "second/bias"}
    assert {each.name for each in seen.known} == names
    np.testing.assert_array_equal(seen.steps, np.arange(1, STEPS + 1))
    assert np.isfinite(seen.table("gradient")).all()


@pytest.mark.parametrize("jit", [True, False])
def test_that_a_variable_that_no_gradient_reaches_is_told(jit: bool) -> None:
    class Cut(keras.layers.Layer):
        def call(self, inputs: Any) -> Any:
            return tf.stop_gradient(inputs)

    def build() -> Any:
        model = keras.Sequential(
            [keras.Input([6]), keras.layers.Dense(4), Cut(), keras.layers.Dense(1)]
        )
        return compiled(model, optimizers.Adam(0.01), jit_compile=jit)

    seen = followed(build)
    assert [each.reached for each in seen.known] == [False, False, True, True]
    assert np.isnan(seen.table("gradient")[:, :2]).all()
    assert not seen.table("update")[:, :2].any()
    assert np.isfinite(seen.table("weight")).all()


def test_that_a_layer_held_fast_is_left_out_and_a_trained_model_goes_on() -> None:
    def build() -> Any:
        model = compiled(sequential(), optimizers.Adam(0.01))
        x, y = data()
        model.fit(x, y, batch_size=BATCH, verbose=0)
        model.layers[0].trainable = False
        return compiled(model, optimizers.Adam(0.01))

    seen = followed(build, epochs=2)
    assert [each.name for each in seen.known] == ["output/kernel", "output/bias"]
    np.testing.assert_array_equal(seen.steps, np.arange(1, 2 * STEPS + 1))


def test_that_a_constraint_belongs_to_the_update() -> None:
    def build() -> Any:
        layer = keras.layers.Dense(1, kernel_constraint=keras.constraints.UnitNorm(), name="unit")
        return compiled(keras.Sequential([keras.Input([6]), layer]), optimizers.SGD(0.5))

    check_against_tape(followed(build), build)


def test_that_a_rule_of_ones_own_is_compared_before_and_after() -> None:
    class Own(keras.optimizers.Optimizer):
        def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
            variable.assign(variable * 0.99 - learning_rate * gradient)

    def build() -> Any:
        return compiled(sequential(), Own(0.1))

    check_against_tape(followed(build), build)
