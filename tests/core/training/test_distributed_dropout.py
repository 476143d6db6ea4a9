"""Dropout in a run that is shared out: what is dropped follows from the seed, not from who trains."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Norms, Snapshot
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train
from tests.core.training.conftest import MNIST
from tests.core.training.oracle import SHORT, last_of
from tests.core.training.test_distributed import LENGTH, _start_workers, _weights

DROPPING = replace(SHORT, dropout=0.4, hidden=(HiddenLayer(32), HiddenLayer(16, "tanh")))


@pytest.mark.slow
@pytest.mark.parametrize("size", [37, 64])
def test_that_one_replica_drops_what_no_strategy_does(few_digits: Digits, size: int) -> None:
    settings = replace(DROPPING, batch_size=size, norms_every=5)
    strategy = tf.distribute.OneDeviceStrategy("CPU:0")
    shared = last_of(train(settings, few_digits, strategy=strategy))
    alone = last_of(train(settings, few_digits))
    for ours, theirs in zip(shared.weights, alone.weights, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


@pytest.mark.slow
def test_that_a_shared_run_is_taken_up_by_one_device_and_the_other_way_round(
    few_digits: Digits,
) -> None:
    strategy = tf.distribute.OneDeviceStrategy("CPU:0")
    whole = last_of(train(DROPPING, few_digits))
    for first, second in ((strategy, None), (None, strategy)):
        reports = train(DROPPING, few_digits, snapshot_every=10, strategy=first)
        (ten,) = (each for each in reports if isinstance(each, Snapshot) and each.step == 10)
        resumed = last_of(train(DROPPING, few_digits, resume=ten, strategy=second))
        for ours, theirs in zip(resumed.weights, whole.weights, strict=True):
            np.testing.assert_allclose(ours, theirs, atol=1e-5)


@pytest.mark.slow
def test_that_norms_drop_the_same_outputs(few_digits: Digits) -> None:
    strategy = tf.distribute.OneDeviceStrategy("CPU:0")
    watched = replace(DROPPING, norms_every=5)
    shared, alone = (
        [report for report in train(watched, few_digits, strategy=s) if isinstance(report, Norms)]
        for s in (strategy, None)
    )
    for ours, theirs in zip(shared, alone, strict=True):
        np.testing.assert_allclose(ours.gradients, theirs.gradients, rtol=1e-3)


_TWO_DEVICES = f"""
import tensorflow as tf
from pathlib import Path
from explorer.core.training.dataset import read_digits
from explorer.core.training.reports import Snapshot, weights_digest
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.trainer import train
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
digits = read_digits(Path({str(MNIST)!r}))
settings = TrainingSettings(steps=20, dropout=0.3, batch_size=33)
*reports, shared = train(settings, digits, strategy=strategy, snapshot_every=7)
seven = next(each for each in reports if isinstance(each, Snapshot) and each.step == 7)
*_, again = train(settings, digits, strategy=strategy, resume=seven)
*_, alone = train(settings, digits)
print(strategy.num_replicas_in_sync)
print(max(abs(a - b).max() for a, b in zip(shared.weights, alone.weights)))
print(weights_digest(shared.weights) == weights_digest(again.weights))
"""


@pytest.mark.slow
def test_that_two_devices_drop_what_one_would_and_resume_exactly() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TWO_DEVICES], capture_output=True, text=True, check=True
    )
    replicas, difference, exact = done.stdout.split()
    assert replicas == "2"
    assert float(difference) < 1e-5
    assert exact == "True"


@pytest.mark.slow
def test_that_two_workers_drop_what_one_would(tmp_path: Path, digits: Digits) -> None:
    run = ("--run", str(tmp_path / "{index}"))
    workers = _start_workers(tmp_path, *run, *LENGTH, "--dropout", "0.3")
    results = [json.loads(worker.communicate()[0]) for worker in workers]
    assert results[0]["weights_sha256"] == results[1]["weights_sha256"]
    alone = last_of(train(TrainingSettings(steps=40, dropout=0.3), digits))
    for theirs, ours in zip(_weights(tmp_path / "0"), alone.weights, strict=True):
        np.testing.assert_allclose(theirs, ours, atol=1e-6)
