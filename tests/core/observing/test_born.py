"""A NaN put into a network, forward and backward, and where it is said to have been born."""

import inspect
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from explorer.core.observing.replay import birth
from tests.core.observing.networks import Collected, compiled, fit, same_bits

HERE = __file__
POISON = 7  # step at which a batch has a row of zeros


class Poisoned(keras.layers.Layer):
    """Passes on what it is given, but for a batch whose first entry is 0: that goes through `f`."""

    def __init__(self, f: Callable[[Any], Any]) -> None:
        super().__init__(name="poisoned")
        self.f = f
        self.strength = self.add_weight(shape=(), initializer="ones", name="strength")

    def call(self, inputs: Any) -> Any:
        return inputs + self.f(self.strength * inputs)


FORWARD: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "logarithm of 0": ("Log", lambda x: 0 * tf.math.log(x[:, :1])),
    "logarithm of a negative": ("Log", lambda x: 0 * tf.math.log(x[:, :1] - 1e-9)),
    "division": ("RealDiv", lambda x: 0 / x[:, :1]),
    "reciprocal": ("Reciprocal", lambda x: 0 * tf.math.reciprocal(x[:, :1])),
    "root": ("Sqrt", lambda x: 0 * tf.sqrt(x[:, :1] - 1e-3)),
    "inverse root": ("Rsqrt", lambda x: 0 * tf.math.rsqrt(x[:, :1])),
    "overflow of exp": ("Exp", lambda x: 0 * tf.exp(100 - 1e6 * x[:, :1])),
    "power": ("Pow", lambda x: 0 * tf.pow(x[:, :1], -1.0)),
    "arc sine": ("Asin", lambda x: 0 * tf.asin(2 * tf.exp(-x[:, :1]))),
    "0 by 0": ("RealDiv", lambda x: x[:, :1] / x[:, :1] - 1),
}
BACKWARD: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "root of 0": ("Sqrt", lambda x: tf.sqrt(x[:, :1])),
    "power below 1": ("Pow", lambda x: tf.pow(x[:, :1], 0.5)),
    "branch not taken": ("Log", lambda x: tf.where(x[:, :1] > 0, tf.math.log(x[:, :1]), 0.0)),
    "arc cosine": ("Acos", lambda x: tf.acos(tf.exp(-x[:, :1]))),
}


def network(f: Callable[[Any], Any], jit: bool) -> Any:
    """Return a network whose first layer gives positive numbers, and 0 for one batch."""
    gate = keras.layers.Dense(3, "relu", name="gate", kernel_initializer="ones")
    model = keras.Sequential(
        [keras.Input([6]), gate, Poisoned(f), keras.layers.Dense(1, name="output")]
    )
    return compiled(model, keras.optimizers.SGD(0.001), jit_compile=jit)


def poisoned_fit(f: Callable[[Any], Any], jit: bool, *callbacks: Any) -> Any:
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    x = np.abs(np.random.default_rng(0).normal(size=(160, 6))).astype(np.float32) + 1
    x[16 * (POISON - 1)] = -1  # so that the gate is shut for one example
    y = (x.sum(axis=1, keepdims=True) > 11).astype(np.float32)
    model = network(f, jit)
    model.fit(x, y, batch_size=16, shuffle=False, verbose=0, callbacks=[*callbacks])
    return model


def told(f: Callable[[Any], Any], jit: bool, every: int = 1) -> Any:
    seen = Collected(every)
    model = poisoned_fit(f, jit, seen)
    assert not seen.faults, seen.faults
    (born,) = seen.births
    if jit and every == 1:  # to compile each a second time takes a minute in all
        return born
    plain = poisoned_fit(f, jit)
    for one, other in zip(model.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    return born


# Compiled by XLA in turn: both for each takes half a minute more.
@pytest.mark.slow
@pytest.mark.parametrize(("case", "jit"), [(case, n % 2 == 0) for n, case in enumerate(FORWARD)])
def test_that_the_operation_is_named_forward(case: str, jit: bool) -> None:
    operation, f = FORWARD[case]
    born = told(f, jit)
    assert (born.step, born.operation, born.layer) == (POISON, operation, "poisoned")
    assert born.direction == "forward"
    assert born.file == HERE
    assert born.line in _lines(f)


@pytest.mark.slow
@pytest.mark.parametrize(("case", "jit"), [(case, n % 2 == 0) for n, case in enumerate(BACKWARD)])
def test_that_the_operation_is_named_backward(case: str, jit: bool) -> None:
    operation, f = BACKWARD[case]
    born = told(f, jit)
    assert born.step == POISON
    assert born.operation.endswith(f"in the gradient of {operation}")
    assert (born.direction, born.layer) == ("backward", "poisoned")
    assert born.line in _lines(f)


@pytest.mark.slow
def test_that_a_nan_is_found_though_no_step_nearby_was_looked_at() -> None:
    born = told(FORWARD["logarithm of 0"][1], jit=True, every=1000)
    assert (born.step, born.operation) == (POISON, "Log")
    assert born.minimum == 0.0


class OwnStep(keras.Model):
    """A network whose weights, and its optimiser's memory, come with the first step."""

    def __init__(self) -> None:
        super().__init__()
        self.dense = keras.layers.Dense(3, "relu", name="gate")
        self.root = keras.layers.Lambda(tf.math.log, name="logarithm")

    def call(self, inputs: Any) -> Any:
        return self.root(self.dense(inputs))

    def train_step(self, batch: Any) -> Any:
        return super().train_step(batch)


@pytest.mark.slow
@pytest.mark.parametrize(("own", "first"), [(False, 1), (False, 3), (True, 3)])
def test_that_it_is_named_though_the_optimiser_was_not_built_yet(own: bool, first: int) -> None:
    keras.utils.clear_session()
    dense = keras.layers.Dense(3, "relu", name="gate")
    logarithm = keras.layers.Lambda(tf.math.log, name="logarithm")
    model = OwnStep() if own else keras.Sequential([keras.Input([6]), dense, logarithm])
    x = np.ones([64, 6], np.float32)
    x[16 * (first - 1)] = 0
    model.compile(keras.optimizers.Adam(1e-4), "mse", jit_compile=False)
    if not own:
        dense.set_weights([np.ones([6, 3]), np.zeros(3)])
    else:
        model.dense.kernel_initializer = keras.initializers.Ones()
    seen = Collected()
    model.fit(x, np.ones([64, 3]), 16, shuffle=False, verbose=0, callbacks=[seen])
    assert not seen.faults, seen.faults
    (born,) = seen.births
    assert (born.step, born.operation, born.layer) == (first, "Log", "logarithm")


def test_that_a_batch_with_a_nan_is_told() -> None:
    x = tf.constant([[1.0, np.nan]])
    weight = tf.Variable([[1.0], [2.0]])
    born = birth(3, lambda: weight.assign(tf.transpose(x) * weight))
    assert born.operation == ""
    assert "batch" in born.note


def test_that_a_masked_infinity_is_not_blamed() -> None:
    weight = tf.Variable([1.0, 0.0])

    def step() -> None:
        tf.where(weight > 0, tf.math.log(weight), 0.0)
        weight.assign(tf.sqrt(weight - 1))

    assert birth(1, step).operation == "Sqrt"


def test_that_a_step_without_fault_is_told_as_such() -> None:
    weight = tf.Variable(1.0)
    assert "finite" in birth(1, lambda: weight.assign_add(1.0)).note


def _lines(f: Callable[[Any], Any]) -> range:
    lines, first = inspect.getsourcelines(f)
    return range(first, first + len(lines))


def test_that_healthy_training_has_no_birth() -> None:
    from tests.core.observing.networks import sequential

    def build() -> Any:
        return compiled(sequential(), keras.optimizers.Adam(0.01))

    seen = Collected()
    assert same_bits(fit(build, seen, epochs=3), fit(build, epochs=3))
    assert not seen.births
    assert not seen.faults
    (first, *_) = seen.silence
    assert set(first[1]) == {"hidden"}
