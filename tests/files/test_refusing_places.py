"""What the program does where there is no place for its own words, or for what somebody else left."""

import hashlib
import io
import json
import math
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from explorer.core.sentences import ExplorerError
from explorer.core.training.reports import Progress, Sharpness
from explorer.core.training.settings import TrainingSettings
from explorer.files import model_runs
from explorer.files.checkpoints import newest_checkpoint, write_checkpoint
from explorer.files.documents import Document, fresh, read, written
from explorer.files.fault_reports import take_crash_report, watch_for_crashes
from explorer.files.log import log_file
from explorer.files.model_json import Numbers
from explorer.files.model_runs import ModelRunWriter, create_model_run
from explorer.files.model_tails import ModelTail, open_tail
from explorer.files.own_runs import run_folders
from explorer.files.recent_runs import RecentRuns
from explorer.files.tables import encoded
from explorer.files.training_json import report_from_json, report_to_json
from explorer.files.training_runs import FollowedNetwork, Rewound, TakenUp, add_to
from explorer.session.session import Session
from explorer.session.tables import Table, TableColumn
from explorer.session.training.history import Checkpoint, History
from explorer.session.training.pace import Timed
from tests.files.model_lines import TWO, rows
from tests.files.test_checkpoints import snapshot
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
        env=os.environ | {"XDG_STATE_HOME": "/dev/null"},
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
    table = Table((TableColumn("x", cells),))
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


def test_that_a_run_that_cannot_be_described_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(model_runs, "write_whole", full)
    with pytest.raises(ExplorerError, match="No space left"):
        create_model_run(tmp_path / "run", DESCRIPTION)
    assert not (tmp_path / "run" / "run.json").exists()


@pytest.mark.parametrize(
    "line",
    [
        {"report": "sharpness", "step": 1, "eigenvalues": [2.0], "residuals": [], "products": 3},
        {"report": "sharpness", "step": 1, "eigenvalues": [2.0], "residuals": [0.1], "products": 3.0},
        {"report": "sharpness", "step": 1, "eigenvalues": [True], "residuals": [0.1], "products": 3},
        {"report": "validation", "step": 1, "accuracy": 1.5, "confusion": []},
        {"report": "norms", "step": 1, "gradients": [-1.0], "updates": [1.0]},
        {"report": "norms", "step": 1, "gradients": [], "updates": [1.0]},
        {"report": "progress", "step": 1, "losses": [1e39]},
        {"report": "progress", "step": 1, "losses": [0.5, 0.5]},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_that_a_report_that_no_run_writes_is_refused(line: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        report_from_json(line)


def test_that_an_unknown_curvature_comes_back_as_unknown() -> None:
    curved = Sharpness(
        step=4,
        eigenvalues=(2.5, math.nan),
        residuals=(0.1, math.nan),
        along_gradient=1.5,
        products=7,
    )
    line = json.loads(json.dumps(report_to_json(curved), allow_nan=False))
    back = report_from_json(line)
    assert isinstance(back, Sharpness)
    np.testing.assert_array_equal(back.eigenvalues, curved.eigenvalues)
    np.testing.assert_array_equal(back.residuals, curved.residuals)
    assert (back.step, back.along_gradient, back.products) == (4, 1.5, 7)


def test_that_a_history_takes_up_what_an_earlier_sitting_told() -> None:
    history = History(1, TrainingSettings())
    seen = Checkpoint(0, weights=())
    for news in (
        TakenUp(TrainingSettings(), 2.5),
        FollowedNetwork(0, seen.weights),
        Timed(Progress(step=2, losses=np.ones(2, np.float32)), 0.5),
        Rewound(1),
        object(),
    ):
        add_to(history, news)
    assert (history.step, history.losses.tolist()) == (1, [1.0])
    assert [each.step for each in history.checkpoints] == [0]


def test_that_a_page_of_a_document_that_is_no_table_is_as_at_the_first_start() -> None:
    found = read('{"gradient_explorer": 1, "descent": [1, 2]}', Session())
    assert found.session == Session() == fresh(Session()).session


def test_that_a_run_is_not_begun_where_a_file_lies(tmp_path: Path) -> None:
    (tmp_path / "run").touch()
    with pytest.raises(ExplorerError):
        create_model_run(tmp_path / "run", DESCRIPTION)


@pytest.mark.parametrize("kind", ["another version", "more than an array"])
def test_that_a_checkpoint_in_another_form_is_passed_over_for_an_older_one(
    tmp_path: Path, kind: str
) -> None:
    for step in (1, 2):
        write_checkpoint(tmp_path, snapshot(step))
    newest, told = tmp_path / "step-0000000002.npz", tmp_path / "step-0000000002.sha256"
    with zipfile.ZipFile(newest) as archive:
        members = {each.filename: archive.read(each) for each in archive.infolist()}
    content = io.BytesIO()
    version = (2, 0) if kind == "another version" else (1, 0)
    np.lib.format.write_array(content, np.zeros(2), version=version)
    content.write(b"" if kind == "another version" else b"more")
    with zipfile.ZipFile(newest, "w") as archive:
        for name, each in (members | {"00_kernel.npy": content.getvalue()}).items():
            archive.writestr(name, each)
    told.write_text(f"{hashlib.sha256(newest.read_bytes()).hexdigest()}  {newest.name}\n")
    found = newest_checkpoint(tmp_path)
    assert found is not None
    assert found.step == 1


def test_that_a_log_with_noise_in_it_is_thinned_to_what_can_be_read(
    writer: ModelRunWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_runs, "MOST_LOG", 20_000)
    with (writer.folder / "log.jsonl").open("a") as log:
        log.write("noise\n" * 10 + '{"report": "weather"}\n')
    writer.add(TWO)
    for step in range(1, 1_000, 10):
        writer.add(rows(step, 5), Numbers(step + 4, {"accuracy": 0.5}))
        writer.flush()
    text = (writer.folder / "log.jsonl").read_text()
    assert "noise" not in text
    assert all(json.loads(line) for line in text.splitlines())
    assert not ModelTail(writer.folder).look().damaged


def test_that_of_a_folder_of_runs_those_that_can_be_read_are_told(
    writer: ModelRunWriter,
) -> None:
    runs = writer.folder.parent
    writer.add(TWO, rows(1, 5))
    writer.flush()
    for name, described in (("broken", "{"), ("other", '{"kind": "training"}')):
        (runs / name).mkdir()
        (runs / name / "run.json").write_text(described)
        (runs / name / "log.jsonl").touch()
    (runs / "empty").mkdir()
    (runs / "file").touch()
    recent = RecentRuns(runs)
    (told,) = recent.look()
    assert (told.path, told.steps, told.loss) == (writer.folder, 5, 5.0)
    assert recent.look()[0] is told  # its log has not changed
    assert RecentRuns(runs / "nowhere").look() == ()
