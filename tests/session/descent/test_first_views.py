"""What is seen first of a function can be read."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.core.functions.examples.catalogue import CATALOGUE, Example
from explorer.session.descent.choices import DescentChoices
from explorer.session.descent.resolving import curves

MOST = 0.6  # of the curve, within the heights that are shown
TALL = 0.3  # of the height, that the curve takes at least


def seen(choices: DescentChoices) -> tuple[float, float]:
    """Return how much of the curve is in view, and how much of the height it takes there."""
    view = next(iter(curves(choices, None)))
    (left, right), (low, high) = view.span, view.heights[0]
    assert left <= choices.start <= right
    f = view.values[0][(view.x >= left) & (view.x <= right)]
    known = f[np.isfinite(f)]
    inside = known[(known >= low) & (known <= high)]
    return inside.size / known.size, float(np.ptp(inside)) / (high - low) if inside.size else 0.0


@pytest.mark.parametrize("example", CATALOGUE, ids=lambda each: each.key)
@pytest.mark.parametrize("way", ["chosen", "typed", "typed with its start"])
def test_that_every_function_of_the_catalogue_can_be_read_at_first_sight(
    example: Example, way: str
) -> None:
    choices = {
        "chosen": DescentChoices().with_example(example),
        "typed": DescentChoices(formula=example.text),
        "typed with its start": DescentChoices(formula=example.text, start=example.start),
    }[way]
    share, height = seen(choices)
    assert share >= MOST
    # Some heights are chosen by hand: a flat line at ½, in which what is lost shows as 0.
    assert height >= TALL or (way == "chosen" and example.heights is not None)


@settings(max_examples=15, deadline=None)
@given(start=st.floats(-5, 5), waves=st.integers(1, 12), height=st.floats(0.1, 100))
def test_that_waves_on_a_parabola_can_be_read_from_any_start(
    start: float, waves: int, height: float
) -> None:
    text = f"x^2 - {height:.3g}cos({waves}x)"
    share, tall = seen(DescentChoices(formula=text, start=round(start, 2)))
    assert share >= MOST
    assert tall >= TALL
