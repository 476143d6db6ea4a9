"""Forward mode, value by value, against reverse mode and mpmath."""

import math

import mpmath
import pytest

from explorer.core.autodiff.recording import record
from explorer.core.autodiff.tangents import tangents
from explorer.core.functions.formula import parse


def test_that_the_lesson_carries_6_and_then_12() -> None:
    formula = parse("2*x**2")
    carried = tangents(formula, record(formula, 3.0))
    assert [slope for slope in carried.slopes if slope is not None] == [1.0, 6.0, 12.0]
    assert carried.answer.short == "12.0"


@pytest.mark.parametrize("text", ["sin(x)*exp(-x^2)+x/3", "sqrt(x)/(1+x)", "x < 0 ? -x : x^3", "x"])
def test_that_forward_mode_ends_where_reverse_mode_does(text: str) -> None:
    formula = parse(text)
    recording = record(formula, 1.7, dtype="float64")
    number = tangents(formula, recording).answer.number
    assert number == pytest.approx(recording.program.answer.number, rel=1e-14)


def test_that_every_slope_is_the_derivative_of_its_value() -> None:
    formula = parse("exp(sin(x))*x")
    recording = record(formula, 0.8, dtype="float64")
    carried = tangents(formula, recording)
    truths = {
        "sin(x)": mpmath.cos(0.8),
        "exp(sin(x))": mpmath.cos(0.8) * mpmath.exp(mpmath.sin(0.8)),
    }
    for node, slope in zip(recording.nodes, carried.slopes, strict=True):
        if node.label in truths:
            assert slope == pytest.approx(float(truths[node.label]), rel=1e-14)


def test_that_a_sentence_has_the_products_in_it() -> None:
    formula = parse("2*x**2")
    sentences = tangents(formula, record(formula, 3.0)).sentences
    assert str(sentences[-1]) == "Mul gives 2x² = 18 and hands on dy/dx = 2 × 6 = 12."


def test_that_an_operation_without_gradient_hands_no_slope_on() -> None:
    formula = parse("floor(x)")
    carried = tangents(formula, record(formula, math.pi))
    assert carried.slopes[-1] is None
    assert carried.answer.kind == "none"
