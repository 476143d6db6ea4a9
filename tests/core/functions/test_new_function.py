"""A forty-third function: its entry in the table, and what it is for sympy, are all that is needed."""

import mpmath
import numpy as np
import pytest
import sympy
import tensorflow as tf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.core.functions import tensors
from explorer.core.functions.formula import definitions, latex, parse, plain, python_source
from explorer.core.functions.symbolic import process, trees
from explorer.core.functions.table import FUNCTIONS, Function
from explorer.core.functions.tensors import tensor_function
from tests.core.functions.test_tensors import by_tapes, run

NAME = "haversine"
HAVERSINE = Function(NAME, "tf.sin(x / 2)**2", r"\operatorname{hav}")
X = tf.constant([-2.5, -1.0, 0.0, 0.3, 1.0, 4.0], tf.float64)
QUICKLY = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def exact(x: mpmath.mpf) -> mpmath.mpf:
    """Return the same in another way: (1 − cos x) ⁄ 2."""
    return (1 - mpmath.cos(x)) / 2


@pytest.fixture(autouse=True)
def forty_third(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the function to both tables, as they would be when the program starts."""
    monkeypatch.setitem(FUNCTIONS, NAME, HAVERSINE)
    monkeypatch.setitem(trees.BUILDERS, NAME, lambda x: sympy.sin(x / 2) ** 2)
    monkeypatch.setattr(tensors, "CLOSURES", tensors._closures())


def test_that_it_is_read_and_written() -> None:
    formula = parse("3haversine(x)^2")
    assert plain(formula) == "3haversine(x)²"
    assert latex(formula) == r"3 \, \operatorname{hav}^{2}\left(x\right)"


@QUICKLY
@given(x=st.floats(-20, 20))
def test_that_value_slope_and_curvature_are_those_of_mathematics(x: float) -> None:
    found = by_tapes("haversine(x)", tf.constant(x, tf.float64), order=2)
    with mpmath.workdps(50):
        wanted = [float(mpmath.diff(exact, mpmath.mpf(x), order)) for order in (0, 1, 2)]
    np.testing.assert_allclose([float(each) for each in found], wanted, rtol=2e-12, atol=1e-13)


@pytest.mark.parametrize(
    "text", ["haversine(x)", "2*haversine(x)^2", "haversine(x+1)", "haversine(haversine(x)-x)"]
)
def test_that_its_exported_source_runs_to_the_same_bits(text: str) -> None:
    formula = parse(text)
    np.testing.assert_array_equal(run(python_source(formula), x=X), tensor_function(formula)(X))


def test_that_its_source_is_written_out_where_it_can_stand_and_defined_elsewhere() -> None:
    assert python_source(parse("haversine(x)")) == "tf.sin(x / 2)**2"
    torn = python_source(parse("haversine(x + 1)"))
    assert torn == "haversine(x + 1)"
    assert "return tf.sin(x / 2)**2" in definitions(torn)


def test_that_a_sum_in_the_table_stands_in_brackets_in_a_product(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(FUNCTIONS, "versine", Function("versine", "1 - tf.cos(x)"))
    assert python_source(parse("2*versine(x)")) == "2 * (1 - tf.cos(x))"


def test_that_its_exact_derivative_is_that_of_the_tape() -> None:
    text = list(process.answers("haversine(x)", ["x"], 1, "x"))[-1]
    _, slopes = by_tapes("haversine(x)", X, order=1)
    np.testing.assert_allclose(tensor_function(parse(text))(X), slopes, rtol=1e-12, atol=1e-15)
