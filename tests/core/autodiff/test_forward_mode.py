import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.autodiff.forward_mode import modes
from explorer.core.functions.formula import parse
from tests.core.autodiff.shown_code import printed_by


@given(st.floats(-10, 10, width=32))
@settings(max_examples=20, deadline=None)
def test_that_both_modes_agree(at: float) -> None:
    answers = [mode.experiment.program.answer for mode in modes(parse("x*sin(x)+x^2"), at)]

    assert answers[1].number == pytest.approx(answers[0].number, rel=1e-5, abs=1e-5)


def test_that_both_modes_give_the_lesson_s_slope() -> None:
    assert [mode.experiment.program.answer.number for mode in modes(parse("2*x**2"), 3)] == [12, 12]


def test_that_forward_mode_needs_one_pass_and_reverse_mode_two() -> None:
    passes = [mode.forward_passes + mode.backward_passes for mode in modes(parse("2*x**2"), 3)]

    assert passes == [2, 1]


@pytest.mark.parametrize("text", ["2*x**2", "floor(x)", "5", "|x|"])
def test_that_the_shown_code_prints_the_shown_answer(text: str) -> None:
    for mode in modes(parse(text), 0.5):
        assert printed_by(mode.experiment.program) == mode.experiment.program.answer.printed
