"""What it costs to be followed: three networks, each fitted with and without, in turn, in one run.

python benchmarks/following.py --rounds 5

Each pair is a fit that nobody follows and one that is followed, one after the other; of the two times
the ratio is taken, and the median over the rounds is told. The time is that of the processor, of all threads,
as other programs disturb it least; `--wall` takes that of the clock. The first third of the steps is left
out: there it compiles and finds its pace.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np

import explorer

layers = keras.layers


def convolutional() -> tuple[Any, tuple[int, ...], int, int]:
    """Return a small convolutional network, shape of an example, batch, steps."""
    model = keras.Sequential(
        [
            keras.Input([28, 28, 1]),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(10),
        ]
    )
    return model, (28, 28, 1), 64, 60


def digits() -> tuple[Any, tuple[int, ...], int, int]:
    """Return 784-128-10."""
    dense = [layers.Dense(128, activation="relu"), layers.Dense(10)]
    return keras.Sequential([keras.Input([784]), *dense]), (784,), 128, 600


def wide() -> tuple[Any, tuple[int, ...], int, int]:
    """Return a dense network of 10 million parameters, whose Adam is bound by memory."""
    dense = [layers.Dense(2200, activation="relu"), layers.Dense(3000, activation="relu")]
    parts = [keras.Input([784]), *dense, layers.Dense(600, activation="relu"), layers.Dense(10)]
    return keras.Sequential(parts), (784,), 32, 40


def seconds(
    build: Callable[[], Any], follow: list[Any], jit: bool, clock: Callable[[], float]
) -> float:
    """Return how long the steps take after the first tenth, which compiles and settles."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(0)
    model, shape, batch, steps = build()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, jit_compile=jit)
    generator = np.random.default_rng(0)
    x = generator.random((batch * 20, *shape), np.float32)
    y = generator.integers(0, 10, len(x))
    ends: list[float] = []
    timed = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: ends.append(clock())  # noqa: ARG005
    )
    with redirect_stdout(None):
        model.fit(x, y, batch, epochs=max(1, steps // 20), verbose=0, callbacks=[*follow, timed])
    first = len(ends) // 3
    return ends[-1] - ends[first]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jit", action="store_true", help="compile by XLA")
    parser.add_argument("--wall", action="store_true", help="time of the clock")
    arguments = parser.parse_args()
    clock = time.perf_counter if arguments.wall else time.process_time
    print(f"load {os.getloadavg()[0]:.1f}, XLA {arguments.jit}")
    for build in (convolutional, digits, wide):
        for every in ("auto", 1):
            ratios = []
            for _ in range(arguments.rounds):
                with tempfile.TemporaryDirectory() as place:
                    plain = seconds(build, [], arguments.jit, clock)
                    follow = explorer.Follow(Path(place) / "run", every=every)
                    followed = seconds(build, [follow], arguments.jit, clock)
                    looks = len(explorer.read(Path(place) / "run").steps)
                ratios.append(followed / plain)
            print(
                f"{build.__name__:<14} every={every!s:<5} {statistics.median(ratios) - 1:+.1%}"
                f" ({min(ratios) - 1:+.1%} to {max(ratios) - 1:+.1%}), {looks} looks",
                flush=True,
            )
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
