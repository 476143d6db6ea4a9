"""Training on the command line ended by a signal amid a compilation, or in a grid."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explorer.files.checkpoints import newest_checkpoint
from tests.cli.test_train import program, result
from tests.processes import time_spent

# A compilation that never ends, and lets no handler of Python's run: a lock taken twice, in C.
COMPILING = """
import ctypes, sys
from explorer import __main__
from explorer.core.training.engine import Engine
def compile(*_):
    lock, system = ctypes.create_string_buffer(64), ctypes.CDLL(None)
    print("compiling", file=sys.stderr, flush=True)
    while True:
        system.pthread_mutex_lock(lock)
real, first = Engine.advance, []
def advance(self, *arguments):
    first.append(self)
    return real(self, *arguments) if LETS_THE_FIRST and self is first[0] else compile()
Engine.advance, LETS_THE_FIRST = advance, "--grid" in sys.argv
raise SystemExit(__main__.main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a lock of Linux's C library")
def test_that_a_run_that_compiles_ends_soon_and_its_beginning_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    command = [sys.executable, "-c", COMPILING, "train", "--steps", "9", "--run", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        next(line for line in run.stderr if "compiling" in line)
        run.send_signal(signal.SIGTERM)
        assert run.wait(30) == 1
        last = run.stderr.read().splitlines()[-1]
    assert last == f"Stopped after 0 steps. Go on with train --resume {folder}."
    assert result("--resume", str(folder))["steps"] == 9


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a lock of Linux's C library")
def test_that_a_grid_that_compiles_ends_soon_and_tells_of_the_runs_it_has_made(
    tmp_path: Path,
) -> None:
    (tmp_path / "grid.toml").write_text("network = [[], [4]]\nsteps = 5\n")
    command = [sys.executable, "-c", COMPILING, "train", "--grid", str(tmp_path / "grid.toml")]
    with subprocess.Popen(
        [*command, "--no-keep", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as run:  # fmt: skip
        assert run.stderr is not None
        next(line for line in run.stderr if "compiling" in line)
        run.send_signal(signal.SIGTERM)
        told, last = run.communicate(timeout=30)
    assert (run.returncode, last) == (1, "Stopped after 1 of 2 runs.\n")
    (made,) = json.loads(told)["runs"]
    assert (made["outcome"], made["steps"]) == ("finished", 5)


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux", reason="Linux tells what a process has had that has ended"
)
def test_that_a_grid_ended_by_a_signal_ends_within_two_seconds_and_loses_nothing(
    tmp_path: Path,
) -> None:
    (tmp_path / "grid.toml").write_text(
        'optimizer = ["sgd"]\nlearning_rate = [1e6, 0.001]\nsteps = 1_000_000\n'
    )
    texts = program("--grid", str(tmp_path / "grid.toml"), "--json")
    with subprocess.Popen(
        texts, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path)},
    ) as run:  # fmt: skip
        assert run.stderr is not None
        assert ", diverged, test" in next(line for line in run.stderr if "Run 1 of 2" in line)
        runs, end = tmp_path / "gradient-explorer" / "training-runs", time.monotonic() + 60
        while sum('"progress"' in log.read_text() for log in runs.glob("*/log.jsonl")) < 2:
            assert time.monotonic() < end
            time.sleep(0.05)
        before = time_spent(run.pid)
        run.send_signal(signal.SIGTERM)
        os.waitid(os.P_PID, run.pid, os.WEXITED | os.WNOWAIT)  # it stays to be asked
        assert time_spent(run.pid) - before < 2.0
        told, last = run.communicate()
    assert run.returncode == 1
    assert last.endswith("Stopped after 1 of 2 runs.\n")
    first, second = json.loads(told)["runs"]
    assert (first["outcome"], second["outcome"]) == ("diverged", "stopped")
    checkpoint = newest_checkpoint(Path(second["folder"]) / "checkpoints")
    assert checkpoint is not None
    assert 0 < checkpoint.step == second["steps"]
