import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.descent.parameters import HIGHEST_RATE
from explorer.core.sentences import ExplorerError
from explorer.core.training.settings import TrainingSettings, checked, problems

SETTINGS = TrainingSettings()


def test_that_the_settings_open_as_the_lesson_has_them() -> None:
    opened = (SETTINGS.optimizer, SETTINGS.learning_rate, SETTINGS.batch_size, SETTINGS.steps)
    assert opened == ("adam", 0.001, 128, 2000)
    assert problems(SETTINGS) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("learning_rate", rate) for rate in (math.nan, math.inf, -math.inf, 0.0, -0.1, 1e9)),
        ("learning_rate", 1e-40),
        *(("steps", steps) for steps in (0, -1, 10**9)),
        *(("batch_size", size) for size in (0, -1, 10**9)),
        *(("seed", seed) for seed in (-1, 2**31)),
        ("validate_every", 0),
        ("optimizer", "adamm"),
    ],
)
def test_that_what_cannot_be_used_gets_a_sentence_with_a_remedy(field: str, value: Any) -> None:
    found = problems(replace(SETTINGS, **{field: value}))
    assert list(found) == [field]
    assert any(remedy in str(found[field]) for remedy in ("Type for example", "Choose one of"))


def test_that_every_field_at_fault_is_told_at_once() -> None:
    bad = TrainingSettings(learning_rate=0.0, steps=0)
    assert set(problems(bad)) == {"learning_rate", "steps"}


def test_that_checked_raises_the_sentence() -> None:
    with pytest.raises(ExplorerError, match=r"must be above 0\. Type for example 0\.01\."):
        checked(TrainingSettings(learning_rate=0.0))


@given(st.floats())
def test_that_a_rate_is_either_refused_or_a_positive_float32(rate: float) -> None:
    if "learning_rate" not in problems(replace(SETTINGS, learning_rate=rate)):
        assert np.finfo(np.float32).tiny <= rate <= HIGHEST_RATE
