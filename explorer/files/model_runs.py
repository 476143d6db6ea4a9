"""The folder of a followed run of a person's own model, as it is written.

run.json      what `ModelDescription` holds; written once
log.jsonl     one JSON object a line for each flush, several steps in it; see `model_json`
histograms/   numbered `.npz`, one a time at which they were taken

A log that has grown large is written anew with every second of its older steps, so that it stays
bounded however long a run is. `model_tails` reads it, also while it grows.
"""

import io
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.core.observing.observed import QUANTITIES, ModelDescription, Rows
from explorer.core.sentences import ExplorerError, Sentence, said
from explorer.core.untrusted import read_json
from explorer.files.kept_folders import KeptFolder, NewLines, never_began, unusable
from explorer.files.model_json import (
    Began,
    Ended,
    Line,
    Numbers,
    Silence,
    Variables,
    description_to_json,
    line_from_json,
    line_to_json,
)
from explorer.files.saving import write_whole

MOST_LOG = 48_000_000  # bytes, at which every second of the older steps goes
MOST_HISTOGRAMS = 400  # files, at which every second of the older ones goes
FLUSH = 0.2  # seconds between two writes, so that a page shows a step within 0.3 s
_LITTLE = 60  # bytes, more than the line that a log begins with and less than with another
_FEW = 5_000  # metrics of a kind, such as those of each epoch, that are never thinned out


class ModelRunFolder(KeptFolder):
    """The folder of a followed run, held until it is closed."""

    parts = (*KeptFolder.parts, "histograms")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._generation, self._stride = 0, 1
        self._variables: Variables | None = None
        self._taken = 0  # histograms written

    def write(self, *lines: Line) -> None:
        """Add lines to the log, and thin it out if it has grown too large.

        Raises:
            OSError: If they could not be written.
        """
        self.append(*map(line_to_json, lines))
        if (self.folder / "log.jsonl").stat().st_size > MOST_LOG:
            self._thin()

    def write_histograms(self, arrays: Mapping[str, NDArray[np.float32]]) -> None:
        """Put a file of arrays beside the others.

        Raises:
            OSError: If it could not be written.
        """
        place = self.folder / "histograms"
        place.mkdir(exist_ok=True)
        content = io.BytesIO()
        np.savez_compressed(content, **arrays)  # type: ignore[arg-type]  # names are a person's own
        self._taken += 1
        write_whole(place / f"{self._taken:08d}.npz", content.getvalue())
        kept = sorted(place.glob("[0-9]*.npz"))
        if len(kept) > MOST_HISTOGRAMS:
            for each in kept[:-2:2]:
                each.unlink(missing_ok=True)

    def _thin(self) -> None:
        """Write the log anew, older steps thinned out; a reader sees it by the first line."""
        self._generation, self._stride = self._generation + 1, 2 * self._stride
        lines = [line for line in _lines(self.folder) if not isinstance(line, Began)]
        rest = [Began(self._generation, self._stride), *_thinned(lines)]
        text = "".join(
            json.dumps(line_to_json(each), separators=(",", ":")) + "\n" for each in rest
        )
        write_whole(self.folder / "log.jsonl", text.encode())


def create_model_run(folder: Path, description: ModelDescription) -> ModelRunFolder:
    """Make a folder for a run that is to be followed.

    Raises:
        ExplorerError: If the folder cannot be used, or holds something already.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        anew = never_began(folder, KeptFolder.parts, _LITTLE)
        if any(folder.iterdir()) and not anew:
            raise ExplorerError(
                said("Errors", "{folder} is not empty. Choose another folder.", folder=folder)
            )
        run = ModelRunFolder(folder)
        try:
            if anew:
                run.empty_log()
            described = json.dumps(description_to_json(description), indent=2) + "\n"
            write_whole(folder / "run.json", described.encode())
            run.write(Began(0))
        except BaseException:
            run.close()
            raise
    except OSError as error:
        raise unusable(folder, error) from error
    return run


class ModelRunWriter:
    """Takes what is seen, and writes it a few times a second; a folder that refuses is told once.

    Args:
        run: Where to write.
        clock: Seconds, as `time.monotonic`.
    """

    def __init__(self, run: ModelRunFolder, clock: Callable[[], float] = time.monotonic) -> None:
        self._run, self._clock = run, clock
        self._waiting: list[Line] = []
        self._written = -FLUSH
        self._refused = False

    @property
    def folder(self) -> Path:
        """Where the run lies."""
        return self._run.folder

    def add(self, *lines: Line) -> Sentence | None:
        """Keep lines, at once or a little later; return what to tell the person, if anything."""
        self._waiting += lines
        return self.flush() if self._clock() - self._written >= FLUSH else None

    def flush(self) -> Sentence | None:
        """Write what waits; what a folder refuses is lost, and said once."""
        lines, self._waiting = _joined(self._waiting), []
        self._written = self._clock()
        try:
            if lines:
                self._run.write(*lines)
        except OSError as error:
            return self._not_kept(error)
        return None

    def add_histograms(self, arrays: Mapping[str, NDArray[np.float32]]) -> Sentence | None:
        """Keep arrays; return what to tell the person, if anything."""
        try:
            self._run.write_histograms(arrays)
        except OSError as error:
            return self._not_kept(error)
        return None

    def close(self, why: str) -> Sentence | None:
        """Write the rest and the end of the run, and let the folder go."""
        self._waiting.append(Ended(why))
        told = self.flush()
        self._run.close()
        return told

    def _not_kept(self, error: OSError) -> Sentence | None:
        if self._refused:
            return None
        self._refused = True
        return said(
            "Errors",
            "{folder} takes nothing any more: {reason}. Training goes on without being followed.",
            folder=self._run.folder,
            reason=error.strerror or error,
        )


def _lines(folder: Path) -> Iterable[Line]:
    """Yield the lines of a log that can be read."""
    for text in NewLines(folder / "log.jsonl").look():
        try:
            found = line_from_json(read_json(text))
        except ValueError:
            continue
        if found is not None:
            yield found


def _joined(lines: list[Line]) -> list[Line]:
    """Make one line of all rows that follow each other."""
    joined: list[Line] = []
    rows: list[Rows] = []
    for line in [*lines, None]:
        if isinstance(line, Rows) and (not rows or _alike(rows[-1], line)):
            rows.append(line)
            continue
        if rows:
            joined.append(_together(rows))
            rows = []
        if isinstance(line, Rows):
            rows.append(line)
        elif line is not None:
            joined.append(line)
    return joined


def _alike(one: Rows, other: Rows) -> bool:
    same = one.values["gradient"].shape[1] == other.values["gradient"].shape[1]
    return bool(
        same and (one.losses is None) == (other.losses is None) and one.steps[-1] < other.steps[0]
    )


def _together(rows: list[Rows]) -> Rows:
    losses = [each.losses for each in rows if each.losses is not None]
    return Rows(
        np.concatenate([each.steps for each in rows]),
        np.concatenate(losses) if losses else None,
        {name: np.concatenate([each.values[name] for each in rows]) for name in QUANTITIES},
    )


def _thinned(lines: Sequence[Line]) -> list[Line]:
    """Leave every second step, of metrics that are many every second, and all else."""
    kinds: dict[tuple[str, ...], int] = {}
    for line in lines:
        if isinstance(line, Numbers | Silence):
            kinds[_kind(line)] = kinds.get(_kind(line), 0) + 1
    seen: dict[tuple[str, ...], int] = {}
    rest: list[Line] = [next(x for x in [*lines[::-1], Variables(())] if isinstance(x, Variables))]
    count = 0
    for line in lines:
        match line:
            case Rows():
                kept = slice(count % 2, None, 2)
                count += len(line.steps)
                if len(line.steps[kept]):
                    values = {name: table[kept] for name, table in line.values.items()}
                    losses = None if line.losses is None else line.losses[kept]
                    rest.append(Rows(line.steps[kept], losses, values))
            case Numbers() | Silence():
                seen[_kind(line)] = nth = seen.get(_kind(line), -1) + 1
                if kinds[_kind(line)] <= _FEW or nth % 2 == 0:
                    rest.append(line)
            case Variables() | Began():
                pass
            case _:
                rest.append(line)
    return rest


def _kind(line: Numbers | Silence) -> tuple[str, ...]:
    return tuple(sorted(line.numbers)) if isinstance(line, Numbers) else ("",)
