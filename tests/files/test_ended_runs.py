"""How a run's log tells a follower that the run was held, stopped, lost or diverged."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.core.training.reports import (
    Diverged,
    Finished,
    Halted,
    Held,
    Progress,
    Report,
    Stopped,
)
from explorer.files.run_folders import RunFolder, create_run, open_run
from explorer.files.run_logs import LogTail
from tests.files.test_checkpoints import snapshot
from tests.files.test_run_folders import SETTINGS, _digits

ENDS: list[Report] = [
    Held(step=2),
    Stopped(step=2),
    Halted(step=2, snapshot=snapshot(2)),
    Diverged(
        step=2, weights=(), snapshot=snapshot(2), learning_rate=0.5, smaller_rate=0.05,
    ),
    Finished(
        step=2, loss=0.5, test_accuracy=0.9, confusion=np.zeros((10, 10), np.int64),
        test_probabilities=np.zeros((0, 10), np.float32), weights=(),
    ),
]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Iterator[RunFolder]:
    run = create_run(tmp_path / "run", SETTINGS, _digits())
    run.record(Progress(step=2, losses=np.array([0.5, 0.25], np.float32)))
    run.record(snapshot(2))
    yield run
    run.close()


@pytest.mark.parametrize("end", ENDS, ids=lambda end: type(end).__name__)
def test_that_a_follower_is_told_how_a_run_ended_and_at_which_step(
    end: Report, run: RunFolder
) -> None:
    run.record(end)
    *_, told = LogTail(run.folder).look()[1]
    assert type(told) is type(end)
    assert getattr(told, "step", None) == 2


def test_that_a_follower_is_told_why_a_run_diverged(run: RunFolder) -> None:
    run.record(ENDS[3])
    *_, told = LogTail(run.folder).look()[1]
    assert isinstance(told, Diverged)
    assert (told.learning_rate, told.smaller_rate) == (0.5, 0.05)
    assert str(told.sentence).startswith("After 2 updates the numbers grew beyond float32")


@pytest.mark.parametrize("end", ENDS, ids=lambda end: type(end).__name__)
def test_that_an_end_holds_no_longer_once_the_run_is_resumed(end: Report, run: RunFolder) -> None:
    run.record(end)
    run.close()
    again, _ = open_run(run.folder, _digits())
    again.close()
    resumed, reports = LogTail(run.folder).look()
    assert resumed == 2
    assert [type(report) for report in reports] == [Progress]
