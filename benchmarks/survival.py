"""Kill one training run again and again, in the window and on the command line, and look what is left.

    python benchmarks/survival.py [--kills 50] [--steps 80000] [--seed 0]

So many kills (SIGKILL) of each kind, in a random order, all of the same run: whatever kills the one, the
other must be able to go on from. A quarter of them comes at a random moment after the start, so that
imports, compilation and reading are hit; the others at a random moment after the try has written a
checkpoint of its own, however long a busy machine takes to come so far. In the end the weights must be
those of a run that nobody has disturbed, and of the choices made in a window none older than two
seconds may be missing.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOON = 8.0  # seconds from the start in which a quarter of the kills come
LATER = 0.6  # seconds after a checkpoint in which the others come
KEPT_WITHIN = 2.0  # seconds after which a choice is kept: one by the store's timer, one to write it

# A window that trains as its Start and Resume do, and whose rate is chosen anew ten times a second; it
# prints each before it is chosen, with the time.
WINDOW = """
import itertools, sys, time
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QTimer
from explorer.core.training.settings import TrainingSettings
from explorer.ui import app
folder, resumes, first, steps = Path(sys.argv[1]), sys.argv[2] == "on", int(sys.argv[3]), int(sys.argv[4])
numbers = itertools.count(first)
begin = app.Application.start
def start(program):
    begin(program)
    program.loader.when_ready(lambda: train(program))
    program.choosing = QTimer(interval=100)
    program.choosing.timeout.connect(lambda: choose(program))
    program.choosing.start()
def train(program):
    if resumes:
        program.training.resume_from(folder)
    else:
        settings = TrainingSettings(steps=steps, batch_size=32, validate_every=1000)
        program.training.start(settings, folder)
def choose(program):
    number = next(numbers)
    print(number, time.time(), flush=True)
    program.store.change(lambda s: s.with_descent(lambda d: d.with_learning_rate(number / 2**20)))
app.Application.start = start
raise SystemExit(app.run_window())
"""


class Survival:
    """One run in a folder of its own, and how it is killed and begun again."""

    def __init__(self, home: Path, steps: int, rng: random.Random) -> None:
        self._home, self._steps, self._rng = home, steps, rng
        own = {f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("config", "state", "data")}
        self._environment = os.environ | own
        self._environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        self._chosen = 1
        self.lost_choices = 0

    @property
    def run(self) -> Path | None:
        """The folder of the run, once it can be gone on with."""
        places = sorted(self._home.glob("runs/*/checkpoints/*.sha256"))
        return places[0].parents[1] if places else None

    @property
    def newest(self) -> str:
        """The newest checkpoint's name; empty before there is one."""
        run = self.run
        return "" if run is None else max(each.stem for each in run.glob("checkpoints/*.sha256"))

    def kill(self, kind: str) -> str:
        """Begin or go on, kill it at a random moment, and return where that was."""
        before, early = self.newest, self._rng.random() < 0.25
        command = self._window() if kind == "window" else self._line()
        with (
            (self._home / "printed").open("w+") as printed,
            subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdout=printed, stderr=subprocess.DEVNULL
            ) as process,
        ):
            begun = time.monotonic()
            while not early and self.newest <= before and process.poll() is None:
                time.sleep(0.02)
            time.sleep(self._rng.uniform(0, SOON if early else LATER))
            status, killed = process.poll(), time.time()
            process.kill()
            process.wait()
            printed.seek(0)
            lines = printed.read().split("\n")[:-1]
        if status:
            raise SystemExit(f"{kind} ended by itself with status {status}")
        if kind == "window":
            self._compare(lines, killed)
        spent = time.monotonic() - begun
        moment = "early" if early else "late"
        return f"{moment:5} after {spent:5.1f} s, {self.newest or 'no checkpoint yet'}" + (
            "" if status is None else ", done before"
        )

    def result(self, *texts: str) -> dict[str, Any]:
        """Train on the command line to the end and return what is printed."""
        command = [sys.executable, "-m", "explorer", "train", "--json", *texts]
        done = subprocess.run(
            command, cwd=ROOT, env=self._environment, capture_output=True, check=True
        )
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    @property
    def length(self) -> tuple[str, ...]:
        """What is asked of the run."""
        return "--steps", str(self._steps), "--batch-size", "32", "--validate-every", "1000"

    def _line(self) -> list[str]:
        place = (
            ("--resume", str(self.run)) if self.run else ("--run", str(self._home / "runs/line"))
        )
        often = ("--checkpoint-every", "50", "--steps-per-call", "10")
        length = () if self.run else self.length
        return [sys.executable, "-m", "explorer", "train", *length, *place, *often]

    def _window(self) -> list[str]:
        place = (str(self.run), "on") if self.run else (str(self._home / "runs"), "anew")
        return [sys.executable, "-c", WINDOW, *place, str(self._chosen), str(self._steps)]

    def _compare(self, lines: list[str], killed: float) -> None:
        """Look whether every choice older than two seconds is kept, and the file whole."""
        chosen = [(int(each.split()[0]), float(each.split()[1])) for each in lines]
        due = [number for number, moment in chosen if moment < killed - KEPT_WITHIN]
        last = self._home / "data" / "gradient-explorer" / "last.gex"
        kept = 0
        if last.exists():  # a half file would end this program here
            rate = json.loads(last.read_text())["descent"]["learning_rate"]
            kept = round(rate * 2**20) if rate * 2**20 == round(rate * 2**20) else 0
        self.lost_choices += bool(due) and kept < due[-1]
        self._chosen = max([self._chosen, *(number + 1 for number, _ in chosen)])


def main() -> None:
    """Print how far each try came, and whether weights and choices are as they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="of each kind")
    parser.add_argument("--steps", type=int, default=80_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)  # noqa: S311 - moments, not secrets
    kinds = ["window", "line"] * arguments.kills
    rng.shuffle(kinds)
    with tempfile.TemporaryDirectory() as folder:
        survival = Survival(Path(folder), arguments.steps, rng)
        undisturbed = survival.result(*survival.length)
        for number, kind in enumerate(kinds, 1):
            print(f"kill {number:3} {kind:6} {survival.kill(kind)}", flush=True)
        resumed = survival.result("--resume", str(survival.run))
        folders = len([*Path(folder).glob("runs/*/checkpoints")])
    same = resumed["weights_sha256"] == undisturbed["weights_sha256"]
    print(
        f"{len(kinds)} kills: weights are {'the same' if same else 'DIFFERENT'}; {folders} folders"
    )
    print(f"windows that lost a choice older than {KEPT_WITHIN:g} s: {survival.lost_choices}")
    raise SystemExit(not same or bool(survival.lost_choices))


if __name__ == "__main__":
    main()
