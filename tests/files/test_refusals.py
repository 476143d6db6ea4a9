"""What a system may refuse to a run: its lock, its folder, its log, an end in time; each has its sentence."""

import errno
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.core.sentences import ExplorerError, Sentence
from explorer.core.training.dataset import PIXELS, Digits, Images
from explorer.core.training.reports import Progress, Stopped
from explorer.core.training.settings import TrainingSettings
from explorer.files import isolated, kept_folders, training_runs
from explorer.files.isolated import DefectElsewhereError, RunLostError, Task
from explorer.files.kept_folders import KeptFolder, NewLines, usual_runs_folder
from explorer.files.run_folders import create_run
from explorer.files.training_runs import Quiet, Reins, Rewound, create_own_run, follow, run_anew

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="programs of POSIX")


@pytest.fixture
def digits() -> Digits:
    images = Images(np.zeros((5, PIXELS), np.uint8), np.arange(5, dtype=np.uint8))
    return Digits(images, images, images)


# ---- the folder


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(errno.EACCES, "held"), "Another program trains in"),  # as Windows says it
        (BlockingIOError(errno.EAGAIN, "held"), "Another program trains in"),
        (OSError(errno.ENOLCK, "No locks available"), "cannot be used for a run: No locks"),
    ],
)
def test_that_a_lock_that_is_not_given_has_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    def refuse(_: int) -> None:
        raise error

    monkeypatch.setattr(kept_folders, "_lock", refuse)
    with pytest.raises(ExplorerError, match=sentence):
        KeptFolder(tmp_path)


def test_that_a_folder_that_is_gone_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(ExplorerError, match="cannot be used for a run"):
        KeptFolder(tmp_path / "gone")


def test_that_a_machine_with_tensorflow_alone_has_a_place_for_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "platformdirs", None)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert usual_runs_folder() == tmp_path / "gradient-explorer" / "runs"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert usual_runs_folder().parts[-4:] == (".local", "share", "gradient-explorer", "runs")


# ---- the log


def test_that_a_line_too_long_to_be_one_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_folders, "_PIECE", 100)
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"x" * 500)
    lines = NewLines(path)
    assert list(lines.look()) == []
    assert lines.damaged


def test_that_a_log_put_in_the_place_of_another_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    lines = NewLines(path)
    assert list(lines.look()) == []  # there is none yet
    path.write_bytes(b"one\ntwo\n")
    assert list(lines.look()) == [b"one", b"two"]
    path.write_bytes(b"three\n")
    assert list(lines.look()) == [b"three"]


@POSIX
def test_that_a_link_in_the_place_of_a_log_is_no_log(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("{}\n")
    (tmp_path / "log.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExplorerError, match="cannot be used for a run"):
        list(NewLines(tmp_path / "log.jsonl").look())


def test_that_a_follower_is_told_of_what_is_void_and_once_of_what_is_damaged(
    tmp_path: Path, digits: Digits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_runs, "LOOK_INTERVAL", 0.0)
    run = create_run(tmp_path / "run", TrainingSettings(), digits)
    losses = np.ones(3, np.float32)
    run.record(Progress(step=3, losses=losses))
    news = follow(run.folder)
    told: list[Any] = [next(news)]
    while not isinstance(told[-1], Quiet):
        told.append(next(news))
    run.append({"report": "resumed", "step": 2}, {"report": "progress", "step": 9, "losses": [1.0]})
    run.append({"report": "progress", "step": 8, "losses": [1.0]})
    run.record(Stopped(step=3))
    run.close()
    rest = list(news)
    assert [each.step for each in rest if isinstance(each, Rewound)] == [2]
    assert sum(isinstance(each, Sentence) for each in rest) == 1


# ---- runs that are kept


def test_that_a_run_goes_on_where_its_folder_cannot_be_made(
    tmp_path: Path, digits: Digits, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(*_: Any, **__: Any) -> Iterator[str]:
        yield "trained"

    monkeypatch.setattr(training_runs, "train_and_keep", work)
    (tmp_path / "file").write_text("")
    for by_itself in (False, True):
        place = tmp_path / "file" / "runs"
        told = list(run_anew(TrainingSettings(), digits, Reins(), place, by_itself=by_itself))
        assert [type(each) for each in told] == [Sentence, str]


def test_that_a_run_that_cannot_be_kept_by_itself_says_how_to_mend_it(
    tmp_path: Path, digits: Digits
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExplorerError, match="switch the keeping of runs off"):
        create_own_run(tmp_path / "file", datetime.now(UTC), TrainingSettings(), digits)


# ---- runs in a process of their own


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    """Let another program stand for Python."""
    path = tmp_path / "program"
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(path))


TASK = Task(Path(), TrainingSettings(), None)


@POSIX
def test_that_a_process_that_ends_without_a_word_is_lost_unless_it_was_told_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, "exit 3")
    with pytest.raises(RunLostError, match="status 3"):
        list(isolated.isolated(TASK, Reins()))
    ended = Reins()
    ended.brake.end()
    assert list(isolated.isolated(TASK, ended)) == []


@POSIX
def test_that_a_defect_elsewhere_comes_with_its_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "told").write_bytes(pickle.dumps(isolated._Ended(defect="Traceback: there")))
    program(tmp_path, monkeypatch, f"cat {tmp_path / 'told'}")
    with pytest.raises(DefectElsewhereError, match="Traceback: there"):
        list(isolated.isolated(TASK, Reins()))


@POSIX
def test_that_a_process_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "_ENDING", 0.1)
    child = subprocess.Popen(["sleep", "600"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    driver = threading.Thread(target=lambda: None)
    driver.start()
    isolated._let_end(child, driver)
    assert child.returncode is not None
    assert child.returncode < 0


def test_that_a_task_to_go_on_needs_a_folder(digits: Digits) -> None:
    with pytest.raises(TypeError):
        isolated.do(Task(Path(), None, None), digits, Reins())
