"""How soon the descent laboratory answers, beside the loop that a learner writes.

    python benchmarks/descent.py [--rounds 300]

Six optimisers make 500 updates each, once on f(x) and once on f(x, y); then a grid of 256 × 256
points gets its values, its gradients and 15 contours.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import tensorflow as tf

from explorer.core.descent.keras_objects import keras_optimizer
from explorer.core.descent.racing import race
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.surfaces import grid
from explorer.core.descent.trajectory import previews
from explorer.core.functions.formula import parse
from explorer.core.functions.tensors import tensor_function

OPTIMIZERS = ("sgd", "momentum", "adagrad", "rmsprop", "adam", "nadam")
UPDATES = 500
LINE = DescentSettings(parse("x**4/11 - x**2 + sin(3*x)/7"), 1.7, UPDATES)
HIMMELBLAU = parse("(x**2 + y - 11)**2 + (x + y**2 - 7)**2", ("x", "y"))
SURFACE = DescentSettings(HIMMELBLAU, (0.0, -3.0), UPDATES)


def racers(base: DescentSettings, rate: float) -> list[DescentSettings]:
    """Return the six racers with one rate."""
    return [replace(base, optimizer=each, learning_rate=rate) for each in OPTIMIZERS]


def milliseconds(task: Callable[[float], Any], rounds: int) -> list[float]:
    """Return how long a task took for each of many rates, after two rounds to warm up."""
    durations = []
    for rate in np.linspace(0.001, 0.01, rounds + 2):
        begin = time.perf_counter()
        task(float(rate))
        durations.append((time.perf_counter() - begin) * 1000)
    return durations[2:]


def learner(wanted: Sequence[DescentSettings]) -> None:
    """Descend by the plain loop: an eager tape, an eager optimiser."""
    for racer in wanted:
        function = tensor_function(racer.formula)
        x = tf.Variable(racer.start)
        optimizer = keras_optimizer(racer.optimizer, racer.learning_rate, racer.parameter_values())
        for _ in range(racer.updates):
            with tf.GradientTape() as tape:
                y = function(x) if x.shape.rank == 0 else function(x[0], x[1])
            optimizer.apply_gradients([(tape.gradient(y, x), x)])


def exact(wanted: Sequence[DescentSettings]) -> tuple[Trajectory, ...]:
    """Descend with the bits of the eager loop."""
    *_, paths = race(wanted)
    return paths


def contoured(_rate: float) -> None:
    """Compute a grid and its contours."""
    from contourpy import contour_generator

    seen = grid(HIMMELBLAU, (-6.0, 6.0), (-5.0, 5.0), 256, 256)
    lines = contour_generator(seen.x, seen.y, seen.values)
    for level in np.geomspace(1, 900, 15):
        lines.lines(level)


def report(name: str, durations: list[float], limit: float | None = None) -> None:
    """Print median, 99th percentile and, if there is one, the limit for the latter."""
    middle, late = np.percentile(durations, [50, 99])
    verdict = "" if limit is None else f"  limit {limit:g}: {'met' if late <= limit else 'MISSED'}"
    print(f"{name:<58} median {middle:9.2f} ms   99 % {late:9.2f} ms{verdict}")


def same_bits(base: DescentSettings) -> str:
    """Return how many previews have the very bits of the eager loop."""
    wanted = racers(base, 0.005)
    pairs = zip(previews(wanted), exact(wanted), strict=True)
    equal = sum(np.array_equal(soon.x, path.x, equal_nan=True) for soon, path in pairs)
    return f"{equal} of {len(wanted)}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    rounds = parser.parse_args().rounds
    for name, base in (("f(x)", LINE), ("f(x, y)", SURFACE)):
        title = f"{name}: 6 optimisers, {UPDATES} updates"

        def soon(rate: float, base: DescentSettings = base) -> Any:
            return previews(racers(base, rate))

        def sure(rate: float, base: DescentSettings = base) -> Any:
            return exact(racers(base, rate))

        def plain(rate: float, base: DescentSettings = base) -> None:
            learner(racers(base, rate))

        report(f"{title}, preview by XLA", milliseconds(soon, rounds), 16)
        report(f"{title}, bits of the eager loop", milliseconds(sure, max(rounds // 10, 3)))
        report(f"{title}, eager loop", milliseconds(plain, 1))
        print(f"{'':<58} previews with the bits of the eager loop: {same_bits(base)}")
    report("f(x, y): values, gradients and contours, 256 × 256", milliseconds(contoured, 50), 100)


if __name__ == "__main__":
    main()
