import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.curvature.noise import noise_scale
from explorer.core.training.dataset import Digits, Images
from explorer.core.training.network import build_network, initial_weights, scaled
from explorer.core.training.noise import measured_noise
from explorer.core.training.settings import HiddenLayer, TrainingSettings

SMALL = TrainingSettings(hidden=(HiddenLayer(8),), l2=1e-3)


@pytest.fixture(scope="module")
def many_digits(digits: Digits) -> Digits:
    return replace(
        digits, training=Images(digits.training.pixels[:512], digits.training.labels[:512])
    )


@pytest.fixture(scope="module")
def gradients(many_digits: Digits) -> np.ndarray:
    """Return the gradient of each of 512 images' own loss, as Keras' model and a tape give it."""
    model, images = build_network(SMALL), many_digits.training

    def of_each(pixels: Any, labels: Any) -> Any:
        with tf.GradientTape() as tape:
            out = model(scaled(pixels))
            losses = tf.keras.losses.categorical_crossentropy(tf.one_hot(labels, 10), out)
            losses += tf.add_n(model.losses)
        return tape.jacobian(losses, model.trainable_variables)

    compiled = tf.function(of_each, autograph=False)
    parts = compiled(tf.constant(images.pixels), tf.constant(images.labels))
    return np.concatenate([part.numpy().reshape(512, -1) for part in parts], axis=1).astype(float)


def test_that_batches_of_one_image_give_what_512_gradients_give(
    many_digits: Digits, gradients: np.ndarray
) -> None:
    *_, last = measured_noise(SMALL, many_digits, initial_weights(SMALL), batches=512, size=1)
    assert last.found is not None
    variance = gradients.var(axis=0, ddof=1).sum()
    squared = (gradients.mean(axis=0) ** 2).sum() - variance / 512
    np.testing.assert_allclose(last.found.variance, variance, rtol=1e-4)
    np.testing.assert_allclose(last.found.squared_gradient, squared, rtol=1e-3)
    assert last.found.images == 512


def test_that_larger_batches_of_the_same_images_agree_within_their_interval(
    many_digits: Digits, gradients: np.ndarray
) -> None:
    *_, last = measured_noise(SMALL, many_digits, initial_weights(SMALL), batches=32, size=16)
    assert last.found is not None
    assert last.found.value is not None
    variance = gradients.var(axis=0, ddof=1).sum()
    squared = (gradients.mean(axis=0) ** 2).sum() - variance / 512
    assert last.found.low < variance / squared < last.found.high
    assert last.found.low < last.found.value < last.found.high


def test_that_the_estimates_have_no_bias_and_the_interval_holds_what_it_says() -> None:
    generator = np.random.default_rng(0)
    exact, spread = np.array([0.5, -0.2, 0.1]), np.array([1.0, 0.5, 2.0])
    found = []
    for _ in range(400):
        single = exact + spread * generator.normal(size=(40, 20, 3))
        rows = single.mean(axis=1)
        found.append(noise_scale(rows @ rows.T, 20))
    variance, squared = (spread**2).sum(), (exact**2).sum()
    told = np.array([(each.variance, each.squared_gradient) for each in found])
    errors = told.std(axis=0) / math.sqrt(len(found))
    assert np.all(np.abs(told.mean(axis=0) - (variance, squared)) < 3 * errors)
    held = np.mean([each.low < variance / squared < each.high for each in found])
    assert 0.9 < held < 0.99


def test_that_no_scale_is_told_where_the_gradient_drowns_in_its_noise() -> None:
    rows = np.random.default_rng(3).normal(size=(16, 200))
    found = noise_scale(rows @ rows.T, 4)
    assert found.value is None
    assert found.share_at(128) is None
    assert found.high == math.inf


def test_that_equal_gradients_have_no_variance() -> None:
    products = np.full((8, 8), 2.0)
    found = noise_scale(products, 4)
    assert abs(found.variance) < 1e-9
    np.testing.assert_allclose(found.squared_gradient, 2.0)


def test_that_a_batch_as_large_as_the_scale_achieves_half() -> None:
    generator = np.random.default_rng(5)
    rows = 1.0 + generator.normal(size=(64, 10))
    found = noise_scale(rows @ rows.T, 1)
    assert found.value is not None
    share = found.share_at(1)
    assert share is not None
    np.testing.assert_allclose(share, 1 / (1 + found.value))


def test_that_it_tells_how_far_it_is_and_can_be_left(many_digits: Digits) -> None:
    search = measured_noise(SMALL, many_digits, initial_weights(SMALL), batches=16, size=8)
    assert [(each.made, each.total) for _, each in zip(range(3), search, strict=False)] == [
        (0, 16), (1, 16), (2, 16),
    ]  # fmt: skip
    del search
