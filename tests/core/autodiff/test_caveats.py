import math

import pytest
import tensorflow as tf

from explorer.core.autodiff.caveats import Caveat, caveats
from explorer.core.autodiff.recording import record
from explorer.core.autodiff.results import Source
from explorer.core.functions.formula import parse


def found(text: str, at: float, source: Source = "variable") -> tuple[Caveat, ...]:
    return caveats(parse(text), record(parse(text), at, source))


def slope_of(code: str, at: float) -> float:
    x = tf.Variable(at)
    with tf.GradientTape() as tape:
        y = eval(code, {"tf": tf, "x": x})  # noqa: S307 - the code is ours, running it is the test
    return float(tape.gradient(y, x))


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("|x|", 0.0, "corner"),
        ("floor(x)", 2.5, "answers None"),
        ("sqrt(x)", 0.0, "inf"),
        ("where(x > 0, ln(x), x)", 0.0, "leaks"),
        ("ln(x)", -1.0, "gives the slope −1 all the same"),
        ("where(x > 0, x^0.5, x)", 0.0, "leaks"),
        ("where(x < 1, x, 1/(x-0.5))", 0.5, "does not take 1/(x − 0.5)"),
    ],
)
def test_that_each_kind_of_difference_is_said(text: str, at: float, words: str) -> None:
    sentences = [str(caveat.sentence) for caveat in found(text, at)]

    assert any(words in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("|x|", 0.0),
        ("floor(x)", 2.5),
        ("sqrt(x)", 0.0),
        ("where(x > 0, x^0.5, x)", 0.0),
        ("where(x < 1, x, 1/(x-0.5))", 0.5),
    ],
)
def test_that_the_safe_form_has_a_finite_gradient(text: str, at: float) -> None:
    for caveat in found(text, at):
        assert math.isfinite(slope_of(caveat.safe, at))


def test_that_a_leak_is_said_exactly_where_the_gradient_is_nan_though_the_value_is_not() -> None:
    for at in (-1.0, 0.0, 1.0):
        recording = record(parse("where(x > 0, ln(x), x)"), at)
        leaked = math.isnan(recording.nodes[0].gradient or 0.0)

        assert bool(caveats(parse("where(x > 0, ln(x), x)"), recording)) == leaked


@pytest.mark.parametrize(("text", "at"), [("|x|", 1.0), ("sqrt(x)", 1.0), ("2*x**2", 0.0)])
def test_that_elsewhere_nothing_is_said(text: str, at: float) -> None:
    assert found(text, at) == ()


def test_that_what_was_not_recorded_has_no_caveats() -> None:
    assert found("|x|", 0.0, "constant") == ()
