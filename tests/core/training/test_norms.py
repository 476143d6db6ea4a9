from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.training.dataset import Digits
from explorer.core.training.network import build_network, loss_function
from explorer.core.training.order import images_at
from explorer.core.training.reports import Norms, Started, Validation, weights_digest
from explorer.core.training.trainer import train
from tests.core.training.oracle import SHORT, last_of
from tests.sparing import sparing

WATCHED = replace(SHORT, norms_every=4, validate_every=1, optimizer="sgd", learning_rate=0.1)


@pytest.mark.slow
def test_that_norms_come_at_their_interval(few_digits: Digits) -> None:
    reports = list(train(replace(WATCHED, validate_every=9), few_digits))
    steps = [report.step for report in reports if isinstance(report, Norms)]
    assert steps == [4, 8, 12, 16, 20, 24]


def test_that_update_norms_are_those_of_the_weights(few_digits: Digits) -> None:
    weights = {}
    for report in train(WATCHED, few_digits):
        if isinstance(report, Started | Validation):
            weights[getattr(report, "step", 0)] = report.weights
        if isinstance(report, Norms):
            norms = report
    changes = [a - b for a, b in zip(weights[24], weights[23], strict=True)]
    expected = [
        np.sqrt((w**2).sum() + (b**2).sum())
        for w, b in zip(changes[::2], changes[1::2], strict=True)
    ]
    np.testing.assert_allclose(norms.updates, expected, rtol=1e-3)


def test_that_gradient_norms_are_those_of_an_eager_tape(few_digits: Digits) -> None:
    settings = replace(WATCHED, norms_every=1)
    norms = next(report for report in train(settings, few_digits) if isinstance(report, Norms))
    model, images = build_network(settings), few_digits.training
    batch = images_at(settings.seed, len(images), 0, settings.batch_size)
    with tf.GradientTape() as tape:
        out = model(images.pixels[batch].astype(np.float32) / 255)
        labels = np.eye(10, dtype=np.float32)[images.labels[batch]]
        loss = tf.reduce_mean(loss_function(settings)(labels, out))
    kernel_1, bias_1, kernel_2, bias_2 = tape.gradient(loss, model.trainable_variables)
    layers = [[kernel_1, bias_1], [kernel_2, bias_2]]
    np.testing.assert_allclose(
        norms.gradients, [tf.linalg.global_norm(layer).numpy() for layer in layers], rtol=1e-4
    )


def test_that_an_sgd_update_is_the_rate_times_the_gradient(few_digits: Digits) -> None:
    norms = [report for report in train(WATCHED, few_digits) if isinstance(report, Norms)]
    for report in norms:
        np.testing.assert_allclose(report.updates, 0.1 * np.array(report.gradients), rtol=1e-3)


@pytest.mark.parametrize("dropout", sparing([0.0, 0.5], 0.0))
def test_that_looking_at_norms_changes_no_bit(few_digits: Digits, dropout: float) -> None:
    settings = replace(SHORT, dropout=dropout)
    watched = last_of(train(replace(settings, norms_every=3), few_digits))
    unwatched = last_of(train(settings, few_digits))
    assert weights_digest(watched.weights) == weights_digest(unwatched.weights)
