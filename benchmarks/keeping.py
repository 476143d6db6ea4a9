"""What it costs that a run keeps itself: the share of a run's time that goes into its folder.

    python benchmarks/keeping.py

Prints the median over some runs of the lesson; 0.05 is what nobody notices.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from explorer.core.training.dataset import read_digits
from explorer.core.training.reports import Report
from explorer.core.training.settings import TrainingSettings
from explorer.files.resources import resources
from explorer.files.run_folders import RunFolder
from explorer.files.training_runs import Reins, run_anew

RUNS = 5


def main() -> None:
    """Measure and print."""
    digits, settings = read_digits(resources() / "mnist"), TrainingSettings()
    spent: list[float] = []
    record = RunFolder.record

    def timed(folder: RunFolder, report: Report, seconds: float = 0.0) -> object:
        before = time.perf_counter()
        try:
            return record(folder, report, seconds)
        finally:
            spent.append(time.perf_counter() - before)

    RunFolder.record = timed  # type: ignore[assignment, method-assign]
    with tempfile.TemporaryDirectory() as place:
        shares = sorted(_shares(digits, settings, Path(place), spent))
    print(f"share of a run's time that keeping takes: {statistics.median(shares):.4f}")


def _shares(
    digits: object, settings: TrainingSettings, place: Path, spent: list[float]
) -> Iterator[float]:
    for number in range(RUNS + 1):
        spent.clear()
        before = time.perf_counter()
        for _ in run_anew(settings, digits, Reins(), place, by_itself=True):  # type: ignore[arg-type]
            pass
        if number:  # the first compiles
            yield sum(spent) / (time.perf_counter() - before)


if __name__ == "__main__":
    main()
