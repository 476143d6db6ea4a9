"""Every write, with a failure at each call to the system in turn: the old or the new is there, whole."""

import errno
import itertools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from explorer.core.observing.observed import ModelDescription
from explorer.core.sentences import ExplorerError
from explorer.core.training.reports import Progress
from explorer.files.checkpoints import newest_checkpoint, write_checkpoint
from explorer.files.documents import (
    Document,
    keep_session,
    kept_session,
    read_document,
    save_document,
)
from explorer.files.kept_folders import KeptFolder
from explorer.files.model_runs import create_model_run
from explorer.files.run_folders import create_run, open_run
from explorer.files.run_logs import LogTail
from explorer.files.saving import save_text
from explorer.files.settings import Settings, read_settings, write_settings
from explorer.session.session import Session, ViewState
from tests.files.faults import fail_once
from tests.files.test_checkpoints import snapshot
from tests.files.test_run_folders import SETTINGS, _digits

DIGITS = _digits()


@dataclass(frozen=True)
class Write:
    """A write: how its place is made ready, what is written, and what a reader finds there."""

    before: Callable[[Path], object]
    write: Callable[[Path], object]
    found: Callable[[Path], object]


def _settings(folder: Path, page: str) -> None:
    write_settings(folder / "settings.json", Settings(ViewState(page=page)))  # type: ignore[arg-type]


def _choosing(updates: int) -> Session:
    return Session().with_descent(lambda choices: choices.with_updates(updates))


def _link(folder: Path) -> None:
    save_text(folder / "target", "old")
    (folder / "link").symlink_to(folder / "target")


def _step(folder: Path) -> int | None:
    found = newest_checkpoint(folder)
    return None if found is None else found.step


def _begin(folder: Path) -> None:
    with_run(folder, new=True, step=1)


def with_run(folder: Path, *, new: bool, step: int) -> None:
    """Record a step and its checkpoint in a run's folder."""
    run = (
        create_run(folder / "run", SETTINGS, DIGITS) if new else open_run(folder / "run", DIGITS)[0]
    )
    try:
        run.record(Progress(step=step, losses=np.array([0.5], np.float32)))
        run.record(snapshot(step))
    finally:
        run.close()


def _recorded(folder: Path) -> tuple[int, int]:
    _, reports = LogTail(folder / "run").look()
    steps = [report.step for report in reports if isinstance(report, Progress)]
    assert steps == list(range(1, len(steps) + 1))
    newest = _step(folder / "run" / "checkpoints")
    assert newest is not None
    return len(steps), newest


WRITES = {
    "settings": Write(
        lambda folder: _settings(folder, "tape"),
        lambda folder: _settings(folder, "mnist"),
        lambda folder: read_settings(folder / "settings.json").view.page,
    ),
    "export": Write(
        lambda folder: save_text(folder / "a.csv", "old"),
        lambda folder: save_text(folder / "a.csv", "new"),
        lambda folder: (folder / "a.csv").read_text(),
    ),
    "choices": Write(
        lambda folder: keep_session(folder / "choices.json", _choosing(3)),
        lambda folder: keep_session(folder / "choices.json", _choosing(7)),
        lambda folder: kept_session(folder / "choices.json", Session()).descent.updates,
    ),
    "document": Write(
        lambda folder: save_document(folder / "a.json", Document(_choosing(3))),
        lambda folder: save_document(folder / "a.json", Document(_choosing(7))),
        lambda folder: read_document(folder / "a.json", Session()).session.descent.updates,
    ),
    "export through a link": Write(
        _link,
        lambda folder: save_text(folder / "link", "new"),
        lambda folder: ((folder / "link").is_symlink(), (folder / "link").read_text()),
    ),
    "checkpoint": Write(
        lambda folder: write_checkpoint(folder, snapshot(1)),
        lambda folder: write_checkpoint(folder, snapshot(2)),
        _step,
    ),
    "run": Write(_begin, lambda folder: with_run(folder, new=False, step=2), _recorded),
}


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.ENOENT])
@pytest.mark.parametrize("name", WRITES)
def test_that_a_failure_of_any_call_leaves_the_old_or_the_new_whole(
    name: str, reason: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    each, undisturbed = WRITES[name], tmp_path / "undisturbed"
    undisturbed.mkdir()
    each.before(undisturbed)
    old = each.found(undisturbed)
    each.write(undisturbed)
    new = each.found(undisturbed)
    assert old != new
    for place in itertools.count():
        folder = tmp_path / str(place)
        folder.mkdir()
        each.before(folder)
        with monkeypatch.context() as patch:
            done = fail_once(patch, place, reason)
            with suppress(OSError, ExplorerError):  # of any other kind is a defect
                each.write(folder)
        found = each.found(folder)
        # Log and checkpoint of a run are two files, each of which may have the old or the new.
        allowed = [(1, 1), (2, 1), (1, 2), (2, 2)] if name == "run" else [old, new]
        assert found in allowed, (done[place:], found)
        if place >= len(done):
            assert found == new
            break
        left = list(folder.rglob("*.part"))
        assert not left or done[place] in ("unlink", "close"), (done[place], left)
    assert place > 4


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize(
    "begin",
    [
        lambda folder: create_run(folder, SETTINGS, DIGITS),
        lambda folder: create_model_run(folder, ModelDescription()),
    ],
    ids=["training", "model"],
)
def test_that_a_run_that_could_not_begin_can_be_begun_in_the_same_folder(
    begin: Callable[[Path], KeptFolder],
    reason: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for place in itertools.count():
        folder = tmp_path / str(place)
        with monkeypatch.context() as patch:
            done = fail_once(patch, place, reason)
            with suppress(ExplorerError):
                begin(folder).close()
        if place >= len(done):
            break
        begin(folder).close()
    assert place > 8
