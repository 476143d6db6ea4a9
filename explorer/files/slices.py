"""Slices of losses that formulas call by name: numbers in small files beside the kept runs."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import platformdirs

from explorer.core.functions.measured import Known, Measured, MeasuredPlane
from explorer.core.untrusted import read_json, read_regular
from explorer.files.saving import write_whole
from explorer.session.training.slice_function import (
    About,
    function_of_numbers,
    plane_of_numbers,
)

MOST = 300  # files
_MOST_BYTES = 2_000_000


def slices_folder() -> Path:
    """Return where slices lie."""
    return Path(platformdirs.user_data_dir("gradient-explorer", appauthor=False)) / "slices"


def keep(measured: Known, about: About, folder: Path | None = None) -> None:
    """Write a slice so that its name means something at the next start, too; the oldest give way.

    Raises:
        OSError: If it could not be written.
    """
    place = folder or slices_folder()
    place.mkdir(parents=True, exist_ok=True)
    numbers = {name: getattr(measured, name) for name in measured.__slots__ if name != "about"}
    content = {**numbers, "about": about._asdict()}
    write_whole(place / f"{measured.name}.json", json.dumps(content).encode())
    files = sorted(place.glob("*_????????.json"), key=lambda file: file.stat().st_mtime)
    for old in files[:-MOST]:
        with suppress(OSError):
            old.unlink()


def find(name: str, folder: Path | None = None) -> Known | None:
    """Return a slice by its name; None if it is not here or not whole."""
    path = (folder or slices_folder()) / f"{name}.json"
    try:
        found = read_json(read_regular(path, _MOST_BYTES, links=False))
        told = found.pop("about")
        first, second = told.pop("shares")
        # So the next update was called before the last one could be chosen, too.
        told["along"] = "next" if told["along"] == "update" else told["along"]
        axes = tuple(told.pop("axes", ()))
        about = About(**told, shares=(first, second), axes=axes)
        measured = _plane(found, about) if name.startswith("plane") else _slice(found, about)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return measured if measured.name == name else None


def _slice(found: dict[str, Any], about: About) -> Measured:
    values, slopes, bends = (tuple(found[key]) for key in ("values", "slopes", "bends"))
    return function_of_numbers(found["first"], found["last"], values, slopes, bends, about)


def _plane(found: dict[str, Any], about: About) -> MeasuredPlane:
    tables = [tuple(found[key]) for key in ("values", "by_x", "by_y", "by_both")]
    (x, y), (columns, rows) = (tuple(found[key]) for key in "xy"), (found["columns"], found["rows"])
    if not type(columns) is type(rows) is int:
        raise ValueError("size")
    trail = tuple((a, b) for a, b in found["trail"])
    return plane_of_numbers((x[0], x[1]), (y[0], y[1]), (columns, rows), tables, trail, about)
