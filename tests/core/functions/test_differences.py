"""Finite differences against slopes that are known."""

import numpy as np
import pytest

from explorer.core.arrays import DTYPES, DType
from explorer.core.functions.differences import Scheme, default_step, difference, error_curve
from explorer.core.functions.formula import parse
from explorer.core.functions.tensors import array_function

SINE = array_function(parse("sin(x)"))
SLOPE_AT_1 = 0.5403023058681398


def test_that_a_central_difference_of_a_parabola_is_exact() -> None:
    x = np.array([3.0, -1.5, 0.0])

    np.testing.assert_array_equal(
        difference(array_function(parse("2x^2")), x, np.array(0.25)), 4 * x
    )


def test_that_a_forward_difference_of_a_parabola_is_off_by_its_step() -> None:
    found = difference(array_function(parse("2x^2")), np.array([3.0]), np.array(0.25), "forward")

    np.testing.assert_array_equal(found, [12.5])


@pytest.mark.parametrize(("scheme", "error"), [("forward", 3e-8), ("central", 2e-10)])
def test_that_the_default_step_is_good(scheme: Scheme, error: float) -> None:
    x = np.linspace(-4, 4, 81)

    found = difference(SINE, x, default_step(x, scheme), scheme)

    np.testing.assert_allclose(found, np.cos(x), rtol=0, atol=error)


@pytest.mark.parametrize("scheme", ["forward", "central"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_that_the_error_falls_and_rises_again(dtype: DType, scheme: Scheme) -> None:
    curve = error_curve(SINE, 1.0, SLOPE_AT_1, dtype, scheme)

    best = int(np.argmin(curve.errors))
    assert 0 < best < curve.steps.size - 1
    assert curve.errors[-1] > 30 * curve.errors[best]
    assert curve.errors[0] > 30 * curve.errors[best]
    assert (np.diff(curve.steps) > 0).all()


@pytest.mark.parametrize(("scheme", "order"), [("forward", 1), ("central", 2)])
def test_that_the_right_arm_of_the_v_has_the_slope_of_the_order(scheme: Scheme, order: int) -> None:
    curve = error_curve(SINE, 1.0, SLOPE_AT_1, "float64", scheme)
    arm = (curve.steps > 1e-3) & (curve.steps < 1e-1)

    grade = np.polyfit(np.log(curve.steps[arm]), np.log(curve.errors[arm]), 1)[0]

    assert grade == pytest.approx(order, abs=0.05)


@pytest.mark.parametrize("dtype", DTYPES)
def test_that_the_default_step_is_near_the_bottom_of_the_v(dtype: DType) -> None:
    curve = error_curve(SINE, 1.0, SLOPE_AT_1, dtype, "central")
    step = float(default_step(np.ones(1, dtype))[0])

    at_default = curve.errors[np.argmin(np.abs(curve.steps - step))]

    assert at_default < 1e-1 * np.median(curve.errors)


def test_that_a_place_outside_the_domain_gives_nan_and_no_warning() -> None:
    curve = error_curve(array_function(parse("ln(x)")), -1.0, -1.0, "float32")

    assert np.isnan(curve.errors).any()
