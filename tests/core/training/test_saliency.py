"""Attributions against Keras by hand, central differences, and the axiom of completeness."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.training.attribution import METHODS, SCORES, Method, Question, Score
from explorer.core.training.dataset import Digits, mean_picture
from explorer.core.training.network import initial_weights
from explorer.core.training.saliency import activations, attribution, picture_of, silent_units
from explorer.core.training.settings import HiddenLayer, TrainingSettings

HIDDEN = (HiddenLayer(12), HiddenLayer(7, "tanh"))
WEIGHTS = initial_weights(TrainingSettings(hidden=HIDDEN, seed=3))


@pytest.mark.parametrize("score", SCORES)
def test_that_the_gradient_is_that_of_keras_by_hand(few_digits: Digits, score: Score) -> None:
    input_ = tf.keras.Input((784,))
    signal = tf.keras.layers.Dense(12, "relu")(input_)
    signal = tf.keras.layers.Dense(7, "tanh")(signal)
    end = None if score == "logit" else "softmax"
    model = tf.keras.Model(input_, tf.keras.layers.Dense(10, end)(signal))
    model.set_weights(WEIGHTS)
    pixels = few_digits.test.pixels[5]
    picture = tf.Variable(pixels[None, :] / np.float32(255))
    with tf.GradientTape() as tape:
        wanted = model(picture)[0, 4]
    by_hand = tape.gradient(wanted, picture)[0]
    found = attribution(WEIGHTS, HIDDEN, pixels, Question(digit=4, score=score))
    np.testing.assert_allclose(found.values, by_hand, atol=1e-6)
    assert found.score == pytest.approx(float(wanted), abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(
    image=st.integers(0, 199), method=st.sampled_from(METHODS), score=st.sampled_from(SCORES),
    pixel=st.integers(0, 783),
)  # fmt: skip
def test_that_differences_confirm_every_method_at_any_pixel(
    few_digits: Digits, image: int, method: Method, score: Score, pixel: int
) -> None:
    question = Question(score=score, method=method, pixel=pixel)
    found = attribution(WEIGHTS, HIDDEN, few_digits.test.pixels[image], question)
    assert found.checks[0].pixel == pixel
    for check in found.checks:
        # A kink of a ReLU within the step would part them; far beyond rounding that is a defect.
        assert check.tape == pytest.approx(check.difference, abs=2e-4)
    answer = activations(WEIGHTS, HIDDEN, few_digits.test.pixels[image : image + 1])[-1].argmax()
    assert found.question.digit == answer


@pytest.mark.parametrize("score", SCORES)
def test_that_integrated_gradients_add_up_to_the_difference_to_an_empty_picture(
    few_digits: Digits, score: Score
) -> None:
    for pixels in few_digits.test.pixels[:5]:
        question = Question(digit=3, score=score, method="integrated")
        found = attribution(WEIGHTS, HIDDEN, pixels, question)
        assert found.total == pytest.approx(found.score - found.empty, abs=2e-4)
        # Pixels without ink have no part in it.
        assert not found.values[pixels == 0].any()


def test_that_a_network_that_subtracts_a_mean_is_differentiated_as_it_is(
    few_digits: Digits,
) -> None:
    mean, pixels = mean_picture(few_digits.training), few_digits.test.pixels[2]
    picture = tf.Variable(pixels[None, :] / np.float32(255))
    with tf.GradientTape() as tape:
        first = tf.nn.relu((picture - mean) @ WEIGHTS[0] + WEIGHTS[1])
        wanted = (tf.tanh(first @ WEIGHTS[2] + WEIGHTS[3]) @ WEIGHTS[4] + WEIGHTS[5])[0, 2]
    question = Question(digit=2, score="probability")
    found = attribution(WEIGHTS, HIDDEN, pixels, question, end="linear", mean=mean)
    np.testing.assert_allclose(found.values, tape.gradient(wanted, picture)[0], atol=1e-6)
    # A linear end gives no probability: the answer itself is what is differentiated.
    assert found.question.score == "logit"


def test_that_the_same_seed_gives_the_same_noise(few_digits: Digits) -> None:
    pixels = few_digits.test.pixels[0]

    def smooth(seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return attribution(WEIGHTS, HIDDEN, pixels, Question(method="smooth", seed=seed)).values

    np.testing.assert_array_equal(smooth(1), smooth(1))
    assert (smooth(1) != smooth(2)).any()


def test_that_units_that_give_nothing_for_any_picture_are_counted(few_digits: Digits) -> None:
    weights = [array.copy() for array in WEIGHTS]
    weights[1][[2, 5]] = -1000.0
    assert silent_units(tuple(weights), HIDDEN, few_digits.test.pixels) == (2, 0)
    first = activations(tuple(weights), HIDDEN, few_digits.test.pixels)[0]
    assert (first[:, 2] == 0).all()


def test_that_the_picture_shows_the_digit_and_its_numbers(few_digits: Digits) -> None:
    values = np.zeros(784, np.float32)
    values[[0, 783]] = 2.0, -2.0
    drawn = tf.io.decode_png(picture_of(few_digits.test.pixels[0], values)).numpy()
    assert drawn.shape == (280, 580, 3)
    assert drawn[5, 305].tolist() == [0x0A, 0x4F, 0xD6]
    assert drawn[-5, -5].tolist() == [0xBD, 0x4A, 0x00]
