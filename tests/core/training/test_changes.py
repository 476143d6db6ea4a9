from dataclasses import replace

import numpy as np
import pytest

from explorer.core.sentences import ExplorerError
from explorer.core.training.changes import LiveChanges, PlannedChanges
from explorer.core.training.dataset import Digits
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


def test_that_a_run_with_its_changes_replayed_gives_the_same_bits(few_digits: Digits) -> None:
    wishes = [
        SLOW,
        replace(SLOW, batch_size=50),
        replace(SLOW, batch_size=50, beta_1=0.5, steps=33),
    ]
    live = _live(few_digits, SHORT, *wishes)
    plan = {r.step: r.settings for r in live if isinstance(r, Changed)}
    assert len(plan) == 3
    replay = list(train(SHORT, few_digits, changes=PlannedChanges(plan)))
    assert losses_of(replay) == losses_of(live)
    assert weights_digest(last_of(replay).weights) == weights_digest(last_of(live).weights)
    assert last_of(live).step == 33


def test_that_losses_before_a_change_are_those_without_it(few_digits: Digits) -> None:
    plan = PlannedChanges({13: SLOW})
    changed, plain = (
        losses_of(train(SHORT, few_digits, changes=plan)),
        losses_of(train(SHORT, few_digits)),
    )
    assert changed[:14] == plain[:14]
    assert changed[14:] != plain[14:]


def test_that_momentum_can_be_changed(few_digits: Digits) -> None:
    start = replace(SHORT, optimizer="sgd", learning_rate=0.1, momentum=0.9)
    changed = losses_of(
        train(start, few_digits, changes=PlannedChanges({10: replace(start, momentum=0.5)}))
    )
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
        replace(SHORT, momentum=0.5),
    ],
)
def test_that_what_is_fixed_for_a_run_cannot_be_changed(
    few_digits: Digits, other: TrainingSettings
) -> None:
    with pytest.raises(ExplorerError, match="Start a new run"):
        list(train(SHORT, few_digits, changes=PlannedChanges({5: other})))


def test_that_fewer_steps_than_made_end_the_run_there(few_digits: Digits) -> None:
    fewer = PlannedChanges({10: replace(SHORT, steps=5)})
    assert last_of(train(SHORT, few_digits, changes=fewer)).step == 10


def test_that_a_wish_that_cannot_be_used_is_refused_where_it_is_made() -> None:
    with pytest.raises(ExplorerError, match="must be above 0"):
        LiveChanges().ask(replace(SHORT, learning_rate=0))
