"""The update after a snapshot, and what a rule foretells of it, against Keras and by hand."""

from itertools import pairwise

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.training.dataset import Digits
from explorer.core.training.engine import Engine, tensors_of
from explorer.core.training.following import following_update
from explorer.core.training.order import images_at
from explorer.core.training.reports import Snapshot, Started, Validation
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train
from explorer.core.training.updates import LayerUpdate

SMALL = TrainingSettings(batch_size=20, hidden=(HiddenLayer(8),))


def updates(settings: TrainingSettings, digits: Digits, count: int) -> list[LayerUpdate]:
    """Return the first updates of a run, each made anew from where the one before has led."""
    variables = Engine(settings).variables()
    found = []
    for step in range(count):
        snapshot = Snapshot(
            step=step, position=step * settings.batch_size, loss=0.0, settings=settings,
            variables=variables,
        )  # fmt: skip
        found.append(following_update(snapshot, digits))
        engine = Engine(settings)
        engine.restore(variables)
        chosen = images_at(
            settings.seed, len(digits.training), snapshot.position, settings.batch_size
        )
        engine.update_once(tensors_of(digits.training), chosen)
        variables = engine.variables()
    return found


@pytest.mark.parametrize("key", ["adam", "nadam", "momentum", "ftrl"])
def test_that_the_formula_foretells_each_weight_of_the_next_update(
    key: str, few_digits: Digits
) -> None:
    settings = SMALL.with_optimizer(key)
    for update in updates(settings, few_digits, 2):
        # FTRL subtracts powers, which TensorFlow takes of many numbers at once with other last bits.
        if key == "ftrl":
            np.testing.assert_allclose(update.foretold(), update.after.ravel(), atol=1e-8)
        else:
            assert not update.distances().any()
        assert np.abs(update.change).max() > 0
        kept = OPTIMIZERS[key].memory_with(settings.parameter_values())
        assert set(update.memory) == {each.key for each in kept}
        worked = update.explained(400, 3).equations[-1].value
        assert np.float32(worked.replace("−", "-")) == update.foretold(update.place_of(400, 3))


def test_that_the_gradient_of_the_next_update_is_that_of_keras_by_hand(few_digits: Digits) -> None:
    first, second = updates(SMALL, few_digits, 2)
    variables = Engine(SMALL).variables()
    kernel, bias, out, out_bias = (tf.Variable(value) for value in [*variables.values()][:4])
    chosen = images_at(SMALL.seed, len(few_digits.training), 0, 20)
    pixels = tf.constant(few_digits.training.pixels[chosen], tf.float32) * (1 / 255)
    truth = few_digits.training.labels[chosen].astype(np.int64)
    with tf.GradientTape() as tape:
        logits = tf.nn.relu(pixels @ kernel + bias) @ out + out_bias
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(truth, logits))
    np.testing.assert_allclose(first.gradient, tape.gradient(loss, kernel), atol=1e-6)
    # Adam's mean after the first update is a tenth of its gradient.
    np.testing.assert_allclose(second.memory["momentum"], 0.1 * first.gradient, rtol=1e-5)


@pytest.mark.slow
def test_that_the_next_update_is_the_one_that_the_run_makes(few_digits: Digits) -> None:
    settings = TrainingSettings(steps=3, validate_every=1, batch_size=48, l2=0.001)
    reports = train(settings, few_digits)
    kept = [r.snapshot for r in reports if isinstance(r, Started | Validation)]
    for before, after in pairwise(kept):
        assert before is not None
        assert after is not None
        made = after.variables["00_kernel"]
        # Adam's step is about the rate; compiled sums part from eager ones by their last bits.
        apart = np.abs(following_update(before, few_digits).after - made)
        assert np.quantile(apart, 0.99) < 1e-6
        assert apart.max() < settings.learning_rate
