"""What may befall a followed training: killed, no room on the disk, its folder taken away."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import explorer
from tests.processes import no_file_above

SCRIPT = """
import sys
import keras, numpy as np
import explorer
x = np.random.default_rng(0).normal(size=(3200, 6)).astype("float32")
model = keras.Sequential([keras.Input([6]), keras.layers.Dense(4), keras.layers.Dense(1)])
model.compile("sgd", "mse")
model.fit(x, x[:, :1], batch_size=32, epochs=100_000, verbose=0,
          callbacks=[explorer.Follow(sys.argv[1], every=1)])
"""


def start(tmp_path: Path) -> "subprocess.Popen[str]":
    (tmp_path / "train.py").write_text(SCRIPT)
    return subprocess.Popen(
        [sys.executable, str(tmp_path / "train.py"), str(tmp_path / "run")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(Path(explorer.__file__).parent.parent)},
    )  # fmt: skip


def sentences(errors: str) -> list[str]:
    return [line for line in errors.splitlines() if line.startswith("gradient-explorer")]


def followed(folder: Path, epochs: int, *callbacks: Any) -> None:
    """Train in this process."""
    x = np.random.default_rng(0).normal(size=(3200, 6)).astype("float32")
    model = keras.Sequential([keras.Input([6]), keras.layers.Dense(4), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(
        x, x[:, :1], batch_size=32, epochs=epochs, verbose=0,
        callbacks=[explorer.Follow(folder, every=1), *callbacks],
    )  # fmt: skip


@pytest.mark.slow
def test_that_a_folder_taken_away_is_one_sentence_and_training_goes_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ended = []

    def befall(epoch: int, _logs: Any) -> None:
        if epoch == 1:
            shutil.rmtree(tmp_path / "run")
        ended.append(epoch)

    followed(tmp_path / "run", 8, keras.callbacks.LambdaCallback(on_epoch_end=befall))
    assert len(ended) == 8
    errors = capfd.readouterr().err
    (said,) = sentences(errors)
    assert "takes nothing any more" in said
    assert "Traceback" not in errors


@pytest.mark.slow
def test_that_a_full_disk_is_one_sentence_and_training_goes_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with no_file_above(200_000):
        followed(tmp_path / "run", 20)
    (said,) = sentences(capfd.readouterr().err)
    assert "takes nothing any more" in said
    assert explorer.read(tmp_path / "run").steps.size  # what came before is whole


@pytest.mark.slow
def test_that_a_killed_program_leaves_a_run_that_can_be_read(tmp_path: Path) -> None:
    done = start(tmp_path)
    end = time.monotonic() + 200
    while time.monotonic() < end:
        if (tmp_path / "run" / "run.json").exists() and explorer.read(
            tmp_path / "run"
        ).steps.size > 50:
            break
        time.sleep(0.2)
    os.kill(done.pid, signal.SIGKILL)
    done.communicate()
    run = explorer.read(tmp_path / "run")
    assert run.steps.size > 50
    assert run.ended is None
    shutil.rmtree(tmp_path / "run")


@pytest.mark.slow
def test_that_an_interrupted_training_says_stopped_and_is_put_back(tmp_path: Path) -> None:
    done = start(tmp_path)
    end = time.monotonic() + 200
    while time.monotonic() < end:
        if (tmp_path / "run" / "run.json").exists() and explorer.read(
            tmp_path / "run"
        ).steps.size > 50:
            break
        time.sleep(0.2)
    for _ in range(6):
        # Again, as a hand does: Keras loses one in some hundreds, with `Follow` and without, as its
        # `pythonify_logs` passes over whatever comes while it makes a number of the loss.
        done.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            _, errors = done.communicate(timeout=20)
            break
    assert "KeyboardInterrupt" in errors
    assert explorer.read(tmp_path / "run").ended in {"stopped", None}  # None: between two steps
