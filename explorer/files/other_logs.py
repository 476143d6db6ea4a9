"""Logs that other programs keep, read-only, as the same typed value: metrics over steps, no gradients.

TensorBoard's event folders, files of Keras' `CSVLogger`, and lines of JSON with a step and numbers.
"""

import csv
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from explorer.core.observing.observed import ModelDescription, ModelRun
from explorer.core.sentences import ExplorerError, said
from explorer.core.untrusted import read_json
from explorer.files.growing_run import GrowingRun
from explorer.files.kept_folders import NewLines

_STEPS = ("step", "steps", "global_step", "iteration", "iter", "epoch")
_EPOCH = "epoch_"
_KERAS = {"train": "", "validation": "val_"}  # folder, and what `fit` prints before its metrics
_MISSING = {
    "",
    "NA",
    "N/A",
    "null",
    "None",
}  # CSVLogger writes NA where an epoch had no such number


class CsvTail:
    """The tail of a file that Keras' `CSVLogger` writes; its first column is the epoch, from 0.

    Raises:
        ExplorerError: If the file has no such columns.
    """

    def __init__(self, path: Path) -> None:
        self._lines = NewLines(path)
        self._grown = GrowingRun(ModelDescription(source="csv", model=path.stem))
        self._names: list[str] | None = None
        self._column = 0
        self._path = path
        self.look()

    def look(self) -> ModelRun:
        """Return the log as far as it has come."""
        lines = [line.decode(errors="replace").rstrip("\r") for line in self._lines.look()]
        separator = ";" if lines and ";" in lines[0] and "," not in lines[0] else ","
        for row in csv.reader(filter(str.strip, lines), delimiter=separator):
            if self._names is None:
                self._names = [name.strip() for name in row]
                known = [n for n, name in enumerate(self._names) if name.lower() in _STEPS]
                if not known:
                    raise _unreadable(self._path)
                self._column = known[0]
            elif row != self._names:  # which a logger that goes on writes a second time
                self._add(row)
        return self._grown.value()

    def _add(self, row: list[str]) -> None:
        names = self._names or []
        if len(row) != len(names):
            self._grown.damaged = True
            return
        try:
            step = float(row[self._column])
            numbers = {
                name: float(cell)
                for name, cell in zip(names, row, strict=True)
                if name != names[self._column] and cell.strip() not in _MISSING
            }
        except ValueError:
            self._grown.damaged = True
        else:
            first = names[self._column].lower() == "epoch"  # counted from 0
            _add(self._grown, step + first, numbers)


class JsonLinesTail:
    """The tail of a file with a JSON object a line: a step, and numbers by name.

    Raises:
        ExplorerError: If its first line is no such object.
    """

    def __init__(self, path: Path) -> None:
        self._lines = NewLines(path)
        self._path = path
        self._read = 0
        self._grown = GrowingRun(ModelDescription(source="jsonl", model=path.stem))
        self.look()

    def look(self) -> ModelRun:
        """Return the log as far as it has come."""
        for text in filter(bytes.strip, self._lines.look()):
            try:
                found = read_json(text.replace(b"NaN", b"null"))
            except ValueError:
                found = None
            step = _step_in(found) if isinstance(found, dict) else None
            if step is None or not isinstance(found, dict):
                if not self._read:
                    raise _unreadable(self._path)
                self._grown.damaged = True
                continue
            self._read += 1
            name, at = step
            _add(self._grown, at, {k: v for k, v in _flat(found) if k != name})
        return self._grown.value()


class EventsTail:
    """The tail of a folder with TensorBoard's event files, of one run or of one with parts.

    Raises:
        ExplorerError: If there are none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, int] = {}
        self._sizes: dict[Path, int] = {}
        self._names: dict[tuple[Path, str], str] = {}  # of the metrics, by their folders and tags
        self._grown = GrowingRun(ModelDescription(source="tensorboard", model=folder.name))

    def look(self) -> ModelRun:
        """Return the log as far as it has come."""
        from explorer.core.observing.event_files import scalars  # TensorFlow is loaded here

        for path in event_files(self._folder):
            size = path.stat().st_size
            if self._sizes.get(path) == size:
                continue
            self._sizes[path] = size
            for index, found in scalars(path, self._read.get(path, 0)):
                self._read[path] = index + 1
                for tag, step, value in found:
                    name = self._name_of(path.parent, tag)
                    _add(self._grown, step + tag.startswith(_EPOCH), {name: value})
        return self._grown.value()

    def _name_of(self, place: Path, tag: str) -> str:
        """Return the name of a metric, which no other one has."""
        if (place, tag) not in self._names:
            name = _as_keras_has_it(place, self._folder, tag)
            is_taken = name in self._names.values()
            self._names[place, tag] = f"{place.name}/{tag}" if is_taken else name
        return self._names[place, tag]


def _as_keras_has_it(place: Path, folder: Path, tag: str) -> str:
    """Return the name of a metric by its tag and the place of its file, which is in the folder.

    Keras' own callback gives "train" and "validation" a folder each, and has "epoch_" before the name that
    `fit` prints, and epochs from 0: so "train/epoch_loss" is "loss", and "validation/epoch_loss" "val_loss".
    """
    part = place.relative_to(folder).as_posix()
    if tag.startswith(_EPOCH) and part in {".", place.name} and place.name in _KERAS:
        return _KERAS[place.name] + tag.removeprefix(_EPOCH)
    return tag if part == "." else f"{part}/{tag}"


def event_files(folder: Path) -> list[Path]:
    """Return TensorBoard's event files in a folder and in those inside it, the oldest first."""
    return sorted(each for each in folder.rglob("*.tfevents.*") if each.is_file())


def _add(grown: GrowingRun, step: float, numbers: dict[str, float]) -> None:
    if not 0 <= step <= 1e12 or step != int(step):
        grown.damaged = True
        return
    for name, number in numbers.items():
        grown.add_metric(name, np.array([int(step)]), np.array([number]))


def _step_in(found: dict[str, Any]) -> tuple[str, float] | None:
    for name in _STEPS:
        value = found.get(name, found.get(f"_{name}"))
        if type(value) in (int, float):
            return (name if name in found else f"_{name}"), float(value)  # type: ignore[arg-type]
    return None


def _flat(found: dict[str, Any], before: str = "") -> Iterable[tuple[str, float]]:
    """Yield the numbers in an object and in those inside it; what is none is passed over."""
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}/")
        elif value is None:
            yield f"{before}{name}", math.nan
        elif type(value) in (int, float):
            yield f"{before}{name}", float(value)


def _unreadable(path: Path) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{path} is no log with a step and numbers. Choose a run’s folder, TensorBoard’s event "
            "files, a file of CSVLogger, or lines of JSON.",
            path=path,
        )
    )
