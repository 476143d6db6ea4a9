"""Dropout in a run that is shared out: what is dropped follows from the seed, not from who trains."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Norms, Report, Snapshot
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train
from tests.core.training.oracle import SHORT, last_of
from tests.core.training.test_distributed import LENGTH, _start_workers, _weights

DROPPING = replace(SHORT, dropout=0.4, hidden=(HiddenLayer(32), HiddenLayer(16, "tanh")))


@pytest.fixture(scope="module", params=[37, 64])
def by_one_replica(
    request: pytest.FixtureRequest, few_digits: Digits
) -> tuple[list[Report], list[Report]]:
    """What a run that drops tells over one device, and without any strategy, for some batch sizes."""
    settings = replace(DROPPING, batch_size=request.param, norms_every=5)
    strategy = tf.distribute.OneDeviceStrategy("CPU:0")
    return list(train(settings, few_digits, strategy=strategy)), list(train(settings, few_digits))


@pytest.mark.slow
def test_that_one_replica_drops_what_no_strategy_does(
    by_one_replica: tuple[list[Report], list[Report]],
) -> None:
    shared, alone = map(last_of, by_one_replica)
    for ours, theirs in zip(shared.weights, alone.weights, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


@pytest.mark.slow
def test_that_norms_drop_the_same_outputs(
    by_one_replica: tuple[list[Report], list[Report]],
) -> None:
    shared, alone = (
        [report for report in reports if isinstance(report, Norms)] for reports in by_one_replica
    )
    assert shared
    for ours, theirs in zip(shared, alone, strict=True):
        np.testing.assert_allclose(ours.gradients, theirs.gradients, rtol=1e-3)


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
def test_that_two_workers_drop_what_one_would(tmp_path: Path, digits: Digits) -> None:
    run = ("--run", str(tmp_path / "{index}"))
    workers = _start_workers(tmp_path, *run, *LENGTH, "--dropout", "0.3")
    results = [json.loads(worker.communicate()[0]) for worker in workers]
    assert results[0]["weights_sha256"] == results[1]["weights_sha256"]
    alone = last_of(train(TrainingSettings(steps=40, dropout=0.3), digits))
    for theirs, ours in zip(_weights(tmp_path / "0"), alone.weights, strict=True):
        np.testing.assert_allclose(theirs, ours, atol=1e-6)
