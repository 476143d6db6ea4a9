"""What may befall a followed training: killed, no room on the disk, its folder taken away."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import explorer

SCRIPT = """
import os, shutil, sys
import keras, numpy as np
import explorer
folder, trouble = sys.argv[1:3]
x = np.random.default_rng(0).normal(size=(3200, 6)).astype("float32")
model = keras.Sequential([keras.Input([6]), keras.layers.Dense(4), keras.layers.Dense(1)])
model.compile("sgd", "mse")
def befall(epoch, logs):
    if epoch == 1 and trouble == "taken away":
        shutil.rmtree(folder)
    print("epoch", epoch, flush=True)
model.fit(x, x[:, :1], batch_size=32, epochs=int(sys.argv[3]), verbose=0,
          callbacks=[explorer.Follow(folder, every=1),
                     keras.callbacks.LambdaCallback(on_epoch_end=befall)])
print("trained", flush=True)
"""


def start(tmp_path: Path, trouble: str, epochs: int, folder: Path) -> "subprocess.Popen[str]":
    (tmp_path / "train.py").write_text(SCRIPT)
    return subprocess.Popen(
        [sys.executable, str(tmp_path / "train.py"), str(folder), trouble, str(epochs)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(Path(explorer.__file__).parent.parent)},
    )  # fmt: skip


def sentences(errors: str) -> list[str]:
    return [line for line in errors.splitlines() if line.startswith("gradient-explorer")]


@pytest.mark.slow
def test_that_a_folder_taken_away_is_one_sentence_and_training_goes_on(tmp_path: Path) -> None:
    done = start(tmp_path, "taken away", 8, tmp_path / "run")
    out, errors = done.communicate(timeout=240)
    assert done.returncode == 0
    assert out.endswith("trained\n")
    (said,) = sentences(errors)
    assert "takes nothing any more" in said
    assert "Traceback" not in errors


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is put in by Linux")
def test_that_a_full_disk_is_one_sentence_and_training_goes_on(tmp_path: Path) -> None:
    limited = (
        "import resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); sys.argv = sys.argv[1:];"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    (tmp_path / "train.py").write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, "-c", limited, tmp_path / "train.py", tmp_path / "run", "full", "20"],
        capture_output=True, text=True, check=False, timeout=240,
        env=os.environ | {"PYTHONPATH": str(Path(explorer.__file__).parent.parent)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("trained\n")
    (said,) = sentences(done.stderr)
    assert "takes nothing any more" in said
    assert explorer.read(tmp_path / "run").steps.size  # what came before is whole


@pytest.mark.slow
def test_that_a_killed_program_leaves_a_run_that_can_be_read(tmp_path: Path) -> None:
    done = start(tmp_path, "none", 100_000, tmp_path / "run")
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
    done = start(tmp_path, "none", 100_000, tmp_path / "run")
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
