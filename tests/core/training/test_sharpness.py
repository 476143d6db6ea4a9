from dataclasses import replace

import numpy as np
import pytest

from explorer.core.curvature.products import joined
from explorer.core.sentences import ExplorerError
from explorer.core.training.changes import PlannedChanges
from explorer.core.training.dataset import Digits
from explorer.core.training.engine import batch_of, tensors_of
from explorer.core.training.network import curved_loss, probabilities
from explorer.core.training.reports import Progress, Sharpness, Validation, weights_digest
from explorer.core.training.settings import HiddenLayer, TrainingSettings, checked
from explorer.core.training.trainer import train
from explorer.core.training.watching import sharpness_images, sharpness_interval
from tests.core.training.oracle import SHORT, last_of, notebook

EDGE = TrainingSettings(
    optimizer="sgd", learning_rate=0.158, batch_size=1000, images=1000, centred=True,
    hidden=(HiddenLayer(128, "tanh"),), loss="half_squared_error", steps=900, validate_every=900,
    sharpness_every=25,
)  # fmt: skip
SMALL = replace(
    EDGE, images=100, batch_size=100, hidden=(HiddenLayer(12, "tanh"),), steps=8, validate_every=4,
    sharpness_every=4,
)  # fmt: skip


def sharpness_of(settings: TrainingSettings, digits: Digits) -> list[Sharpness]:
    return [each for each in train(settings, digits) if isinstance(each, Sharpness)]


def test_that_sharpness_comes_at_its_interval_and_changes_no_bit(few_digits: Digits) -> None:
    reports = list(train(replace(SMALL, steps=10), few_digits))
    assert [each.step for each in reports if isinstance(each, Sharpness)] == [0, 4, 8, 10]
    unwatched = last_of(train(replace(SMALL, steps=10, sharpness_every=0), few_digits))
    assert weights_digest(last_of(reports).weights) == weights_digest(unwatched.weights)


def test_that_sharpness_is_that_of_the_weights_of_its_step(few_digits: Digits) -> None:
    reports = list(train(replace(SMALL, l2=0.01), few_digits))
    found = next(each for each in reports if isinstance(each, Sharpness) and each.step == 4)
    weights = next(each for each in reports if isinstance(each, Validation)).weights
    images = tensors_of(few_digits.training.first(100), centred=True)
    curved, data = curved_loss(replace(SMALL, l2=0.01)), batch_of(images, np.arange(100))
    point = joined(weights)
    loss, gradient = curved.gradient(point, *data)
    told = [float(x) for each in reports if isinstance(each, Progress) for x in each.losses]
    # The loss of update 5 is that at the weights after update 4.
    np.testing.assert_allclose(loss, told[4], rtol=1e-5)
    along = gradient / np.linalg.norm(gradient)
    curvature = along @ curved.product(point, along, *data)
    np.testing.assert_allclose(found.along_gradient, curvature, rtol=1e-4)
    assert found.residuals[0] <= 0.01 * found.eigenvalues[0]
    assert curvature <= found.eigenvalues[0] + found.residuals[0]


def test_that_a_centred_run_of_few_images_is_the_notebooks_of_them(few_digits: Digits) -> None:
    images = few_digits.training.first(100)
    pixels = images.pixels.astype(np.float32) / 255
    expected, model = notebook(SMALL, images, mean=pixels.mean(axis=0))
    reports = list(train(SMALL, few_digits))
    told = [float(x) for each in reports if isinstance(each, Progress) for x in each.losses]
    np.testing.assert_allclose(told, expected, rtol=2e-4)
    last = last_of(reports)
    shown = few_digits.test.pixels.astype(np.float32) / 255 - pixels.mean(axis=0)
    np.testing.assert_allclose(last.test_probabilities, model(shown).numpy(), atol=1e-4)
    answers = probabilities(
        last.weights, few_digits.test.pixels, SMALL.hidden, end="linear", mean=pixels.mean(axis=0)
    )
    np.testing.assert_allclose(last.test_probabilities, answers, atol=1e-4)


def test_that_with_adam_it_is_the_curvature_through_its_own_scale(few_digits: Digits) -> None:
    adam = replace(SMALL, optimizer="adam", learning_rate=0.001)
    found = sharpness_of(adam, few_digits)
    assert [each.step for each in found] == [4, 8]
    plain = sharpness_of(replace(SMALL, learning_rate=1e-9), few_digits)
    # 1/√v is large where gradients are small: another scale, and so another number.
    assert found[0].eigenvalues[0] > 10 * plain[0].eigenvalues[0]


@pytest.mark.parametrize(
    ("settings", "images", "interval"),
    [
        (EDGE, 1000, 40),
        (replace(EDGE, images=5000, batch_size=5000), 5000, 40),
        (TrainingSettings(), 1000, 400),
        (replace(EDGE, batch_size=100), 1000, 400),
        (replace(TrainingSettings(), batch_size=10_000), 1000, 10),
    ],
)
def test_that_it_is_measured_seldom_enough(
    settings: TrainingSettings, images: int, interval: int
) -> None:
    assert (sharpness_images(settings), sharpness_interval(settings)) == (images, interval)


def test_that_a_mean_of_all_images_is_refused() -> None:
    for wrong in (replace(SHORT, centred=True), replace(SHORT, images=5001)):
        with pytest.raises(ExplorerError, match="for example 1000"):
            checked(wrong)


def test_that_it_follows_a_change_of_the_rate(few_digits: Digits) -> None:
    """A rate of 2 is far beyond this network's edge: after it the weights are elsewhere."""
    changed = PlannedChanges({4: replace(SMALL, learning_rate=2.0)})
    reports = list(train(SMALL, few_digits, changes=changed))
    before, after = (
        [each.eigenvalues[0] for each in found if isinstance(each, Sharpness)]
        for found in (list(train(SMALL, few_digits)), reports)
    )
    assert before[:2] == after[:2]
    assert before[2] != after[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rate", "steps", "since", "settles", "spread"),
    [(0.158, 1500, 350, 12.66, 0.26), (0.1375, 2000, 800, 14.55, 0.35)],
)
def test_that_full_batch_descent_settles_at_two_over_the_rate(
    digits: Digits, rate: float, steps: int, since: int, settles: float, spread: float
) -> None:
    """As in Cohen et al., ICLR 2021."""
    found = sharpness_of(replace(EDGE, learning_rate=rate, steps=steps), digits)
    settled = np.array([each.eigenvalues[0] for each in found if each.step >= since])
    assert abs(settled.mean() - settles) < spread
    assert settled.max() < 1.15 * 2 / rate


@pytest.mark.slow
def test_that_with_a_small_rate_the_sharpness_has_room_to_rise_and_the_loss_falls(
    digits: Digits,
) -> None:
    small = replace(EDGE, learning_rate=0.079, steps=2000, sharpness_every=100)
    reports = list(train(small, digits))
    sharp = [each.eigenvalues[0] for each in reports if isinstance(each, Sharpness)]
    losses = np.concatenate([each.losses for each in reports if isinstance(each, Progress)])
    assert (np.diff(losses) < 0).all()
    assert sharp[-1] < 0.65 * 2 / 0.079
    assert sorted(sharp[3:]) == sharp[3:]
