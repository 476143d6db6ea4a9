"""Minima found by the tape, against minima known by hand."""

import math

import pytest

from explorer.core.descent.minima import fastest_rate, nearest_minimum, stable_rate
from explorer.core.functions.formula import parse


@pytest.mark.parametrize(
    ("formula", "start", "x", "curvature"),
    [
        ("2*x**2", 3.0, 0.0, 4.0),
        ("2*x**2", 0.0, 0.0, 4.0),
        ("(x**2 - 1)**2", 0.001, 1.0, 8.0),
        ("(x**2 - 1)**2", -0.001, -1.0, 8.0),
        ("(x - 1.3)**4", 3.0, 1.3, 0.0),
        ("sin(x)", 1.0, -math.pi / 2, 1.0),
        ("1e-8*(x - 1e6)**2", 0.0, 1e6, 2e-8),
        ("x**4 - 0.001*x", 3e5, 0.00025 ** (1 / 3), 12 * 0.00025 ** (2 / 3)),
    ],
)
def test_that_the_minimum_downhill_is_found(
    formula: str, start: float, x: float, curvature: float
) -> None:
    minimum = nearest_minimum(parse(formula), start)
    assert minimum is not None
    assert minimum.x == pytest.approx(x, abs=1e-7)
    assert minimum.curvature == pytest.approx(curvature, rel=1e-6, abs=1e-9)


def test_that_a_kink_has_infinite_curvature_and_no_stable_rate() -> None:
    minimum = nearest_minimum(parse("abs(x - 0.3)"), 2.0)
    assert minimum is not None
    assert minimum.x == pytest.approx(0.3)
    assert stable_rate(minimum.curvature) == 0


@pytest.mark.parametrize(
    ("formula", "start"),
    [
        ("exp(x)", 1.0),
        ("3*x", 1.0),
        ("-x**2", 1.0),
        ("-x**2", 0.0),
        ("x**3", 0.0),
        ("1/x**2", 1.0),
        ("-1/x**2", 1.0),
        ("ln(x)", -1.0),
        ("(x + abs(x))/2", -2.0),
        ("floor(x)", 1.0),
        ("7", 1.0),
    ],
)
def test_that_no_minimum_is_claimed_where_there_is_none(formula: str, start: float) -> None:
    assert nearest_minimum(parse(formula), start) is None


def test_that_the_lesson_is_stable_below_a_half_and_fastest_at_a_quarter() -> None:
    assert (stable_rate(4.0), fastest_rate(4.0)) == (0.5, 0.25)


def test_that_a_flat_minimum_bounds_no_rate() -> None:
    assert stable_rate(0.0) == math.inf
