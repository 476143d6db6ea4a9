"""Train for 100,000 steps and watch the memory: it must stay flat.

python benchmarks/soak.py [--steps 100000]
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from explorer.core.training.dataset import read_digits  # noqa: E402 - after the path of the checkout
from explorer.core.training.reports import Validation  # noqa: E402
from explorer.core.training.settings import TrainingSettings  # noqa: E402
from explorer.core.training.trainer import train  # noqa: E402

MOST_GROWTH = 30.0


def resident_megabytes() -> float:
    """Return how much memory this process holds (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Print the memory at intervals; fail if the second half grows by more than 30 MB."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    steps = parser.parse_args().steps
    settings = TrainingSettings(steps=steps, validate_every=max(steps // 20, 1), norms_every=1000)
    held = []
    for report in train(settings, read_digits(ROOT / "resources" / "mnist")):
        if isinstance(report, Validation):
            held.append(resident_megabytes())
            print(f"step {report.step:7,}  {held[-1]:6.0f} MB  accuracy {report.accuracy:.4f}")
    growth = held[-1] - held[len(held) // 2]
    print(f"growth in the second half: {growth:.1f} MB")
    raise SystemExit(growth > MOST_GROWTH)


if __name__ == "__main__":
    main()
