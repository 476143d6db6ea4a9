"""Checkpoints of a training run: arrays in an .npz file, and beside it the sum that vouches for it.

A checkpoint counts only if its sum is there and right. The arrays are put in place first, the sum
after them; an old checkpoint goes only when enough newer ones are in place.
"""

import hashlib
import io
import json
import math
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.core.sentences import ExplorerError
from explorer.core.training.reports import Snapshot
from explorer.core.training.settings import LARGEST_BATCH
from explorer.core.untrusted import open_regular, read_json, read_regular
from explorer.files.saving import write_whole
from explorer.files.training_json import settings_from_json, settings_to_json, step_of

KEPT = 3
_HEAD = "run"
_MOST_BYTES = (
    400_000_000  # the largest network, 57 MB, and three memories of an optimiser take 230 MB
)
_MOST_ARRAYS = 100
_MOST_HEAD = 100_000  # bytes


def write_checkpoint(folder: Path, snapshot: Snapshot, kept: int = KEPT) -> None:
    """Store a snapshot; of all checkpoints the last ones are kept, `kept` in number.

    Raises:
        OSError: If it could not be stored; the older checkpoints are as they were.
    """
    content = _packed(snapshot)
    path = folder / f"{_name(snapshot.step)}.npz"
    _sum_of(path).unlink(missing_ok=True)  # until the new one is there, nothing vouches for path
    write_whole(path, content)
    line = f"{hashlib.sha256(content).hexdigest()}  {path.name}\n"
    write_whole(_sum_of(path), line.encode())
    for old in sorted(folder.glob("step-*.npz"), reverse=True)[kept:]:
        _sum_of(old).unlink(missing_ok=True)
        old.unlink()


def newest_checkpoint(
    folder: Path, fits: Callable[[Snapshot], bool] = lambda _: True
) -> Snapshot | None:
    """Return the newest checkpoint that is whole and fits, or nothing if there is none.

    Args:
        folder: Holds the checkpoints.
        fits: Whether the variables of a snapshot are those that its settings ask for.
    """
    return next((found for found in whole_checkpoints(folder) if fits(found)), None)


def has_all_variables(snapshot: Snapshot) -> bool:
    """Return whether a run of a snapshot's settings can go on from it; loads TensorFlow."""
    from explorer.core.training.engine import fits

    return fits(snapshot)


def whole_checkpoints(folder: Path) -> Iterator[Snapshot]:
    """Yield the checkpoints that are whole, the newest first."""
    for path in sorted(folder.glob("step-*.npz"), reverse=True):
        snapshot = _read(path)
        if snapshot is not None:
            yield snapshot


def _read(path: Path) -> Snapshot | None:
    try:
        expected = read_regular(_sum_of(path), _MOST_HEAD, links=False).decode("ascii")
        with open_regular(path, _MOST_BYTES, links=False) as file:
            # Of the open file: what was summed is what is read, whatever takes its name meanwhile.
            if expected.split() != [hashlib.file_digest(file, "sha256").hexdigest(), path.name]:
                return None
            file.seek(0)
            snapshot = _unpacked(file)
    except (OSError, ValueError, KeyError, TypeError, EOFError, MemoryError, NotImplementedError,
            RuntimeError, OverflowError, zipfile.BadZipFile, ExplorerError):  # fmt: skip
        return None  # as good as not there; an older one is asked next
    # Under another name it would pass for newer or older than it is.
    return snapshot if path.stem == _name(snapshot.step) else None


def _name(step: int) -> str:
    # Ten figures, so that names sort as steps do.
    return f"step-{step:010}"


def _sum_of(path: Path) -> Path:
    return path.with_suffix(".sha256")


def _packed(snapshot: Snapshot) -> bytes:
    head = {
        "step": snapshot.step,
        "position": snapshot.position,
        "loss": snapshot.loss if math.isfinite(snapshot.loss) else None,
        "settings": settings_to_json(snapshot.settings),
    }
    text = np.frombuffer(json.dumps(head).encode(), np.uint8)
    stream = io.BytesIO()
    # Never as pickles: to read one is to run it.
    np.savez(stream, allow_pickle=False, **{_HEAD: text}, **snapshot.variables)
    return stream.getvalue()


def _unpacked(file: io.BufferedReader) -> Snapshot:
    """Return what a file holds; a right sum proves only that somebody has made one.

    Raises:
        Exception: One of many kinds, if anything is not as `_packed` writes it.
    """
    with zipfile.ZipFile(file) as arrays:
        members = arrays.infolist()
        # Stored arrays cannot be larger than the file; packed ones might be by a thousand times.
        if len(members) > _MOST_ARRAYS or any(each.compress_type for each in members):
            raise ValueError("members")
        found = {each.filename.removesuffix(".npy"): _array(arrays, each) for each in members}
    head = read_json(found.pop(_HEAD).tobytes())
    if not isinstance(head, dict):
        raise TypeError("head")
    step, position, loss = step_of(head), head["position"], head["loss"]
    # type and not isinstance, to which True is a whole number.
    if type(position) is not int or not 0 <= position <= step * LARGEST_BATCH:
        raise ValueError("position")
    if loss is not None and (type(loss) is not float or not math.isfinite(loss)):
        raise ValueError("loss")
    _check_finite(found)
    return Snapshot(
        step=step,
        position=position,
        loss=math.nan if loss is None else loss,
        settings=settings_from_json(head["settings"]),
        variables=found,
    )


def _array(arrays: zipfile.ZipFile, member: zipfile.ZipInfo) -> NDArray[Any]:
    with arrays.open(member) as file:
        # First the head alone, before room is made for an array of the size that it names.
        version = np.lib.format.read_magic(file)
        if version != (1, 0):
            raise ValueError("version")
        shape, _, kind = np.lib.format.read_array_header_1_0(file)
        if kind.kind not in "fiu" or math.prod(shape) * kind.itemsize > member.file_size:
            raise ValueError("array")
    with arrays.open(member) as file:
        array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
        if file.read(1):
            raise ValueError("more than an array")
    return array


def _check_finite(variables: Mapping[str, NDArray[Any]]) -> None:
    """Refuse what no run writes: a memory of squares may overflow, a weight may not."""
    for name, value in variables.items():
        if np.isnan(value).any():
            raise ValueError(name)
        if name.endswith(("_kernel", "_bias")) and not np.isfinite(value).all():
            raise ValueError(name)
