"""Slices of losses that formulas call by name: numbers in small files beside the kept runs."""

import json
from contextlib import suppress
from pathlib import Path

import platformdirs

from explorer.core.functions.measured import Measured
from explorer.core.untrusted import read_json, read_regular
from explorer.files.saving import write_whole
from explorer.session.training.slice_function import About, function_of_numbers

MOST = 300  # files
_MOST_BYTES = 200_000


def slices_folder() -> Path:
    """Return where slices lie."""
    return Path(platformdirs.user_data_dir("gradient-explorer", appauthor=False)) / "slices"


def keep(measured: Measured, about: About, folder: Path | None = None) -> None:
    """Write a slice so that its name means something at the next start, too; the oldest give way.

    Raises:
        OSError: If it could not be written.
    """
    place = folder or slices_folder()
    place.mkdir(parents=True, exist_ok=True)
    numbers = {
        "first": measured.first, "last": measured.last, "values": measured.values,
        "slopes": measured.slopes, "bends": measured.bends,
    }  # fmt: skip
    content = {**numbers, "about": about._asdict()}
    write_whole(place / f"{measured.name}.json", json.dumps(content).encode())
    files = sorted(place.glob("slice_*.json"), key=lambda file: file.stat().st_mtime)
    for old in files[:-MOST]:
        with suppress(OSError):
            old.unlink()


def find(name: str, folder: Path | None = None) -> Measured | None:
    """Return a slice by its name; None if it is not here or not whole."""
    path = (folder or slices_folder()) / f"{name}.json"
    try:
        found = read_json(read_regular(path, _MOST_BYTES, links=False))
        about = About(**found.pop("about"))
        rows = {key: tuple(found.pop(key)) for key in ("values", "slopes", "bends")}
        measured = function_of_numbers(found["first"], found["last"], about=about, **rows)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return measured if measured.name == name else None
