"""A run held or ended from another thread: it stands still where it can go on."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

from explorer.core.training.brake import Brake
from explorer.core.training.changes import PlannedChanges
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import (
    Changed,
    Held,
    Progress,
    Report,
    Snapshot,
    Stopped,
    weights_digest,
)
from explorer.core.training.trainer import train
from tests.core.training.oracle import SHORT, last_of, losses_of


def _until(reports: Iterator[Report], step: int) -> list[Report]:
    """Return the reports up to the first of a loss at `step` or later."""
    found = []
    for report in reports:
        found.append(report)
        if isinstance(report, Progress) and report.step >= step:
            break
    return found


def test_that_a_run_ended_anywhere_goes_on_from_its_very_step(few_digits: Digits) -> None:
    whole = list(train(SHORT, few_digits))
    brake = Brake()
    reports = train(SHORT, few_digits, steps_per_call=4, snapshot_every=10, brake=brake)
    _until(reports, 13)
    brake.end()
    *_, snapshot, stopped = reports
    assert isinstance(snapshot, Snapshot)
    assert isinstance(stopped, Stopped)
    assert snapshot.step == stopped.step == 14
    resumed = list(train(SHORT, few_digits, resume=snapshot))
    assert losses_of(resumed) == losses_of(whole)[14:]
    assert weights_digest(last_of(resumed).weights) == weights_digest(last_of(whole).weights)


def test_that_a_held_run_has_told_a_snapshot_and_goes_on_to_the_same_weights(
    few_digits: Digits,
) -> None:
    brake = Brake()
    reports = train(SHORT, few_digits, steps_per_call=4, snapshot_every=10, brake=brake)
    _until(reports, 5)
    brake.hold()
    snapshot, held = next(reports), next(reports)
    assert isinstance(snapshot, Snapshot)
    assert isinstance(held, Held)
    assert snapshot.step == held.step == 5
    brake.release()
    rest = list(reports)
    assert [report.step for report in rest if isinstance(report, Snapshot)] == [10, 20, 25]
    alone = last_of(train(SHORT, few_digits))
    assert weights_digest(last_of(rest).weights) == weights_digest(alone.weights)


def test_that_a_run_waits_while_it_is_held(few_digits: Digits) -> None:
    brake = Brake()
    reports = train(SHORT, few_digits, brake=brake)
    next(reports)
    brake.hold()
    assert isinstance(next(reports), Held)
    came: list[Report] = []
    thread = threading.Thread(target=lambda: came.append(next(reports)))
    thread.start()
    time.sleep(0.1)
    assert not came
    brake.end()
    thread.join()
    assert isinstance(came[0], Stopped)


def test_that_a_held_run_that_is_ended_tells_no_second_snapshot(few_digits: Digits) -> None:
    brake = Brake()
    reports = train(SHORT, few_digits, snapshot_every=10, brake=brake)
    _until(reports, 1)
    brake.hold()
    assert [type(next(reports)) for _ in range(2)] == [Snapshot, Held]
    brake.end()
    assert [type(report) for report in reports] == [Stopped]


def test_that_without_snapshots_an_ended_run_only_says_so(few_digits: Digits) -> None:
    brake = Brake()
    brake.end()
    reports = list(train(SHORT, few_digits, brake=brake))
    assert isinstance(reports[-1], Stopped)
    assert not any(isinstance(report, Snapshot) for report in reports)


def test_that_a_change_is_in_a_snapshot_of_its_own_step(few_digits: Digits) -> None:
    slower = replace(SHORT, learning_rate=0.0001)
    reports = list(train(SHORT, few_digits, changes=PlannedChanges({7: slower}), snapshot_every=20))
    snapshots = {each.step: each.settings for each in reports if isinstance(each, Snapshot)}
    assert snapshots == {0: SHORT, 7: slower, 20: slower, 25: slower}


def test_that_a_run_resumed_with_other_settings_says_so(few_digits: Digits) -> None:
    first, *_ = (r for r in train(SHORT, few_digits, snapshot_every=9) if isinstance(r, Snapshot))
    slower = replace(SHORT, learning_rate=0.0001)
    reports = list(train(slower, few_digits, resume=first))
    changed = [report for report in reports if isinstance(report, Changed)]
    assert [(each.step, each.settings) for each in changed] == [(0, slower)]
