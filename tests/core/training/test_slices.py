"""Slices of a network's loss: their derivatives against products, differences and a dense Hessian."""

from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from explorer.core.arrays import Row, Samples
from explorer.core.autodiff.derivatives import sample
from explorer.core.curvature.products import joined
from explorer.core.functions.formula import parse
from explorer.core.functions.measured import learn
from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import Digits, Images
from explorer.core.training.directions import FullLoss, Place, filter_normalised, place_of, slice_of
from explorer.core.training.engine import Engine
from explorer.core.training.network import initial_weights, mean_loss, probabilities
from explorer.core.training.reports import Snapshot, Weights, weights_in
from explorer.core.training.section import Section
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.slices import Along, Slice, SliceQuestion
from explorer.session.training.slice_function import function_of
from tests.sparing import sparing

TANH = TrainingSettings(
    hidden=(HiddenLayer(8, "tanh"),), loss="half_squared_error", images=60, batch_size=60,
    centred=True, learning_rate=0.1, optimizer="sgd", seed=3,
)  # fmt: skip


def few_digits(count: int = 60) -> Digits:
    """Return pictures with a few bright pixels each, whose digit is where they are."""
    generator = np.random.default_rng(7)
    labels = generator.integers(0, 10, count).astype(np.uint8)
    pixels = generator.integers(0, 40, (count, 784)).astype(np.uint8)
    pixels[np.arange(count), 70 * labels.astype(int)] = 250
    images = Images(pixels, labels)
    return Digits(images, images, images)


DIGITS = few_digits()


def stood(settings: TrainingSettings = TANH) -> Snapshot:
    variables = Engine(settings).variables()
    return Snapshot(step=0, position=0, loss=1.0, settings=settings, variables=variables)


def whole(
    along: Along, settings: TrainingSettings = TANH, other: Place | None = None, seed: int = 0
) -> Slice:
    question = SliceQuestion(along=along, points=5, images=60, seed=seed)
    found = [each for each in slice_of(place_of(stood(settings)), question, DIGITS, other) if each]
    assert [each.done for each in found][-1] == len(found[-1].places)
    return found[-1]


def loss_at(settings: TrainingSettings, row: Row, digits: Digits = DIGITS) -> float:
    """Return the loss at weights in a row by Keras' own parts, with the penalty of the kernels."""
    weights, start = [], 0
    for each in initial_weights(settings):
        weights.append(row[start : start + each.size].reshape(each.shape))
        start += each.size
    full = FullLoss(settings, digits, settings.images)
    answers = probabilities(
        tuple(weights), full.images.pixels, settings.hidden, end=settings.end, mean=full.mean
    )
    penalty = sum(float((each.astype(np.float64) ** 2).sum()) for each in weights[::2])
    return mean_loss(settings, full.images.labels, answers) + settings.l2 * penalty


@pytest.mark.parametrize(
    "settings",
    [
        replace(TANH, hidden=(HiddenLayer(6, "silu"), HiddenLayer(5, "relu")), l2=0.01,
                loss="categorical_crossentropy", centred=False),
        *(
            pytest.param(each, marks=pytest.mark.slow)
            for each in (
                TANH,
                replace(TANH, hidden=(), loss="categorical_crossentropy"),
                replace(TANH, loss="mean_squared_error"),
            )
        ),
    ],
    ids=["two layers with a penalty", "tanh", "softmax regression", "mean squared error"],
)  # fmt: skip
def test_that_a_section_is_the_loss_of_the_network_at_the_weights_of_each_place(
    settings: TrainingSettings,
) -> None:
    weights = joined(initial_weights(settings))
    directions = [filter_normalised(initial_weights(settings), seed) for seed in (1, 2)]
    full = FullLoss(settings, DIGITS, 60)
    plane = Section(settings, weights, directions, full.images, full.mean)
    places = np.array([[0.0, 0.0], [0.7, -0.4], [-1.5, 0.2]])
    rows = [weights + x * directions[0] + y * directions[1] for x, y in places]
    expected = [loss_at(settings, row.astype(np.float32)) for row in rows]
    np.testing.assert_allclose(plane.values(places), expected, rtol=2e-5)


@pytest.mark.slow
def test_that_many_images_are_the_same_as_their_parts_together() -> None:
    digits = few_digits(2_300)
    settings = replace(TANH, images=2_300, batch_size=2_300, l2=0.1)
    weights = joined(initial_weights(settings))
    full = FullLoss(settings, digits, 2_300)
    direction = filter_normalised(initial_weights(settings), 0)
    line = Section(settings, weights, [direction], full.images, full.mean)
    assert line.values(np.zeros(1))[0] == pytest.approx(
        loss_at(settings, weights, digits), rel=1e-5
    )
    slope = line.values(np.zeros(1), 1)[0]
    assert slope == pytest.approx(float(full.gradient(weights) @ direction), rel=1e-4)


@pytest.mark.parametrize(
    "along", sparing(["gradient", "eigenvector", "next", "random"], "eigenvector")
)
def test_that_slope_and_curvature_at_0_are_those_of_all_weights(along: Along) -> None:
    found = whole(along)
    _, slope, bend = found.values[:, found.middle]
    assert found.places[found.middle] == 0
    assert slope == pytest.approx(found.gradient_product, rel=1e-4, abs=1e-7)
    assert bend == pytest.approx(found.hessian_product, rel=1e-4, abs=1e-7)
    assert found.images == 60


@pytest.mark.slow
def test_that_gradient_and_curvature_of_all_weights_are_those_of_a_dense_hessian() -> None:
    # One unit, so that the Hessian is small: 784 + 1 + 10 + 10 weights, by Keras and two tapes.
    settings = replace(TANH, hidden=(HiddenLayer(1, "tanh"),))
    snapshot = stood(settings)
    full = FullLoss(settings, DIGITS, 60)
    variables = [tf.Variable(each) for each in weights_in(snapshot)]
    pictures = tf.constant(full.images.pixels, tf.float32) / 255 - full.mean
    labels = tf.one_hot(full.images.labels, 10)
    with tf.GradientTape(persistent=True) as outer:
        with tf.GradientTape() as inner:
            hidden = tf.tanh(pictures @ variables[0] + variables[1])
            out = hidden @ variables[2] + variables[3]
            loss = tf.reduce_mean(tf.reduce_sum((labels - out) ** 2, axis=1)) / 2
        gradient = inner.gradient(loss, variables)
        flat = tf.concat([tf.reshape(each, [-1]) for each in gradient], 0)
    rows = outer.jacobian(flat, variables, experimental_use_pfor=True)
    dense = np.concatenate([each.numpy().reshape(flat.shape[0], -1) for each in rows], 1)
    found = whole("random", settings, seed=5)
    direction = filter_normalised(weights_in(snapshot), 5).astype(np.float64)
    _, slope, bend = found.values[:, found.middle]
    assert slope == pytest.approx(float(flat.numpy() @ direction), rel=1e-4)
    assert bend == pytest.approx(float(direction @ dense @ direction), rel=1e-3)
    top = whole("eigenvector", settings)
    assert top.eigenvalue is not None
    assert top.eigenvalue[0] == pytest.approx(float(np.linalg.eigvalsh(dense)[-1]), rel=1e-3)
    assert top.values[2, top.middle] == pytest.approx(top.eigenvalue[0], rel=1e-3)
    assert top.values[1, top.middle] >= 0


@limits(max_examples=12, deadline=None)
@given(x=st.floats(-1.5, 1.5), h=st.floats(1e-4, 1e-3))
def test_that_tapes_on_a_line_are_central_differences_of_the_loss(x: float, h: float) -> None:
    line = LINE
    below, here, above = line.values(np.array([x - h, x, x + h]))
    slope, bend = (line.values(np.array([x]), order)[0] for order in (1, 2))
    assert (above - below) / (2 * h) == pytest.approx(slope, rel=1e-4, abs=1e-5)
    assert (above - 2 * here + below) / h**2 == pytest.approx(bend, rel=1e-3, abs=1e-3)


def a_line() -> Section:
    weights = initial_weights(TANH)
    direction = filter_normalised(weights, 0)
    return Section(TANH, joined(weights), [direction], DIGITS.training)


LINE = a_line()


def test_that_a_random_direction_is_as_long_in_each_unit_as_the_weights() -> None:
    weights: Weights = initial_weights(TANH)
    weights = tuple(each + 0.1 for each in weights)
    row, start = filter_normalised(weights, 4), 0
    for each in weights:
        part = row[start : start + each.size].reshape(each.shape)
        start += each.size
        wanted = np.linalg.norm(each, axis=0) if each.ndim > 1 else np.zeros(each.shape)
        found = np.linalg.norm(part, axis=0) if each.ndim > 1 else part
        np.testing.assert_allclose(found, wanted, rtol=1e-5)
    assert not np.array_equal(row, filter_normalised(weights, 5))
    np.testing.assert_array_equal(row, filter_normalised(weights, 4))


def test_that_the_next_update_ends_where_the_optimiser_puts_the_weights() -> None:
    snapshot, found = stood(), whole("next")
    weights = joined(weights_in(snapshot))
    # Plain gradient descent over all images: w − η∇L.
    after = weights - np.float32(0.1) * FullLoss(TANH, DIGITS, 60).gradient(weights)
    one = int(np.abs(found.places - 1).argmin())
    assert found.places[one] == 1
    assert found.values[0, one] == pytest.approx(loss_at(TANH, after), rel=1e-5)


def test_that_the_way_between_two_runs_begins_at_one_and_ends_at_the_other() -> None:
    other = place_of(stood(replace(TANH, seed=9)))
    found = whole("run", other=other)
    ends = [joined(initial_weights(replace(TANH, seed=seed))) for seed in (3, 9)]
    assert len(found.places) == 21
    expected = [loss_at(TANH, each) for each in ends]
    np.testing.assert_allclose(found.values[0, [0, -1]], expected, rtol=1e-5)


@pytest.mark.parametrize(
    "hidden", [(HiddenLayer(9, "tanh"),), (HiddenLayer(8, "relu"),)], ids=["units", "activation"]
)
def test_that_there_is_no_line_to_another_network(hidden: tuple[HiddenLayer, ...]) -> None:
    other = place_of(stood(replace(TANH, hidden=hidden)))
    with pytest.raises(ExplorerError, match="different networks"):
        whole("run", other=other)


def test_that_there_is_no_slice_along_nothing() -> None:
    settings = replace(TANH, hidden=(HiddenLayer(8, "relu"),), initializer="zeros")
    with pytest.raises(ExplorerError, match="nothing to go along"):
        whole("random", settings)


@pytest.mark.parametrize("asked", [{"reach": 0.0}, {"reach": float("nan")}, {"points": 4},
                                   {"images": 0}, {"images": 5001}, {"seed": -1}])  # fmt: skip
def test_that_what_cannot_be_asked_is_refused(asked: dict[str, float]) -> None:
    with pytest.raises(ExplorerError, match="Type for example"):
        replace(SliceQuestion(), **asked).check()  # type: ignore[arg-type]


def test_that_halfway_between_the_places_the_loss_is_told_with_how_far_a_polynomial_is_off() -> (
    None
):
    found = whole("random")
    middles = (found.places[1:] + found.places[:-1]) / 2
    weights = initial_weights(TANH)
    row = joined(weights) + np.float32(middles[1]) * filter_normalised(weights, 0)
    assert found.halfway is not None
    assert found.halfway[1] == pytest.approx(loss_at(TANH, row), rel=1e-5)
    measured, about = function_of(found) or (None, None)
    assert measured is not None
    assert about is not None
    between = sample(parse(f"{learn(measured)}(x)"), middles, 0)[0]
    assert np.abs(between - found.halfway).max() == pytest.approx(about.error, rel=1e-6)


def test_that_the_work_can_be_ended_after_each_short_part() -> None:
    parts = list(slice_of(place_of(stood()), SliceQuestion(points=5, images=60), DIGITS))
    counts: Samples = np.array([each.done for each in parts if each is not None])
    assert (np.diff(counts) >= 0).all()
    assert parts[-2] is None
    assert parts[-1] is not None
    assert parts[-1].is_whole
    assert len(parts) > 2 * len(counts)
