"""`explorer.follow` around a loop of one's own, and `explorer.log` inside it."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

import explorer
from explorer.api import keeping
from explorer.core.observing.births import OWN_LOOP
from tests.core.observing.networks import by_tape, compiled, data, sequential
from tests.sparing import sparing

BATCH = 16


def build() -> Any:
    return compiled(sequential(), keras.optimizers.AdamW(0.01, weight_decay=0.1))


def train(model: Any, jit: bool | None, log: bool = False) -> None:
    """Train as people do: eagerly, or by a `tf.function`, with or without XLA."""
    x, y = data()

    def step(x: Any, y: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = model.compute_loss(None, y, model(x, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        model.optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return loss

    made = step if jit is None else tf.function(step, jit_compile=jit)
    for start in range(0, len(x), BATCH):
        loss = made(x[start : start + BATCH], y[start : start + BATCH])
        if log:
            explorer.log(loss=loss)


def begun() -> Any:
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    model = build()
    model(data()[0][:1])
    model.optimizer.build(model.trainable_variables)
    return model


@pytest.mark.parametrize("jit", sparing([None, False, True], None))
def test_that_a_loop_is_followed_and_trains_the_same(tmp_path: Path, jit: bool | None) -> None:
    followed, plain = begun(), begun()
    with explorer.follow(followed.optimizer, run=tmp_path / "run", every=1):
        train(followed, jit, log=True)
    train(plain, jit)
    for one, other in zip(followed.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    run = explorer.read(tmp_path / "run")
    np.testing.assert_array_equal(run.steps, np.arange(1, 11))
    gradient, weight, update = by_tape(build)
    np.testing.assert_allclose(run.gradient, gradient, rtol=1e-4)
    np.testing.assert_allclose(run.weight, weight, rtol=1e-5)
    np.testing.assert_allclose(run.update, update, rtol=1e-3)
    np.testing.assert_array_equal(run.metrics["loss"].steps, np.arange(1, 11))
    assert run.ended == "finished"
    assert not {"apply", "assign"} & set(vars(followed.optimizer))


def test_that_only_the_wanted_variables_are_kept(tmp_path: Path) -> None:
    model = begun()
    with explorer.follow(
        model.optimizer, model.layers[1].trainable_variables, tmp_path / "run", every=1
    ):
        train(model, None)
    run = explorer.read(tmp_path / "run")
    assert [name.rpartition("/")[2] for name in run.names] == ["kernel", "bias"]
    assert run.gradient.shape == (10, 2)


def test_that_an_exception_passes_unchanged(tmp_path: Path) -> None:
    model = begun()
    error = ZeroDivisionError("mine")

    def break_off() -> None:
        with explorer.follow(model.optimizer, run=tmp_path / "run"):
            train(model, None)
            raise error

    with pytest.raises(ZeroDivisionError) as raised:
        break_off()
    assert raised.value is error
    assert explorer.read(tmp_path / "run").ended == "failed"
    assert "apply" not in vars(model.optimizer)


def test_that_a_step_compiled_before_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = begun()
    x, y = data()

    def step() -> None:
        with tf.GradientTape() as tape:
            loss = model.compute_loss(None, y, model(x))
        gradients = tape.gradient(loss, model.trainable_variables)
        model.optimizer.apply(gradients)

    compiled_step = tf.function(step)
    compiled_step()
    with explorer.follow(model.optimizer, run=tmp_path / "run"):
        compiled_step()
    assert "compiled before" in capsys.readouterr().err


def test_that_log_outside_of_a_run_and_without_numbers_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_said", set())
    explorer.log(loss=1.0)
    explorer.log(loss=1.0)
    assert capsys.readouterr().err.count("nowhere to write") == 1
    with explorer.follow(keras.optimizers.SGD(), run=tmp_path / "run"):
        explorer.log(3, loss="high")  # type: ignore[arg-type]
        explorer.log(4, accuracy=np.float32(0.5))
    assert "takes numbers" in capsys.readouterr().err
    series = explorer.read(tmp_path / "run").metrics["accuracy"]
    assert (series.steps.tolist(), series.values.tolist()) == ([4], [0.5])


def test_that_another_thing_than_an_optimizer_is_refused() -> None:
    with pytest.raises(TypeError, match="optimiser"), explorer.follow("adam"):
        pass


def test_that_of_a_nan_in_a_loop_the_first_step_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    u, w = tf.Variable([1.0], name="u"), tf.Variable([1.0, 2.0], name="w")
    optimizer = keras.optimizers.SGD(0.1)
    optimizer.build([u, w])
    with explorer.follow(optimizer, run=tmp_path / "run", every=1):
        for n in range(6):
            with tf.GradientTape() as tape:
                loss = tf.reduce_sum(u) + tf.reduce_sum(w * (np.nan if n == 3 else 1.0))
            gradients = tape.gradient(loss, [u, w])
            optimizer.apply_gradients(zip(gradients, [u, w], strict=True))
    born = explorer.read(tmp_path / "run").born
    assert born is not None
    assert (born.step, born.operation, born.variable) == (4, "", "w")
    assert born.note == str(OWN_LOOP)
    said = capsys.readouterr().err
    assert (
        said.count("Step 4 was not finite: first seen in the gradient of w. No operation is named")
        == 1
    )


@pytest.mark.parametrize("graph", [False, True])
def test_that_the_check_which_a_loop_is_told_of_stops_at_the_operation(graph: bool) -> None:
    assert "tf.debugging.enable_check_numerics()" in str(OWN_LOOP)

    def step(x: Any) -> Any:
        return tf.math.log(x) * 0

    tf.debugging.enable_check_numerics()
    try:
        with pytest.raises(tf.errors.InvalidArgumentError, match="Log"):
            (tf.function(step) if graph else step)(tf.constant([0.0]))
    finally:
        tf.debugging.disable_check_numerics()
