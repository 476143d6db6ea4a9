"""Minima at which the derivative does not exist."""

import math

import pytest

from explorer.core.descent.minima import minima, nearest_minimum
from explorer.core.functions.formula import parse


@pytest.mark.parametrize("start", [3.0, 0.7, -1.3, 1e-4])
@pytest.mark.parametrize(
    ("formula", "x"),
    [("sqrt(abs(x))", 0.0), ("abs(x)**(2/3)", 0.0), ("sqrt(abs(x + 5))", -5.0)],
)
def test_that_a_cusp_is_a_minimum_without_a_derivative(
    formula: str, x: float, start: float
) -> None:
    minimum = nearest_minimum(parse(formula), start)
    assert minimum is not None
    assert minimum.x == pytest.approx(x, abs=1e-9)
    assert minimum.curvature == math.inf


@pytest.mark.parametrize("formula", ["ln(abs(x))", "-1/x**2", "-1/abs(x)", "-1/sqrt(abs(x))"])
def test_that_a_pole_is_no_cusp(formula: str) -> None:
    assert nearest_minimum(parse(formula), 1.0) is None


def test_that_a_cusp_is_among_the_minima_of_a_span() -> None:
    found = minima(parse("sqrt(abs(x))"), -2.0, 2.0)
    assert [each.x for each in found] == pytest.approx([0.0], abs=1e-9)


def test_that_a_corner_at_zero_is_no_flat_minimum() -> None:
    found = nearest_minimum(parse("abs(x)"), 1.0)
    assert found is not None
    assert (found.x, found.curvature) == (0.0, math.inf)
