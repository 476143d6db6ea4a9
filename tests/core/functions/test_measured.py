"""Functions known by numbers at some places: what they are between them, how they are called and refused."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from numpy.polynomial import Polynomial

from explorer.core.autodiff.derivatives import sample
from explorer.core.descent.surfaces import grid
from explorer.core.functions.formula import definitions, latex, parse, plain, python_source
from explorer.core.functions.measured import (
    MOST_PLACES,
    Measured,
    MeasuredPlane,
    learn,
    measured,
)
from explorer.core.functions.symbolic.derivative import derivative
from explorer.core.functions.tensors import tensor_function
from explorer.core.sentences import ExplorerError, said

ABOUT = said("Errors", "It was measured.")


def known(of: Polynomial, places: int = 5, first: float = -1.0, last: float = 3.0) -> Measured:
    """Return a polynomial by its numbers at some places."""
    x = np.linspace(first, last, places)
    rows = (tuple(each(x).tolist()) for each in (of, of.deriv(), of.deriv(2)))
    values, slopes, bends = rows
    return Measured(first, last, values, slopes, bends, ABOUT)


@limits(max_examples=6, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=6, max_size=6), st.integers(2, 9))
def test_that_a_polynomial_of_degree_5_is_met_with_all_its_derivatives(
    coefficients: list[float], places: int
) -> None:
    exact = Polynomial(coefficients)
    name = learn(known(exact, places))
    x = np.linspace(-1, 3, 23)
    found = sample(parse(f"{name}(x)"), x, 3)
    for order, row in enumerate(found):
        expected = exact.deriv(order)(x) if order else exact(x)
        # At a place between two parts f‴ may jump by rounding.
        np.testing.assert_allclose(row, expected, atol=1e-6 * (1 + np.abs(expected).max()))


def test_that_it_is_read_written_and_run_as_every_other_function() -> None:
    name = learn(known(Polynomial([1, 2, -3, 0.5, 0.25, -0.1])))
    formula = parse(f"2*{name}(x - 1)^2")
    assert parse(plain(formula)).tree == formula.tree
    assert rf"\text{{{name[6:]}}}" in latex(formula)
    code = python_source(formula)
    names = {"tf": tf}
    exec(definitions(code), names)  # noqa: S102 - the program's own text
    for dtype in ("float32", "float64"):
        x = tf.constant([0.5, 1.0, 2.25], dtype)
        there = eval(code, names, {"x": x})  # noqa: S307 - the program's own text
        np.testing.assert_array_equal(there.numpy(), tensor_function(formula)(x).numpy())
        assert there.dtype == dtype


def test_that_it_ends_where_nothing_was_measured() -> None:
    formula = parse(f"{learn(known(Polynomial([0, 1])))}(x)")
    values = sample(formula, np.array([-1.01, -1.0, 3.0, 3.01]), 1)
    np.testing.assert_array_equal(np.isnan(values[0]), [True, False, False, True])


def test_that_a_name_belongs_to_its_numbers_alone() -> None:
    one = known(Polynomial([0, 1]))
    other = known(Polynomial([0, 1.0000000000000002]))
    assert one.name != other.name == other.name
    assert one.name == known(Polynomial([0, 1])).name


def test_that_a_name_whose_numbers_are_not_here_is_a_formula_but_no_function() -> None:
    formula = parse("slice_00000000(x)")
    with pytest.raises(ExplorerError, match="slice_00000000 are not on this computer"):
        sample(formula, np.zeros(1), 0)
    with pytest.raises(ExplorerError, match="not on this computer"):
        definitions(python_source(formula))
    for text in ("slice_0000000(x)", "slice_zzzzzzzz(x)", "slice_00000000", "slice_00000000(x, 1)"):
        with pytest.raises(ExplorerError):
            parse(text)


def test_that_there_is_no_exact_derivative_and_what_was_measured_is_said() -> None:
    name = learn(known(Polynomial([0, 1])))
    with pytest.raises(ExplorerError, match="It was measured"):
        derivative(parse(f"x + {name}(x)"))
    assert measured(name).about is ABOUT


@pytest.mark.parametrize(
    "rows",
    [
        ((1.0,), (1.0,), (1.0,)),
        ((1.0, 2.0), (1.0,), (1.0, 1.0)),
        ((1.0, float("nan")), (1.0, 1.0), (1.0, 1.0)),
        ((1.0, 2), (1.0, 1.0), (1.0, 1.0)),
        ((1.0, "os"), (1.0, 1.0), (1.0, 1.0)),
        ((0.0,) * (MOST_PLACES + 1),) * 3,
    ],
)
def test_that_other_numbers_are_refused(rows: tuple[tuple[float, ...], ...]) -> None:
    values, slopes, bends = rows
    with pytest.raises(ValueError, match="numbers"):
        Measured(0.0, 1.0, values, slopes, bends, ABOUT).check()
    with pytest.raises(ValueError, match="numbers"):
        Measured(1.0, 1.0, (0.0, 1.0), (0.0, 1.0), (0.0, 1.0), ABOUT).check()


def a_plane(columns: int = 4, rows: int = 5) -> MeasuredPlane:
    """Return x³y² + xy − y³ by its numbers on a grid."""
    x, y = np.meshgrid(np.linspace(-1, 2, columns), np.linspace(0, 1, rows))
    tables = x**3 * y**2 + x * y - y**3, 3 * x**2 * y**2 + y, 2 * x**3 * y + x - 3 * y**2
    f, by_x, by_y, by_both = (tuple(each.ravel().tolist()) for each in (*tables, 6 * x**2 * y + 1))
    trail = ((0.0, 0.5),)
    return MeasuredPlane(
        (-1.0, 2.0), (0.0, 1.0), columns, rows, f, by_x, by_y, by_both, trail, ABOUT
    )


def test_that_a_cubic_of_two_variables_is_met_on_a_plane_and_runs_as_exported() -> None:
    measured_plane = a_plane()
    measured_plane.check()
    formula = parse(f"{learn(measured_plane)}(x, y)", ("x", "y"))
    found = grid(formula, (-1.0, 2.0), (0.0, 1.0), 11, 9)
    x, y = np.meshgrid(found.x, found.y)
    np.testing.assert_allclose(found.values, x**3 * y**2 + x * y - y**3, atol=1e-12)
    np.testing.assert_allclose(found.gradient_x, 3 * x**2 * y**2 + y, atol=1e-12)
    code, names = python_source(formula), {"tf": tf}
    exec(definitions(code), names)  # noqa: S102 - the program's own text
    at = {"x": tf.constant([0.3, 1.2, 2.1]), "y": tf.constant([0.1, 0.9, 0.5])}
    there = eval(code, names, at)  # noqa: S307 - the program's own text
    np.testing.assert_array_equal(there.numpy(), tensor_function(formula)(*at.values()).numpy())
    assert np.isnan(there.numpy()).tolist() == [False, False, True]


@pytest.mark.parametrize(
    "change",
    [{"columns": 5}, {"x": (2.0, 2.0)}, {"trail": ((1.0,),)}, {"values": (0.0,) * 19 + (1,)}],
)
def test_that_other_planes_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="numbers"):
        replace(a_plane(), **change).check()
