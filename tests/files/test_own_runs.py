"""Runs that are kept by themselves: bounded, whole, and nothing of anybody else's is touched."""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import Digits, Images, read_digits
from explorer.core.training.reports import Finished, Progress
from explorer.core.training.settings import TrainingSettings
from explorer.files.kept_folders import FolderLock
from explorer.files.own_runs import (
    delete_run,
    kept_run,
    kept_runs,
    read_again,
    read_marks,
    run_folders,
    taken,
    thin,
    write_marks,
)
from explorer.files.resources import resources
from explorer.files.training_json import settings_to_json
from explorer.files.training_runs import Kept, Reins, run_anew
from explorer.session.training.history import Marks
from explorer.session.training.pace import Timed

MNIST = resources() / "mnist"


@pytest.fixture(scope="module")
def digits() -> Digits:
    whole = read_digits(MNIST)
    few = Images(whole.test.pixels[:500], whole.test.labels[:500])
    return Digits(whole.training, few, few)


def made_up(runs: Path, number: int, size: int = 1_000, *, for_good: bool = False) -> Path:
    """Make the folder of a run that takes some bytes, about."""
    folder = runs / f"2026-01-01-{number:06}"
    (folder / "checkpoints").mkdir(parents=True)
    described = {"by_itself": True, "settings": settings_to_json(TrainingSettings())}
    (folder / "run.json").write_text(json.dumps(described))
    (folder / "log.jsonl").write_bytes(b"")
    (folder / "checkpoints" / "step-0000000001.npz").write_bytes(bytes(size))
    if for_good:
        write_marks(folder, Marks(for_good=True))
    return folder


@given(
    runs=st.lists(st.tuples(st.integers(0, 3_000), st.booleans()), max_size=9),
    most_runs=st.integers(1, 6),
    most_bytes=st.integers(0, 12_000),
)
def test_that_the_newest_runs_within_the_bound_stay_and_those_for_good(
    runs: list[tuple[int, bool]], most_runs: int, most_bytes: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folders = [made_up(place, n, size, for_good=good) for n, (size, good) in enumerate(runs)]
        sizes = {
            folder: sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            for folder in folders
        }
        gone = thin(place, most_runs, most_bytes)
        stay = [folder for folder in folders if folder.exists()]
        assert set(gone) == set(folders) - set(stay)
        passing = [f for f, (_, good) in zip(folders, runs, strict=True) if not good]
        kept = [folder for folder in stay if folder in passing]
        assert set(stay) - set(kept) == set(folders) - set(passing)  # those for good
        assert kept == passing[len(passing) - len(kept) :]  # no gap: the newest
        assert passing[-1:] == kept[-1:]
        assert len(kept) <= most_runs
        assert len(kept) <= 1 or sum(map(sizes.__getitem__, kept)) <= most_bytes
        if len(kept) < len(passing):  # one more would be too many
            more = passing[len(passing) - len(kept) - 1 :]
            assert len(more) > most_runs or sum(map(sizes.__getitem__, more)) > most_bytes


def test_that_nothing_else_is_ever_deleted_and_no_link_is_followed(tmp_path: Path) -> None:
    runs, other = tmp_path / "runs", tmp_path / "other"
    target = made_up(other, 1)
    old = [made_up(runs, n) for n in range(5)]
    (old[0] / "thesis.txt").write_text("mine")
    for path in (old[1] / "checkpoints").iterdir():
        path.unlink()
    (old[1] / "checkpoints").rmdir()
    (old[1] / "checkpoints").symlink_to(target / "checkpoints")
    (runs / "2026-01-01-000000-2").symlink_to(target)
    stranger = runs / "2025-01-01-000000"
    stranger.mkdir()
    (stranger / "run.json").write_text("{}")  # a run that a person keeps, not the program
    held = FolderLock(old[2])
    thin(runs, most_runs=1)
    held.release()
    assert (old[0] / "thesis.txt").read_text() == "mine"
    assert (target / "checkpoints" / "step-0000000001.npz").exists()
    assert (stranger / "run.json").exists()
    assert run_folders(runs) == [old[2], old[4]]  # the one being written, and the newest
    assert not delete_run(stranger)


def test_that_what_a_person_says_of_a_run_is_kept_and_damage_deletes_nothing(
    tmp_path: Path,
) -> None:
    folders = [made_up(tmp_path, n) for n in range(3)]
    write_marks(folders[0], Marks("  my\nbest ", "tried on Monday", for_good=True))
    assert read_marks(folders[0]) == Marks("my best", "tried on Monday", for_good=True)
    (folders[1] / "about.json").write_text('{"name": 1')
    assert thin(tmp_path, most_runs=1) == []
    assert (taken(tmp_path).runs, taken(tmp_path).for_good) == (3, 2)
    with pytest.raises(ExplorerError, match="cannot be written to"):
        write_marks(tmp_path / "gone", Marks())


def test_that_a_run_looked_into_again_has_the_bits_of_its_end(
    digits: Digits, tmp_path: Path
) -> None:
    settings = TrainingSettings(steps=40, batch_size=16, validate_every=20)
    news = [*run_anew(settings, digits, Reins(), tmp_path, by_itself=True)]
    assert isinstance(news[0], Kept)
    folder = news[0].folder
    reports = [each.report for each in news if isinstance(each, Timed)]
    finished = reports[-1]
    assert isinstance(finished, Finished)
    assert len([*(folder / "checkpoints").glob("step-*.npz")]) == 1
    again = read_again(folder, 7)
    losses = np.concatenate([each.losses for each in reports if isinstance(each, Progress)])
    np.testing.assert_array_equal(again.losses, losses)
    for mine, theirs in zip(again.checkpoints[-1].weights, finished.weights, strict=True):
        assert mine.tobytes() == theirs.tobytes()
    (listed,) = kept_runs(tmp_path)
    assert listed.settings == settings
    summary = listed.summary
    assert summary.loss == pytest.approx(losses[-25:].mean(), rel=1e-6)
    assert (summary.steps, summary.test, summary.outcome) == (
        40, finished.test_accuracy, "finished",
    )  # fmt: skip
    # From the summary beside the log, and from the log again once that has grown.
    assert kept_run(folder) == listed
    with (folder / "log.jsonl").open("a") as log:
        log.write('{"report":"resumed","step":20}\n')
    assert asdict(kept_run(folder).summary)["steps"] == 20
