"""A training whose rate follows a schedule: the steps of Keras' own object, also resumed and changed."""

from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.descent.keras_objects import keras_schedule
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.training.changes import PlannedChanges
from explorer.core.training.dataset import Digits
from explorer.core.training.following import following_update
from explorer.core.training.reports import Finished, Snapshot, Weights
from explorer.core.training.settings import HiddenLayer, TrainingSettings, problems
from explorer.core.training.trainer import train
from tests.core.training.oracle import notebook
from tests.sparing import sparing

SHORT = TrainingSettings(
    optimizer="sgd", learning_rate=0.2, hidden=(HiddenLayer(5),), batch_size=16, steps=9, seed=2
)
VALUES = {
    "exponential": {"decay_steps": 4, "decay_rate": 0.5},
    "cosine": {"decay_steps": 6, "alpha": 0.25},
    "piecewise": {"first": 2, "second": 5, "factor": 0.5},
    "warmup": {"warmup_steps": 3, "decay_steps": 5, "alpha": 0.1},
}


def scheduled(key: str, settings: TrainingSettings = SHORT) -> TrainingSettings:
    return settings.with_schedule(key, VALUES[key])


def end(settings: TrainingSettings, digits: Digits, **given: object) -> Weights:
    *_, last = train(settings, digits, **given)  # type: ignore[arg-type]
    assert isinstance(last, Finished)
    return last.weights


@pytest.mark.parametrize("key", list(VALUES))
def test_that_the_rate_of_every_update_is_that_of_keras_own_schedule(key: str) -> None:
    settings = scheduled(key)
    schedule, values = SCHEDULES[key], settings.schedule_values()
    keras = keras_schedule(key, schedule.rates(0.2, values), values)
    for step in range(14):
        # Keras computes in float32.
        told, real = settings.rate_at(step), float(keras(tf.constant(step)))
        assert told == pytest.approx(real, rel=2e-6, abs=1e-8), step


@pytest.mark.parametrize(
    ("key", "optimizer"),
    sparing(
        [(key, optimizer) for key in VALUES for optimizer in ("sgd", "adam")], ("warmup", "adam")
    ),
)
def test_that_a_training_takes_the_steps_of_a_plain_loop_with_keras_schedule(
    few_digits: Digits, key: str, optimizer: str
) -> None:
    # Adam divides by the root of tiny squares, so that its last bits weigh as much as its rate.
    rate = 0.002 if optimizer == "adam" else 0.2
    settings = scheduled(key, replace(SHORT, optimizer=optimizer, learning_rate=rate))
    _, model = notebook(settings, few_digits.training)
    for ours, plain in zip(end(settings, few_digits), model.trainable_variables, strict=True):
        # The loop is compiled by XLA, the plain one runs operation by operation.
        np.testing.assert_allclose(ours, plain.numpy(), rtol=1e-4, atol=2e-6)


def test_that_a_resumed_run_goes_on_along_its_schedule_to_the_bit(few_digits: Digits) -> None:
    settings = scheduled("cosine")
    reports = [*train(settings, few_digits, snapshot_every=4, steps_per_call=3)]
    middle = next(each for each in reports if isinstance(each, Snapshot) and each.step == 4)
    last = reports[-1]
    assert isinstance(last, Finished)
    for ours, theirs in zip(end(settings, few_digits, resume=middle), last.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_that_another_rate_in_mid_run_is_the_schedule_from_that_rate(few_digits: Digits) -> None:
    first = scheduled("piecewise")
    plan = PlannedChanges({4: replace(first, learning_rate=0.05)})
    reports = [*train(first, few_digits, changes=plan, snapshot_every=1)]
    snapshots = {each.step: each for each in reports if isinstance(each, Snapshot)}
    # Of update 5 the rate that was chosen, halved once; of update 4 the first one, halved once.
    rates = {step: following_update(snapshots[step], few_digits).rate for step in (0, 3, 4, 6)}
    assert rates == {
        0: np.float32(0.2),
        3: np.float32(0.1),
        4: np.float32(0.025),
        6: np.float32(0.0125),
    }


def test_that_a_weight_s_update_along_a_schedule_is_worked_out_to_keras_bits(
    few_digits: Digits,
) -> None:
    settings = scheduled("warmup", replace(SHORT, optimizer="adam"))
    reports = [*train(settings, few_digits, snapshot_every=1)]
    for snapshot in [each for each in reports if isinstance(each, Snapshot)][1:6]:
        assert not following_update(snapshot, few_digits).distances().any(), snapshot.step


@pytest.mark.parametrize(
    ("key", "chosen", "field"),
    [
        ("linear", (), "schedule"),
        ("cosine", (("alpha", 2.0),), "schedule_parameters"),
        ("cosine", (("momentum", 0.5),), "schedule_parameters"),
        ("piecewise", (("first", 70.0),), "schedule_parameters"),
    ],
)
def test_that_a_schedule_that_is_none_is_refused(
    key: str, chosen: tuple[tuple[str, float], ...], field: str
) -> None:
    found = problems(replace(SHORT, schedule=key, schedule_parameters=chosen))
    assert list(found) == [field]
