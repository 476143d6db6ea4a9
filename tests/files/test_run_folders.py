import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from explorer.core.sentences import ExplorerError, Sentence
from explorer.core.training.dataset import PIXELS, Digits, Images
from explorer.core.training.reports import Progress, Report
from explorer.core.training.settings import TrainingSettings
from explorer.files.kept_folders import place_for_a_run, usual_runs_folder
from explorer.files.run_folders import (
    RunFolder,
    create_run,
    open_run,
    recorded,
)
from explorer.files.run_logs import LogTail
from tests.files.faults import fail_at
from tests.files.test_checkpoints import snapshot

SETTINGS = TrainingSettings(steps=8)
BEGAN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def _digits(seed: int = 0) -> Digits:
    generator = np.random.default_rng(seed)
    pixels = generator.integers(0, 256, (5, PIXELS)).astype(np.uint8)
    images = Images(pixels, np.arange(5, dtype=np.uint8))
    return Digits(images, images, images)


def _reports(start: int = 0) -> Iterator[Report]:
    for step in range(start, 8):
        yield Progress(step=step + 1, losses=np.array([step], np.float32))
        if step % 2:
            yield snapshot(step + 1)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[RunFolder]:
    run = create_run(tmp_path / "run", SETTINGS, _digits())
    yield run
    run.close()


def test_that_a_new_run_describes_itself(run: RunFolder) -> None:
    found = json.loads((run.folder / "run.json").read_text())
    assert found["seed"] == 0
    assert found["settings"]["steps"] == 8
    assert {"tensorflow", "keras", "numpy"} == set(found["versions"])


def test_that_every_report_is_one_line(run: RunFolder) -> None:
    reports = list(recorded(_reports(), run))
    lines = [json.loads(line) for line in (run.folder / "log.jsonl").read_text().splitlines()]
    assert len(lines) == len(reports) == 12
    assert all(line.pop("seconds") >= 0 for line in lines)
    assert lines[0] == {"report": "progress", "step": 1, "losses": [0.0]}
    assert lines[2] == {"report": "checkpoint", "step": 2}


def test_that_a_run_is_taken_up_at_its_newest_checkpoint(run: RunFolder) -> None:
    list(recorded(itertools.islice(_reports(), 7), run))
    run.close()
    again, found = open_run(run.folder, _digits())
    again.close()
    assert found.step == 4


def test_that_a_folder_in_use_is_refused(run: RunFolder) -> None:
    with pytest.raises(ExplorerError, match="Another program trains in"):
        open_run(run.folder, _digits())


def test_that_another_program_is_refused_too(run: RunFolder) -> None:
    code = f"""
from pathlib import Path
from explorer.files.run_folders import RunFolder
RunFolder(Path({str(run.folder)!r}))
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "Another program trains in" in result.stderr


def test_that_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(ExplorerError, match="is not empty"):
        create_run(tmp_path, SETTINGS, _digits())


def test_that_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExplorerError, match="cannot be used for a run"):
        create_run(tmp_path / "file", SETTINGS, _digits())


def test_that_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExplorerError, match="There is no run in"):
        open_run(tmp_path, _digits())


def test_that_other_images_are_refused(run: RunFolder) -> None:
    with pytest.raises(ExplorerError, match="other images"):
        open_run(run.folder, _digits(seed=1))


def test_that_a_run_without_a_whole_checkpoint_is_refused(run: RunFolder) -> None:
    run.close()
    with pytest.raises(ExplorerError, match="no whole checkpoint"):
        open_run(run.folder, _digits())
    open_again = RunFolder(run.folder)  # and its lock was given back
    open_again.close()


def test_that_a_full_disk_is_told_once_and_stops_nothing(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at(monkeypatch, 3)
    found = list(recorded(_reports(), run))
    notices = [item for item in found if isinstance(item, Sentence)]
    assert len(found) - len(notices) == 12
    assert len(notices) == 1
    assert "Training goes on" in str(notices[0])


def test_that_a_disk_full_at_any_operation_leaves_a_run_to_resume(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for place in itertools.count():
        run = create_run(tmp_path / str(place), SETTINGS, _digits())
        run.record(snapshot(0))
        with monkeypatch.context() as patch:
            done = fail_at(patch, place)
            list(recorded(_reports(), run))
        run.close()
        again, newest = open_run(run.folder, _digits())
        again.close()
        found.append(newest.step)
        if len(done) <= place:
            break
    assert found == sorted(found)
    assert set(found) == {0, 2, 4, 6, 8}


def test_that_room_found_again_is_used(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        fail_at(patch, 0)
        run.record(snapshot(2))
    assert "takes the run again" in str(run.record(snapshot(4)))
    tail = LogTail(run.folder)
    assert tail.look() == (None, [])
    run.close()
    again, found = open_run(run.folder, _digits())
    again.close()
    assert found.step == 4


def test_that_a_follower_sees_what_is_new(run: RunFolder) -> None:
    tail = LogTail(run.folder)
    assert tail.settings == SETTINGS
    reports = recorded(_reports(), run)
    seen = [[getattr(report, "step", 0) for report in tail.look()[1]] for _ in reports]
    assert [step for steps in seen for step in steps] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert max(len(steps) for steps in seen) == 1


def test_that_a_follower_waits_for_the_end_of_a_line(run: RunFolder) -> None:
    tail, log = LogTail(run.folder), run.folder / "log.jsonl"
    line = b'{"report": "progress", "step": 1, "losses": [0.5]}\n'
    for place in (10, 30, len(line)):
        log.write_bytes(line[:place])
        seen = tail.look()[1]
        assert len(seen) == (place == len(line))


def test_that_a_follower_passes_over_a_line_that_was_cut(run: RunFolder) -> None:
    first, second = itertools.islice(_reports(), 2)
    run.record(first)
    run.close()
    with (run.folder / "log.jsonl").open("ab") as log:
        log.write(b'{"report": "progr')
    again = RunFolder(run.folder)
    again.record(second)
    again.close()
    assert len(LogTail(run.folder).look()[1]) == 2


def test_that_a_follower_learns_from_where_a_run_was_resumed(run: RunFolder) -> None:
    tail = LogTail(run.folder)
    list(recorded(itertools.islice(_reports(), 7), run))
    tail.look()
    run.close()
    again, found = open_run(run.folder, _digits())
    list(recorded(itertools.islice(_reports(found.step), 2), again))
    again.close()
    resumed, reports = tail.look()
    assert resumed == 4
    assert [report.step for report in reports if isinstance(report, Progress)] == [5, 6]
    late, everything = LogTail(run.folder).look()
    assert late == 4
    assert [r.step for r in everything if isinstance(r, Progress)] == [1, 2, 3, 4, 5, 6]


def test_that_what_a_killed_writer_left_is_cleared_away(run: RunFolder) -> None:
    run.record(snapshot(2))
    left = run.folder / "checkpoints" / ".step-0000000004.npz.abc.part"
    left.write_bytes(b"half")
    run.close()
    again, _ = open_run(run.folder, _digits())
    again.close()
    assert not left.exists()


def test_that_a_run_is_named_after_its_beginning(tmp_path: Path) -> None:
    assert place_for_a_run(tmp_path, BEGAN) == tmp_path / "2026-03-04-050607"


def test_that_two_runs_of_one_second_get_places_of_their_own(tmp_path: Path) -> None:
    place_for_a_run(tmp_path, BEGAN).mkdir()
    assert place_for_a_run(tmp_path, BEGAN) == tmp_path / "2026-03-04-050607-2"


def test_that_runs_have_a_usual_folder() -> None:
    assert usual_runs_folder().parts[-2:] == ("gradient-explorer", "runs")


def test_that_a_deleted_folder_of_checkpoints_is_told_once_and_once_more_when_it_is_back(
    run: RunFolder,
) -> None:
    (run.folder / "checkpoints").rmdir()
    reports = list(_reports())
    told = [str(found) for report in reports[:8] if (found := run.record(report)) is not None]
    assert len(told) == 1
    assert "takes nothing any more" in told[0]
    (run.folder / "checkpoints").mkdir()
    told = [str(found) for report in reports[8:] if (found := run.record(report)) is not None]
    assert len(told) == 1
    assert "takes the run again" in told[0]


def test_that_a_run_killed_before_its_first_checkpoint_can_be_started_anew(run: RunFolder) -> None:
    run.close()
    again = create_run(run.folder, SETTINGS, _digits())
    again.record(snapshot(2))
    again.close()
    with pytest.raises(ExplorerError, match="is not empty"):  # now there is something to lose
        create_run(run.folder, SETTINGS, _digits())


@pytest.mark.parametrize("name", ["log.jsonl", "checkpoints", "run.json", "lock"])
def test_that_a_link_leads_nothing_out_of_a_run(run: RunFolder, tmp_path: Path, name: str) -> None:
    run.record(snapshot(2))
    run.close()
    inside, outside = run.folder / name, tmp_path / "outside"
    if inside.exists():
        inside.rename(outside)
    inside.symlink_to(outside)
    before = outside.read_bytes() if outside.is_file() else sorted(outside.iterdir())
    with pytest.raises(ExplorerError):
        open_run(run.folder, _digits())
    assert (outside.read_bytes() if outside.is_file() else sorted(outside.iterdir())) == before


@pytest.mark.parametrize("name", ["log.jsonl", "run.json", "lock"])
def test_that_a_pipe_in_place_of_a_file_of_a_run_is_refused_at_once(
    run: RunFolder, name: str
) -> None:
    run.record(snapshot(2))
    run.close()
    (run.folder / name).unlink(missing_ok=True)
    os.mkfifo(run.folder / name)
    with pytest.raises(ExplorerError):
        open_run(run.folder, _digits())


@pytest.mark.parametrize("content", [b"[" * 100_000, b"{}", b"[]", b'{"data_sha256": 1e999}'])
def test_that_a_description_that_makes_no_sense_gets_a_sentence(
    run: RunFolder, content: bytes
) -> None:
    run.close()
    (run.folder / "run.json").write_bytes(content)
    with pytest.raises(ExplorerError):
        open_run(run.folder, _digits())
    with pytest.raises(ExplorerError):
        LogTail(run.folder)


LOSSES = b'{"report": "progress", "step": 2, "losses": [0.5, 0.25]}\n'


@pytest.mark.parametrize(
    "line",
    [
        b'{"report": "progress", "step": 3, "losses": [NaN]}',
        b'{"report": "progress", "step": 3, "losses": [1e999]}',
        b'{"report": "progress", "step": 3, "losses": [1e300]}',
        b'{"report": "progress", "step": 4, "losses": [0.5]}',
        b'{"report": "progress", "step": 3, "losses": [[0.5]]}',
        b'{"report": "progress", "step": true, "losses": [0.5]}',
        b'{"report": "validation", "step": 9, "accuracy": 0.5, "confusion": []}',
        b'{"report": "resumed"}',
        b'{"report": "resumed", "step": -1}',
        b'{"report": "diverged", "step": 2, "learning_rate": null, "smaller_rate": 1}',
        b'{"report": "changed", "step": 2, "settings": {"steps": 7}}',
        b'{"report": ["progress"], "step": 3}',
        b"[" * 100_000,
    ],
)
def test_that_a_line_that_no_run_writes_is_left_out(run: RunFolder, line: bytes) -> None:
    tail = LogTail(run.folder)
    (run.folder / "log.jsonl").write_bytes(LOSSES + line + b"\n")
    resumed, reports = tail.look()
    assert resumed is None
    assert [report.step for report in reports if isinstance(report, Progress)] == [2]
    assert len(reports) == 1
