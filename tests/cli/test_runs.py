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
from explorer.core.observing.observed import ModelDescription
from explorer.core.sentences import ExplorerError
from explorer.files.model_json import Ended, Numbers
from explorer.files.model_runs import create_model_run
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
