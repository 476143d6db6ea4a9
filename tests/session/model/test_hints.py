"""Hints of runs whose numbers are written by hand: what is said, and what is not."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.observing.observed import ModelRun
from explorer.session.model.choices import Thresholds
from explorer.session.model.hints import Hint, hints_of
from tests.session.model_runs import a_run, without_gradient

USUAL = Thresholds()


def kinds(run: ModelRun, thresholds: Thresholds = USUAL) -> list[str]:
    return [each.kind for each in hints_of(run, thresholds)]


def the_hint(run: ModelRun) -> Hint:
    (found,) = hints_of(run, USUAL)
    return found


def test_that_nothing_is_said_of_a_healthy_run() -> None:
    assert kinds(a_run()) == []


def test_that_nothing_is_said_of_a_run_without_steps() -> None:
    assert kinds(a_run(0, loss=[])) == []


@pytest.mark.parametrize(
    ("first", "said"),
    # AutoTrainer wants both: below a thousandth of the last one, and below 1e−4 itself.
    [(9e-5, ["vanishing"]), (1.1e-4, []), (2e-4, [])],
)
def test_that_gradients_vanish_below_both_bounds(first: float, said: list[str]) -> None:
    run = a_run(gradient={0: first, 4: 0.1})
    assert kinds(run) == said
    assert kinds(a_run(gradient={0: 9e-5, 4: 0.05})) == []  # small, but not beside the last one


def test_that_the_threshold_of_vanishing_can_be_moved() -> None:
    run = a_run(gradient={0: 9e-5, 4: 0.1})
    assert kinds(run, replace(USUAL, vanishing=1e-4)) == []


def test_that_a_vanishing_gradient_names_both_kernels_and_the_ratio() -> None:
    found = the_hint(a_run(gradient={0: 1e-6, 4: 0.1}))
    assert (found.variable, found.other) == ("layer_0/kernel", "layer_2/kernel")
    assert found.number == pytest.approx(1e-5)
    assert found.threshold == 1e-3


@pytest.mark.parametrize(("ratio", "said"), [(69, []), (71, ["exploding"])])
def test_that_gradients_explode_above_seventy_times(ratio: float, said: list[str]) -> None:
    assert kinds(a_run(gradient={0: 0.01 * ratio, 4: 0.01})) == said


@pytest.mark.parametrize(("share", "said"), [(0.5, []), (0.51, ["silent"]), (np.nan, [])])
def test_that_more_than_half_of_a_layer_is_silent(share: float, said: list[str]) -> None:
    assert kinds(a_run(silent={2: share, 3: share})) == said


@pytest.mark.parametrize(
    ("update", "said"),
    [(2 * 9e-9, ["small_update"]), (2 * 2e-8, []), (2 * 9.9, []), (2 * 11, ["large_update"])],
)
def test_that_updates_leave_their_bounds(update: float, said: list[str]) -> None:
    assert kinds(a_run(update={2: update})) == said


def test_that_what_no_gradient_reaches_is_told_once() -> None:
    assert kinds(without_gradient(a_run(update={0: 0.0, 1: 0.0}), 0, 1)) == ["no_gradient"]


def test_that_a_bias_that_begins_at_zero_is_no_large_update() -> None:
    assert kinds(a_run(weight={1: 1e-9})) == []


@pytest.mark.parametrize(("end", "said"), [(1.88, []), (1.92, ["flat_loss"]), (2.5, ["flat_loss"])])
def test_that_a_loss_that_has_hardly_fallen_is_told(end: float, said: list[str]) -> None:
    assert kinds(a_run(loss=np.append(np.full(150, 2.0), np.full(150, end)))) == said


def test_that_a_loss_is_not_judged_by_its_first_steps() -> None:
    assert kinds(a_run(150, loss=np.full(150, 2.0))) == []


def test_that_variables_without_gradient_are_counted() -> None:
    found = the_hint(without_gradient(a_run(), 0, 1))
    assert (found.kind, found.number, found.other) == ("no_gradient", 2, "6")
    assert found.variable == "layer_0/kernel"


def test_that_the_first_step_that_is_not_finite_is_named() -> None:
    bad = np.zeros(300)
    bad[120:] = 16
    gradient = np.where(bad > 0, np.nan, 0.1)
    found = hints_of(a_run(gradient={2: gradient}, nonfinite={2: bad}), USUAL)[0]
    assert (found.kind, found.variable, found.step) == (
        "gradients_not_finite", "layer_1/kernel", 121,
    )  # fmt: skip


def test_that_weights_that_are_not_finite_are_told_in_place_of_their_gradients() -> None:
    bad = np.zeros(300)
    bad[120:] = 16
    weight = np.full(300, 2.0)
    weight[121:] = np.nan
    assert kinds(a_run(weight={2: weight}, nonfinite={2: bad})) == ["weights_not_finite"]


def test_that_a_variable_that_came_late_is_not_taken_for_one_that_is_not_finite() -> None:
    late = np.full(300, np.nan)
    late[200:] = 2.0
    assert kinds(a_run(weight={5: late})) == []
