"""Distances in units in the last place, against NumPy's own neighbours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.descent.floats import flushed, ulp_distance

FARTHEST = np.iinfo(np.int64).max


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.integers(0, 5))
def test_that_every_step_to_the_next_float_counts_one(number: float, steps: int) -> None:
    there = np.float32(number)
    for _ in range(steps):
        there = np.nextafter(there, np.float32(np.inf))
    if np.isfinite(there):
        assert ulp_distance(np.array([number], "float32"), np.array([there])) == steps


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_that_the_distance_across_zero_counts_the_numbers_between(dtype: str) -> None:
    smallest = np.finfo(dtype).smallest_subnormal
    assert ulp_distance(np.array([-smallest]), np.array([2 * smallest])) == 3


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_that_zero_equals_minus_zero_and_nan_equals_nan(dtype: str) -> None:
    left, right = np.array([0.0, np.nan], dtype), np.array([-0.0, np.nan], dtype)
    assert ulp_distance(left, right).tolist() == [0, 0]


def test_that_a_distance_that_does_not_fit_is_the_largest() -> None:
    left = np.array([-1e300, np.nan, -np.inf])
    assert ulp_distance(left, np.array([1e300, 1.0, np.inf])).tolist() == [FARTHEST] * 3


@given(st.floats(width=64), st.floats(width=64))
def test_that_the_distance_is_symmetrical_and_never_negative(left: float, right: float) -> None:
    there = ulp_distance(np.array([left]), np.array([right]))
    back = ulp_distance(np.array([right]), np.array([left]))
    assert there == back
    assert there >= 0


def test_that_denormal_results_become_zero_of_their_sign() -> None:
    product = flushed(np.array([1e-30, -1e-30, 1e-3], "float32")) * np.float32(1e-10)
    assert np.asarray(product[:2]).tolist() == [0.0, 0.0]
    assert float(product[2]) == pytest.approx(1e-13)
    assert np.signbit(product).tolist() == [False, True, False]


def test_that_denormal_float16_is_kept() -> None:
    assert float(flushed(np.array([6e-5], "float16"))[0] * np.float16(0.1)) == pytest.approx(
        6e-6, rel=0.05
    )
