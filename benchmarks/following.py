"""What it costs to be followed: three networks, each fitted with and without, in turn, in one run.

python benchmarks/following.py --rounds 5

A round is four fits, in the order plain, followed, followed, plain, so that a machine that grows busier
hits both alike; of their times the ratio is taken, and the median over the rounds is told. The time is
that of the processor, of all threads, as other programs disturb it least; `--wall` takes that of the
clock. The first 110 steps are left out: there it compiles and finds its pace, which it chooses for the
first time after 50 steps. `every="auto"` promises at most 3 %; what was seen stands in docs/following.md.
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
SETTLED = 110  # steps that are left out


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
    return model, (28, 28, 1), 64, 310


def digits() -> tuple[Any, tuple[int, ...], int, int]:
    """Return 784-128-10."""
    dense = [layers.Dense(128, activation="relu"), layers.Dense(10)]
    return keras.Sequential([keras.Input([784]), *dense]), (784,), 128, 910


def wide() -> tuple[Any, tuple[int, ...], int, int]:
    """Return a dense network of 10 million parameters, whose Adam is bound by memory."""
    dense = [layers.Dense(2200, activation="relu"), layers.Dense(3000, activation="relu")]
    parts = [keras.Input([784]), *dense, layers.Dense(600, activation="relu"), layers.Dense(10)]
    return keras.Sequential(parts), (784,), 32, 210


def seconds(
    build: Callable[[], Any], follow: list[Any], jit: bool, clock: Callable[[], float]
) -> float:
    """Return what a step takes, in seconds, once the first steps have compiled and settled."""
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
    return (ends[-1] - ends[SETTLED]) / (len(ends) - 1 - SETTLED)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jit", action="store_true", help="compile by XLA")
    parser.add_argument("--wall", action="store_true", help="time of the clock")
    parser.add_argument(
        "--every", nargs="+", default=["auto", 1], type=lambda t: t if t == "auto" else int(t)
    )
    arguments = parser.parse_args()
    clock = time.perf_counter if arguments.wall else time.process_time
    print(f"load {os.getloadavg()[0]:.1f}, XLA {arguments.jit}")
    for build in (convolutional, digits, wide):
        for every in arguments.every:
            ratios = []
            for _ in range(arguments.rounds):
                taken = {False: 0.0, True: 0.0}
                for following in (False, True, True, False):
                    with tempfile.TemporaryDirectory() as place:
                        follow = explorer.Follow(Path(place) / "run", every=every)
                        calls = [follow] if following else []
                        taken[following] += seconds(build, calls, arguments.jit, clock)
                        if following:
                            looks = len(explorer.read(Path(place) / "run").steps)
                ratios.append(taken[True] / taken[False])
            print(
                f"{build.__name__:<14} every={every!s:<5} {statistics.median(ratios) - 1:+.1%}"
                f" ({min(ratios) - 1:+.1%} to {max(ratios) - 1:+.1%}), {looks} looks",
                flush=True,
            )
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
