"""Training runs that are kept by themselves: the newest in one folder, which never grows beyond a bound.

    training-runs/2026-11-26-183012/   a run's folder, as `run_folders` has it, with one checkpoint
        about.json                     name, note, and whether the run is kept for good
        summary.json                   how it went, so that a list need not read every log

Only what the program itself has written is ever deleted, and no link is followed.
"""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import has_weights, weights_in
from explorer.core.untrusted import read_json, read_regular
from explorer.files.checkpoints import newest_checkpoint
from explorer.files.kept_folders import FolderLock, read_description, unused
from explorer.files.run_folders import data_digest
from explorer.files.run_logs import LogTail
from explorer.files.saving import write_whole
from explorer.files.training_json import settings_from_json
from explorer.session.training.history import Checkpoint, History, Marks
from explorer.session.training.kept import KeptRun, Summary, summary_of

MOST_RUNS, MOST_BYTES = 50, 1_000_000_000
LONGEST_NAME, LONGEST_NOTE = 60, 2_000  # characters
_ABOUT, _SUMMARY = "about.json", "summary.json"
_MOST_ABOUT = 20_000  # bytes
_TELLING = 6  # figures of a sum that tell sets of images apart
_OWN = ("run.json", "log.jsonl", _ABOUT, _SUMMARY, "lock")


@dataclass(frozen=True, slots=True)
class _KeptSummary:
    """A summary beside its log; it holds as long as that has not grown."""

    log_bytes: int
    summary: Summary


@dataclass(frozen=True, slots=True)
class Taken:
    """What the kept runs take.

    Attributes:
        runs: How many there are.
        for_good: How many of them are kept for good.
        size: Bytes of all of them.
    """

    runs: int
    for_good: int
    size: int


def make_place(runs: Path, began: datetime) -> Path:
    """Make a folder for a run that begins now; two programs never get the same one.

    Raises:
        OSError: If it cannot be made.
    """
    runs.mkdir(parents=True, exist_ok=True)
    while True:
        place = unused(runs / f"{began:%Y-%m-%d-%H%M%S}")
        with suppress(FileExistsError):  # another program was faster
            place.mkdir()
            return place


# ---- marks


def read_marks(folder: Path) -> Marks:
    """Return what a person has said of a run; of a file that cannot be read, that it is to stay."""
    try:
        found = read_json(read_regular(folder / _ABOUT, _MOST_ABOUT, links=False))
        marks = msgspec.convert(found, Marks)
    except FileNotFoundError:
        return Marks()
    except (OSError, ValueError):
        # Perhaps it was to be kept for good: rather one run too many than one that was wanted.
        return Marks(for_good=True)
    return Marks(marks.name[:LONGEST_NAME], marks.note[:LONGEST_NOTE], marks.for_good)


def write_marks(folder: Path, marks: Marks) -> None:
    """Say of a run what a person says of it.

    Raises:
        ExplorerError: If its folder cannot be written to.
    """
    name = " ".join(marks.name.split())[:LONGEST_NAME]
    about = asdict(Marks(name, marks.note.strip()[:LONGEST_NOTE], marks.for_good))
    try:
        write_whole(folder / _ABOUT, (json.dumps(about, indent=1) + "\n").encode())
    except OSError as error:
        raise ExplorerError(
            said(
                "Errors",
                "{folder} cannot be written to: {reason}. Make room there and try again.",
                folder=folder,
                reason=error.strerror or error,
            )
        ) from error


# ---- the bound


def thin(runs: Path, most_runs: int = MOST_RUNS, most_bytes: int = MOST_BYTES) -> list[Path]:
    """Delete the oldest runs until the others keep the bound; return the folders of those deleted.

    The newest run stays in any case, so do those kept for good, which do not count, and one that a
    program writes just now.
    """
    gone: list[Path] = []
    size, count = 0, 0
    for folder in reversed(run_folders(runs)):
        if read_marks(folder).for_good:
            continue
        count, size = count + 1, size + size_of(folder)
        # All that are older than the first that is too many, so that none is missing in between.
        if count > 1 and (count > most_runs or size > most_bytes) and delete_run(folder):
            gone.append(folder)
    return gone


def taken(runs: Path) -> Taken:
    """Return what the kept runs take."""
    folders = run_folders(runs)
    for_good = sum(read_marks(folder).for_good for folder in folders)
    return Taken(len(folders), for_good, sum(map(size_of, folders)))


def run_folders(runs: Path) -> list[Path]:
    """Return the folders of runs inside a folder, the oldest first; links and all else are left out."""
    try:
        found = [entry for entry in os.scandir(runs) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return sorted(
        (Path(entry.path) for entry in found if _is_own(Path(entry.path))),
        key=lambda folder: _age(folder.name),
    )


def delete_run(folder: Path) -> bool:
    """Delete a run's own files, and its folder if nothing else is in it.

    Returns:
        Whether it was done: not of a run that a program writes just now, nor of what is no run.
    """
    if not _is_own(folder):
        return False
    try:
        FolderLock(folder).release()
        # The description last: as long as anything is left it can be deleted later.
        for path in [*_own_files(folder)][::-1]:
            path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            (folder / "checkpoints").rmdir()
        folder.rmdir()
    except OSError:
        # Held, or not ours to delete, or a person has put something else into it.
        return not (folder / "run.json").exists()
    return True


def size_of(folder: Path) -> int:
    """Return the bytes of a run's own files."""
    return sum(found.st_size for path in _own_files(folder) if (found := _file(path)) is not None)


def _own_files(folder: Path) -> Iterator[Path]:
    """Yield the files in a run's folder that the program has written, its description first."""
    yield from (folder / name for name in _OWN if _file(folder / name) is not None)
    for place, patterns in (
        (folder, (".*.part",)),
        (folder / "checkpoints", ("step-*.npz", "step-*.sha256", ".*.part")),
    ):
        if place.is_dir() and not place.is_symlink():
            found = (each for pattern in patterns for each in place.glob(pattern))
            yield from (each for each in found if _file(each) is not None)


def _file(path: Path) -> os.stat_result | None:
    """Return what is known of a regular file; None for a link and for all else."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _is_own(folder: Path) -> bool:
    """Whether a folder is that of a training run that was kept by itself."""
    if folder.is_symlink():
        return False
    try:
        return read_description(folder).get("by_itself") is True
    except ExplorerError:
        return False


def _age(name: str) -> tuple[str, int]:
    """Return what folders sort by: the time, then the number behind it, of which 10 comes after 9."""
    number = name[18:]
    return name[:17], int(number) if number.isdecimal() else 1


# ---- the list


def kept_runs(runs: Path) -> tuple[KeptRun, ...]:
    """Return the runs in a folder, the newest first; what cannot be read is left out."""
    found: list[KeptRun] = []
    for folder in reversed(run_folders(runs)):
        with suppress(ExplorerError):
            found.append(kept_run(folder))
    return tuple(found)


def kept_run(folder: Path) -> KeptRun:
    """Return what is known of one run.

    Raises:
        ExplorerError: If there is none.
    """
    described = read_description(folder)
    settings = settings_from_json(described.get("settings"))
    images = str(described.get("data_sha256", ""))[:_TELLING]
    return KeptRun(folder, read_marks(folder), settings, _summary(folder), size_of(folder), images)


def check_images(folder: Path, digits: Digits) -> None:
    """Check that a run learned from these images: its network says nothing of others.

    Raises:
        ExplorerError: If it learned from others, or there is no run.
    """
    if read_description(folder).get("data_sha256") != data_digest(digits):
        raise ExplorerError(
            said(
                "Errors",
                "The run in {folder} learned from other images. Choose these under Images first.",
                folder=folder,
            )
        )


def read_again(folder: Path, number: int) -> History:
    """Return a run with all that it told, and the network of its newest whole checkpoint.

    Args:
        folder: The run's.
        number: What the run is told apart by.

    Raises:
        ExplorerError: If there is no run.
    """
    tail = LogTail(folder)
    history = History(number, tail.settings)
    history.folder = folder
    _, reports = tail.look_timed()
    for timed in reports:
        history.add(timed)
    history.pace.come_to(tail.seconds)
    snapshot = newest_checkpoint(folder / "checkpoints", has_weights)
    if snapshot is not None:
        seen = Checkpoint(snapshot.step, weights_in(snapshot), snapshot=snapshot)
        history.checkpoints.append(seen)
    return history


def _summary(folder: Path) -> Summary:
    log = _file(folder / "log.jsonl")
    length = 0 if log is None else log.st_size
    with suppress(OSError, ValueError):
        found = read_json(read_regular(folder / _SUMMARY, _MOST_ABOUT, links=False))
        kept = msgspec.convert(found, _KeptSummary)
        if kept.log_bytes == length:
            return kept.summary
    history = read_again(folder, 0)
    summary = summary_of(history)
    # Kept beside the log: one of a million steps takes seconds to read.
    with suppress(OSError):
        write_whole(folder / _SUMMARY, json.dumps(asdict(_KeptSummary(length, summary))).encode())
    return summary
