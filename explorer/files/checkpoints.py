"""Checkpoints of a training run: arrays in an .npz file, and beside it the sum that vouches for it.

A checkpoint counts only if its sum is there and right. The arrays are put in place first, the sum
after them; an old checkpoint goes only when enough newer ones are in place.
"""

import hashlib
import io
import json
import math
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from explorer.core.sentences import ExplorerError
from explorer.core.training.reports import Snapshot
from explorer.files.saving import write_whole
from explorer.files.training_json import settings_from_json, settings_to_json

KEPT = 3
_HEAD = "run"


def write_checkpoint(folder: Path, snapshot: Snapshot) -> None:
    """Store a snapshot; of the older checkpoints the last ones are kept.

    Raises:
        OSError: If it could not be stored; the older checkpoints are as they were.
    """
    content = _packed(snapshot)
    path = folder / f"step-{snapshot.step:010}.npz"
    _sum_of(path).unlink(missing_ok=True)  # until the new one is there, nothing vouches for path
    write_whole(path, content)
    line = f"{hashlib.sha256(content).hexdigest()}  {path.name}\n"
    write_whole(_sum_of(path), line.encode())
    for old in sorted(folder.glob("step-*.npz"), reverse=True)[KEPT:]:
        _sum_of(old).unlink(missing_ok=True)
        old.unlink()


def newest_checkpoint(folder: Path) -> Snapshot | None:
    """Return the newest checkpoint that is whole, or nothing if there is none."""
    return next(whole_checkpoints(folder), None)


def whole_checkpoints(folder: Path) -> Iterator[Snapshot]:
    """Yield the checkpoints that are whole, the newest first."""
    for path in sorted(folder.glob("step-*.npz"), reverse=True):
        snapshot = _read(path)
        if snapshot is not None:
            yield snapshot


def _read(path: Path) -> Snapshot | None:
    try:
        content = path.read_bytes()
        expected = _sum_of(path).read_text(encoding="ascii")
        if expected.split() != [hashlib.sha256(content).hexdigest(), path.name]:
            return None
        return _unpacked(content)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, ExplorerError):
        return None  # as good as not there; an older one is asked next


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
    np.savez(stream, allow_pickle=False, **{_HEAD: text}, **snapshot.variables)
    return stream.getvalue()


def _unpacked(content: bytes) -> Snapshot:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        variables = {name: arrays[name] for name in arrays.files if name != _HEAD}
        head = json.loads(arrays[_HEAD].tobytes())
    return Snapshot(
        step=head["step"],
        position=head["position"],
        loss=math.nan if head["loss"] is None else head["loss"],
        settings=settings_from_json(head["settings"]),
        variables=variables,
    )
