"""How long one explanation takes: the programs of the tests, and a network of 214 variables.

python benchmarks/explaining.py
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import keras
import tensorflow as tf

from explorer.core.autodiff.explaining.explain import explain
from tests.core.autodiff.explaining.broken import CASES
from tests.core.autodiff.explaining.whole import PROGRAMS


def seconds(f: Callable[[], Any], source: Any) -> float:
    """Return how long one explanation takes."""
    start = time.perf_counter()
    explain(f, source)
    return time.perf_counter() - start


def tell(name: str, builds: list[Callable[[], tuple[Callable[[], Any], Any]]]) -> None:
    """Print shortest, middle and longest time; each program is tried once before."""
    for build in builds:
        explain(*build())
    times = sorted(1e3 * seconds(*build()) for build in builds)
    print(
        f"{len(times)} {name}: {times[0]:.0f} to {times[-1]:.0f} ms,"
        f" median {statistics.median(times):.0f} ms"
    )


def main() -> None:
    """Measure and print."""
    tell("that lose a gradient", [lambda each=each: each.program(False) for each in CASES])  # type: ignore[misc]
    tell("whole", list(PROGRAMS))
    model = keras.applications.ResNet50(weights=None, classes=10, input_shape=(64, 64, 3))
    picture = tf.ones([1, 64, 64, 3])
    whole = seconds(lambda: tf.reduce_sum(model(picture)), model.trainable_variables)
    cut = seconds(
        lambda: tf.cast(tf.argmax(model(picture), 1), tf.float32), model.trainable_variables
    )
    print(
        f"ResNet50, {len(model.trainable_variables)} sources: whole {whole:.1f} s, cut {cut:.1f} s"
    )


if __name__ == "__main__":
    main()
