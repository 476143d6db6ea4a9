"""A run's folder, and where it lies: `run.json`, `log.jsonl` and `checkpoints/`.

run.json      settings at the start, sum of the data, versions; written once
log.jsonl     one JSON object a line for each report, appended
checkpoints/  the last whole checkpoints
lock          held by the program that writes here
"""

import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

from explorer import __version__
from explorer.core.sentences import ExplorerError, Sentence, said
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import (
    Diverged,
    Ending,
    Halted,
    Held,
    Report,
    Snapshot,
    Started,
)
from explorer.core.training.settings import TrainingSettings
from explorer.files.checkpoints import newest_checkpoint, write_checkpoint
from explorer.files.saving import sync_folder, write_all, write_whole
from explorer.files.training_json import (
    report_from_json,
    report_to_json,
    settings_from_json,
    settings_to_json,
)

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_PACKAGES = ("tensorflow", "keras", "numpy")


def usual_runs_folder() -> Path:
    """Return the folder for runs that suits the system, where nobody names one."""
    return Path(platformdirs.user_data_dir("gradient-explorer", appauthor=False)) / "runs"


def place_for_a_run(runs: Path, began: datetime) -> Path:
    """Return a folder inside `runs` that is not there yet, named after the run's beginning."""
    name = f"{began:%Y-%m-%d-%H%M%S}"
    places = (runs / (name if n == 1 else f"{name}-{n}") for n in range(1, 1_000_000))
    return next(place for place in places if not place.exists())


class FolderLock:
    """A lock on a folder; the system gives it back when the program ends, however it ends.

    Raises:
        BlockingIOError: If another program holds it.
        OSError: If the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "lock").open("ab")
        try:
            _lock(self._file.fileno())
        except PermissionError as error:  # what Windows says of a lock that is held
            self._file.close()
            raise BlockingIOError(*error.args) from error
        except OSError:
            self._file.close()
            raise

    def release(self) -> None:
        """Let another program have the folder."""
        self._file.close()


class RunFolder:
    """The folder of one run, held against other programs until it is closed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._lock = FolderLock(folder)
        except BlockingIOError as error:
            raise ExplorerError(
                said(
                    "Errors",
                    "Another program trains in {folder}. Follow it, or choose another folder.",
                    folder=folder,
                )
            ) from error
        except OSError as error:
            raise _unusable(folder, error) from error
        self._failing = False
        self._line_cut = _ends_in_a_cut_line(folder / "log.jsonl")

    def close(self) -> None:
        """Let other programs write here."""
        self._lock.release()

    def record(self, report: Report, seconds: float = 0.0) -> Sentence | None:
        """Keep a report; a snapshot becomes a checkpoint, that of a run that cannot go on too.

        Args:
            report: What the run tells.
            seconds: Time at work since the report before.

        Returns:
            What to tell the user if the folder has just begun to refuse; training may go on.
        """
        try:
            snapshot = report if isinstance(report, Snapshot) else None
            if isinstance(report, Diverged | Halted):
                snapshot = report.snapshot
            if snapshot is not None:
                write_checkpoint(self.folder / "checkpoints", snapshot)
            self._append(report_to_json(report) | {"seconds": round(seconds, 4)})
        except OSError as error:
            first, self._failing = not self._failing, True
            return _not_kept(self.folder, error) if first else None
        self._failing = False
        return None

    def resume(self) -> Snapshot:
        """Return the newest whole checkpoint, and log that what was reported after it is void.

        Raises:
            ExplorerError: If there is none, or the folder cannot be written to.
        """
        checkpoints = self.folder / "checkpoints"
        snapshot = newest_checkpoint(checkpoints)
        if snapshot is None:
            raise ExplorerError(
                said(
                    "Errors",
                    "The run in {folder} has no whole checkpoint. Start it anew in another folder.",
                    folder=self.folder,
                )
            )
        try:
            for unfinished in checkpoints.glob(".*.part"):
                unfinished.unlink()
            self._append({"report": "resumed", "step": snapshot.step})
        except OSError as error:
            raise _unusable(self.folder, error) from error
        return snapshot

    def _append(self, line: dict[str, Any]) -> None:
        text = json.dumps(line) + "\n"
        handle = os.open(self.folder / "log.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        cut, self._line_cut = self._line_cut, True
        try:
            write_all(handle, (("\n" if cut else "") + text).encode())
        finally:
            os.close(handle)
        self._line_cut = False


def create_run(folder: Path, settings: TrainingSettings, digits: Digits) -> RunFolder:
    """Make a folder for a new run.

    Raises:
        ExplorerError: If the folder cannot be used or holds something already.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ExplorerError(
                said(
                    "Errors",
                    "{folder} is not empty. Resume the run in it, or choose another folder.",
                    folder=folder,
                )
            )
        run = RunFolder(folder)
        try:
            (folder / "checkpoints").mkdir()
            write_whole(folder / "run.json", _description(settings, digits))
            sync_folder(folder.parent)
        except BaseException:
            run.close()
            raise
    except OSError as error:
        raise _unusable(folder, error) from error
    return run


def open_run(folder: Path, digits: Digits) -> tuple[RunFolder, Snapshot]:
    """Take up a run where its newest whole checkpoint stands.

    Raises:
        ExplorerError: If there is no run, no whole checkpoint, or the data are other ones.
    """
    described = read_description(folder)
    if described.get("data_sha256") != data_digest(digits):
        raise ExplorerError(
            said(
                "Errors",
                "The run in {folder} was made with other images. Give it the same data.",
                folder=folder,
            )
        )
    run = RunFolder(folder)
    try:
        return run, run.resume()
    except ExplorerError:
        run.close()
        raise


def recorded(reports: Iterable[Report], run: RunFolder) -> Iterator[Report | Sentence]:
    """Hand on a run's reports, each after it was kept, and what there is to tell about keeping."""
    before = time.perf_counter()
    for report in reports:
        notice = run.record(report, time.perf_counter() - before)
        if notice is not None:
            yield notice
        yield report
        before = time.perf_counter()  # a pause, which whoever takes the report makes, is no work


class LogTail:
    """What is new in a run's log since the last look, also while another program writes it.

    Attributes:
        settings: What the run was asked to do at its start.
        seconds: Time at work on all that was reported; None where an older log does not tell.

    Raises:
        ExplorerError: If the folder holds no run.
    """

    def __init__(self, folder: Path) -> None:
        self.settings = settings_from_json(read_description(folder).get("settings"))
        self._path = folder / "log.jsonl"
        self.seconds: float | None = 0.0
        self._offset = 0
        self._cut = b""

    def look(self) -> tuple[int | None, list[Report]]:
        """Return the reports that have come, oldest first.

        A last line without an end is left for the next look; a line that is no JSON object is
        passed over, as a writer that was killed may leave one.

        Returns:
            The step that the run was resumed from, if it was: what was reported after that step,
            before this look, holds no longer. Then the reports that hold.
        """
        resumed: int | None = None
        reports: list[Report] = []
        for line in self._new_lines():
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if isinstance(found, dict) and found.get("report") == "resumed":
                step = int(found["step"])
                resumed = step if resumed is None else min(step, resumed)
                reports = [report for report in reports if _holds(report, step)]
            elif isinstance(found, dict) and (report := report_from_json(found)) is not None:
                reports.append(report)
            if isinstance(found, dict) and found.get("report") != "resumed":
                spent = found.get("seconds")
                if not isinstance(spent, int | float):
                    self.seconds = None
                elif self.seconds is not None:
                    self.seconds += spent
        return resumed, reports

    def _new_lines(self) -> list[bytes]:
        try:
            with self._path.open("rb") as file:
                file.seek(self._offset)
                content = file.read()
        except FileNotFoundError:
            return []
        self._offset += len(content)
        *lines, self._cut = (self._cut + content).split(b"\n")
        return lines


def _holds(report: Report, resumed: int) -> bool:
    """Return whether a report still holds after the run was resumed from a step."""
    if isinstance(report, Ending | Held):
        return False
    return isinstance(report, Started) or report.step <= resumed


def read_description(folder: Path) -> dict[str, Any]:
    """Return what `run.json` says.

    Raises:
        ExplorerError: If the folder holds no run.
    """
    try:
        found = json.loads((folder / "run.json").read_bytes())
    except (OSError, ValueError) as error:
        raise _no_run(folder) from error
    if not isinstance(found, dict):
        raise _no_run(folder)
    return found


def data_digest(digits: Digits) -> str:
    """Return the SHA-256, in hexadecimal, of all images and labels."""
    digest = hashlib.sha256()
    for images in (digits.training, digits.validation, digits.test):
        digest.update(images.pixels.tobytes())
        digest.update(images.labels.tobytes())
    return digest.hexdigest()


def _description(settings: TrainingSettings, digits: Digits) -> bytes:

    versions = {name: version(name) for name in _PACKAGES}
    described = {
        "program": f"gradient-explorer {__version__}",
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "versions": versions,
        "seed": settings.seed,
        "settings": settings_to_json(settings),
        "data_sha256": data_digest(digits),
    }
    return (json.dumps(described, indent=2) + "\n").encode()


def _ends_in_a_cut_line(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            if file.tell() == 0:
                return False
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"
    except FileNotFoundError:
        return False


def _no_run(folder: Path) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "There is no run in {folder}. Choose a folder that training has written.",
            folder=folder,
        )
    )


def _unusable(folder: Path, error: OSError) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{folder} cannot be used for a run: {reason}. Choose another folder.",
            folder=folder,
            reason=error.strerror or error,
        )
    )


def _not_kept(folder: Path, error: OSError) -> Sentence:
    return said(
        "Errors",
        "{folder} takes nothing any more: {reason}. Training goes on; "
        "the last whole checkpoint stays. Make room to keep the rest.",
        folder=folder,
        reason=error.strerror or error,
    )
