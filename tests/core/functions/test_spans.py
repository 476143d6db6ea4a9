"""Curves are broken where they jump, and only there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.autodiff.derivatives import sample
from explorer.core.functions.formula import parse
from explorer.core.functions.spans import broken_at_jumps, padded, robust
from explorer.session.descent.snapshots import stalled


def gaps(text: str, low: float = -2.9, high: float = 2.9) -> list[float]:
    """Return where the line of f is broken."""
    x = np.linspace(low, high, 800)
    drawn = broken_at_jumps(x, sample(parse(text), x, 1))
    return [round(float(place), 1) for place in x[np.isnan(drawn[0])]]


@pytest.mark.parametrize(
    "text", ["2*x**2", "abs(x)", "exp(x)", "sin(9x)", "x^4", "relu(x)", "1000 x", "exp(-x^2)"]
)
def test_that_a_continuous_curve_is_drawn_whole(text: str) -> None:
    assert gaps(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1/x", [0.0]),
        ("tan(x)", [-1.6, 1.6]),
        ("floor(x)", [-2.0, -1.0, 0.0, 1.0, 2.0]),
        ("sign(x)", [0.0]),
    ],
)
def test_that_poles_and_jumps_are_gaps(text: str, places: list[float]) -> None:
    assert gaps(text) == places


def test_that_the_outside_of_a_domain_is_a_gap() -> None:
    assert all(place <= 0 for place in gaps("sqrt(x)"))


def test_that_a_pole_does_not_decide_the_height_of_a_plot() -> None:
    x = np.linspace(-1, 1, 1000)
    low, high = robust(1 / x)
    assert -200 < low < -2 < 2 < high < 200


def test_that_a_tiny_rate_stalls_where_an_update_rounds_away() -> None:
    x = np.linspace(-3, 3, 601)
    where = stalled(x, 4 * x, 1e-5, "float16")
    assert np.float16(2.5) - np.float16(1e-5) * np.float16(10.0) == np.float16(2.5)
    assert np.isfinite(where[np.argmin(np.abs(x - 2.5))])
    assert np.isnan(where[np.argmin(np.abs(x))])


def test_that_a_sensible_rate_stalls_nowhere() -> None:
    x = np.linspace(-3, 3, 601)
    assert np.isnan(stalled(x, 4 * x, 0.01, "float32")).all()


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=50))
def test_that_a_padded_span_holds_what_it_was_made_of(values: list[float]) -> None:
    low, high = padded((min(values), max(values)), 0.1, 0.1)
    assert low <= min(values) <= max(values) <= high
    assert low < high
