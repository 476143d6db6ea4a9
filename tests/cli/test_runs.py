"""`runs`, `runs export`, `show` and `watch`, as they are typed."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from explorer import cli
from explorer.__main__ import _open_window
from explorer.cli import kept_runs
from explorer.core.observing.observed import ModelDescription
from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import Digits, Images
from explorer.core.training.reports import Progress
from explorer.core.training.settings import TrainingSettings
from explorer.files.model_json import Ended, Numbers
from explorer.files.model_runs import create_model_run
from explorer.files.training_runs import Reins, run_anew
from explorer.session.training.pace import Timed
from tests.files.model_lines import TWO, rows


def command(arguments: list[str]) -> int:
    return cli.run(cli.parse(arguments))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    run = create_model_run(tmp_path / "runs" / "first", ModelDescription(model="net"))
    run.write(TWO, rows(1, 3), Numbers(3, {"val_loss": 0.5}), Ended("finished"))
    run.close()
    return tmp_path / "runs"


def test_that_runs_are_listed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "other").mkdir()
    assert command(["runs", "--in", str(place)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(str(place / "first"))
    assert "step 3  finished" in line


def test_that_a_run_is_exported_by_the_ending(place: Path, tmp_path: Path) -> None:
    for ending in ("csv", "json", "npz"):
        assert (
            command(["runs", "export", str(place / "first"), str(tmp_path / f"out.{ending}")]) == 0
        )
    with (tmp_path / "out.csv").open() as file:
        table = list(csv.DictReader(file))
    assert [row["step"] for row in table if row["name"] == "a/bias"] == ["1", "2", "3"]
    assert table[0]["gradient"] == "1"
    assert table[0]["silent"] == ""
    found = json.loads((tmp_path / "out.json").read_text())
    assert found["names"] == ["a/kernel", "a/bias"]
    assert found["silent"][0] == [None, None]
    with np.load(tmp_path / "out.npz") as arrays:
        np.testing.assert_array_equal(arrays["gradient"], rows(1, 3).values["gradient"])
        np.testing.assert_array_equal(arrays["metrics/val_loss/values"], [0.5])


@pytest.mark.parametrize(
    "arguments",
    [
        ["runs", "export", "nothing", "out.csv"],
        ["runs", "export", "nothing", "out.xlsx"],
        ["watch", "nothing.py"],
    ],
)
def test_that_what_is_not_there_is_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_that_a_window_is_opened_only_on_a_run() -> None:
    with pytest.raises(ExplorerError, match="There is no run in nothing"):
        _open_window(cli.parse(["show", "nothing"]))


SCRIPT = """
import sys
import keras, numpy as np
assert __name__ == "__main__" and sys.argv[1:] == ["--epochs", "2"]
model = keras.Sequential([keras.Input([3]), keras.layers.Dense(1)])
model.compile("sgd", "mse")
model.fit(np.ones([8, 3]), np.ones([8, 1]), batch_size=4, epochs=int(sys.argv[2]), verbose=0)
print("mine")
if model.count_params() == 4:
    raise ZeroDivisionError("on purpose")
"""


@pytest.mark.slow
def test_that_a_script_is_watched_and_stays_its_own(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(SCRIPT)
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path / "data")}
    done = subprocess.run(
        [sys.executable, "-m", "explorer", "watch", str(script), "--epochs", "2"],
        capture_output=True, text=True, check=False, env=environment, timeout=240,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == "mine\n"
    assert "ZeroDivisionError: on purpose" in done.stderr
    assert "explorer" not in done.stderr.partition("Traceback")[2]
    (run,) = (tmp_path / "data" / "gradient-explorer" / "runs").glob("*/")
    assert '"file": "' + str(script) in (run / "run.json").read_text()
    assert command(["runs", "export", str(run), str(tmp_path / "out.json")]) == 0
    assert json.loads((tmp_path / "out.json").read_text())["steps"][-1] <= 4


def test_that_a_training_run_is_listed_named_exported_and_deleted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_runs, "own_runs_folder", lambda: tmp_path)
    few = Images(np.zeros((20, 784), np.uint8), np.arange(20, dtype=np.uint8) % 10)
    settings = TrainingSettings(steps=4, batch_size=2, hidden=(), validate_every=2)
    news = [*run_anew(settings, Digits(few, few, few), Reins(), tmp_path, by_itself=True)]
    losses = [
        loss
        for each in news
        if isinstance(each, Timed) and isinstance(each.report, Progress)
        for loss in each.report.losses
    ]
    (folder,) = tmp_path.glob("2*")
    for change in (
        ["rename", folder.name, "first"],
        ["note", folder.name, "dull"],
        ["keep", folder.name],
    ):
        assert command(["runs", *change]) == 0
    assert command(["runs", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["note"], listed["kept_for_good"]) == ("first", "dull", True)
    assert command(["runs", "--in", str(tmp_path)]) == 0
    assert "first  adam 0.001  seed 0  step 4  finished" in capsys.readouterr().out
    for ending in ("csv", "json", "npz"):
        assert command(["runs", "export", folder.name, str(tmp_path / f"out.{ending}")]) == 0
    with (tmp_path / "out.csv").open() as file:
        table = list(csv.DictReader(file))
    assert [np.float32(row["loss"]) for row in table] == losses
    assert [row["step"] for row in table if row["validation_accuracy"]] == ["2", "4"]
    found = json.loads((tmp_path / "out.json").read_text())
    with np.load(tmp_path / "out.npz") as arrays:
        np.testing.assert_array_equal(arrays["loss"], losses)
        assert found["validation_loss"] == arrays["validation_loss"].tolist()
    assert command(["runs", "delete", str(tmp_path / "gone")]) == 2
    assert command(["runs", "delete", folder.name]) == 0
    assert not folder.exists()
