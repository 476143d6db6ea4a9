"""What the program does where there is no place for its own words, or for what somebody else left."""

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from explorer.core.sentences import ExplorerError
from explorer.files import model_runs
from explorer.files.documents import Document, read, written
from explorer.files.fault_reports import take_crash_report, watch_for_crashes
from explorer.files.log import log_file
from explorer.files.model_runs import ModelRunWriter, create_model_run
from explorer.files.model_tails import open_tail
from explorer.files.own_runs import run_folders
from explorer.files.tables import encoded
from explorer.session.session import Session
from explorer.session.tables import Column, Table
from tests.files.test_model_runs import DESCRIPTION

LESSON = 'title = "Mine"\npage = "descent"\n[[step]]\ntext = "Look."\nshow = { start = 2.0 }\n'
WITHOUT_A_LOG = """
import logging, os, sys
from explorer.files.log import lead_native_errors_to_log, start_log
if "closed" in sys.argv:
    os.close(2)
start_log()
logging.getLogger("explorer").warning("lost")
lead_native_errors_to_log()
if "closed" not in sys.argv:
    os.write(2, b"native")
print("goes on")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no file of this name")
@pytest.mark.parametrize("standard_error", ["open", "closed"])
def test_that_a_program_without_a_place_for_its_log_goes_on(standard_error: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_LOG, standard_error],
        env={"XDG_STATE_HOME": "/dev/null", "PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "goes on\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="no file of this name")
def test_that_without_a_place_no_crash_is_watched_for_or_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    assert log_file().is_relative_to("/dev/null")
    watch_for_crashes()
    assert take_crash_report() == ""


def test_that_where_no_runs_can_be_there_are_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert run_folders(tmp_path / "file") == []


@pytest.mark.parametrize(
    "row",
    ["1", "1,0.5,9", "1,half", "x,0.5", "-1,0.5", "1.5,0.5", "1e13,0.5"],
)  # fmt: skip
def test_that_a_row_that_is_none_is_left_out_and_told(tmp_path: Path, row: str) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"step,loss\n0,0.75\n{row}\n2,0.25\n")
    run = open_tail(log).look()
    assert run.damaged
    np.testing.assert_array_equal(run.metrics["loss"].values, [0.75, 0.25])


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([np.float32(0.5), None], np.float32),
        ([0.5, None], np.float64),
        ([np.float32(0.5), np.float64(0.25), None], np.float64),
        ([1, 2], np.int64),
    ],
)
def test_that_numbers_with_a_gap_keep_their_precision(cells: list[object], kind: type) -> None:
    table = Table((Column("x", cells),))
    with np.load(io.BytesIO(encoded(table, "npz")), allow_pickle=False) as held:
        found = held["x"]
    assert found.dtype == kind
    wanted = [np.nan if cell is None else cell for cell in cells]
    np.testing.assert_array_equal(found, np.array(wanted, kind))


def test_that_a_lesson_of_a_document_comes_back() -> None:
    found = read(written(Document(Session(), lesson_text=LESSON)), Session())
    assert found.lesson is not None
    assert (found.lesson.title, found.lesson_text, found.told) == ("Mine", LESSON, ())


def test_that_a_lesson_of_a_document_that_is_none_is_told_and_left_out() -> None:
    found = read(written(Document(Session(), lesson_text="no lesson")), Session())
    assert (found.lesson, found.lesson_text) == (None, "")
    (told,) = found.told
    assert "is no lesson" in str(told)


@pytest.fixture
def writer(tmp_path: Path) -> ModelRunWriter:
    return ModelRunWriter(create_model_run(tmp_path / "run", DESCRIPTION))


def test_that_of_many_histograms_every_second_older_one_goes(
    writer: ModelRunWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_runs, "MOST_HISTOGRAMS", 6)
    for number in range(7):
        assert writer.add_histograms({"kernel": np.full(2, number, np.float32)}) is None
    kept = sorted((writer.folder / "histograms").iterdir())
    assert [int(each.stem) for each in kept] == [2, 4, 6, 7]
    with np.load(kept[-1]) as newest:
        np.testing.assert_array_equal(newest["kernel"], [6, 6])


def test_that_histograms_that_a_folder_refuses_are_told_once(
    writer: ModelRunWriter, caplog: pytest.LogCaptureFixture
) -> None:
    (writer.folder / "histograms").touch()  # where the folder would be
    told = [writer.add_histograms({"kernel": np.zeros(2, np.float32)}) for _ in range(3)]
    assert told[0] is not None
    assert told[1:] == [None, None]
    caplog.clear()


def test_that_a_run_is_not_begun_where_a_file_lies(tmp_path: Path) -> None:
    (tmp_path / "run").touch()
    with pytest.raises(ExplorerError):
        create_model_run(tmp_path / "run", DESCRIPTION)
