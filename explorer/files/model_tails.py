"""A followed run as one typed value, read again and again while another program writes it.

tail = open_tail(path)   # a run's folder, or a log that another program keeps
run = tail.look()        # a frozen ModelRun; the very same one if nothing has come since
"""

from pathlib import Path
from typing import Protocol

from explorer.core.observing.observed import ModelRun
from explorer.core.sentences import ExplorerError, said
from explorer.core.untrusted import read_json
from explorer.files.growing_run import GrowingRun
from explorer.files.kept_folders import NewLines, no_run, read_description
from explorer.files.model_json import KIND, description_from_json, line_from_json
from explorer.files.other_logs import CsvTail, EventsTail, JsonLinesTail, event_files


class Tail(Protocol):
    """A run that may still grow."""

    def look(self) -> ModelRun:
        """Return the run as far as it has come; the same value as before if nothing is new.

        Raises:
            ExplorerError: If it cannot be read any more.
        """


class ModelTail:
    """The tail of a folder that `Follow` writes.

    Raises:
        ExplorerError: If the folder holds no followed run.
    """

    def __init__(self, folder: Path) -> None:
        described = read_description(folder)
        if described.get("kind") != KIND:
            raise ExplorerError(
                said(
                    "Errors",
                    "{folder} holds a run of the program’s own network, none of your model. "
                    "Open it on the MNIST page.",
                    folder=folder,
                )
            )
        self._lines = NewLines(folder / "log.jsonl")
        self._grown = GrowingRun(description_from_json(described))

    def look(self) -> ModelRun:
        """Return the run as far as it has come; see `Tail`."""
        for text in self._lines.look():
            try:
                found = read_json(text)
                line = line_from_json(found) if isinstance(found, dict) else None
            except ValueError:
                # A writer that was killed leaves such a line, and the next one goes on behind it.
                self._grown.damaged |= bool(text.strip())
                continue
            if line is not None:
                self._grown.add(line)
        self._grown.damaged |= self._lines.damaged
        return self._grown.value()


def is_model_run(folder: Path) -> bool:
    """Return whether a folder holds a run that `Follow` wrote."""
    try:
        return read_description(folder).get("kind") == KIND
    except ExplorerError:
        return False


def open_tail(path: Path) -> Tail:
    """Return the tail of a run.

    Args:
        path: A folder that `Follow` writes, one with TensorBoard's event files, a file of Keras'
            `CSVLogger`, or a file of JSON lines.

    Raises:
        ExplorerError: If there is none of these.
    """
    if path.is_dir():
        told = (path / "run.json").exists()
        return EventsTail(path) if not told and event_files(path) else ModelTail(path)
    if not path.is_file():
        raise no_run(path)
    if ".tfevents." in path.name:
        return EventsTail(path.parent)
    return CsvTail(path) if path.suffix.lower() in {".csv", ".tsv", ".log"} else JsonLinesTail(path)
