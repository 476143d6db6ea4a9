"""Where TensorFlow's gradient of a power loses a derivative that exists."""

import mpmath
import pytest
import tensorflow as tf

from explorer.core.autodiff.derivatives import derivatives_at
from explorer.core.autodiff.lost_powers import Lost, lost_derivatives
from explorer.core.functions.formula import parse


def lost(text: str, at: float, order: int = 4) -> dict[int, Lost]:
    formula = parse(text)
    values = derivatives_at(formula, at, order, dtype="float64").values
    return {each.order: each for each in lost_derivatives(formula, at, values)}


@pytest.mark.parametrize(
    ("text", "at", "exactly"),
    [
        ("2*x**2", 0.0, {3: 0.0, 4: 0.0}),
        ("x^3", 0.0, {4: 0.0}),
        ("(x - 1)^2", 1.0, {3: 0.0, 4: 0.0}),
        ("x^1", 0.0, {2: 0.0, 3: 0.0, 4: 0.0}),
    ],
)
def test_that_the_lost_derivatives_of_powers_are_told(
    text: str, at: float, exactly: dict[int, float]
) -> None:
    assert {order: each.value for order, each in lost(text, at).items()} == exactly


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("sin(x)^2", lambda x: mpmath.sin(x) ** 2),
        ("exp(-x^2)", lambda x: mpmath.exp(-(x**2))),
        ("x^3*sin(x)", lambda x: x**3 * mpmath.sin(x)),
    ],
)
def test_that_the_values_are_those_of_mathematics(text: str, function: object) -> None:
    found = lost(text, 0.0)
    assert found
    for order, each in found.items():
        expected = float(mpmath.diff(function, 0, order))
        assert each.value == pytest.approx(expected, abs=1e-6)
        assert "where" in str(each.sentence)


@pytest.mark.parametrize("text", ["2*x**2", "sin(x)^2", "(x^2 + x)^2", "x^0", "exp(-x^2)"])
def test_that_the_safe_form_pasted_has_the_derivatives_that_were_lost(text: str) -> None:
    for order, each in lost(text, 0.0).items():
        x = tf.Variable(0.0, dtype=tf.float64)
        program = eval("lambda x: " + each.safe, {"tf": tf})  # noqa: S307 - as a reader pastes it

        def derived(n: int, f: object = program, x: tf.Variable = x) -> object:
            if n == 0:
                return f(x)  # type: ignore[operator]
            with tf.GradientTape() as tape:
                lower = derived(n - 1, f, x)
            return None if lower is None else tape.gradient(lower, x)

        value = derived(order)
        # None: what is constant does not lead back to x.
        assert (0.0 if value is None else float(value)) == pytest.approx(each.value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2*x**2", 1.0),
        ("sqrt(x)", 0.0),
        ("1/x", 0.0),
        ("|x|^3", 0.0),
        ("sqrt(x)^2", 0.0),
        ("x*x", 0.0),
    ],
)
def test_that_nothing_is_said_where_no_power_loses_a_derivative(text: str, at: float) -> None:
    assert not lost(text, at)
