"""How soon the map of rates is there, as a ratio to its limit of 50 ms for 500 updates.

    python benchmarks/rate_map.py [--rounds 60]

The thirteen optimisers on f(x) and on f(x, y), each from another start in every round, as while one
drags it; beside each stands the plain loop of a learner for one rate. Judged is the fastest tenth of the
rounds, which other work on the machine disturbs least. Ends with 1 where that is above the limit.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import tensorflow as tf

from explorer.core.descent.keras_objects import keras_optimizer
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.rate_map import rate_map
from explorer.core.descent.settings import DescentSettings
from explorer.core.functions.formula import parse
from explorer.core.functions.tensors import tensor_function

UPDATES = 500
LEARNT = 50  # updates of the learner's loop; as many times over it would take as UPDATES
LIMIT = 50.0  # milliseconds
LINE = DescentSettings(parse("x**4/11 - x**2 + sin(3*x)/7"), 1.7, UPDATES)
PLANE = DescentSettings(
    parse("(x**2 + y - 11)**2 + (x + y**2 - 7)**2", ("x", "y")), (0.0, -3.0), UPDATES
)


def milliseconds(task: Callable[[float], Any], rounds: int) -> list[float]:
    """Return how long a task took from many starts, after two rounds to warm up."""
    durations = []
    for turn in range(rounds + 2):
        begin = time.perf_counter()
        task(0.001 * turn)
        durations.append((time.perf_counter() - begin) * 1000)
    return durations[2:]


def moved(settings: DescentSettings, by: float) -> DescentSettings:
    """Return the same descent from a start a little farther."""
    start = settings.start
    place = (start[0] + by, start[1]) if isinstance(start, tuple) else start + by
    return replace(settings, start=place)


def mapped(settings: DescentSettings) -> None:
    """Run every rate."""
    *_, found = rate_map(settings, -2.5)
    assert found is not None  # noqa: S101 - the map is there


def learner(settings: DescentSettings) -> None:
    """Descend at one rate by the plain loop: an eager tape, an eager optimiser."""
    function = tensor_function(settings.formula)
    x = tf.Variable(settings.start)
    optimizer = keras_optimizer(settings.optimizer, 0.001, settings.parameter_values())
    for _ in range(LEARNT):
        with tf.GradientTape() as tape:
            y = function(*(tf.unstack(x) if x.shape.rank else [x]))
        optimizer.apply_gradients([(tape.gradient(y, x), x)])


def main() -> int:
    """Measure, print a table, and return 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    print(f"{UPDATES} updates, load {os.getloadavg()[0]:.1f}")
    print("| optimiser | f of | map, ms (median) | ÷ 50 ms | learner's loop, one rate, ÷ map |")
    print("|---|---|---|---|---|")
    worst = 0.0
    for key in OPTIMIZERS:
        for name, base in (("x", LINE), ("x, y", PLANE)):
            settings = replace(base, optimizer=key)
            found = milliseconds(lambda by, s=settings: mapped(moved(s, by)), rounds)  # type: ignore[misc]
            fast = float(np.quantile(found, 0.1))
            begin = time.perf_counter()
            learner(settings)
            loop = (time.perf_counter() - begin) * 1000 * UPDATES / LEARNT
            worst = max(worst, fast / LIMIT)
            median = statistics.median(found)
            print(
                f"| {key} | {name} | {fast:.1f} ({median:.1f}) | {fast / LIMIT:.2f} | "
                f"{loop / median:.0f} |"
            )
    print(f"worst ratio {worst:.2f}: {'met' if worst <= 1 else 'missed'}")
    return int(worst > 1)


if __name__ == "__main__":
    sys.exit(main())
