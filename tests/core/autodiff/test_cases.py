import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.autodiff.cases import lesson_cases
from explorer.core.autodiff.results import Experiment
from explorer.core.functions.formula import parse
from explorer.core.sentences import ExplorerError
from tests.core.autodiff.shown_code import printed_by

FORMULAS = (
    "2*x**2",
    "sin(x)*exp(-x)",
    "3x+1",
    "floor(x)",
    "5",
    "x^(1/3)",
    "|x|",
    "ln(x)",
)


def cases(text: str = "2*x**2", at: float = 3.0) -> dict[str, Experiment]:
    return {case.name: case for case in lesson_cases(parse(text), at)}


def test_that_the_four_answers_are_those_of_the_lesson() -> None:
    answers = [case.program.answer.printed for case in cases().values()]

    assert answers == [
        "tf.Tensor(12.0, shape=(), dtype=float32)",
        "None",
        "tf.Tensor(12.0, shape=(), dtype=float32)",
        "tf.Tensor(4.0, shape=(), dtype=float32)",
    ]


def test_that_the_code_is_the_lesson_s() -> None:
    assert cases()["watched"].program.code == (
        "import tensorflow as tf\n"
        "\n"
        "x = tf.constant(3.0)\n"
        "with tf.GradientTape() as tape:\n"
        "    tape.watch(x)\n"
        "    y = 2 * x**2\n"
        "print(tape.gradient(y, x))\n"
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("variable", "x = tf.Variable(3.0)"),
        ("constant", "x = tf.constant(3.0)"),
        ("watched", "    tape.watch(x)"),
    ],
)
def test_that_the_line_that_decides_is_marked(name: str, line: str) -> None:
    program = cases()[name].program

    assert [program.lines[index] for index in program.matters] == [line]


@pytest.mark.parametrize("text", FORMULAS)
@given(at=st.floats(-1e3, 1e3, width=32))
@settings(max_examples=5, deadline=None)
def test_that_the_shown_code_prints_the_shown_answer(text: str, at: float) -> None:
    for case in cases(text, at).values():
        assert printed_by(case.program) == case.program.answer.printed


def test_that_a_none_of_the_function_itself_has_a_cause_of_its_own() -> None:
    assert "no operation with a gradient" in str(cases("floor(x)")["variable"].cause)


def test_that_a_place_beyond_float32_is_refused() -> None:
    with pytest.raises(ExplorerError, match="float32"):
        cases(at=float(np.finfo(np.float64).max))
