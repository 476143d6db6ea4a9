"""The training run as a program: it runs as it stands and makes the very run."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.training.changes import PlannedChanges
from explorer.core.training.dataset import Digits, Images
from explorer.core.training.reports import Progress, Sharpness
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train
from explorer.session.training.choices import TrainingChoices, validation_interval
from explorer.session.training.data_source import reading, telling
from explorer.session.training.program import training_program
from tests.sparing import sparing

TRAINING, VALIDATION, TEST = 300, 5000, 50


@pytest.fixture(scope="module")
def images() -> Images:
    """Pictures as large as MNIST's, with something to learn in them."""
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 10, VALIDATION + TRAINING + TEST).astype(np.uint8)
    pixels = generator.integers(0, 60, (len(labels), 784)).astype(np.uint8)
    pixels[np.arange(len(labels)), labels * 70] = 255
    return Images(pixels, labels)


def parts(images: Images) -> Digits:
    ends = (VALIDATION, VALIDATION + TRAINING)
    validation, training, test = (
        Images(pixels, labels)
        for pixels, labels in zip(
            np.split(images.pixels, ends), np.split(images.labels, ends), strict=True
        )
    )
    return Digits(training, validation, test)


BASE = TrainingSettings(learning_rate=0.01, batch_size=64, steps=101, seed=3)
COSINE = BASE.with_schedule("cosine", {"decay_steps": 90, "alpha": 0.2})
CASES: dict[str, tuple[TrainingSettings, dict[int, TrainingSettings]]] = {
    "adam": (BASE, {}),
    # A loss, or no layer, together with an optimiser: each program is compiled, which takes seconds.
    "sgd, softmax alone": (replace(BASE, optimizer="sgd", hidden=()), {}),
    "momentum, squared error": (replace(BASE, optimizer="momentum", loss="mean_squared_error"), {}),
    "betas, absolute error": (
        replace(BASE, loss="mean_absolute_error").with_parameters({"beta_1": 0.8, "beta_2": 0.99}),
        {},
    ),
    "centred RMSprop, divergence": (
        replace(BASE, loss="kl_divergence", l2=1e-4)
        .with_optimizer("rmsprop")
        .with_parameters({"centered": 1.0, "momentum": 0.5}),
        {},
    ),
    # A hinge has kinks: rounding decides on which side of one a step starts.
    "hinge": (replace(BASE, loss="categorical_hinge", learning_rate=0.0005), {}),
    "two layers": (
        replace(
            BASE,
            hidden=(HiddenLayer(32, "tanh"), HiddenLayer(16)),
            initializer="he_normal",
            l2=1e-3,
        ),
        {},
    ),
    "half squared error": (
        replace(
            BASE,
            optimizer="sgd",
            loss="half_squared_error",
            images=200,
            batch_size=200,
            centred=True,
            hidden=(HiddenLayer(16, "tanh"),),
            sharpness_every=50,
            l2=1e-4,
        ),
        {},
    ),
    "scheduled": (
        COSINE,
        {40: replace(COSINE, learning_rate=0.004)},
    ),
    "changed": (
        BASE,
        {
            40: replace(BASE, batch_size=48),
            90: replace(BASE, batch_size=48, learning_rate=0.002).with_parameters({"beta_1": 0.5}),
        },
    ),
}


@pytest.mark.parametrize("case", sparing(CASES, "adam"))
def test_that_the_program_prints_the_losses_of_the_run(
    case: str,
    images: Images,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings, changes = CASES[case]
    cut = VALIDATION + TRAINING
    square = images.pixels.reshape(-1, 28, 28)
    loaded = ((square[:cut], images.labels[:cut]), (square[cut:], images.labels[cut:]))
    monkeypatch.setattr(tf.keras.datasets.mnist, "load_data", lambda: loaded)
    program = training_program(settings, list(changes.items()))
    exec(compile(program, "mnist.py", "exec"), {})  # noqa: S102 - the program shown is to be run
    out = capsys.readouterr().out
    printed = re.findall(r"step (\d+), loss ([\d.]+)", out)
    reports = list(train(settings, parts(images), changes=PlannedChanges(changes)))
    sharp = {r.step: r.eigenvalues[0] for r in reports if isinstance(r, Sharpness)}
    for step, value in re.findall(r"step (\d+), sharpness ([\d.]+)", out):
        np.testing.assert_allclose(float(value), sharp[int(step)], rtol=0.02)
    losses = np.concatenate([r.losses for r in reports if isinstance(r, Progress)])
    assert [int(step) for step, _ in printed] == [1, 101]
    np.testing.assert_allclose(
        [float(loss) for _, loss in printed], losses[[0, 100]], rtol=2e-3, atol=2e-6
    )


def test_that_a_program_with_dropout_runs(images: Images, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(BASE, steps=1, dropout=0.2, initializer="zeros")
    square = images.pixels.reshape(-1, 28, 28)
    cut = VALIDATION + TRAINING
    loaded = ((square[:cut], images.labels[:cut]), (square[cut:], images.labels[cut:]))
    monkeypatch.setattr(tf.keras.datasets.mnist, "load_data", lambda: loaded)
    names: dict[str, Any] = {}
    exec(compile(training_program(settings), "mnist.py", "exec"), names)  # noqa: S102 - as above
    assert [layer.name.split("_")[0] for layer in names["model"].layers] == [
        "input", "dense", "dropout", "dense",
    ]  # fmt: skip


def test_that_a_run_under_way_takes_over_only_what_can_change() -> None:
    running = TrainingChoices().choosing_optimizer("sgd").settings
    wished = TrainingChoices().choosing(learning_rate=0.5, seed=7, hidden=())
    assert wished.wish_for(running) == replace(running, learning_rate=0.5)


def test_that_the_lesson_shows_its_own_network() -> None:
    state = TrainingChoices().choosing(hidden=(), dropout=0.5).choosing_lesson(steps=200)
    assert state.settings == TrainingChoices().choosing(steps=200).settings


def test_that_another_number_of_steps_brings_its_own_interval_of_validation() -> None:
    state = TrainingChoices().choosing(steps=200)
    assert state.settings.validate_every == 10


@pytest.mark.parametrize(
    ("steps", "interval"), [(1, 10), (2000, 100), (100_000, 1000), (10_000_000, 50_000)]
)
def test_that_a_run_of_any_length_is_looked_at_some_twenty_to_two_hundred_times(
    steps: int, interval: int
) -> None:
    assert validation_interval(steps) == interval


def test_that_a_hidden_run_is_shown_again() -> None:
    state = TrainingChoices().showing_run(2, shown=False)
    assert state.hidden_runs == {2}
    assert not state.showing_run(2, shown=True).hidden_runs


def test_that_a_notebook_says_what_to_do_where_no_image_can_be_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise Exception("URL fetch failure")  # noqa: TRY002 - as Keras raises it

    monkeypatch.setattr(tf.keras.datasets.mnist, "load_data", fail)
    monkeypatch.setattr(tf.keras.datasets.fashion_mnist, "load_data", fail)
    program = training_program(TrainingSettings())
    for choices, file in (
        (TrainingChoices(), "mnist.npz"),
        (TrainingChoices(data="fashion"), "fashion-mnist"),
    ):
        told = telling(reading(program, choices, ""))
        with pytest.raises(RuntimeError, match=rf"go online, or copy .*{file}"):
            exec(told, {})  # noqa: S102 - as a notebook runs it
        assert "load_data" not in told.replace(".load_data()", "", 1)
