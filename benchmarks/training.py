"""Steps per second of the training engine beside its peers, all in one run.

    python benchmarks/training.py [--rounds 7] [--peers PYTHON]

PyTorch and JAX are the extra `bench`; they belong into an environment of their own, whose
Python is named by --peers. Contestants measure in turn, so that a busy moment hits all of them.
"""

import argparse
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from contestants import CONTESTANTS

TARGETS = {
    "engine, norms": 1.1,
    "notebook": 45.0,
    "Model.fit": 7.0,
    "PyTorch": 2.5,
    "JAX": 1.15,
    "matrix products": 0.65,
}
AT_MOST = ("engine, norms",)
IN_THE_PEERS_ENVIRONMENT = ("PyTorch", "JAX")


@dataclass
class Contestant:
    """A process that measures one pace whenever it is asked."""

    name: str
    process: "subprocess.Popen[str]"
    paces: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Ask for one more pace."""
        assert self.process.stdin  # noqa: S101 - started with pipes
        assert self.process.stdout  # noqa: S101
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.paces.append(float(self.process.stdout.readline()))

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


def start(name: str, python: str) -> Contestant | None:
    """Start a contestant, or return nothing if its framework is not installed."""
    process = subprocess.Popen(
        [python, str(Path(__file__).with_name("contestants.py")), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout  # noqa: S101 - started with pipes
    return Contestant(name, process) if process.stdout.readline() else None


def main() -> None:
    """Measure, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    arguments = parser.parse_args()
    pythons = dict.fromkeys(IN_THE_PEERS_ENVIRONMENT, arguments.peers)
    started = [start(name, pythons.get(name, sys.executable)) for name in CONTESTANTS]
    contestants = [contestant for contestant in started if contestant]
    for _ in range(arguments.rounds):
        for contestant in contestants:
            contestant.measure()
    for contestant in contestants:
        contestant.end()
    report(contestants)


def report(contestants: list[Contestant]) -> None:
    """Print one line a contestant: median, range, and the engine's pace against it."""
    print(f"{os.cpu_count()} cores, batch 128, Adam, 784-128-10; load {os.getloadavg()[0]:.1f}")
    ours = statistics.median(contestants[0].paces)
    for contestant in contestants:
        paces = contestant.paces
        median = statistics.median(paces)
        line = (
            f"{contestant.name:16} {median:8,.0f} steps/s  ({min(paces):,.0f} to {max(paces):,.0f})"
        )
        if contestant.name in TARGETS:
            ratio, target = ours / median, TARGETS[contestant.name]
            met = ratio <= target if contestant.name in AT_MOST else ratio >= target
            line += f"  engine × {ratio:.2f}, target {target:g}: {'met' if met else 'missed'}"
        print(line)


if __name__ == "__main__":
    main()
