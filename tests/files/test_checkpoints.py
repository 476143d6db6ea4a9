import hashlib
import io
import itertools
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.core.training.reports import Snapshot
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.files.checkpoints import newest_checkpoint, write_checkpoint
from explorer.files.training_json import settings_to_json
from tests.files.faults import fail_at


def snapshot(step: int) -> Snapshot:
    generator = np.random.default_rng(step)
    return Snapshot(
        step=step,
        position=step * 128,
        loss=float("nan") if step == 0 else 0.5,
        settings=TrainingSettings(hidden=(HiddenLayer(3, "tanh"),), learning_rate=0.1),
        variables={
            "00_kernel": generator.normal(size=(3, 2)).astype(np.float32),
            "01_state": np.array([1, step], np.uint32),
            "02_iteration": np.array(step),
        },
    )


def _found(folder: Path) -> Snapshot:
    found = newest_checkpoint(folder)
    assert found is not None
    return found


def _assert_same(one: Snapshot, other: Snapshot) -> None:
    assert (one.step, one.position, one.settings) == (other.step, other.position, other.settings)
    assert np.array_equal(one.loss, other.loss, equal_nan=True)
    assert list(one.variables) == list(other.variables)
    for name, value in one.variables.items():
        assert value.dtype == other.variables[name].dtype
        assert np.array_equal(value, other.variables[name])


@pytest.mark.parametrize("step", [0, 7])
def test_that_a_checkpoint_comes_back_bit_by_bit(tmp_path: Path, step: int) -> None:
    write_checkpoint(tmp_path, snapshot(step))
    _assert_same(_found(tmp_path), snapshot(step))


def test_that_the_last_three_are_kept(tmp_path: Path) -> None:
    for step in range(6):
        write_checkpoint(tmp_path, snapshot(step))
    assert [int(path.stem[5:]) for path in sorted(tmp_path.glob("*.npz"))] == [3, 4, 5]
    assert len(list(tmp_path.iterdir())) == 6


def test_that_an_empty_folder_has_none(tmp_path: Path) -> None:
    assert newest_checkpoint(tmp_path) is None


def test_that_a_flipped_byte_anywhere_gives_the_older_checkpoint(tmp_path: Path) -> None:
    for step in (1, 2):
        write_checkpoint(tmp_path, snapshot(step))
    for path in (tmp_path / "step-0000000002.npz", tmp_path / "step-0000000002.sha256"):
        content = path.read_bytes()
        for place in range(0, len(content), 7):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            assert _found(tmp_path).step == 1
        path.write_bytes(content)
    assert _found(tmp_path).step == 2


@pytest.mark.parametrize("length", [0, 1, 100])
def test_that_a_file_cut_short_gives_the_older_checkpoint(tmp_path: Path, length: int) -> None:
    for step in (1, 2):
        write_checkpoint(tmp_path, snapshot(step))
    path = tmp_path / "step-0000000002.npz"
    path.write_bytes(path.read_bytes()[:length])
    assert _found(tmp_path).step == 1


def test_that_a_pickle_is_never_loaded(tmp_path: Path) -> None:
    bad = replace(snapshot(1), variables={"00_kernel": np.array([object()], dtype=object)})
    with pytest.raises(ValueError, match="Object arrays"):
        write_checkpoint(tmp_path, bad)


def test_that_a_disk_full_at_any_operation_leaves_a_whole_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in itertools.count():
        folder = tmp_path / str(place)
        folder.mkdir()
        write_checkpoint(folder, snapshot(1))
        with monkeypatch.context() as patch:
            done = fail_at(patch, place)
            try:
                write_checkpoint(folder, snapshot(2))
            except OSError:
                pass
            else:
                assert _found(folder).step == 2
                assert place == len(done)
                break
        _assert_same(_found(folder), snapshot(_found(folder).step))
    assert place >= 6


def _forged(
    folder: Path, *, compressed: bool = False, head: str | None = None, **arrays: Any
) -> None:
    """Write a checkpoint of step 2 with a right sum."""
    usual = {
        "step": 2,
        "position": 256,
        "loss": 0.5,
        "settings": settings_to_json(TrainingSettings()),
    }
    text = json.dumps(usual) if head is None else head
    stream = io.BytesIO()
    save = np.savez_compressed if compressed else np.savez
    save(stream, run=np.frombuffer(text.encode(), np.uint8), **arrays)
    content = stream.getvalue()
    (folder / "step-0000000002.npz").write_bytes(content)
    line = f"{hashlib.sha256(content).hexdigest()}  step-0000000002.npz\n"
    (folder / "step-0000000002.sha256").write_text(line)


def _head(**other: Any) -> str:
    settings = settings_to_json(TrainingSettings())
    return json.dumps({"step": 2, "position": 256, "loss": 0.5, "settings": settings} | other)


def test_that_a_forged_checkpoint_with_all_that_belongs_to_one_is_taken(tmp_path: Path) -> None:
    _forged(tmp_path, a=np.zeros(3))
    assert _found(tmp_path).step == 2


@pytest.mark.parametrize(
    "head",
    [
        "[" * 100_000,
        "[]",
        "{}",
        _head(step=True),
        _head(step=-2),
        _head(step="2"),
        _head(step=3),
        _head(step=10**12),
        _head(position=-1),
        _head(position=1.5),
        _head(position=10**15),
        _head(loss="0.5"),
        _head(loss=float("inf")),
        _head(settings=None),
        _head(settings={"steps": "many"}),
    ],
)
def test_that_a_head_that_no_run_writes_gives_the_older_checkpoint(
    tmp_path: Path, head: str
) -> None:
    write_checkpoint(tmp_path, snapshot(1))
    _forged(tmp_path, head=head, a=np.zeros(3))
    assert _found(tmp_path).step == 1


@pytest.mark.parametrize(
    "array",
    [
        np.array([np.nan]),
        np.array(["text"]),
        np.array([1j]),
        np.array([True]),
        np.array([(1, 2.0)], dtype="i4,f8"),
        np.array(["2026-01-01"], dtype="M8[D]"),
    ],
)
def test_that_an_array_that_no_run_writes_gives_the_older_checkpoint(
    tmp_path: Path, array: Any
) -> None:
    write_checkpoint(tmp_path, snapshot(1))
    _forged(tmp_path, a=array)
    assert _found(tmp_path).step == 1


def test_that_weights_that_are_infinite_give_the_older_checkpoint(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, snapshot(1))
    _forged(tmp_path, a_kernel=np.array([np.inf], np.float32))
    assert _found(tmp_path).step == 1


def test_that_what_does_not_fit_gives_the_older_checkpoint(tmp_path: Path) -> None:
    for step in (1, 2):
        write_checkpoint(tmp_path, snapshot(step))
    found = newest_checkpoint(tmp_path, lambda snapshot: snapshot.step < 2)
    assert found is not None
    assert found.step == 1


BOMB = """
import resource, sys, time
from pathlib import Path
from explorer.files.checkpoints import newest_checkpoint
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
assert newest_checkpoint(Path(sys.argv[1])) is None
print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def test_that_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    _forged(tmp_path, compressed=True, a=np.zeros(50_000_000))
    printed = subprocess.run(
        [sys.executable, "-c", BOMB, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout.split()
    seconds, megabytes = map(float, printed)
    assert seconds < 2  # of the processor, of which it takes a hundredth
    assert megabytes < 64


@pytest.mark.parametrize("suffix", ["npz", "sha256"])
def test_that_a_pipe_or_a_link_in_place_of_a_checkpoint_gives_the_older_one(
    tmp_path: Path, suffix: str
) -> None:
    for step in (1, 2):
        write_checkpoint(tmp_path, snapshot(step))
    path = tmp_path / f"step-0000000002.{suffix}"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert _found(tmp_path).step == 1
    path.unlink()
    os.mkfifo(path)
    assert _found(tmp_path).step == 1
