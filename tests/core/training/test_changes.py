from dataclasses import replace

import numpy as np
import pytest

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.sentences import ExplorerError
from explorer.core.training.changes import (
    LiveChanges,
    PlannedChanges,
    taken_over,
)
from explorer.core.training.dataset import Digits
from explorer.core.training.network import build_optimizer
from explorer.core.training.reports import Changed, Progress, Report, weights_digest
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train
from tests.core.training.oracle import SHORT, last_of, losses_of

SLOW = replace(SHORT, learning_rate=0.0001)


def _live(digits: Digits, start: TrainingSettings, *wishes: TrainingSettings) -> list[Report]:
    """Train and wish for the next settings after each call, as a hand at the window would."""
    changes, waiting, reports = LiveChanges(), list(wishes), []
    for report in train(start, digits, changes=changes, steps_per_call=6):
        reports.append(report)
        if isinstance(report, Progress) and waiting:
            changes.ask(waiting.pop(0))
    return reports


@pytest.mark.slow  # leaves some 70 MB of compiled code
def test_that_a_run_with_its_changes_replayed_gives_the_same_bits(few_digits: Digits) -> None:
    wishes = [
        SLOW,
        replace(SLOW, batch_size=50),
        replace(SLOW, batch_size=50, parameters=(("beta_1", 0.5),), steps=33),
    ]
    live = _live(few_digits, SHORT, *wishes)
    plan = {r.step: r.settings for r in live if isinstance(r, Changed)}
    assert len(plan) == 3
    replay = list(train(SHORT, few_digits, changes=PlannedChanges(plan)))
    assert losses_of(replay) == losses_of(live)
    assert weights_digest(last_of(replay).weights) == weights_digest(last_of(live).weights)
    assert last_of(live).step == 33


@pytest.mark.slow
def test_that_losses_before_a_change_are_those_without_it(few_digits: Digits) -> None:
    plan = PlannedChanges({13: SLOW})
    changed, plain = (
        losses_of(train(SHORT, few_digits, changes=plan)),
        losses_of(train(SHORT, few_digits)),
    )
    assert changed[:14] == plain[:14]
    assert changed[14:] != plain[14:]


@pytest.mark.slow
def test_that_momentum_can_be_changed(few_digits: Digits) -> None:
    start = replace(SHORT, optimizer="momentum", learning_rate=0.1)
    less = start.with_parameters({"momentum": 0.5})
    changed = losses_of(train(start, few_digits, changes=PlannedChanges({10: less})))
    plain = losses_of(train(start, few_digits))
    np.testing.assert_array_equal(changed[:11], plain[:11])
    assert changed[12:] != plain[12:]


def test_that_a_wish_for_the_same_settings_is_no_change(few_digits: Digits) -> None:
    assert not any(isinstance(report, Changed) for report in _live(few_digits, SHORT, SHORT))


@pytest.mark.parametrize(
    "other",
    [
        replace(SHORT, seed=1),
        replace(SHORT, optimizer="sgd"),
        replace(SHORT, hidden=(HiddenLayer(64),)),
    ],
)
def test_that_what_is_fixed_for_a_run_cannot_be_changed(
    few_digits: Digits, other: TrainingSettings
) -> None:
    with pytest.raises(ExplorerError, match="Start a new run"):
        list(train(SHORT, few_digits, changes=PlannedChanges({5: other})))


@pytest.mark.parametrize(
    ("optimizer", "key", "value"),
    [
        ("momentum", "momentum", 0.0),
        ("rmsprop", "momentum", 0.5),
        ("rmsprop", "centered", 1.0),
        ("adagrad", "initial_accumulator_value", 0.5),
    ],
)
def test_that_memory_that_is_made_at_the_start_neither_comes_nor_goes(
    few_digits: Digits, optimizer: str, key: str, value: float
) -> None:
    start = SHORT.with_optimizer(optimizer)
    other = start.with_parameters({key: value})
    with pytest.raises(ExplorerError, match=f"another {key}. Start a new run"):
        list(train(start, few_digits, changes=PlannedChanges({5: other})))
    assert taken_over(start, other) == start


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_that_keras_reads_every_parameter_by_the_name_under_which_it_is_changed(
    optimizer: str,
) -> None:
    built = build_optimizer(SHORT.with_optimizer(optimizer))
    for parameter in OPTIMIZERS[optimizer].parameters:
        assert getattr(built, parameter.key) == parameter.default


def test_that_fewer_steps_than_made_end_the_run_there(few_digits: Digits) -> None:
    fewer = PlannedChanges({10: replace(SHORT, steps=5)})
    assert last_of(train(SHORT, few_digits, changes=fewer)).step == 10


def test_that_a_wish_that_cannot_be_used_is_refused_where_it_is_made() -> None:
    with pytest.raises(ExplorerError, match="must be above 0"):
        LiveChanges().ask(replace(SHORT, learning_rate=0))
