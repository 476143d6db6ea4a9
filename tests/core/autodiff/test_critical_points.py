"""Critical points against those that calculus gives."""

import math
from collections.abc import Callable

import mpmath
import numpy as np
import pytest

from explorer.core.autodiff.critical_points import critical_points
from explorer.core.functions.formula import parse


def found(text: str, low: float = -4.0, high: float = 4.0) -> list[tuple[float, str]]:
    return [(round(p.x, 6) + 0.0, p.kind) for p in critical_points(parse(text), low, high)]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("2*x**2", [(0.0, "minimum")]),
        ("-x^2", [(0.0, "maximum")]),
        ("x^3", [(0.0, "inflection")]),
        ("x^4", [(0.0, "minimum")]),
        ("x^3 - 3x", [(-1.0, "maximum"), (1.0, "minimum")]),
        ("(x^2 - 1)^2", [(-1.0, "minimum"), (0.0, "maximum"), (1.0, "minimum")]),
        ("abs(x)", [(0.0, "minimum")]),
        ("3x + 1", []),
        ("1/x", []),
        ("1/x^2", []),
        ("exp(x)", []),
        ("relu(x)", []),
    ],
)
def test_that_critical_points_are_those_of_calculus(
    text: str, points: list[tuple[float, str]]
) -> None:
    assert found(text) == points


def test_that_a_sine_turns_at_odd_quarters_of_its_period() -> None:
    places = [x for x, _ in found("sin(x)", -7.0, 7.0)]
    np.testing.assert_allclose(places, np.arange(-3, 5, 2)[:4] * math.pi / 2, atol=1e-6)


def test_that_the_curvature_is_f2_at_the_point() -> None:
    (point,) = critical_points(parse("2*x**2"), -1.0, 2.0)
    assert point.curvature == pytest.approx(4.0)


def test_that_a_kink_has_no_curvature() -> None:
    (point,) = critical_points(parse("abs(x - 1)"), -4.0, 4.0)
    assert math.isnan(point.curvature)


def test_that_countless_points_are_not_listed() -> None:
    assert found("sin(1000 x)") == []


def test_that_points_are_told_apart_at_the_scale_that_is_seen() -> None:
    points = critical_points(parse("(1e4*x)**2 * (1e4*x - 1)**2"), -1e-3, 1e-3)
    assert [(round(p.x, 12) + 0.0, p.kind) for p in points] == [
        (0.0, "minimum"), (5e-5, "maximum"), (1e-4, "minimum"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"), [("sqrt(abs(x))", "minimum"), ("-abs(x)**(2/3)", "maximum")]
)
def test_that_a_cusp_is_a_critical_point_without_a_derivative(text: str, kind: str) -> None:
    (point,) = critical_points(parse(text), -2.0, 2.0)
    assert (round(point.x, 9) + 0.0, point.kind, point.is_corner) == (0.0, kind, True)
    assert math.isnan(point.curvature)


@pytest.mark.parametrize("text", ["ln(abs(x))", "1/sqrt(abs(x))", "tan(x)"])
def test_that_a_pole_and_a_steep_slope_are_no_critical_points(text: str) -> None:
    assert critical_points(parse(text), -5.0, 5.0) == ()


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("sin(x)/x", lambda x: mpmath.sin(x) / x),
        ("x/sin(x)", lambda x: x / mpmath.sin(x)),
        ("(1 - cos(x))/x^2", lambda x: (1 - mpmath.cos(x)) / x**2),
        ("x/tanh(x)", lambda x: x / mpmath.tanh(x)),
    ],
)
def test_that_f2_at_a_removable_point_is_its_limit(
    text: str, exact: Callable[[mpmath.mpf], mpmath.mpf]
) -> None:
    with mpmath.workdps(50):
        h = mpmath.mpf(10) ** -8
        limit = float((exact(h) + exact(-h) - 2 * exact(h / 1000)) / h**2)
    (point,) = critical_points(parse(text), -2.0, 2.0)
    assert point.x == pytest.approx(0.0, abs=1e-3)  # rounding hides where it is
    assert point.curvature == pytest.approx(limit, rel=1e-4)


def test_that_a_smooth_minimum_with_an_upright_slope_is_no_corner() -> None:
    (point,) = critical_points(parse("abs(x)**1.5"), -1.0, 1.0)
    assert (point.is_corner, point.curvature) == (False, math.inf)
