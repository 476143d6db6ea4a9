"""Grids, curvatures and minima of f(x, y), against closed forms and published minima."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.descent.surfaces import curvature_at, curvatures_at, grid, surface_minima
from explorer.core.functions.formula import Formula, parse

BOTH = ("x", "y")
BOOTH = parse("(x + 2*y - 7)**2 + (2*x + y - 5)**2", BOTH)
HIMMELBLAU = parse("(x**2 + y - 11)**2 + (x + y**2 - 7)**2", BOTH)
BEALE = parse("(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2", BOTH)
ROSENBROCK = parse("(1 - x)**2 + 100*(y - x**2)**2", BOTH)
RASTRIGIN = parse("20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)", BOTH)
ACKLEY = parse(
    "-20*exp(-0.2*sqrt((x**2 + y**2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + e + 20", BOTH
)
SADDLE = parse("x**2 - y**2", BOTH)

point = st.floats(-3, 3)


def test_that_a_grid_holds_values_and_gradients_at_its_points() -> None:
    seen = grid(HIMMELBLAU, (-4.0, 4.0), (-3.0, 3.0), 33, 17)
    x, y = np.meshgrid(seen.x, seen.y)
    p, q = x**2 + y - 11, x + y**2 - 7
    np.testing.assert_allclose(seen.values, p**2 + q**2, rtol=1e-12)
    np.testing.assert_allclose(seen.gradient_x, 4 * x * p + 2 * q, rtol=1e-12, atol=1e-9)
    np.testing.assert_allclose(seen.gradient_y, 2 * p + 4 * y * q, rtol=1e-12, atol=1e-9)


def test_that_a_grid_shows_where_f_has_no_value() -> None:
    seen = grid(parse("sqrt(x) + y", BOTH), (-1.0, 1.0), (0.0, 1.0), 5, 3)
    assert np.isnan(seen.values[:, :2]).all()
    assert np.isfinite(seen.values[:, 2:]).all()


def test_that_a_variable_that_f_does_not_use_has_gradient_0() -> None:
    seen = grid(parse("x**2", BOTH), (-1.0, 1.0), (0.0, 1.0), 5, 3)
    assert not seen.gradient_y.any()


@given(point, point)
@settings(deadline=None, max_examples=40)
def test_that_the_hessian_is_that_of_the_closed_form(x: float, y: float) -> None:
    here = curvature_at(HIMMELBLAU, (x, y))
    expected = [
        [12 * x**2 + 4 * y - 42, 4 * x + 4 * y],
        [4 * x + 4 * y, 4 * x + 12 * y**2 - 26],
    ]
    np.testing.assert_allclose(here.hessian, expected, rtol=1e-10, atol=1e-10)


@given(point, point)
@settings(deadline=None, max_examples=40)
def test_that_eigenvectors_are_perpendicular_and_fulfil_their_equation(x: float, y: float) -> None:
    here = curvature_at(HIMMELBLAU, (x, y))
    vectors = here.eigenvectors
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(
        here.hessian @ vectors, vectors * here.eigenvalues, rtol=1e-9, atol=1e-9
    )


@given(point, point)
@settings(deadline=None, max_examples=20)
def test_that_one_newton_step_lands_on_the_minimum_of_a_parabola(x: float, y: float) -> None:
    newton = curvature_at(BOOTH, (x, y)).newton_point
    assert newton is not None
    np.testing.assert_allclose(newton, [1.0, 3.0], atol=1e-9)


def test_that_eigenvalues_tell_condition_and_rates() -> None:
    here = curvature_at(BOOTH, (0.0, 0.0))
    np.testing.assert_allclose(here.eigenvalues, [2.0, 18.0])
    assert here.condition == pytest.approx(9.0)
    assert here.stable_rate == pytest.approx(2 / 18)
    assert here.fastest_rate == pytest.approx(2 / 20)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("x**2 + y**2", "minimum"),
        ("-x**2 - y**2", "maximum"),
        ("x**2 - y**2", "saddle"),
        ("x**2", "flat"),
        ("x**2 + y", "slope"),
        ("7", "flat"),
    ],
)
def test_that_a_point_is_told_by_its_eigenvalues(text: str, shape: str) -> None:
    assert curvature_at(parse(text, BOTH), (0.0, 0.0)).shape() == shape


def test_that_a_saddle_bounds_no_rate_and_a_plane_has_no_newton_step() -> None:
    assert curvature_at(SADDLE, (1.0, 1.0)).stable_rate is None
    assert curvature_at(parse("x + y", BOTH), (0.0, 0.0)).newton_point is None


def test_that_a_point_without_value_has_nan_for_eigenvalues() -> None:
    here = curvature_at(parse("ln(x) + y", BOTH), (-1.0, 0.0))
    assert np.isnan(here.eigenvalues).all() or np.isnan(here.value)


def test_that_a_point_without_value_leaves_the_others_theirs() -> None:
    seen = curvatures_at(parse("sqrt(x) + y**2", BOTH), np.array([[-1.0, 0.0], [1.0, 2.0]]))
    assert np.isnan(seen.eigenvalues[0]).all()
    np.testing.assert_allclose(seen.at(1).hessian, [[-0.25, 0.0], [0.0, 2.0]])
    np.testing.assert_allclose(seen.eigenvalues[1], [-0.25, 2.0])


@pytest.mark.parametrize(
    ("formula", "x_range", "y_range", "published"),
    [
        (BOOTH, (-10, 10), (-10, 10), [(1.0, 3.0)]),
        (
            HIMMELBLAU,
            (-6, 6),
            (-5, 5),
            [(3.0, 2.0), (3.584428, -1.848127), (-2.805118, 3.131313), (-3.779310, -3.283186)],
        ),
        (BEALE, (-4.5, 4.5), (-4.5, 4.5), [(3.0, 0.5)]),
        (ROSENBROCK, (-2, 2), (-1, 3), [(1.0, 1.0)]),
        (RASTRIGIN, (-0.6, 0.6), (-0.6, 0.6), [(0.0, 0.0)]),
        (SADDLE, (-2, 2), (-2, 2), []),
        (parse("abs(x - 0.3) + abs(y)", BOTH), (-1, 1.1), (-1, 1), [(0.3, 0.0)]),
        (parse("7", BOTH), (-1, 1), (-1, 1), []),
        (parse("x + y", BOTH), (-1, 1), (-1, 1), []),
    ],
)
def test_that_published_minima_are_found(
    formula: Formula,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    published: list[tuple[float, float]],
) -> None:
    found = surface_minima(formula, grid(formula, x_range, y_range, 128, 128))
    assert sorted((round(each.x, 5), round(each.y, 5)) for each in found) == sorted(
        (round(x, 5), round(y, 5)) for x, y in published
    )


def test_that_the_kink_of_ackley_is_its_lowest_minimum() -> None:
    lowest = surface_minima(ACKLEY, grid(ACKLEY, (-3.0, 3.0), (-3.0, 3.0), 128, 128))[0]
    assert (lowest.x, lowest.y) == pytest.approx((0.0, 0.0), abs=1e-9)
    assert lowest.value == pytest.approx(0.0, abs=1e-8)


def test_that_minima_come_lowest_first() -> None:
    found = surface_minima(RASTRIGIN, grid(RASTRIGIN, (-2.2, 2.2), (-2.2, 2.2), 128, 128))
    assert len(found) == 25
    assert [each.value for each in found] == sorted(each.value for each in found)
