from dataclasses import replace

import numpy as np
import pytest

from explorer.core.training.dataset import Digits, Images
from explorer.core.training.losses import LOSSES
from explorer.core.training.network import build_network, probabilities
from explorer.core.training.settings import (
    ACTIVATIONS,
    INITIALIZERS,
    HiddenLayer,
    TrainingSettings,
)
from explorer.core.training.trainer import train
from tests.core.training.oracle import SHORT, last_of, lesson_network, losses_of, notebook
from tests.sparing import sparing


def test_that_the_network_is_the_lesson_s() -> None:
    ours, lesson = build_network(TrainingSettings()), lesson_network()
    for our, its in zip(ours.layers, lesson.layers, strict=True):
        assert type(our) is type(its)
        assert [v.shape for v in our.variables] == [v.shape for v in its.variables]
        assert getattr(our, "activation", None) == getattr(its, "activation", None)


def test_that_kernels_start_within_the_glorot_limits() -> None:
    kernel = build_network(TrainingSettings()).trainable_variables[0].numpy()
    limit = np.sqrt(6 / (784 + 128))
    assert 0.99 * limit < np.abs(kernel).max() <= limit


def test_that_a_layer_s_start_follows_from_its_place_alone() -> None:
    one = build_network(TrainingSettings(hidden=(HiddenLayer(16),)))
    two = build_network(TrainingSettings(hidden=(HiddenLayer(16), HiddenLayer(8))))
    first, other = (net.trainable_variables[0].numpy() for net in (one, two))
    assert np.array_equal(first, other)


@pytest.mark.parametrize("initializer", INITIALIZERS)
def test_that_every_initializer_is_keras_own(initializer: str) -> None:
    model = build_network(TrainingSettings(initializer=initializer))
    expected = "".join(part.capitalize() for part in initializer.split("_"))
    assert type(model.layers[1].kernel_initializer).__name__ == expected


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_that_copied_weights_answer_as_keras_does_with_every_activation(
    activation: str, noise: Images
) -> None:
    hidden = (HiddenLayer(20, activation), HiddenLayer(10, activation))
    model = build_network(TrainingSettings(hidden=hidden))
    weights = tuple(variable.numpy() for variable in model.trainable_variables)
    expected = model(noise.pixels.astype(np.float32) / 255).numpy()
    answers = probabilities(weights, noise.pixels, hidden)
    np.testing.assert_allclose(answers, expected, rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize(
    "settings",
    sparing(
        [
            replace(SHORT, hidden=()),
            replace(SHORT, hidden=(HiddenLayer(32, "tanh"), HiddenLayer(16, "silu"))),
            replace(SHORT, hidden=tuple(HiddenLayer(16, "elu") for _ in range(4)), l2=0.001),
            *(replace(SHORT, hidden=(HiddenLayer(16),), loss=loss) for loss in list(LOSSES)[1:]),
        ],
        replace(SHORT, hidden=()),
        replace(SHORT, hidden=(HiddenLayer(32, "tanh"), HiddenLayer(16, "silu"))),
    ),
)
def test_that_other_networks_train_as_the_notebook_would(
    few_digits: Digits, settings: TrainingSettings
) -> None:
    expected, _ = notebook(settings, few_digits.training)
    np.testing.assert_allclose(losses_of(train(settings, few_digits)), expected, rtol=2e-4)


@pytest.mark.slow
def test_that_dropout_changes_the_run_but_keeps_it_repeatable(few_digits: Digits) -> None:
    dropping = replace(SHORT, dropout=0.5)
    first, second = (losses_of(train(dropping, few_digits)) for _ in range(2))
    assert first == second
    assert first != losses_of(train(SHORT, few_digits))


def test_that_dropout_is_off_when_the_network_answers(few_digits: Digits) -> None:
    last = last_of(train(replace(SHORT, dropout=0.5), few_digits))
    answers = probabilities(last.weights, few_digits.test.pixels)
    np.testing.assert_allclose(last.test_probabilities, answers, atol=1e-5)
