import json
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import Digits
from explorer.core.training.distributed import strategy_for
from explorer.core.training.reports import Norms, Report, weights_digest, weights_in
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.trainer import train
from explorer.files.checkpoints import newest_checkpoint
from tests.core.training.conftest import MNIST
from tests.core.training.oracle import SHORT, last_of

LENGTH = ("--steps", "40", "--checkpoint-every", "10", "--validate-every", "1000")


def _start_workers(folder: Path, *texts: str) -> list["subprocess.Popen[str]"]:
    """Start two workers that find each other on loopback."""
    with socket.socket() as one, socket.socket() as two:
        for end in (one, two):
            end.bind(("127.0.0.1", 0))
        addresses = [f"127.0.0.1:{end.getsockname()[1]}" for end in (one, two)]
    return [_start_worker(addresses, index, folder, texts) for index in (0, 1)]


def _start_worker(
    addresses: list[str], index: int, folder: Path, texts: tuple[str, ...]
) -> "subprocess.Popen[str]":
    cluster = {"cluster": {"worker": addresses}, "task": {"type": "worker", "index": index}}
    command = [sys.executable, "-m", "explorer", "train", "--distribute", "multiworker", "--json"]
    return subprocess.Popen(
        [*command, *(each.format(index=index) for each in texts)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"TF_CONFIG": json.dumps(cluster), "PATH": "", "HOME": str(folder)},
    )


def _weights(folder: Path) -> list[np.ndarray[Any, Any]]:
    snapshot = newest_checkpoint(folder / "checkpoints")
    assert snapshot is not None
    return list(weights_in(snapshot))


@pytest.mark.slow
def test_that_two_workers_train_as_one_would(tmp_path: Path, digits: Digits) -> None:
    workers = _start_workers(tmp_path, *LENGTH)
    results = [json.loads(worker.communicate()[0]) for worker in workers]
    assert results[0]["weights_sha256"] == results[1]["weights_sha256"]
    # The first of them has kept the run by itself, as one alone does, and the other has not.
    (kept,) = tmp_path.glob("**/checkpoints")
    assert results[0]["weights_sha256"] == weights_digest(tuple(_weights(kept.parent)))
    alone = last_of(train(TrainingSettings(steps=40), digits))
    for theirs, ours in zip(_weights(kept.parent), alone.weights, strict=True):
        np.testing.assert_allclose(theirs, ours, atol=1e-6)


@pytest.mark.slow
def test_that_a_lost_worker_ends_the_other_with_a_checkpoint(tmp_path: Path) -> None:
    run = ("--run", str(tmp_path / "{index}"))
    left, lost = _start_workers(tmp_path, *run, "--checkpoint-every", "50", "--steps", "100000")
    while not list(tmp_path.glob("0/checkpoints/step-0000000100.sha256")):
        assert left.poll() is None
        time.sleep(0.05)
    lost.kill()
    lost.communicate()
    assert "Another worker was lost" in left.communicate(timeout=60)[1]
    assert left.returncode == 1
    snapshot = newest_checkpoint(tmp_path / "0" / "checkpoints")
    assert snapshot is not None
    assert snapshot.step >= 100


@pytest.fixture(scope="module")
def by_one_replica(few_digits: Digits) -> tuple[list[Report], list[Report]]:
    """What a run tells over one device, and without any strategy; both leave 70 MB of compiled code."""
    strategy = tf.distribute.OneDeviceStrategy("CPU:0")
    watched = replace(SHORT, norms_every=5)
    return list(train(watched, few_digits, strategy=strategy)), list(train(watched, few_digits))


@pytest.mark.slow
def test_that_one_replica_trains_as_no_strategy_does(
    by_one_replica: tuple[list[Report], list[Report]],
) -> None:
    shared, alone = map(last_of, by_one_replica)
    for ours, theirs in zip(shared.weights, alone.weights, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


@pytest.mark.slow
def test_that_norms_are_those_of_the_whole_batch(
    by_one_replica: tuple[list[Report], list[Report]],
) -> None:
    shared, alone = (
        [report for report in reports if isinstance(report, Norms)] for reports in by_one_replica
    )
    assert shared
    for ours, theirs in zip(shared, alone, strict=True):
        np.testing.assert_allclose(ours.gradients, theirs.gradients, rtol=1e-3)


_KINDS = ("sgd", "adamw", "nadam", "ftrl", "lion")  # by the memory they keep
# One process for all that two devices train, which a process can have only from its beginning on.
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
print(strategy.num_replicas_in_sync)
def apart(shared, alone):
    return max(abs(a - b).max() for a, b in zip(shared.weights, alone.weights))
for key in {_KINDS!r}:
    settings = TrainingSettings(steps=10, l2=0.001, batch_size=33).with_optimizer(key)
    *_, shared = train(settings, digits, strategy=strategy)
    *_, alone = train(settings, digits)
    print(apart(shared, alone))
settings = TrainingSettings(steps=20, dropout=0.3, batch_size=33)
*reports, shared = train(settings, digits, strategy=strategy, snapshot_every=7)
seven = next(each for each in reports if isinstance(each, Snapshot) and each.step == 7)
*_, again = train(settings, digits, strategy=strategy, resume=seven)
*_, alone = train(settings, digits)
print(apart(shared, alone))
print(weights_digest(shared.weights) == weights_digest(again.weights))
"""


@pytest.fixture(scope="module")
def by_two_devices() -> list[str]:
    """The number of replicas, how far each kind of optimiser is apart, then dropout, and whether it resumes."""
    done = subprocess.run(
        [sys.executable, "-c", _TWO_DEVICES], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.slow
def test_that_two_devices_train_as_one_would_by_every_kind_of_optimiser(
    by_two_devices: list[str],
) -> None:
    replicas, *differences = by_two_devices[: 1 + len(_KINDS)]
    assert replicas == "2"
    assert max(map(float, differences)) < 1e-5


@pytest.mark.slow
def test_that_two_devices_drop_what_one_would_and_resume_exactly(by_two_devices: list[str]) -> None:
    difference, exact = by_two_devices[1 + len(_KINDS) :]
    assert float(difference) < 1e-5
    assert exact == "True"


@pytest.mark.parametrize(
    "cluster",
    [
        "",
        "{",
        "[]",
        '{"cluster": {"worker": ["a:1"]}}',
        '{"cluster": {"worker": ["a:1"]}, "task": {"type": "worker", "index": 1}}',
        '{"cluster": {"worker": ["a:1"]}, "task": {"type": "ps", "index": 0}}',
    ],
)
def test_that_a_cluster_that_makes_no_sense_is_refused(cluster: str) -> None:
    with pytest.raises(ExplorerError, match="TF_CONFIG does not name a cluster"):
        strategy_for("multiworker", cluster)
