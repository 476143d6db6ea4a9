"""Calls that look and calls that do not, in turn: the same training, and every step counted once."""

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from tests.core.observing.networks import (
    BATCH,
    STEPS,
    Collected,
    compiled,
    data,
    fit,
    same_bits,
    sequential,
)


def build(**settings: Any) -> Any:
    return compiled(sequential(), keras.optimizers.Adam(0.01), **settings)


def of_unknown_length() -> Any:
    """Return the ten batches as data that do not say how many they are."""
    x, y = data()
    return tf.data.Dataset.from_generator(
        lambda: zip(x.reshape(STEPS, BATCH, 6), y.reshape(STEPS, BATCH, 1), strict=True),
        output_signature=(tf.TensorSpec([None, 6]), tf.TensorSpec([None, 1])),
    )


@pytest.mark.parametrize("jit", [pytest.param(True, marks=pytest.mark.slow), False])
def test_that_steps_between_two_looks_train_the_same(jit: bool) -> None:
    seen = Collected(every=3)
    assert same_bits(fit(lambda: build(jit_compile=jit), seen), fit(lambda: build(jit_compile=jit)))
    assert not seen.faults, seen.faults
    np.testing.assert_array_equal(seen.steps, [3, 6, 9])


@pytest.mark.slow
@pytest.mark.parametrize("jit", [True, False])
def test_that_a_call_of_several_steps_looks_at_those_that_are_due(jit: bool) -> None:
    settings = {"jit_compile": jit, "steps_per_execution": 4}
    seen = Collected(every=6)
    followed = fit(lambda: build(**settings), seen, epochs=3)
    assert same_bits(followed, fit(lambda: build(**settings), epochs=3))
    assert not seen.faults, seen.faults
    # The third call of each epoch makes two steps.
    np.testing.assert_array_equal(seen.steps, [6, 12, 18, 24, 30])


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 4])
def test_that_the_end_of_data_of_unknown_length_is_no_step(size: int) -> None:
    seen = Collected()
    model = build(steps_per_execution=size)
    with pytest.warns(UserWarning, match="ran out of data"):
        model.fit(of_unknown_length(), epochs=3, steps_per_epoch=7, verbose=0, callbacks=[seen])
    assert not seen.faults, seen.faults
    made = int(model.optimizer.iterations)
    assert 2 * STEPS > made > STEPS
    np.testing.assert_array_equal(seen.steps, np.arange(1, made + 1))


def test_that_between_two_looks_the_optimiser_is_the_persons_own() -> None:
    found: list[set[str]] = []
    model = build(run_eagerly=True)
    own = {"apply", "assign", "assign_add", "assign_sub", "scale_loss"}
    watch = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: found.append(own & set(vars(model.optimizer)))  # noqa: ARG005
    )
    x, y = data()
    seen = Collected(every=2)
    model.fit(x, y, batch_size=BATCH, verbose=0, callbacks=[seen, watch])
    assert found == [set()] * STEPS
    np.testing.assert_array_equal(seen.steps, [2, 4, 6, 8, 10])


def test_that_batches_are_let_go_when_the_fit_is_over() -> None:
    seen = Collected()
    fit(build, seen)
    memory = seen.last.memory  # type: ignore[union-attr]
    assert memory.last_batch() is None
    assert memory.replayed() is None


@pytest.mark.slow
def test_that_a_fit_is_traced_once_more_and_no_oftener() -> None:
    traces = {"plain": 0, "followed": 0}

    class Counted(keras.layers.Layer):
        def call(self, inputs: Any) -> Any:
            if tf.inside_function():
                traces[kind] += 1
            return inputs

    def counted() -> Any:
        model = keras.Sequential([keras.Input([6]), Counted(), keras.layers.Dense(1)])
        return compiled(model, keras.optimizers.SGD(0.1), jit_compile=False)

    for kind, callbacks in (("plain", []), ("followed", [Collected(every=2)])):
        keras.utils.clear_session()
        model = counted()
        model(tf.zeros([1, 6]))
        x, y = data()
        traces[kind] = 0
        model.fit(x, y, batch_size=BATCH, epochs=3, verbose=0, callbacks=[*callbacks])
    assert traces["followed"] == traces["plain"] + 1
