import gzip
import hashlib
import os
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from explorer.core.sentences import ExplorerError
from explorer.core.training.dataset import FILES, Digits, _read_entries, read_digits
from tests.core.training.conftest import MNIST

LABELS = FILES[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copyfile(MNIST / name, tmp_path / name)
    return tmp_path


def test_that_the_parts_have_the_sizes_of_the_lesson(digits: Digits) -> None:
    assert [len(digits.training), len(digits.validation), len(digits.test)] == [55000, 5000, 10000]


def test_that_grey_values_stay_bytes(digits: Digits) -> None:
    assert digits.training.pixels.dtype == np.uint8
    assert digits.training.pixels.shape == (55000, 784)


def test_that_the_first_labels_are_the_published_ones(digits: Digits) -> None:
    assert digits.validation.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert digits.test.labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]


def test_that_each_digit_occurs_as_often_as_published(digits: Digits) -> None:
    training = np.bincount(digits.training.labels) + np.bincount(digits.validation.labels)
    assert training.tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]


def test_that_the_files_have_the_sums_that_stand_beside_them() -> None:
    for line in (MNIST / "SHA256SUMS").read_text().splitlines():
        expected, name = line.split()
        assert hashlib.sha256((MNIST / name).read_bytes()).hexdigest() == expected


def test_that_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExplorerError, match=r"no folder .*nowhere.* Choose"):
        read_digits(tmp_path / "nowhere")


@pytest.mark.parametrize("name", FILES)
def test_that_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ExplorerError, match=f"lacks {name}. Copy it there"):
        read_digits(folder)


def test_that_a_folder_in_place_of_a_file_cannot_be_read(folder: Path) -> None:
    (folder / LABELS).unlink()
    (folder / LABELS).mkdir()
    with pytest.raises(ExplorerError, match="cannot be read"):
        read_digits(folder)


def _cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flip_a_bit(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _unpack(content: bytes) -> bytes:
    return gzip.decompress(content)


@pytest.mark.parametrize("damage", [_cut_short, _flip_a_bit, _unpack])
@pytest.mark.parametrize("name", FILES)
def test_that_a_damaged_file_is_refused(
    folder: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    (folder / name).write_bytes(damage((folder / name).read_bytes()))
    with pytest.raises(ExplorerError, match=f"{name} is damaged .* Copy it again"):
        read_digits(folder)


def _with_labels(folder: Path, content: bytes) -> None:
    (folder / LABELS).write_bytes(gzip.compress(content, compresslevel=1))


def _labels() -> bytes:
    return gzip.decompress((MNIST / LABELS).read_bytes())


@pytest.mark.parametrize(
    "header", [b"", b"\0\0\x08", b"\0\0\x08\x03\0\0\x27\x10", b"\0\0\x08\x01\0\0\0\0"]
)
def test_that_another_header_is_refused(folder: Path, header: bytes) -> None:
    _with_labels(folder, header + (_labels()[8:] if len(header) == 8 else b""))
    with pytest.raises(ExplorerError, match="is not an MNIST file: its header"):
        read_digits(folder)


@pytest.mark.parametrize("content", [_labels()[:-1], _labels() + b"\0"])
def test_that_a_length_that_does_not_fit_its_header_is_refused(
    folder: Path, content: bytes
) -> None:
    _with_labels(folder, content)
    with pytest.raises(ExplorerError, match="does not hold the 10000 entries"):
        read_digits(folder)


def test_that_a_label_above_9_is_refused(folder: Path) -> None:
    _with_labels(folder, _labels()[:-1] + b"\x0a")
    with pytest.raises(ExplorerError, match="holds the label 10; digits go from 0 to 9"):
        read_digits(folder)


def test_that_labels_for_other_images_are_refused(folder: Path) -> None:
    shutil.copyfile(folder / FILES[1], folder / LABELS)
    with pytest.raises(ExplorerError, match="holds 60000 labels for 10000 images"):
        read_digits(folder)


def test_that_too_few_training_images_are_refused(folder: Path) -> None:
    for name, size in ((FILES[0], 784), (FILES[1], 1)):
        content = gzip.decompress((folder / name).read_bytes())
        header = content[:4] + (5000).to_bytes(4, "big") + content[8 : 16 if size > 1 else 8]
        entries = content[len(header) : len(header) + 5000 * size]
        (folder / name).write_bytes(gzip.compress(header + entries, compresslevel=1))
    with pytest.raises(ExplorerError, match="holds 5000 images; more than 5000 are needed"):
        read_digits(folder)


def test_that_as_many_entries_as_emnist_has_are_read(folder: Path) -> None:
    labels = np.array([0x801, 280_000], ">u4").tobytes() + bytes(280_000)
    (folder / LABELS).write_bytes(gzip.compress(labels))
    assert len(_read_entries(folder / LABELS, 0x801, ())) == 280_000


@pytest.mark.parametrize("device", ["pipe", "/dev/zero", "/dev/full"])
def test_that_a_pipe_or_a_device_in_place_of_a_file_is_refused_at_once(
    folder: Path, device: str
) -> None:
    (folder / LABELS).unlink()
    if device == "pipe":
        os.mkfifo(folder / LABELS)
    else:
        (folder / LABELS).symlink_to(device)
    with pytest.raises(ExplorerError, match=r"cannot be read \(not a regular file\)"):
        read_digits(folder)


def test_that_a_header_that_names_more_than_can_be_meant_is_refused_unread(folder: Path) -> None:
    header = np.array([0x803, 1_000_000, 28, 28], ">u4").tobytes()
    (folder / FILES[0]).write_bytes(gzip.compress(header))
    with pytest.raises(ExplorerError, match="names 1,000,000 entries, and 510,204 are the limit"):
        read_digits(folder)


def test_that_more_than_the_header_names_is_refused_without_reading_it(folder: Path) -> None:
    header = np.array([0x801, 10], ">u4").tobytes()
    (folder / LABELS).write_bytes(gzip.compress(header + bytes(50_000_000), compresslevel=1))
    tracemalloc.start()
    with pytest.raises(ExplorerError, match="does not hold the 10 entries"):
        _read_entries(folder / LABELS, 0x801, ())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000
