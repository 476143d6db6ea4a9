"""`train` ended by Ctrl+C: it keeps all that was done and says how to go on."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.files.checkpoints import newest_checkpoint

LENGTH = ("--steps", "2300", "--batch-size", "32")


def _program(*texts: str) -> list[str]:
    return [sys.executable, "-m", "explorer", "train", *LENGTH, *texts]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_that_a_run_ended_by_a_signal_goes_on_from_its_very_step(
    kind: signal.Signals, tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    started = _program("--run", str(folder), "--steps-per-call", "7", "--checkpoint-every", "1000")
    with subprocess.Popen(started, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        next(line for line in run.stderr if "step 100 " in line)
        run.send_signal(kind)
        last = run.stderr.read().splitlines()[-1]
    assert run.returncode == 1
    log = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    stopped = log[-1]["step"]
    assert log[-2:] == [{"report": each, "step": stopped} for each in ("checkpoint", "stopped")]
    assert last == f"Stopped after {stopped:,} steps. Go on with train --resume {folder}."
    kept = newest_checkpoint(folder / "checkpoints")
    assert kept is not None
    assert 100 <= kept.step == stopped
    resumed, whole = (
        json.loads(
            subprocess.run(_program("--json", *where), capture_output=True, check=True).stdout
        )
        for where in (("--resume", str(folder)), ())
    )
    assert resumed["weights_sha256"] == whole["weights_sha256"]
