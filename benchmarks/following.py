"""What it costs to be followed: three networks, each fitted with and without, in lockstep, in one process.

python benchmarks/following.py --rounds 100

Each fit is in a thread of its own, of which one runs at a time: a few steps of one, a few of the next, in an
order drawn anew each round, so that what other programs take from the machine hits all alike. Told is the
processor's time of all threads over that of the fit that nobody follows, with the range over ten parts of the
rounds; a second fit without is measured as well, which says how far single per cents are to be trusted. The
first steps are left out: there it compiles and finds its pace. While a fit waits for its turn its clocks stand
still, or what is done once in so many seconds would be done too often. What was seen stands in
docs/following.md.
"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np

import explorer
from explorer.core.observing import aside, pacing, watching

layers = keras.layers
SETTLED = 160  # steps that are left out
PARTS = 10


def convolutional() -> tuple[Any, tuple[int, ...], int, int]:
    """Return a small convolutional network, shape of an example, batch, steps in a turn."""
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
    return model, (28, 28, 1), 64, 5


def digits() -> tuple[Any, tuple[int, ...], int, int]:
    """Return 784-128-10."""
    dense = [layers.Dense(128, activation="relu"), layers.Dense(10)]
    return keras.Sequential([keras.Input([784]), *dense]), (784,), 128, 20


def wide() -> tuple[Any, tuple[int, ...], int, int]:
    """Return a dense network of 10 million parameters, whose Adam is bound by memory."""
    dense = [layers.Dense(2200, activation="relu"), layers.Dense(3000, activation="relu")]
    parts = [keras.Input([784]), *dense, layers.Dense(600, activation="relu"), layers.Dense(10)]
    return keras.Sequential(parts), (784,), 32, 3


class OwnClocks:
    """The clocks of the fit whose turn it is, in place of the module `time`: others' turns are left out."""

    def __init__(self) -> None:
        self._begun = (0.0, 0.0)  # of the turn
        self._before = (0.0, 0.0)  # what all turns of this fit before took

    def turn(self, before: tuple[float, float]) -> None:
        """Begin the turn of a fit, given what its turns took by now."""
        self._before, self._begun = before, (time.perf_counter(), time.process_time())

    def perf_counter(self) -> float:
        """Return the seconds of the fit's turns."""
        return self._before[0] + time.perf_counter() - self._begun[0]

    def process_time(self) -> float:
        """Return the processor's seconds of its turns."""
        return self._before[1] + time.process_time() - self._begun[1]


own = OwnClocks()


class Lane(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """One fit, in a thread that goes on when it is told to, and for so many steps.

    Args:
        build: Makes the network.
        follow: The callback that follows it; None for none.
        jit: Whether XLA compiles it.
    """

    def __init__(self, build: Callable[[], Any], follow: Any, jit: bool) -> None:
        super().__init__()
        keras.utils.set_random_seed(0)
        network, shape, batch, self.turn = build()
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        network.compile("adam", loss, jit_compile=jit)
        generator = np.random.default_rng(0)
        x = generator.random((batch * 20, *shape), np.float32)
        y = generator.integers(0, 10, len(x))
        self._go, self._back = threading.Semaphore(0), threading.Semaphore(0)
        self._steps, self._until = 0, 0
        self._taken = (0.0, 0.0)  # seconds of the clock and the processor
        calls = [self] if follow is None else [follow, self]

        def fit() -> None:
            self._go.acquire()
            network.fit(x, y, batch, epochs=10**6, verbose=0, callbacks=calls)

        threading.Thread(target=fit, daemon=True).start()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras'
        """Wait for the next turn when this one is over."""
        self._steps += 1
        if self._steps == self._until:
            self._back.release()
            self._go.acquire()

    def seconds(self, steps: int) -> float:
        """Make so many steps, and return the processor's time that they took."""
        own.turn(self._taken)
        before = self._taken[1]
        self._until += steps
        self._go.release()
        self._back.acquire()
        self._taken = own.perf_counter(), own.process_time()
        return self._taken[1] - before


def measure(build: Callable[[], Any], jit: bool, rounds: int, wanted: list[Any]) -> None:
    """Measure one network, and print a line for each way to follow it."""
    with tempfile.TemporaryDirectory() as place:
        follows = [None, None, *(explorer.Follow(Path(place) / f"{e}", every=e) for e in wanted)]
        lanes = [Lane(build, each, jit) for each in follows]
        for lane in lanes:
            lane.seconds(SETTLED)
        before = [_looks(each) for each in follows]
        taken = np.zeros((len(lanes), rounds))
        order = list(range(len(lanes)))
        for number in range(rounds):
            random.shuffle(order)
            for index in order:
                taken[index, number] = lanes[index].seconds(lanes[index].turn)
        steps = rounds * lanes[0].turn
        for index, every in enumerate(["none", *wanted], start=1):
            parts = [taken[:, part::PARTS].sum(axis=1) for part in range(PARTS)]
            ratios = [part[index] / part[0] - 1 for part in parts]
            print(
                f"{build.__name__:<14} every={every!s:<5} {taken[index].sum() / taken[0].sum() - 1:+.1%}"
                f" ({min(ratios):+.1%} to {max(ratios):+.1%}) of {1e3 * taken[0].sum() / steps:.2f} ms,"
                f" {_looks(follows[index]) - before[index]} looks in {steps} steps",
                flush=True,
            )


def _looks(follow: Any) -> int:
    return 0 if follow is None else len(explorer.read(follow.run).steps)


def main() -> None:
    """Measure and print."""
    networks = {each.__name__: each for each in (convolutional, digits, wide)}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--jit", action="store_true", help="compile by XLA")
    parser.add_argument("--networks", nargs="+", default=[*networks], choices=networks)
    parser.add_argument(
        "--every", nargs="+", default=["auto", 1], type=lambda t: t if t == "auto" else int(t)
    )
    arguments = parser.parse_args()
    for module in (aside, pacing, watching):
        vars(module)["time"] = own
    print(f"load {os.getloadavg()[0]:.1f}, XLA {arguments.jit}", flush=True)
    for name in arguments.networks:
        measure(networks[name], arguments.jit, arguments.rounds, arguments.every)
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)
    # The fits wait for turns that do not come: nothing of them is to be ended in order.
    os._exit(0)


if __name__ == "__main__":
    main()
