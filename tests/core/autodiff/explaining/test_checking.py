"""One batch through a model: what is told, and that nothing changes."""

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from explorer.core.autodiff.explaining.checking import check

X = np.linspace(-1.0, 1.0, 16, dtype=np.float32).reshape(8, 2)
Y = X[:, :1] ** 2


def everything(model: Any) -> list[bytes]:
    """All bits of a model: weights, statistics, seeds, metrics, optimiser."""
    kept = [*model.variables, *model.metrics_variables, *model.optimizer.variables]
    for layer in model._flatten_layers():
        kept += layer.variables
    return [each.value.numpy().tobytes() for each in kept]


def built(*, last: Any = None, rate: float = 0.5, penalty: str | None = "l2") -> Any:
    keras.utils.set_random_seed(3)
    layers = [
        keras.Input([2]),
        keras.layers.Dense(4, activation="relu", kernel_regularizer=penalty),
        keras.layers.BatchNormalization(),
        keras.layers.Dropout(rate),
        keras.layers.Dense(1),
    ]
    model = keras.Sequential(layers + ([] if last is None else [last]))
    model.compile("adam", "mse", metrics=["mae"])
    return model


def test_that_a_check_changes_no_bit_of_a_model() -> None:
    model = built()
    model.fit(X, Y, epochs=1, verbose=0)
    before = everything(model)
    check(model, X, Y)
    assert everything(model) == before
    broken = built(last=keras.layers.Lambda(tf.round))
    before = everything(broken)
    assert any(each.gradient is None for each in check(broken, X, Y).variables)
    assert everything(broken) == before


def test_that_norms_are_those_of_a_tape_of_ones_own() -> None:
    model = built(rate=0.0)
    found = check(model, X, Y)
    with tf.GradientTape() as tape:
        out = model(X, training=True)
        loss = tf.reduce_mean((out - Y) ** 2) + tf.add_n(model.losses)
    gradients = tape.gradient(loss, [each.value for each in model.trainable_variables])
    assert found.loss == pytest.approx(float(loss), rel=1e-6)
    assert found.outputs == ((8, 1),)
    for each, variable, gradient in zip(
        found.variables, model.trainable_variables, gradients, strict=True
    ):
        assert (each.name, each.shape) == (variable.path, tuple(variable.shape))
        assert each.weight == pytest.approx(np.linalg.norm(variable.numpy()), rel=1e-6)
        assert each.gradient == pytest.approx(np.linalg.norm(gradient.numpy()), rel=1e-5)
        assert each.explanation is None


def test_that_silent_units_are_counted() -> None:
    model = built()
    model.layers[0].bias.assign([-99.0, -99.0, 99.0, 99.0])
    (layer,) = check(model, X, Y).layers
    assert (layer.name, layer.units, layer.silent) == (model.layers[0].name, 4, 2)
    assert "2 of 4 units are silent" in str(check(model, X, Y))
    assert "call" not in vars(model.layers[0])


def test_that_a_gradient_of_none_is_explained_once_for_all_it_cuts_off() -> None:
    found = check(built(last=keras.layers.Lambda(tf.round), penalty=None), X, Y)
    reasons = [each.explanation for each in found.variables]
    assert all(each is not None and each.cuts[0].operation == "Round" for each in reasons)
    assert str(found).count("Round: not differentiable") == 1


def test_that_values_that_are_not_finite_are_counted() -> None:
    found = check(built(last=keras.layers.Lambda(lambda x: tf.sqrt(x * 0.0))), X, Y)
    assert any(each.not_finite for each in found.variables)
    assert "NaN or infinite" in str(found)


def test_that_a_model_without_a_loss_is_refused_in_a_sentence() -> None:
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
    with pytest.raises(ValueError, match=r"model\.compile\(loss="):
        check(model, X, Y)


def test_that_several_inputs_and_a_list_of_labels_are_taken_as_fit_takes_them() -> None:
    one, two = keras.Input([2], name="one"), keras.Input([2], name="two")
    scores = keras.layers.Dense(3)(keras.layers.Concatenate()([one, two]))
    model = keras.Model({"one": one, "two": two}, scores)
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    found = check(model, {"one": X, "two": X}, [0, 1, 2, 0, 1, 2, 0, 1])
    assert found.outputs == ((8, 3),)
    assert all(each.gradient for each in found.variables)


def test_that_a_model_with_a_loss_and_a_state_of_its_own_is_checked() -> None:
    class Own(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.dense = keras.layers.Dense(1)
            self.spare = keras.layers.Dense(2)
            self.calls = self.add_weight(shape=(), initializer="zeros", trainable=False)

        def call(self, x: Any) -> Any:
            self.calls.assign_add(1.0)
            self.spare(x)
            return self.dense(x)

        def compute_loss(self, **given: Any) -> Any:
            return tf.reduce_mean((given["y_pred"] - given["y"]) ** 2)

    model = Own()
    model.compile()
    model(X)
    found = check(model, X, Y)
    assert float(model.calls.value) == 1.0
    reasons = {each.name: each.explanation for each in found.variables}
    lost = [each.cuts[0].why for each in reasons.values() if each is not None]
    assert lost == ["no_path", "no_path"]
