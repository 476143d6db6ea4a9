"""Formulas as Python, LaTeX and plain letters."""

import re
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
import ziamath
from hypothesis import given, settings

from explorer.core.functions.formula import (
    Formula,
    definitions,
    latex,
    parse,
    plain,
    python_source,
)
from explorer.core.functions.nodes import Node
from explorer.core.functions.table import FUNCTIONS
from explorer.core.functions.tensors import tensor_function
from tests.core.functions.formulas import TREES
from tests.core.functions.oracles import ORACLES
from tests.core.functions.test_tensors import run

X = tf.constant([-2.5, -1.0, 0.0, 0.3, 1.0, 4.0], tf.float64)
Y = tf.constant([0.5, -2.0, 3.0, 0.0, 1.0, -0.7], tf.float64)
OFTEN = settings(max_examples=100, deadline=None)


def bits(values: Any) -> Any:
    return np.asarray(values)


@OFTEN
@given(tree=TREES)
def test_that_plain_letters_are_read_back_to_the_same_bits(tree: Node) -> None:
    formula = Formula("", tree, ("x", "y"))

    again = parse(plain(formula), ("x", "y"))

    np.testing.assert_array_equal(
        bits(tensor_function(again)(X, Y)), bits(tensor_function(formula)(X, Y))
    )
    assert plain(again) == plain(formula)


@OFTEN
@given(tree=TREES)
def test_that_python_source_gives_the_bits_of_the_function(tree: Node) -> None:
    formula = Formula("", tree, ("x", "y"))

    np.testing.assert_array_equal(
        bits(run(python_source(formula), x=X, y=Y)), bits(tensor_function(formula)(X, Y))
    )


@pytest.mark.parametrize(
    ("text", "source", "letters", "typeset"),
    [
        ("2*x**2", "2 * x**2", "2x²", "2 x^{2}"),
        ("-x^2", "-x**2", "−x²", "-x^{2}"),
        ("2^3^x", "2**3**x", "2^3^x", "2^{3^{x}}"),
        ("(2^3)^x", "(2**3)**x", "(2³)^x", r"\left(2^{3}\right)^{x}"),
        ("x^-2", "x**-2", "x⁻²", "x^{-2}"),
        ("x^(1/3)", "x**(1 / 3)", "x^(1/3)", "x^{1/3}"),
        ("1/(2x)", "1 / (2 * x)", "1/(2x)", r"\frac{1}{2 x}"),
        ("-x/2", "-x / 2", "−x/2", r"-\frac{x}{2}"),
        ("x-(1-x)", "x - (1 - x)", "x − (1 − x)", r"x - \left(1 - x\right)"),
        ("x*(-x)", "x * -x", "x·(−x)", r"x \left(-x\right)"),
        ("e^x", "tf.exp(x)", "e^x", "e^{x}"),
        ("2pi x", "2 * 3.141592653589793 * x", "2πx", r"2 \pi x"),
        ("3 sin(x)^2", "3 * tf.sin(x)**2", "3sin(x)²", r"3 \, \sin^{2}\left(x\right)"),
        ("|x|", "tf.abs(x)", "|x|", r"\left|x\right|"),
        ("max(0, x)", "tf.maximum(tf.constant(0, x.dtype), x)", "max(0, x)", r"\max\left(0, x\right)"),
        (
            "x<0 ? -x : x^2",
            "tf.where(x < 0, -x, x**2)",
            "x < 0 ? −x : x²",
            r"\begin{cases} -x & \text{if} \; x < 0 \\ x^{2} & \text{otherwise} \end{cases}",
        ),
        ("cot(2x)", "cot(2 * x)", "cot(2x)", r"\cot\left(2 x\right)"),
        ("cot(x)", "tf.cos(x) / tf.sin(x)", "cot(x)", r"\cot\left(x\right)"),
        ("1e-7x", "1e-07 * x", "1e−7x", r"10^{-7} x"),
        ("0.1x", "0.1 * x", "0.1x", "0.1 x"),
        ("5", "5 * tf.ones_like(x)", "5", "5"),
        ("9**9**9", 'float("inf") * tf.ones_like(x)', "9^9⁹", "9^{9^{9}}"),
    ],
)  # fmt: skip
def test_that_a_formula_is_written_as_a_learner_would(
    text: str, source: str, letters: str, typeset: str
) -> None:
    formula = parse(text)

    assert (python_source(formula), plain(formula), latex(formula)) == (source, letters, typeset)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_that_no_function_makes_a_line_longer_than_a_person_writes(name: str) -> None:
    function = FUNCTIONS[name]
    source = python_source(parse(f"{name}({', '.join(['x', '2*x'][: function.least])})"))

    assert "lambda" not in source
    assert all(len(line) <= 88 for line in [source, *definitions(source).splitlines()])


def test_that_what_tensorflow_lacks_is_defined_once_above_the_code() -> None:
    code = python_source(parse("sinc(x) + sinc(2x) + cot(3x) + cot(x) + step(x + 1)"))

    assert code == (
        "sinc(x) + sinc(2 * x) + cot(3 * x) + tf.cos(x) / tf.sin(x) + tf.cast(x + 1 >= 0, x.dtype)"
    )
    assert re.findall(r"def (\w+)", definitions(code)) == ["cot", "sinc"]


@pytest.mark.parametrize("text", [oracle.call for oracle in ORACLES.values()])
def test_that_every_function_can_be_set(text: str) -> None:
    picture = ziamath.Latex(latex(parse(f"3 ({text})^2 + {text}/x"))).svg()

    assert picture.startswith("<svg")


def test_that_nested_choices_and_conditions_can_be_set() -> None:
    text = "0 < x < 1 or not x == 3 ? 1e-7x : x >= 2 and x != 5 ? |x/2|^(1/3) : -cbrt(x)^2/3"

    assert ziamath.Latex(latex(parse(text))).svg().startswith("<svg")


def test_that_repeated_arguments_do_not_multiply_the_source() -> None:
    deep = "sinc(" * 45 + "x + 1" + ")" * 45

    assert len(python_source(parse(deep))) < 45 * 400
