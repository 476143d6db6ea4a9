import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.autodiff.clinic.cases import clinic_case, clinic_cases
from explorer.core.autodiff.results import ClinicCase
from explorer.core.functions.formula import parse
from tests.core.autodiff.shown_code import printed_by

FORMULAS = ("2*x**2", "sin(x)", "3x+1", "floor(x)", "5", "|x|", "ln(x)", "x<0 ? -x : x^2")


def clinic(text: str = "2*x**2", at: float = 3.0) -> dict[str, ClinicCase]:
    return {str(case.title): case for case in clinic_cases(parse(text), at)}


@pytest.mark.parametrize(
    ("title", "written", "cures"),
    [
        ("Constant not watched", "None", ["12.0", "12.0"]),
        ("Overwritten variable", "None", ["11.96"]),
        ("NumPy detour", "None", ["36.0", "36.0"]),
        ("Integer dtype", "None", ["12.0", "12.0"]),
        ("State by assign", "None", ["12.0"]),
        ("Tape used twice", "RuntimeError", ["36.0", "36.0"]),
        ("Operation without gradient", "None", ["12.0", "12.0"]),
        ("Work outside the with", "None", ["36.0"]),
        ("Outer tape closed", "None", ["4.0"]),
        ("stop_gradient", "None", ["18.0"]),
        ("Variable not used", "None", ["0.0", "12.0"]),
        ("Target not a scalar", "15.0", ["12.0", "[12.  3.]"]),
        ("Jacobian of a list", "AttributeError", ["[12.  3.]"]),
    ],
)
def test_that_each_case_answers_as_the_installed_tensorflow_does(
    title: str, written: str, cures: list[str]
) -> None:
    case = clinic()[title]

    assert case.written.program.answer.short == written
    assert [cure.program.answer.short for cure in case.cures] == cures


def test_that_no_case_is_without_an_expected_answer_above() -> None:
    assert len(clinic()) == 13


@pytest.mark.parametrize("text", FORMULAS)
@given(at=st.floats(-1e3, 1e3, width=32))
@settings(max_examples=3, deadline=None)
def test_that_every_shown_program_prints_the_shown_answer(text: str, at: float) -> None:
    for case in clinic(text, at).values():
        for shown in (case.written, *case.cures):
            assert printed_by(shown.program) == shown.program.answer.printed


def test_that_each_program_marks_a_line_that_is_not_empty() -> None:
    for case in clinic().values():
        for shown in (case.written, *case.cures):
            assert all(shown.program.lines[index].strip() for index in shown.program.matters)
            assert shown.program.matters


def test_that_a_refusal_says_what_tensorflow_says() -> None:
    answer = clinic()["Tape used twice"].written.program.answer

    assert answer.printed.startswith("RuntimeError: A non-persistent GradientTape")


def test_that_a_place_too_large_for_int32_leaves_the_integer_case_out() -> None:
    assert "Integer dtype" not in clinic(at=3e9)


def test_that_one_case_alone_is_the_one_asked_for() -> None:
    case = clinic_case(parse("2*x**2"), 3.0, "numpy_detour")

    assert case == clinic()["NumPy detour"]
