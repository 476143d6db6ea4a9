"""Kill a training run at random moments, resume it each time, and compare its weights.

    python benchmarks/survival.py [--kills 20] [--seed 0] [--longest 8]

Each try is killed by SIGKILL after a random time, counted from its start, so that imports,
compilation, updates and checkpoints are all hit.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LENGTH = ("--steps", "80000", "--batch-size", "32", "--validate-every", "1000")


def program(*texts: str) -> list[str]:
    """Return the command that trains."""
    return [sys.executable, "-m", "explorer", "train", "--json", *LENGTH, *texts]


def result(*texts: str) -> dict[str, Any]:
    """Train to the end and return what is printed."""
    done = subprocess.run(program(*texts), cwd=ROOT, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def kill_after(seconds: float, *texts: str) -> str:
    """Start training and kill it; return what it was at."""
    with subprocess.Popen(
        program(*texts), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        time.sleep(seconds)
        status = run.poll()
        run.kill()
    if status:
        raise SystemExit(f"training failed by itself with status {status}")
    return "at work" if status is None else "done before"


def main() -> None:
    """Print how far each try came, and whether the weights are the same in the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    # Seconds; on a busy machine TensorFlow alone takes longer than eight to be loaded.
    parser.add_argument("--longest", type=float, default=8.0)
    arguments = parser.parse_args()
    generator = random.Random(arguments.seed)  # noqa: S311 - moments, not secrets
    undisturbed = result()
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        kept = ("--checkpoint-every", "50", "--steps-per-call", "10")
        for kill in range(1, arguments.kills + 1):
            resumable = any(run.glob("checkpoints/*.sha256"))
            place = ("--resume" if resumable else "--run", str(run))
            if not resumable and run.exists():
                run = Path(folder) / f"run-{kill}"
                place = ("--run", str(run))
            seconds = generator.uniform(1, arguments.longest)
            at = kill_after(seconds, *place, *kept)
            newest = max((path.stem for path in run.glob("checkpoints/*.npz")), default="none")
            print(f"kill {kill:2}: after {seconds:4.1f} s, {newest}, {at}")
        resumed = result("--resume", str(run), *kept)
    same = resumed["weights_sha256"] == undisturbed["weights_sha256"]
    print(f"{arguments.kills} kills: weights are {'the same' if same else 'DIFFERENT'}")
    raise SystemExit(not same)


if __name__ == "__main__":
    main()
