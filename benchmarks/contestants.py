"""Training 784 → 128 relu → 10, batch 128, Adam, on MNIST: the engine and what else people use.

Each function yields its measured pace, in steps per second, as long as it is asked; it runs in
a process of its own, as frameworks share threads and memory badly.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - after the path of the checkout
from numpy.typing import NDArray  # noqa: E402

from explorer.core.training.dataset import Digits, read_digits  # noqa: E402
from explorer.core.training.order import images_at  # noqa: E402

BATCH = 128
Paces = Iterator[float]


def engine(digits: Digits, norms_every: int = 0) -> Paces:
    """Measure the program's own training run, without validation."""
    from explorer.core.training.reports import Progress
    from explorer.core.training.settings import TrainingSettings
    from explorer.core.training.trainer import train

    endless = TrainingSettings(steps=10_000_000, validate_every=10_000_000, norms_every=norms_every)
    step, start = 0, 0.0
    for report in train(endless, digits):
        if not isinstance(report, Progress) or report.step < 300:
            continue
        if start and time.perf_counter() - start > 1:
            yield (report.step - step) / (time.perf_counter() - start)
            start = 0.0
        if not start:
            step, start = report.step, time.perf_counter()


def engine_with_norms(digits: Digits) -> Paces:
    """Measure the same with the norms of every hundredth gradient and update."""
    return engine(digits, norms_every=100)


def notebook(digits: Digits) -> Paces:
    """Measure the lesson's loop as it stands in the notebook: one eager step after the other."""
    import keras
    import tensorflow as tf

    model, images, labels = _keras_model(keras), _floats(digits), _one_hot(digits)
    optimizer = keras.optimizers.Adam()

    def step(i: int) -> None:
        chosen = images_at(0, len(labels), i * BATCH, BATCH)
        with tf.GradientTape() as tape:
            out = model(images[chosen])
            loss = tf.reduce_mean(keras.losses.categorical_crossentropy(labels[chosen], out))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))

    yield from _paces(step, 20)


def model_fit(digits: Digits) -> Paces:
    """Measure Keras' own training loop."""
    import keras

    model, images, labels = _keras_model(keras), _floats(digits), _one_hot(digits)
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    some = 200 * BATCH
    model.fit(images[:some], labels[:some], batch_size=BATCH, verbose=0)
    while True:
        start = time.perf_counter()
        model.fit(images[:some], labels[:some], batch_size=BATCH, verbose=0)
        yield 200 / (time.perf_counter() - start)


def torch(digits: Digits) -> Paces:
    """Measure PyTorch, eager, with its fused Adam."""
    import torch  # type: ignore[import-not-found, unused-ignore]

    images = torch.from_numpy(_floats(digits))
    labels = torch.from_numpy(digits.training.labels.astype(np.int64))
    model = torch.nn.Sequential(
        torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10)
    )
    optimizer = torch.optim.Adam(model.parameters(), fused=True)

    def step(i: int) -> None:
        chosen = torch.from_numpy(images_at(0, len(labels), i * BATCH, BATCH))
        optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(model(images[chosen]), labels[chosen])
        loss.backward()
        optimizer.step()

    yield from _paces(step, 200)


def jax(digits: Digits) -> Paces:
    """Measure JAX at its best: 100 steps a call by `lax.scan` over bytes, with optax' Adam."""
    import jax  # type: ignore[import-not-found, unused-ignore]
    import optax  # type: ignore[import-not-found, unused-ignore]
    from jax import numpy as jnp

    pixels, labels = jnp.asarray(digits.training.pixels), jnp.asarray(digits.training.labels)
    generator = np.random.default_rng(0)
    weights = [
        (jnp.asarray(generator.normal(0, 0.05, shape), jnp.float32), jnp.zeros(shape[1]))
        for shape in ((784, 128), (128, 10))
    ]
    optimizer = optax.adam(0.001)

    def loss_of(weights: Any, chosen: Any) -> Any:
        images = pixels[chosen].astype(jnp.float32) * (1 / 255)
        hidden = jax.nn.relu(images @ weights[0][0] + weights[0][1])
        logits = hidden @ weights[1][0] + weights[1][1]
        return optax.softmax_cross_entropy_with_integer_labels(logits, labels[chosen]).mean()

    def update(carry: Any, chosen: Any) -> Any:
        weights, memory = carry
        loss, gradients = jax.value_and_grad(loss_of)(weights, chosen)
        changes, memory = optimizer.update(gradients, memory)
        return (optax.apply_updates(weights, changes), memory), loss

    steps = jax.jit(lambda carry, chosen: jax.lax.scan(update, carry, chosen), donate_argnums=0)
    carry = (weights, optimizer.init(weights))

    def hundred(i: int) -> None:
        nonlocal carry
        chosen = images_at(0, len(labels), i * 100 * BATCH, 100 * BATCH).reshape(100, BATCH)
        carry, losses = steps(carry, chosen)
        losses.block_until_ready()

    for pace in _paces(hundred, 5):
        yield pace * 100


def products(digits: Digits) -> Paces:
    """Measure the three matrix products that no step can do without, in NumPy.

    They are images × kernel, images transposed × slopes, and hidden × second kernel.
    """
    images = _floats(digits)[:BATCH]
    kernel, hidden, second = (
        np.ones(shape, np.float32) for shape in ((784, 128), (BATCH, 128), (128, 10))
    )

    def step(_: int) -> None:
        images @ kernel
        images.T @ hidden
        hidden @ second

    yield from _paces(step, 1000)


CONTESTANTS: dict[str, Callable[[Digits], Paces]] = {
    "engine": engine,
    "engine, norms": engine_with_norms,
    "notebook": notebook,
    "Model.fit": model_fit,
    "PyTorch": torch,
    "JAX": jax,
    "matrix products": products,
}


def _paces(step: Callable[[int], None], count: int) -> Paces:
    """Yield the pace of `count` calls of `step` again and again, after one round to warm up."""
    i = 0
    while True:
        start = time.perf_counter()
        for _ in range(count):
            step(i)
            i += 1
        if i > count:
            yield count / (time.perf_counter() - start)


def _keras_model(keras: Any) -> Any:
    input_ = keras.Input(shape=(784,))
    dense = keras.layers.Dense(128, activation="relu")(input_)
    return keras.Model(input_, keras.layers.Dense(10, activation="softmax")(dense))


def _floats(digits: Digits) -> NDArray[np.float32]:
    return digits.training.pixels.astype(np.float32) * np.float32(1 / 255)


def _one_hot(digits: Digits) -> NDArray[np.float32]:
    return np.eye(10, dtype=np.float32)[digits.training.labels]


def main() -> None:
    """Print one pace for every line read; the first line of output says that all is warm."""
    paces = CONTESTANTS[sys.argv[1]](read_digits(ROOT / "resources" / "mnist"))
    next(paces)
    print("ready", flush=True)
    for _ in sys.stdin:
        print(next(paces), flush=True)


if __name__ == "__main__":
    main()
