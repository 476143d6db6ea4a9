import importlib
import pkgutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.autodiff import clinic
from explorer.core.autodiff.clinic.attempts import ClinicCase, Experiment, tried
from explorer.core.autodiff.clinic.cases import CASES
from explorer.core.functions.formula import parse
from explorer.core.sentences import ExplorerError
from tests.core.autodiff.shown_code import printed_by
from tests.sparing import sparing

FORMULAS = (
    "2*x**2", "sin(x)*exp(-x)", "3x+1", "floor(x)", "5", "|x|", "ln(x)", "x^(1/3)", "x<0 ? -x : x^2",
    "9^9^9*x", "sinc(2*x)",
)  # fmt: skip


def attempts(key: str, text: str = "2*x**2", at: float = 3.0) -> tuple[Experiment, ...]:
    return tried(CASES[key], parse(text), at)


@pytest.mark.parametrize(
    ("title", "answers"),
    [
        ("The lesson", ["12.0", "None", "12.0", "4.0"]),
        ("Constant not watched", ["None", "12.0", "12.0"]),
        ("Overwritten variable", ["None", "11.96"]),
        ("NumPy detour", ["None", "36.0", "36.0"]),
        ("Integer dtype", ["None", "12.0", "12.0"]),
        ("State by assign", ["None", "12.0"]),
        ("Tape used twice", ["RuntimeError", "36.0", "36.0"]),
        ("Operation without gradient", ["None", "12.0", "12.0"]),
        ("Work outside the with", ["None", "36.0"]),
        ("Outer tape closed", ["None", "4.0"]),
        ("stop_gradient", ["None", "18.0"]),
        ("Variable not used", ["None", "0.0", "12.0"]),
        ("Target not a scalar", ["15.0", "12.0", "[12.  3.]"]),
        ("Jacobian of a list", ["AttributeError", "[12.  3.]"]),
        ("Reverse and forward mode", ["12.0", "12.0"]),
    ],
)
def test_that_each_case_answers_as_the_installed_tensorflow_does(
    title: str, answers: list[str]
) -> None:
    (key,) = (case.key for case in CASES.values() if str(case.title) == title)

    assert [each.program.answer.short for each in attempts(key)] == answers


def test_that_no_case_is_without_an_expected_answer_above() -> None:
    assert len(CASES) == 15


def test_that_every_case_that_is_written_down_is_offered() -> None:
    modules = [
        importlib.import_module(f"{clinic.__name__}.{module.name}")
        for module in pkgutil.iter_modules(clinic.__path__)
    ]
    written = [
        case
        for module in modules
        for value in vars(module).values()
        for case in (value if isinstance(value, tuple) else [value])
        if isinstance(case, ClinicCase)
    ]
    assert {case.key for case in written} == set(CASES)


@pytest.mark.parametrize("text", sparing(FORMULAS, "2*x**2"))
@given(at=st.floats(-1e3, 1e3, width=32))
@settings(max_examples=3, deadline=None)
def test_that_every_shown_program_prints_the_shown_answer(text: str, at: float) -> None:
    for key in CASES:
        for shown in attempts(key, text, at):
            assert printed_by(shown.program) == shown.program.answer.printed


def test_that_each_program_marks_a_line_that_is_not_empty() -> None:
    for key in CASES:
        for shown in attempts(key):
            assert all(shown.program.lines[index].strip() for index in shown.program.matters)
            assert shown.program.matters


def test_that_the_code_is_the_lesson_s() -> None:
    watched = attempts("lesson")[2].program

    assert watched.code == (
        "import tensorflow as tf\n"
        "\n"
        "x = tf.constant(3.0)\n"
        "with tf.GradientTape() as tape:\n"
        "    tape.watch(x)\n"
        "    y = 2 * x**2\n"
        "print(tape.gradient(y, x))\n"
    )


@pytest.mark.parametrize(
    ("place", "line"),
    [(0, "x = tf.Variable(3.0)"), (1, "x = tf.constant(3.0)"), (2, "    tape.watch(x)")],
)
def test_that_the_line_that_decides_is_marked(place: int, line: str) -> None:
    program = attempts("lesson")[place].program

    assert [program.lines[index] for index in program.matters] == [line]


def test_that_a_none_of_the_function_itself_has_a_cause_of_its_own() -> None:
    assert "no operation with a gradient" in str(attempts("lesson", "floor(x)")[0].cause)


def test_that_a_refusal_says_what_tensorflow_says() -> None:
    answer = attempts("tape_used_twice")[0].program.answer

    assert answer.printed.startswith("RuntimeError: A non-persistent GradientTape")


def test_that_a_place_too_large_for_int32_leaves_the_integer_case_out() -> None:
    assert not attempts("integer_dtype", at=3e9)


def test_that_a_place_beyond_float32_is_refused() -> None:
    with pytest.raises(ExplorerError, match="float32"):
        attempts("lesson", at=float(np.finfo(np.float64).max))


@given(st.floats(-10, 10, width=32))
@settings(max_examples=20, deadline=None)
def test_that_both_modes_agree(at: float) -> None:
    reverse, forward = (each.program.answer for each in attempts("modes", "x*sin(x)+x^2", at))

    assert forward.number == pytest.approx(reverse.number, rel=1e-5, abs=1e-5)


def test_that_forward_mode_needs_one_pass_and_reverse_mode_two() -> None:
    assert [sum(each.passes or ()) for each in attempts("modes")] == [2, 1]
