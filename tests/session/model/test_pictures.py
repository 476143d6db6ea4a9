"""What the map and the curves show, against plain loops over the same tables."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from explorer.core.observing.observed import ModelRun
from explorer.session.model import blocks
from explorer.session.model.choices import Quantity
from explorer.session.model.resolving import curves, grid, pictures
from explorer.session.model.snapshots import (
    EMPTY,
    NO_GRADIENT,
    NOT_FINITE,
    SHADES,
    Picture,
    RunWish,
    Window,
)
from tests.session.model_runs import a_run, without_gradient


def picture(
    run: ModelRun,
    window: Window,
    quantity: Quantity = "gradient",
    *,
    rows: tuple[int, ...] | None = None,
    logarithmic: bool = True,
) -> Picture:
    shown = tuple(range(len(run.variables))) if rows is None else rows
    (found,) = pictures(run, RunWish(quantity, shown, window, logarithmic, 25))
    return found


def told(found: Picture, cell: int) -> float:
    """Return the value that a shade stands for."""
    place = found.low + cell / SHADES * (found.high - found.low)
    return float(10**place) if found.logarithmic else place


@settings(deadline=None, max_examples=40)
@given(
    count=st.integers(1, 400),
    columns=st.integers(1, 90),
    every=st.integers(1, 7),
    seed=st.integers(0, 99),
)
def test_that_a_cell_shows_the_largest_value_of_its_steps(
    count: int, columns: int, every: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    run = a_run(count, every=every, gradient={0: 10.0 ** rng.uniform(-5, 0, count)})
    found = picture(run, Window(0, run.last_step, columns))
    for column in range(found.cells.shape[1]):
        first = found.left + column * found.size
        inside = (run.steps >= first) & (run.steps < first + found.size)
        if inside.any():
            shown = told(found, int(found.cells[0, column]))
            assert np.log10(shown) == pytest.approx(
                np.log10(run.gradient[inside, 0].max()), abs=(found.high - found.low) / SHADES
            )


def test_that_a_long_run_is_shown_as_without_its_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    run = a_run(40_000, gradient={n: 10.0 ** rng.uniform(-4, 0, 40_000) for n in range(6)})
    window = Window(0, 40_000, 200)
    by_blocks = picture(run, window).cells
    monkeypatch.setattr("explorer.session.model.resolving.BLOCK", 10**9)
    one_by_one = picture(run, window).cells
    # 256 steps a column are eight whole blocks.
    np.testing.assert_array_equal(by_blocks, one_by_one)


def test_that_blocks_of_a_run_that_grew_are_those_of_a_new_one() -> None:
    rng = np.random.default_rng(2)
    whole = a_run(1_000, gradient={0: rng.uniform(size=1_000)})
    fields = {name: getattr(whole, name)[:300] for name in ("gradient", "weight", "nonfinite")}
    begun = replace(whole, steps=whole.steps[:300], **fields)
    blocks.blocks(begun, "gradient")
    grown, _ = blocks.blocks(whole, "gradient")
    fresh, _ = blocks.blocks(replace(whole, description=replace(whole.description)), "gradient")
    np.testing.assert_array_equal(grown, fresh)


def test_that_one_gradient_that_is_not_finite_is_seen_among_thousands() -> None:
    bad = np.zeros(20_000)
    bad[12_345] = 1
    run = a_run(20_000, nonfinite={3: bad})
    found = picture(run, Window(0, 20_000, 100))
    rows, _ = np.nonzero(found.cells == NOT_FINITE)
    assert set(rows) == {3}


def test_that_a_variable_without_gradient_is_told_apart_from_a_small_one() -> None:
    run = without_gradient(a_run(gradient={0: np.nan}), 0)
    window = Window(0, 300, 100)
    assert set(picture(run, window).cells[0]) <= {NO_GRADIENT, EMPTY}
    assert NO_GRADIENT not in picture(run, window, "weight").cells


def test_that_nothing_is_drawn_after_the_last_step() -> None:
    found = picture(a_run(300), Window(0, 500, 500))
    ends = found.left + np.arange(found.cells.shape[1]) * found.size
    assert (found.cells[:, ends > 300] == EMPTY).all()
    assert (found.cells[:, ends <= 300] != EMPTY).all()


def test_that_a_look_is_drawn_on_until_the_next() -> None:
    found = picture(a_run(30, every=10), Window(0, 291, 300))
    ends = found.left + np.arange(found.cells.shape[1])
    assert (found.cells[:, ends <= 291] != EMPTY).all()


@settings(deadline=None, max_examples=100)
@given(
    left=st.floats(0, 300),
    width=st.floats(1, 300),
    columns=st.integers(1, 400),
    every=st.integers(2, 40),
)
def test_that_a_part_of_a_run_shows_at_each_step_the_newest_look(
    left: float, width: float, columns: int, every: int
) -> None:
    values = {0: 10.0 ** np.random.default_rng(every).uniform(-5, 0, 9)}
    run = a_run(9, every=every, gradient=values)
    found = picture(run, Window(left, left + width, columns), rows=(0,))
    assume(found.size <= every)  # a look a column at most
    for column, cell in enumerate(found.cells[0]):
        before = np.flatnonzero(run.steps < found.left + (column + 1) * found.size)
        if found.left + column * found.size > run.last_step or not before.size:
            assert cell == EMPTY
        else:
            expected = np.log10(run.gradient[before[-1], 0])
            assert np.log10(told(found, int(cell))) == pytest.approx(
                expected, abs=(found.high - found.low) / SHADES
            )


def test_that_columns_stay_where_they_are_when_steps_come() -> None:
    before, _, _ = grid(Window(0, 1_000, 500))
    after, _, _ = grid(Window(0, 1_010, 500))
    assert before == after == 1


def test_that_update_over_weight_is_what_it_says() -> None:
    run = a_run(update={0: 0.02}, weight={0: 4.0})
    found = picture(run, Window(0, 300, 50), "update", rows=(0,), logarithmic=False)
    assert told(found, int(found.cells[0, 0])) == pytest.approx(0.005, rel=0.01)


def test_that_layers_left_out_leave_the_others_in_their_order() -> None:
    run = a_run(gradient={n: 10.0**-n for n in range(6)})
    whole = picture(run, Window(0, 300, 50))
    some = picture(run, Window(0, 300, 50), rows=(2, 5))
    assert some.cells.shape[0] == 2
    assert whole.cells[2, 0] > whole.cells[5, 0]
    assert some.cells[0, 0] > some.cells[1, 0]


def test_that_the_smoothed_loss_is_the_mean_of_the_last_steps() -> None:
    rng = np.random.default_rng(3)
    run = a_run(300, loss=rng.uniform(1, 2, 300))
    steps, means = picture(run, Window(0, 300, 500)).smooth
    loss = run.metrics["loss"].values
    for step, mean in zip(steps.astype(int), means, strict=True):
        assert mean == pytest.approx(loss[max(step - 25, 0) : step].mean())


def test_that_a_loss_that_is_not_finite_leaves_a_gap() -> None:
    loss = np.append(np.linspace(2, 1, 200), np.full(100, np.nan))
    steps, means = picture(a_run(300, loss=loss), Window(0, 300, 500)).smooth
    assert np.isnan(means[steps > 200]).all()
    assert np.isfinite(means[steps <= 200]).all()


def test_that_the_curves_end_with_the_newest_value() -> None:
    run = a_run(5_000, gradient={2: np.linspace(1, 2, 5_000)})
    found = curves(run, 2)
    assert found.name == "layer_1/kernel"
    assert found.gradient[1][-1] == pytest.approx(2.0)
    assert found.gradient[0][-1] == 5_000
    assert len(found.gradient[0]) < 400
