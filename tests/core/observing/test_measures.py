import numpy as np
import pytest
import tensorflow as tf

from explorer.core.observing.measures import counts_not_finite, norms, shares_of_zeros


@pytest.mark.parametrize("xla", [True, False])
@pytest.mark.parametrize("size", [0, 1, 255, 4096, 5000])
def test_that_norms_and_counts_are_those_of_numpy(size: int, xla: bool) -> None:
    numbers = np.random.default_rng(size).normal(size=size).astype(np.float32)
    numbers[::3] = 0
    tensors = [tf.constant(numbers), tf.constant(2 * numbers)]
    length = float(np.linalg.norm(numbers.astype(np.float64)))
    found = norms(tensors, xla=xla)
    np.testing.assert_allclose(found, [length, 2 * length], rtol=1e-6)
    share = np.mean(numbers == 0) if size else 0
    np.testing.assert_allclose(shares_of_zeros(tensors, xla=xla), [share] * 2, rtol=1e-6)
    assert counts_not_finite(tensors, found, xla=xla).numpy().tolist() == [0, 0]


@pytest.mark.parametrize("xla", [True, False])
def test_that_values_that_are_not_finite_are_counted(xla: bool) -> None:
    numbers = np.ones([70, 70], np.float16)
    numbers[3, 4], numbers[5] = np.nan, np.inf
    tensors = [tf.constant(numbers), tf.ones([3])]
    found = counts_not_finite(tensors, norms(tensors, xla=xla), xla=xla)
    assert found.numpy().tolist() == [71, 0]


@pytest.mark.parametrize("axis", [0, 1])
def test_that_of_a_large_gradient_zeros_are_counted_in_all_rows_and_columns(axis: int) -> None:
    numbers = np.ones(
        [1000, 1200], np.float32
    )  # the stride would be 5, and meet every fifth column only
    dark = np.random.default_rng(0).random(numbers.shape[axis]) < 0.3
    numbers[dark if axis == 0 else (slice(None), dark)] = 0
    found = shares_of_zeros([tf.constant(numbers)], xla=False)
    np.testing.assert_allclose(found, [np.mean(numbers == 0)], atol=0.01)


def test_that_no_tensors_have_no_norms() -> None:
    assert norms([], xla=False).shape == (0,)
