from dataclasses import replace

import numpy as np
import pytest

from explorer.core.training.dataset import Digits
from explorer.core.training.range_test import range_test
from explorer.core.training.rates import HIGHEST, LOWEST, STEPS, RangeTest, rates_of_test
from explorer.core.training.reports import Finished, Snapshot, weights_digest, weights_in
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train

SMALL = TrainingSettings(hidden=(HiddenLayer(8),), batch_size=16, steps=30, validate_every=30)


def told(losses: np.ndarray) -> RangeTest:
    return RangeTest(rates_of_test()[: len(losses)], losses, is_over=True, first_sha256="")


def test_that_a_range_test_changes_no_weight_of_any_run(few_digits: Digits) -> None:
    def digest_of_a_run() -> str:
        *_, last = train(SMALL, few_digits)
        assert isinstance(last, Finished)
        return weights_digest(last.weights)

    before = digest_of_a_run()
    run = train(SMALL, few_digits, snapshot_every=10)
    first = next(each for each in run if isinstance(each, Snapshot))
    held = weights_digest(weights_in(first))
    *_, found = range_test(SMALL, few_digits)
    # Of the run that waits, of the first weights, and of a run that is made after it.
    assert weights_digest(weights_in(first)) == held == found.first_sha256
    *_, last = run
    assert isinstance(last, Finished)
    assert weights_digest(last.weights) == before == digest_of_a_run()


def test_that_its_updates_are_those_of_runs_at_growing_rates(few_digits: Digits) -> None:
    *_, found = range_test(SMALL, few_digits)
    # The first loss is that of the first weights whatever the rate; the second follows the first rate.
    run = train(replace(SMALL, learning_rate=LOWEST, steps=2), few_digits, steps_per_call=1)
    losses = np.concatenate([each.losses for each in run if hasattr(each, "losses")])
    np.testing.assert_array_equal(found.losses[:2], losses.astype(np.float64))
    np.testing.assert_allclose(found.rates[0], LOWEST)
    assert found.is_over
    assert np.all(np.diff(np.log(found.rates)) > 0)


def test_that_it_can_be_left_at_any_answer_and_begins_before_anything_is_compiled(
    few_digits: Digits,
) -> None:
    test = range_test(SMALL, few_digits)
    assert not len(next(test).rates)
    shares = [next(test).share for _ in range(3)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.1
    del test


@pytest.mark.parametrize("middle", [1e-4, 1e-3, 1e-2])
def test_that_the_suggestion_is_where_a_known_curve_falls_steepest(middle: float) -> None:
    x = np.log10(rates_of_test())
    scatter = np.random.default_rng(0).normal(0, 0.02, STEPS)
    fall = 2 - 1.5 / (1 + np.exp(-4 * (x - np.log10(middle))))
    found = told(fall + scatter + np.where(x > -0.5, (x + 0.5) ** 2, 0))
    assert found.suggestion is not None
    assert abs(np.log10(found.suggestion / middle)) < 0.15


def test_that_nothing_is_suggested_where_the_loss_falls_nowhere() -> None:
    scatter = np.random.default_rng(1).normal(0, 0.1, STEPS)
    x = np.log10(rates_of_test())
    assert told(2 + scatter).suggestion is None
    assert told(2 + scatter + np.maximum(x, 0) ** 2).suggestion is None
    assert told(2 + scatter[:10]).suggestion is None
    assert told(np.full(STEPS, np.nan)).suggestion is None


def test_that_nothing_is_suggested_before_the_end() -> None:
    falling = np.linspace(2, 1, 200)
    assert (
        RangeTest(rates_of_test()[:200], falling, is_over=False, first_sha256="").suggestion is None
    )
    assert told(falling).suggestion is not None


def test_that_it_ends_where_the_loss_has_grown_or_is_no_number() -> None:
    low = np.full(100, 0.5)
    assert not told(low).has_grown
    assert not told(np.append(low, 3.0)).has_grown  # one bad batch is no end
    assert told(np.append(low, np.full(30, 3.0))).has_grown
    assert told(np.append(low, np.inf)).has_grown
    assert told(np.append(low[:3], np.nan)).has_grown


@pytest.mark.slow
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_that_the_suggested_rate_trains_the_lessons_network(digits: Digits, optimizer: str) -> None:
    settings = TrainingSettings().with_optimizer(optimizer)
    *_, found = range_test(settings, digits)
    assert found.suggestion is not None
    assert LOWEST < found.suggestion < HIGHEST
    chosen = replace(settings, learning_rate=found.suggestion, steps=500, validate_every=500)
    *_, last = train(chosen, digits)
    assert isinstance(last, Finished)
    assert last.test_accuracy > 0.9
