"""Small networks and data to follow, and an independent tape to hold them against."""

from collections.abc import Callable, Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from explorer.core.observing.observed import Born, ObservedVariable, Rows
from explorer.core.observing.watching import WatchingCallback

BATCH = 16
STEPS = 10


def data(classes: bool = False) -> tuple[Any, Any]:
    """Return inputs and targets of ten batches."""
    generator = np.random.default_rng(0)
    x = generator.normal(size=(BATCH * STEPS, 6)).astype(np.float32)
    y = x.sum(axis=1, keepdims=True) > 0
    return x, y.astype(np.int64 if classes else np.float32)


def sequential() -> Any:
    """Return a network of one hidden layer."""
    return keras.Sequential(
        [
            keras.Input([6]),
            keras.layers.Dense(8, activation="relu", name="hidden"),
            keras.layers.Dense(1, name="output"),
        ]
    )


def compiled(model: Any, optimizer: Any, **settings: Any) -> Any:
    """Return the model, compiled."""
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(optimizer, loss, **settings)
    return model


def fit(build: Callable[[], Any], *callbacks: Any, epochs: int = 1) -> Any:
    """Return a model that was built from seed 1 and fitted."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    model = build()
    x, y = data()
    model.fit(
        x, y, batch_size=BATCH, epochs=epochs, shuffle=False, verbose=0, callbacks=[*callbacks]
    )
    return model


def same_bits(one: Any, other: Any) -> bool:
    """Return whether two models have the same weights, and their optimisers the same state."""
    pairs = zip(one.get_weights(), other.get_weights(), strict=True)
    states = zip(one.optimizer.variables, other.optimizer.variables, strict=True)
    return all(a.tobytes() == b.tobytes() for a, b in pairs) and all(
        a.value.numpy().tobytes() == b.value.numpy().tobytes() for a, b in states
    )


def by_tape(build: Callable[[], Any]) -> tuple[Any, Any, Any]:
    """Return norms of gradients, weights and updates of each step, by a loop with a tape of its own."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    model = build()
    x, y = data()
    model(x[:1])  # makes the weights of a network that has none yet
    rows: list[list[list[float]]] = [[], [], []]
    for start in range(0, len(x), BATCH):
        before = [each.numpy() for each in model.trainable_variables]
        with tf.GradientTape() as tape:
            answer = model(x[start : start + BATCH], training=True)
            loss = model.compute_loss(x=None, y=y[start : start + BATCH], y_pred=answer)
        gradients = tape.gradient(loss, [each.value for each in model.trainable_variables])
        model.optimizer.apply(gradients, model.trainable_variables)
        after = [each.numpy() for each in model.trainable_variables]
        rows[0].append(
            [
                float(np.linalg.norm(np.asarray(tf.convert_to_tensor(each), np.float64)))
                for each in gradients
            ]
        )
        rows[1].append([float(np.linalg.norm(each.astype(np.float64))) for each in before])
        rows[2].append(
            [
                float(np.linalg.norm(b.astype(np.float64) - a))
                for a, b in zip(before, after, strict=True)
            ]
        )
    return tuple(map(np.array, rows))  # type: ignore[return-value]


class Collected(WatchingCallback):
    """A callback that keeps what is seen in memory, and raises what would be said as trouble."""

    def __init__(self, every: int = 1, histograms: int = 0) -> None:
        super().__init__(every, histograms)
        self.lines: list[Rows] = []
        self.metrics: list[tuple[int, Mapping[str, float]]] = []
        self.known: tuple[ObservedVariable, ...] = ()
        self.ends: list[str] = []
        self.silence: list[tuple[int, Mapping[str, float]]] = []
        self.births: list[Born] = []
        self.taken: list[Mapping[str, Any]] = []
        self.faults: list[Exception] = []
        self.step: Callable[[], int] = lambda: 0

    def begin(self, model: Any, optimizers: list[Any]) -> Any:  # noqa: ARG002 - as it is called
        return self

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        super().on_epoch_begin(epoch, logs)
        self.last = self._watching  # stays when the fit is over

    def variables(self, variables: tuple[ObservedVariable, ...]) -> None:
        self.known = variables

    def rows(self, rows: Rows) -> None:
        self.lines.append(rows)

    def numbers(self, step: int, numbers: Mapping[str, float]) -> None:
        self.metrics.append((step, numbers))

    def silent(self, step: int, layers: Mapping[str, float]) -> None:
        self.silence.append((step, layers))

    def born(self, born: Born) -> None:
        self.births.append(born)

    def histograms(self, arrays: Mapping[str, Any]) -> None:
        self.taken.append(arrays)

    def trouble(self, error: Exception) -> None:
        self.faults.append(error)

    def ended(self, why: str) -> None:
        self.ends.append(why)

    @property
    def steps(self) -> Any:
        return np.concatenate([each.steps for each in self.lines])

    @property
    def losses(self) -> Any:
        return np.concatenate([each.losses for each in self.lines if each.losses is not None])

    def table(self, name: str) -> Any:
        return np.concatenate([each.values[name] for each in self.lines])
