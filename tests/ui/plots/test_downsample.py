"""Long curves cut down for the screen."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.ui.plots.downsample import averages, bounds, peaks


@given(count=st.integers(1, 5000), most=st.integers(20, 800), seed=st.integers(0, 99))
def test_that_no_peak_of_a_long_curve_is_lost(count: int, most: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=count)
    steps, shown = peaks(values, 0, count, most)
    assert len(steps) == len(shown) <= most + 4
    assert shown.max() == values.max()
    assert shown.min() == values.min()


@given(count=st.integers(1, 900), parts=st.integers(1, 90), seed=st.integers(0, 99))
def test_that_a_curve_lies_between_its_bounds(count: int, parts: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y = np.sort(rng.uniform(0, 100, count)), rng.normal(size=count)
    (middles, above), (others, below) = bounds(x, y, parts)
    assert len(middles) == len(above) <= parts
    np.testing.assert_array_equal(middles, others)
    inside = (x >= middles[0]) & (x <= middles[-1])
    assert (np.interp(x, middles, above) >= y - 1e-12)[inside].all()
    assert (np.interp(x, middles, below) <= y + 1e-12)[inside].all()
    assert (above.max(), below.min()) == (y.max(), y.min())


def test_that_a_short_curve_is_drawn_step_by_step() -> None:
    steps, shown = peaks(np.array([3.0, 1.0, 2.0]), 0, 3, 100)
    np.testing.assert_array_equal(steps, [1, 2, 3])
    np.testing.assert_array_equal(shown, [3.0, 1.0, 2.0])


def test_that_what_is_drawn_stays_where_it_is_when_more_comes() -> None:
    values = np.random.default_rng(0).normal(size=3100)
    before = peaks(values, 0, 3000, 1000)
    after = peaks(values, 0, 3100, 1000)
    kept = len(before[0]) - 4
    np.testing.assert_array_equal(before[0][:kept], after[0][:kept])
    np.testing.assert_array_equal(before[1][:kept], after[1][:kept])


@given(count=st.integers(1, 3000), width=st.integers(1, 400), seed=st.integers(0, 99))
def test_that_each_average_is_the_mean_of_the_steps_before_it(
    count: int, width: int, seed: int
) -> None:
    values = np.random.default_rng(seed).normal(size=count)
    steps, means = averages(np.concatenate([[0.0], np.cumsum(values)]), 0, count, 200, width)
    assert steps[-1] == count
    wanted = [values[max(0, int(n) - width) : int(n)].mean() for n in steps]
    np.testing.assert_allclose(means, wanted, atol=1e-10)
