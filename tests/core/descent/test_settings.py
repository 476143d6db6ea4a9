"""Limits of a descent, each with the sentence that says how to mend it."""

import math
from dataclasses import replace

import pytest

from explorer.core.descent.settings import DescentSettings, check_settings
from explorer.core.functions.formula import parse
from explorer.core.sentences import ExplorerError
from explorer.core.training.settings import TrainingSettings, problems

GOOD = DescentSettings(formula=parse("2*x**2"), start=3.0, updates=100)


def test_that_the_lesson_is_within_the_limits() -> None:
    check_settings(GOOD)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"start": float("nan")}, "The start must be a finite number. Type for example 3."),
        ({"start": float("inf")}, "The start must be a finite number. Type for example 3."),
        (
            {"start": 70000.0, "dtype": "float16"},
            "The start is beyond float16, which ends at 65504. Type a number nearer to 0.",
        ),
        (
            {"updates": 0},
            "The number of updates must be from 1 to 100,000. Type for example 100.",
        ),
        (
            {"updates": 100_001},
            "The number of updates must be from 1 to 100,000. Type for example 100.",
        ),
        ({"learning_rate": 0.0}, "The rate must be above 0. Type for example 0.01."),
        ({"learning_rate": -1.0}, "The rate must be above 0. Type for example 0.01."),
        ({"learning_rate": 1e9}, "The rate must be at most 1,000,000. Type for example 0.01."),
        ({"learning_rate": 1e-50}, "The rate is too small for float32. Type for example 0.01."),
        (
            {"learning_rate": float("nan")},
            "The rate must be a finite number. Type for example 0.01.",
        ),
    ],
)
def test_that_a_setting_out_of_its_limits_is_refused(bad: dict[str, float], sentence: str) -> None:
    with pytest.raises(ExplorerError) as caught:
        check_settings(replace(GOOD, **bad))  # type: ignore[arg-type]
    assert str(caught.value) == sentence


def test_that_equal_settings_are_equal_and_can_be_keys() -> None:
    assert {GOOD: 1}[replace(GOOD)] == 1


@pytest.mark.parametrize("rate", [0.0, -1.0, math.nan, math.inf, 2e6, 1e-50])
def test_that_a_descent_and_a_training_refuse_a_rate_with_one_sentence(rate: float) -> None:
    with pytest.raises(ExplorerError) as refused:
        check_settings(replace(GOOD, learning_rate=rate))
    assert problems(TrainingSettings(learning_rate=rate)) == {
        "learning_rate": refused.value.sentence
    }


def test_that_a_descent_and_a_training_refuse_a_parameter_with_one_sentence() -> None:
    wrong = (("momentum", 1.0),)
    with pytest.raises(ExplorerError) as refused:
        check_settings(replace(GOOD, optimizer="momentum", parameters=wrong))
    training = TrainingSettings(optimizer="momentum", parameters=wrong)
    assert problems(training) == {"parameters": refused.value.sentence}
