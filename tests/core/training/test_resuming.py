from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import pytest

from explorer.core.descent import parameters as limits
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import Digits
from explorer.core.training.engine import fits
from explorer.core.training.reports import Diverged, Finished, Snapshot, weights_digest
from explorer.core.training.run import Run
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train
from tests.core.training.oracle import SHORT, last_of, losses_of


@pytest.mark.parametrize(
    "settings",
    [
        replace(SHORT, dropout=0.3, batch_size=37),
        *(
            pytest.param(
                SHORT.with_optimizer(key),
                marks=() if key in ("sgd", "momentum", "adam") else pytest.mark.slow,
                id=key,
            )
            for key in OPTIMIZERS
        ),
    ],
)
def test_that_a_resumed_run_ends_with_the_same_bits(
    few_digits: Digits, settings: TrainingSettings
) -> None:
    reports = list(train(settings, few_digits, snapshot_every=7))
    snapshots = [report for report in reports if isinstance(report, Snapshot)]
    assert [snapshot.step for snapshot in snapshots] == [0, 7, 14, 21, 25]
    resumed = list(train(settings, few_digits, resume=snapshots[2]))
    assert losses_of(resumed) == losses_of(reports)[14:]
    assert weights_digest(last_of(resumed).weights) == weights_digest(last_of(reports).weights)


def test_that_snapshots_change_no_bit(few_digits: Digits) -> None:
    with_them = last_of(train(SHORT, few_digits, snapshot_every=3))
    without = last_of(train(SHORT, few_digits))
    assert weights_digest(with_them.weights) == weights_digest(without.weights)


@pytest.mark.parametrize("dropout", [0.0, 0.3])
def test_that_a_snapshot_keeps_its_numbers_while_the_run_goes_on(
    few_digits: Digits, dropout: float
) -> None:
    settings = replace(SHORT, dropout=dropout)
    reports = train(settings, few_digits, snapshot_every=5)
    snapshot = next(r for r in reports if isinstance(r, Snapshot) and r.step == 10)
    then = {name: value.copy() for name, value in snapshot.variables.items()}
    list(reports)
    for name, value in snapshot.variables.items():
        np.testing.assert_array_equal(value, then[name], err_msg=name)


def test_that_a_finished_run_can_go_on_for_more_steps(few_digits: Digits) -> None:
    *_, last, _ = train(SHORT, few_digits, snapshot_every=SHORT.steps)
    assert isinstance(last, Snapshot)
    longer = replace(SHORT, steps=40)
    resumed = last_of(train(longer, few_digits, resume=last))
    at_once = last_of(train(longer, few_digits))
    assert weights_digest(resumed.weights) == weights_digest(at_once.weights)


def test_that_fewer_steps_than_made_are_refused(few_digits: Digits) -> None:
    snapshots = (r for r in train(SHORT, few_digits, snapshot_every=10) if isinstance(r, Snapshot))
    _, ten = islice(snapshots, 2)
    with pytest.raises(ExplorerError, match="has made 10 steps already"):
        next(train(replace(SHORT, steps=5), few_digits, resume=ten))


def test_that_a_snapshot_of_another_network_is_refused(few_digits: Digits) -> None:
    snapshot = next(
        r for r in train(SHORT, few_digits, snapshot_every=9) if isinstance(r, Snapshot)
    )
    other = replace(SHORT, hidden=(HiddenLayer(7),))
    with pytest.raises(ExplorerError, match="Start a new run"):
        next(train(other, few_digits, resume=snapshot))
    with pytest.raises(ExplorerError, match="of another network"):
        next(train(other, few_digits, resume=replace(snapshot, settings=other)))


def test_that_a_diverged_run_goes_on_from_before_with_a_smaller_rate(
    few_digits: Digits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HIGHEST_RATE", 1e38)
    wild = replace(SHORT, optimizer="sgd", learning_rate=1e30)
    *_, diverged = train(wild, few_digits)
    assert isinstance(diverged, Diverged)
    tamed = replace(wild, learning_rate=0.01)
    *_, last = train(tamed, few_digits, resume=diverged.snapshot)
    assert isinstance(last, Finished | Diverged)
    assert diverged.snapshot is not None
    assert diverged.step == diverged.snapshot.step


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_that_what_a_run_holds_fits_its_settings(digits: Digits, optimizer: str) -> None:
    settings = TrainingSettings(optimizer=optimizer, dropout=0.5, hidden=(HiddenLayer(3),))
    with closing(Run(settings, digits, None, None)) as run:
        assert fits(run.snapshot())


@pytest.fixture(scope="module")
def small_snapshot(digits: Digits) -> Snapshot:
    settings = TrainingSettings(steps=2, hidden=(HiddenLayer(3),), validate_every=9)
    reports = list(train(settings, digits, snapshot_every=2))
    return next(each for each in reports if isinstance(each, Snapshot) and each.step == 2)


def test_that_what_a_run_holds_after_some_steps_fits(small_snapshot: Snapshot) -> None:
    assert fits(small_snapshot)


@pytest.mark.parametrize(
    "change",
    [
        lambda _: {"00_kernel": np.zeros((784, 3))},  # not float32
        lambda _: {"00_kernel": np.zeros((784, 4), np.float32)},
        lambda _: {"99_more": np.zeros(1, np.float32)},
        lambda found: {name: found[name] + 1 for name in found if name.endswith("_iteration")},
        lambda found: {name: found[name] - 9 for name in found if name.endswith("_velocity")},
    ],
)
def test_that_other_variables_do_not_fit(
    small_snapshot: Snapshot, change: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> None:
    found = small_snapshot.variables
    changes = change(found)
    assert changes
    assert not fits(replace(small_snapshot, variables={**found, **changes}))
