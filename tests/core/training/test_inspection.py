import keras
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.training.dataset import Images
from explorer.core.training.inspection import (
    accuracy,
    confusion,
    most_confident_mistakes,
    weight_images,
)
from explorer.core.training.network import build_network, probabilities
from explorer.core.training.reports import Weights
from explorer.core.training.settings import TrainingSettings


def _network(seed: int = 0) -> tuple[keras.Model, Weights]:
    model = build_network(TrainingSettings(seed=seed))
    return model, tuple(variable.numpy() for variable in model.trainable_variables)


def test_that_probabilities_are_those_of_the_keras_model(noise: Images) -> None:
    model, weights = _network()
    expected = np.array(model(noise.pixels.astype(np.float32) / 255))
    np.testing.assert_allclose(probabilities(weights, noise.pixels), expected, rtol=2e-5, atol=1e-6)


def test_that_probabilities_of_large_logits_stay_finite(noise: Images) -> None:
    _, weights = _network()
    huge = tuple(array * np.float32(1e4) for array in weights)
    rows = probabilities(huge, noise.pixels).sum(axis=1)
    np.testing.assert_allclose(rows, 1, rtol=1e-6)


def test_that_a_weight_image_holds_the_weights_of_one_unit() -> None:
    _, weights = _network()
    images = weight_images(weights)
    assert images.shape == (128, 28, 28)
    assert images[5, 2, 3] == weights[0][2 * 28 + 3, 5]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1))
def test_that_confusion_counts_each_pair(pairs: list[tuple[int, int]]) -> None:
    labels, answers = np.array(pairs, np.uint8).T
    table = confusion(labels, answers)
    assert table.sum() == len(pairs)
    assert all(table[pair] == pairs.count(pair) for pair in pairs)
    assert accuracy(table) == np.mean(labels == answers)


def test_that_the_surest_mistakes_come_first() -> None:
    answers = np.zeros((4, 10), np.float32)
    answers[[0, 1, 2, 3], [3, 5, 5, 1]] = [0.9, 0.6, 0.8, 0.99]
    found = most_confident_mistakes(np.array([2, 4, 5, 7], np.uint8), answers, count=2)
    assert [(mistake.index, mistake.digit, mistake.answer) for mistake in found] == [
        (3, 7, 1),
        (0, 2, 3),
    ]
