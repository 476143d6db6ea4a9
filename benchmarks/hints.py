"""How often the hints of the page "Your model" are right: false alarms on healthy networks, and hits.

    python benchmarks/hints.py [--healthy 50] [--broken 30] [--steps 320]

Small networks of different depth, width, activation, optimiser and task are trained and followed as
a person's own would be; what the page hints at when they end is counted. Healthy is, apart from all
hints, a network whose loss ends below four fifths of what it was; one that is not is left out, and
counted. Each broken one has a fault put in on purpose, and one hint that should name it.
"""

# ruff: noqa: E501 - a network is read in one line

import argparse
import itertools
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import keras
import numpy as np

import explorer
from explorer.session.model.choices import Thresholds
from explorer.session.model.hints import hints_of

BATCH = 32


@dataclass(frozen=True)
class Case:
    """A network to train.

    Attributes:
        name: What it is.
        build: Returns it, compiled.
        task: Key of its data.
        expected: Hints of which one should name its fault; none for a healthy one.
    """

    name: str
    build: Callable[[], Any]
    task: str
    expected: frozenset[str] = frozenset()


def data(task: str, steps: int, seed: int) -> tuple[Any, Any]:
    """Return inputs and targets."""
    rng = np.random.default_rng(seed)
    count = BATCH * min(steps, 80)
    x = rng.normal(size=(count, 16)).astype("float32")
    if task == "regression":
        return x, np.sin(x[:, :1]) + 0.5 * x[:, 1:2]
    y = (x @ rng.normal(size=(16, 4))).argmax(axis=1)
    if task == "shuffled":
        rng.shuffle(y)
    return (x.reshape(-1, 4, 4, 1) if task == "images" else x), y


def compiled(layers: list[Any], optimizer: Any, task: str) -> Any:
    """Return a network of these layers with the last one that the task needs."""
    regression = task == "regression"
    last = keras.layers.Dense(1 if regression else 4, name="last")
    model = keras.Sequential([*layers, last])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer, "mean_squared_error" if regression else loss)
    return model


def healthy() -> Iterator[Case]:
    """Yield networks that should learn."""
    optimizers: dict[str, Callable[[], Any]] = {
        "Adam": lambda: keras.optimizers.Adam(2e-3),
        "SGD": lambda: keras.optimizers.SGD(0.05, momentum=0.9),
        "RMSprop": lambda: keras.optimizers.RMSprop(2e-3),
    }
    dense = keras.layers.Dense
    bodies: dict[str, Callable[[str], list[Any]]] = {
        "1 × 32": lambda a: [dense(32, a)],
        "2 × 64": lambda a: [dense(64, a), dense(64, a)],
        "4 × 24": lambda a: [dense(24, a) for _ in range(4)],
        "normalised": lambda a: [
            dense(48), keras.layers.BatchNormalization(), keras.layers.Activation(a), dense(48, a),
        ],
        "dropout": lambda a: [dense(96, a), keras.layers.Dropout(0.2), dense(48, a)],
        "convolutions": lambda a: [
            keras.layers.Conv2D(8, 2, activation=a), keras.layers.Flatten(), dense(32, a)
        ],
    }  # fmt: skip
    grid = itertools.product(optimizers.items(), ("relu", "tanh", "gelu"), bodies.items())
    for (rule, optimizer), activation, (body, layers) in grid:
        task = "images" if body == "convolutions" else "regression" if rule == "SGD" else "classes"
        yield Case(
            f"{body}, {activation}, {rule}",
            lambda o=optimizer, a=activation, b=layers, t=task: compiled(b(a), o(), t),  # type: ignore[misc]
            task,
        )


def broken() -> Iterator[Case]:
    """Yield networks with a fault, kind after kind in turn."""
    dense = keras.layers.Dense
    for n in range(5):
        deep, width = 10 + n, 24 + 8 * n
        yield Case(
            f"{deep} sigmoid layers",
            lambda d=deep: compiled([dense(32, "sigmoid") for _ in range(d)], keras.optimizers.SGD(0.1), "classes"),  # type: ignore[misc]
            "classes", frozenset({"vanishing"}),
        )  # fmt: skip
        yield Case(
            f"rate {2 ** (n + 1)}",
            lambda r=2.0 ** (n + 1), w=width: compiled([dense(w, "relu"), dense(w, "relu")], keras.optimizers.SGD(r), "regression"),  # type: ignore[misc]
            "regression", frozenset({"weights_not_finite", "gradients_not_finite", "large_update", "exploding"}),
        )  # fmt: skip
        negative = -6.0 - 3 * n
        yield Case(
            f"ReLUs with a bias of {negative:g}",
            lambda b=negative, w=width: compiled(  # type: ignore[misc]
                [dense(w, "relu"), dense(w, "relu", bias_initializer=keras.initializers.Constant(b))],
                keras.optimizers.Adam(1e-3), "classes",
            ),
            "classes", frozenset({"silent"}),
        )  # fmt: skip
        yield Case(
            f"shuffled labels, width {width}",
            lambda w=width: compiled([dense(w, "relu")], keras.optimizers.SGD(0.02), "classes"),  # type: ignore[misc]
            "shuffled", frozenset({"flat_loss"}),
        )  # fmt: skip
        yield Case(
            f"stop_gradient behind {n + 1} layers",
            lambda k=n + 1, w=width: cut(k, w),  # type: ignore[misc]
            "classes", frozenset({"no_gradient"}),
        )  # fmt: skip
        rate = 10.0 ** -(9 + n)
        yield Case(
            f"rate {rate:g}",
            lambda r=rate, w=width: compiled([dense(w, "relu"), dense(w, "relu")], keras.optimizers.SGD(r), "classes"),  # type: ignore[misc]
            "classes", frozenset({"small_update", "flat_loss"}),
        )  # fmt: skip


def cut(layers: int, width: int) -> Any:
    """Return a network that stop_gradient cuts behind some layers."""
    inputs = hidden = keras.Input((16,))
    for _ in range(layers):
        hidden = keras.layers.Dense(width, "relu")(hidden)
    hidden = keras.layers.Dense(width, "relu")(keras.ops.stop_gradient(hidden))
    model = keras.Model(inputs, keras.layers.Dense(4)(hidden))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(2e-3), loss)
    return model


def hinted(case: Case, steps: int, seed: int) -> tuple[list[str], bool]:
    """Return the kinds of hints on a network that was trained, and whether its loss fell by a fifth."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    x, y = data(case.task, steps, seed)
    epochs = -(-steps * BATCH // len(x))
    with tempfile.TemporaryDirectory() as place:
        sys.stdout, shown = open(os.devnull, "w"), sys.stdout  # noqa: PTH123, SIM115 - what Follow prints
        try:
            follow = explorer.Follow(Path(place) / "run", every=1)
            case.build().fit(x, y, BATCH, epochs, verbose=0, callbacks=[follow])
        finally:
            sys.stdout.close()
            sys.stdout = shown
        run = explorer.read(Path(place) / "run")
    loss = run.metrics["loss"].values
    fell = bool(np.median(loss[-20:]) < 0.8 * np.median(loss[:20]))
    return [each.kind for each in hints_of(run, Thresholds())], fell


def main() -> None:
    """Train, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--healthy", type=int, default=50)
    parser.add_argument("--broken", type=int, default=30)
    parser.add_argument("--steps", type=int, default=320)
    chosen = parser.parse_args()
    alarms: Counter[str] = Counter()
    tried = left_out = alarmed = hit = told = count = 0
    cases = list(healthy())
    # Spread over the grid, whatever the number.
    spread = [
        cases[n * len(cases) // chosen.healthy] for n in range(min(chosen.healthy, len(cases)))
    ]
    for seed, case in enumerate(spread):
        kinds, fell = hinted(case, chosen.steps, seed)
        if not fell:
            left_out += 1
            continue
        tried += 1
        alarmed += bool(kinds)
        alarms.update(kinds)
        print(f"healthy  {case.name:36} {', '.join(kinds) or '–'}", flush=True)
    for seed, case in enumerate(itertools.islice(broken(), chosen.broken)):
        kinds, _ = hinted(case, chosen.steps, seed)
        count += 1
        hit += bool(case.expected & set(kinds))
        told += bool(kinds)
        mark = "hit" if case.expected & set(kinds) else "MISSED"
        print(f"broken   {case.name:36} {', '.join(kinds) or '–'}  {mark}", flush=True)
    print(f"healthy: {tried} ({left_out} left out), false alarms {alarmed}: {dict(alarms)}")
    print(f"broken: {count}, fault named {hit}, any hint {told}")


if __name__ == "__main__":
    main()
