"""Numbers along an axis: each stands there once, and says the place it is at."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.ui.plots.axes import QuietAxis
from explorer.ui.plots.log_plot import DecadeAxis
from explorer.ui.plots.run_axes import LossAxis, PercentAxis, StepAxis
from explorer.ui.theme import Look

_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


def ticks(axis: QuietAxis, low: float, high: float, size: float) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    for spacing, values in axis.tickValues(low, high, size):
        found += zip(values, axis.tickStrings(values, 1.0, spacing), strict=True)
    return found


def read(text: str) -> float:
    """Return what a reader takes a tick for."""
    text = text.replace(",", "").removesuffix(" %")
    factor, dot, power = text.partition("·")
    if not dot:
        factor, power = "1", text
    if power.startswith("10") and len(power) > 2 and not power[2].isascii():
        return float(factor) * 10.0 ** int(power[2:].translate(_RAISED))
    return float(text.translate(str.maketrans("−", "-")))


SAME = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SAME
@given(low=st.floats(-12, 3), span=st.floats(0.05, 15), size=st.floats(20, 1200))
def test_that_a_loss_stands_once_on_its_axis_and_is_the_one_there(
    look: Look, low: float, span: float, size: float
) -> None:
    found = ticks(LossAxis(look), low, low + span, size)
    texts = [text for _, text in found]
    assert len(texts) == len(set(texts)), texts
    for exponent, text in found:
        assert read(text) == pytest.approx(10**exponent, rel=0.01)


@SAME
@given(low=st.integers(-300, 250), span=st.floats(0.1, 300), size=st.floats(20, 1200))
def test_that_a_decade_stands_once_on_its_axis(
    look: Look, low: int, span: float, size: float
) -> None:
    texts = [text for _, text in ticks(DecadeAxis("left", look), low, low + span, size)]
    assert len(texts) == len(set(texts)), texts


@SAME
@given(
    middle=st.floats(-1e6, 1e6),
    exponent=st.floats(-7, 8),
    size=st.floats(30, 1500),
    side=st.sampled_from(["left", "bottom"]),
)
def test_that_a_number_stands_once_on_a_plain_axis_and_is_the_one_there(
    look: Look, middle: float, exponent: float, size: float, side: str
) -> None:
    span = 10**exponent
    if span < 1e-13 * abs(middle):
        return  # closer than what is zoomed to
    found = ticks(QuietAxis(side, look), middle - span, middle + span, size)
    texts = [text for _, text in found]
    assert len(texts) == len(set(texts)), texts
    for value, text in found:
        assert math.isclose(read(text), value, rel_tol=1e-3, abs_tol=span / 1e3), (value, text)


@SAME
@given(total=st.integers(1, 1_000_000), size=st.floats(100, 1500))
def test_that_steps_and_percentages_stand_once(look: Look, total: int, size: float) -> None:
    for axis, high in ((StepAxis(look), total), (PercentAxis(look), 100.9)):
        texts = [text for _, text in ticks(axis, 0, high, size)]
        assert len(texts) == len(set(texts)), texts
