import numpy as np
import pytest
import tensorflow as tf

from explorer.core.observing.measures import norm, not_finite, share_of_zeros


@pytest.mark.parametrize("xla", [True, False])
@pytest.mark.parametrize("size", [0, 1, 255, 4096, 5000])
def test_that_norms_and_counts_are_those_of_numpy(size: int, xla: bool) -> None:
    numbers = np.random.default_rng(size).normal(size=size).astype(np.float32)
    numbers[::3] = 0
    tensor = tf.constant(numbers)
    length = norm(tensor, xla=xla)
    assert float(length) == pytest.approx(np.linalg.norm(numbers.astype(np.float64)), rel=1e-6)
    assert float(share_of_zeros(tensor, xla=xla)) == pytest.approx(
        np.mean(numbers == 0) if size else 0
    )
    assert float(not_finite(tensor, length, xla=xla)) == 0


@pytest.mark.parametrize("xla", [True, False])
def test_that_values_that_are_not_finite_are_counted(xla: bool) -> None:
    numbers = np.ones([70, 70], np.float16)
    numbers[3, 4], numbers[5] = np.nan, np.inf
    tensor = tf.constant(numbers)
    assert float(not_finite(tensor, norm(tensor, xla=xla), xla=xla)) == 71
