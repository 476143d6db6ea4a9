"""Logs of other programs, read as the same typed value."""

import contextlib
import math
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from explorer.core.sentences import ExplorerError
from explorer.files.model_tails import open_tail


def test_that_a_csv_log_is_read_and_na_is_no_zero(tmp_path: Path) -> None:
    log = tmp_path / "training.csv"
    log.write_text("epoch,accuracy,loss,val_loss\n0,0.5,0.7,NA\n1,0.75,nan,0.6\n2,0.8")
    tail = open_tail(log)
    run = tail.look()
    assert run.description.source == "csv"
    np.testing.assert_array_equal(run.metrics["accuracy"].steps, [1, 2])
    np.testing.assert_array_equal(run.metrics["val_loss"].steps, [2])
    np.testing.assert_array_equal(run.metrics["val_loss"].values, [0.6])
    assert math.isnan(run.metrics["loss"].values[1])
    assert run.gradient.shape[0] == 0
    with log.open("a") as file:
        file.write("5,0.4,0.5\n")
    assert tail.look().metrics["accuracy"].values[-1] == 0.85


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "\n\n", "epoch;loss\n"])
def test_that_a_csv_without_steps_is_refused_or_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "log.csv").write_text(text)
    with contextlib.suppress(ExplorerError):
        assert not open_tail(tmp_path / "log.csv").look().metrics


def test_that_lines_of_json_are_read(tmp_path: Path) -> None:
    log = tmp_path / "metrics.jsonl"
    log.write_text(
        '{"step": 10, "loss": 0.5, "name": "a", "eval": {"loss": 0.25}}\n'
        '{"step": 20, "loss": NaN, "ok": true}\nnoise\n{"step": 30, "lo'
    )
    run = open_tail(log).look()
    assert run.description.source == "jsonl"
    np.testing.assert_array_equal(run.metrics["loss"].steps, [10, 20])
    assert math.isnan(run.metrics["loss"].values[1])
    np.testing.assert_array_equal(run.metrics["eval/loss"].values, [0.25])
    assert "ok" not in run.metrics
    assert run.damaged


def test_that_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Chapter 1\n")
    with pytest.raises(ExplorerError, match="no log with a step"):
        open_tail(tmp_path / "thesis.txt")
    with pytest.raises(ExplorerError, match="There is no run"):
        open_tail(tmp_path / "nothing")
    with pytest.raises(ExplorerError, match="There is no run"):
        open_tail(tmp_path)


def _events(path: Path, first: int, count: int, tag: str = "epoch_accuracy") -> None:
    """Write an event file as TensorBoard's writers do: simple values, and tensors."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tf.io.TFRecordWriter(str(path)) as writer:
        writer.write(tf.compat.v1.Event(file_version="brain.Event:2").SerializeToString())
        for step in range(first, first + count):
            old = tf.compat.v1.Summary.Value(tag="loss", simple_value=1 / (1 + step))
            tensor = tf.make_tensor_proto(0.5 * step, tf.float32)
            new = tf.compat.v1.Summary.Value(tag=tag, tensor=tensor)
            words = tf.compat.v1.Summary.Value(tag="note", tensor=tf.make_tensor_proto("hello"))
            event = tf.compat.v1.Event(
                step=step, summary=tf.compat.v1.Summary(value=[old, new, words])
            )
            writer.write(event.SerializeToString())


def test_that_event_folders_are_read_and_grow(tmp_path: Path) -> None:
    _events(tmp_path / "run" / "train" / "events.out.tfevents.1.host", 0, 3)
    _events(tmp_path / "run" / "validation" / "events.out.tfevents.2.host", 0, 1)
    tail = open_tail(tmp_path / "run")
    run = tail.look()
    assert run.description.source == "tensorboard"
    names = {"train/loss", "accuracy", "validation/loss", "val_accuracy"}
    assert set(run.metrics) == names
    np.testing.assert_array_equal(run.metrics["accuracy"].steps, [1, 2, 3])
    np.testing.assert_allclose(run.metrics["train/loss"].values, [1, 1 / 2, 1 / 3])
    assert tail.look() is run
    longer = tmp_path / "longer"
    _events(longer, 0, 5)
    shutil.copy(longer, tmp_path / "run" / "train" / "events.out.tfevents.1.host")
    np.testing.assert_array_equal(tail.look().metrics["train/loss"].steps, [0, 1, 2, 3, 4])


def test_that_only_the_epochs_of_keras_own_folders_lose_their_prefix(tmp_path: Path) -> None:
    for place in ("train", "other", "nested/train"):
        _events(tmp_path / "run" / place / "events.out.tfevents.1.host", 0, 2)
    names = {name for name in open_tail(tmp_path / "run").look().metrics if "accuracy" in name}
    assert names == {"accuracy", "other/epoch_accuracy", "nested/train/epoch_accuracy"}
    alone = open_tail(tmp_path / "run" / "train").look()
    assert set(alone.metrics) == {"loss", "accuracy"}


def test_that_two_metrics_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    _events(tmp_path / "train" / "events.out.tfevents.1.host", 0, 3, "epoch_loss")
    tail = open_tail(tmp_path / "train")
    _events(tmp_path / "train" / "events.out.tfevents.2.host", 3, 2, "epoch_loss")
    found = tail.look().metrics
    np.testing.assert_allclose(found["loss"].values, [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5])
    np.testing.assert_allclose(found["train/epoch_loss"].values, [0, 0.5, 1, 1.5, 2])


def test_that_a_cut_or_damaged_event_file_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "events.out.tfevents.1.host"
    _events(path, 0, 4)
    path.write_bytes(path.read_bytes()[:-7] + struct.pack("<q", 1))
    run = open_tail(path).look()
    np.testing.assert_array_equal(run.metrics["loss"].steps, [0, 1, 2])
