"""Critical points against those that calculus gives."""

import math

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
