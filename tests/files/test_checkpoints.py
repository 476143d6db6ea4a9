import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.core.training.reports import Snapshot
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.files.checkpoints import newest_checkpoint, write_checkpoint
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
