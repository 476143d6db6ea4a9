"""Every function against mpmath, and the operations against the lesson's."""

import re
from typing import Any

import mpmath
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.arrays import DTYPES
from explorer.core.functions.formula import definitions, parse, python_source
from explorer.core.functions.table import FUNCTIONS
from explorer.core.functions.tensors import tensor_function
from tests.core.functions.oracles import ORACLES

ENOUGH = settings(max_examples=25, deadline=None)


def by_tapes(text: str, x: Any, order: int) -> list[Any]:
    """Return f and its derivatives at x, one tape inside the other."""
    if order == 0:
        return [tensor_function(parse(text))(x)]
    with tf.GradientTape() as tape:
        tape.watch(x)
        lower = by_tapes(text, x, order - 1)
    zero = tf.UnconnectedGradients.ZERO
    return [*lower, tape.gradient(lower[-1], x, unconnected_gradients=zero)]


def test_that_every_function_has_an_oracle() -> None:
    assert set(FUNCTIONS) == set(ORACLES)


@pytest.mark.parametrize("name", ORACLES)
@ENOUGH
@given(data=st.data())
def test_that_value_slope_and_curvature_are_those_of_mathematics(
    name: str, data: st.DataObject
) -> None:
    oracle = ORACLES[name]
    x = data.draw(st.one_of(*(st.floats(*span) for span in oracle.spans)))

    found = by_tapes(oracle.call, tf.constant(x, tf.float64), order=2)

    with mpmath.workdps(50):
        exact = [mpmath.diff(oracle.exact, mpmath.mpf(x), order) for order in (0, 1, 2)]
    np.testing.assert_allclose(
        [float(each) for each in found], [float(each) for each in exact], rtol=2e-12, atol=1e-13
    )


@pytest.mark.parametrize("name", ["sinc", "elu", "silu", "gelu", "softplus", "sigmoid", "erf"])
@pytest.mark.parametrize("x", [0.0, -1e-300, 1e-9, -80.0, 800.0, -1e200])
def test_that_no_branch_or_overflow_leaks_nan(name: str, x: float) -> None:
    found = by_tapes(f"{name}(x)", tf.constant(x, tf.float64), order=2)

    assert np.isfinite([float(each) for each in found]).all()


def test_that_a_typed_choice_is_tensorflows_own_where_which_leaks_nan() -> None:
    found = by_tapes("x > 0 ? x ln(x) : 0", tf.constant(0.0, tf.float64), order=1)

    assert float(found[0]) == 0
    assert np.isnan(float(found[1]))


@pytest.mark.parametrize("dtype", DTYPES)
def test_that_the_parabola_does_the_operations_of_the_lesson(dtype: str) -> None:
    x = tf.constant(np.linspace(-7, 7, 501), dtype)

    np.testing.assert_array_equal(tensor_function(parse("2*x**2"))(x), 2 * x**2)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ORACLES)
def test_that_the_shown_source_gives_the_same_bits(name: str, dtype: str) -> None:
    formula = parse(re.sub(r"\bx\b", "(x^2 - 3)", ORACLES[name].call) + " + x/3")
    x = tf.constant(np.linspace(-3, 3, 41), dtype)

    result = tensor_function(formula)(x)

    assert result.dtype == dtype
    np.testing.assert_array_equal(result, run(python_source(formula), x=x))


@pytest.mark.parametrize("name", ORACLES)
def test_that_a_graph_takes_every_function_in_half_precision(name: str) -> None:
    function = tensor_function(parse(ORACLES[name].call))

    with tf.Graph().as_default():
        assert function(tf.zeros(3, tf.float16)).dtype == tf.float16


@pytest.mark.parametrize("text", ["5", "sin(2)", "1/0", "9**9**9", "(-8)^(1/3)", "1 < 2 ? 3 : 4"])
def test_that_a_constant_takes_the_shape_of_x_and_has_no_gradient(text: str) -> None:
    formula = parse(text)
    x = tf.Variable([1.0, 2.0], dtype=tf.float64)

    with tf.GradientTape() as tape:
        y = tensor_function(formula)(x)

    assert y.shape == (2,)
    assert tape.gradient(y, x) is None
    np.testing.assert_array_equal(y, run(python_source(formula), x=x))


def test_that_the_value_of_x_stays_when_the_variable_moves_on() -> None:
    x = tf.Variable(1.0)
    y = tensor_function(parse("x"))(x)
    x.assign(2.0)

    assert float(y) == 1.0


def test_that_a_broken_power_of_a_negative_number_is_nan_but_its_cube_root_is_real() -> None:
    x = tf.constant(-8.0, tf.float64)

    assert np.isnan(float(tensor_function(parse("x^(1/3)"))(x)))
    assert float(tensor_function(parse("cbrt(x)"))(x)) == pytest.approx(-2)
    assert float(tensor_function(parse("x^3"))(x)) == -512


def test_that_two_variables_are_taken_in_their_order() -> None:
    function = tensor_function(parse("x - 2y", ("x", "y")))

    assert float(function(tf.constant(5.0), tf.constant(1.0))) == 3.0


def run(source: str, **values: Any) -> Any:
    """Return what a shown program computes."""
    names = {"tf": tf, **values}
    exec(f"{definitions(source)}\nresult = {source}", names)  # noqa: S102 - the text is our own, and this is its test
    return names["result"]
