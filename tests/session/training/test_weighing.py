"""The way of single weights: made once for a run, whichever unit is looked at."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explorer.core.training import following
from explorer.core.training.reports import Snapshot
from explorer.core.training.trainer import train
from explorer.session.training.snapshots import UnitPath
from explorer.session.training.weighing import unit_path
from tests.core.training.test_slices import DIGITS, TANH

SHORT = replace(TANH, optimizer="adam", steps=3)


def a_run(seed: int) -> tuple[Snapshot, ...]:
    reports = train(replace(SHORT, seed=seed), DIGITS, snapshot_every=1)
    return tuple(each for each in reports if isinstance(each, Snapshot))


def path_of(run: tuple[Snapshot, ...], unit: int) -> UnitPath:
    *_, found = unit_path(run, DIGITS, unit)
    assert found is not None
    return found


@pytest.mark.slow
def test_that_another_unit_of_a_run_is_told_without_making_its_updates_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []
    real = following.following_update

    def counted(snapshot: Snapshot, *given: Any) -> Any:
        made.append(snapshot.step)
        return real(snapshot, *given)

    monkeypatch.setattr(following, "following_update", counted)
    run, other = a_run(1), a_run(2)
    path_of(run, 0)
    assert made == [0, 1, 2, 3]
    second = path_of(run, 5)
    assert made == [0, 1, 2, 3]
    for place, snapshot in enumerate(run):
        whole = real(snapshot, DIGITS)
        np.testing.assert_array_equal(second.gradients[place], whole.gradient[:, 5])
        np.testing.assert_array_equal(second.changes[place], whole.change[:, 5])
    # Of another run nothing of this one is taken, and this one's is let go.
    np.testing.assert_array_equal(
        path_of(other, 5).weights[0], real(other[0], DIGITS).weights[:, 5]
    )
    path_of(run, 0)
    assert made == [0, 1, 2, 3] * 3
