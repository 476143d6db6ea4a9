"""A run's folder, and where it lies: `run.json`, `log.jsonl` and `checkpoints/`.

run.json      settings at the start, sum of the data, versions; written once
log.jsonl     one JSON object a line for each report, appended
checkpoints/  the last whole checkpoints
lock          held by the program that writes here
"""

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from explorer import __version__
from explorer.core.sentences import ExplorerError, Sentence, said
from explorer.core.training.dataset import Digits
from explorer.core.training.reports import (
    Diverged,
    Halted,
    Report,
    Snapshot,
)
from explorer.core.training.settings import TrainingSettings
from explorer.files.checkpoints import KEPT, newest_checkpoint, write_checkpoint
from explorer.files.kept_folders import KeptFolder, never_began, read_description, unusable
from explorer.files.saving import sync_folder, write_whole
from explorer.files.stopwatch import seconds_at_work
from explorer.files.training_json import (
    report_to_json,
    settings_to_json,
)

_LITTLE = 1_000  # bytes of a log without a single update
_PACKAGES = ("tensorflow", "keras", "numpy")


class RunFolder(KeptFolder):
    """The folder of one training run, with its checkpoints, held until it is closed.

    Attributes:
        folder: The folder.
        by_itself: Whether the run is kept without being asked for: its newest checkpoint is enough.
    """

    parts = (*KeptFolder.parts, "checkpoints")

    def __init__(self, folder: Path, *, by_itself: bool = False) -> None:
        super().__init__(folder)
        self.by_itself = by_itself
        self._failing: set[str] = set()  # the parts that refuse: log, checkpoints

    def record(self, report: Report, seconds: float = 0.0) -> Sentence | None:
        """Keep a report; a snapshot becomes a checkpoint, that of a run that cannot go on too.

        Args:
            report: What the run tells.
            seconds: Time at work since the report before.

        Returns:
            What to tell the user if the folder has just begun to refuse, or to take the run again;
            training may go on.
        """
        part = "log"
        try:
            snapshot = report if isinstance(report, Snapshot) else None
            if snapshot is not None and self.by_itself and not snapshot.step:
                return None  # two writes to the disk for what the settings tell as well
            if isinstance(report, Diverged | Halted):
                snapshot = report.snapshot
            if snapshot is not None:
                part = "checkpoints"
                kept = 1 if self.by_itself else KEPT
                write_checkpoint(self.folder / "checkpoints", snapshot, kept)
            self.append(report_to_json(report) | {"seconds": round(seconds, 4)})
        except OSError as error:
            first = not self._failing
            self._failing.add(part)
            return _not_kept(self.folder, error) if first else None
        # Where only the checkpoints refuse, each line that the log takes would be an end of the trouble.
        was, self._failing = self._failing, self._failing - {"log", part}
        return _kept_again(self.folder) if was and not self._failing else None

    def resume(self, fits: Callable[[Snapshot], bool]) -> Snapshot:
        """Return the newest whole checkpoint that fits, and log that what was reported after it is void.

        Raises:
            ExplorerError: If there is none, or the folder cannot be written to.
        """
        checkpoints = self.folder / "checkpoints"
        snapshot = newest_checkpoint(checkpoints, fits)
        if snapshot is None:
            raise ExplorerError(
                said(
                    "Errors",
                    "The run in {folder} has no whole checkpoint. Start it anew in another folder.",
                    folder=self.folder,
                )
            )
        try:
            # Left by a program that was killed while it wrote; nobody else writes here now.
            for unfinished in checkpoints.glob(".*.part"):
                unfinished.unlink()
            self.append({"report": "resumed", "step": snapshot.step})
        except OSError as error:
            raise unusable(self.folder, error) from error
        return snapshot


def create_run(
    folder: Path, settings: TrainingSettings, digits: Digits, *, by_itself: bool = False
) -> RunFolder:
    """Make a folder for a new run; `by_itself` as for `RunFolder`.

    Raises:
        ExplorerError: If the folder cannot be used or holds something already.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        anew = _never_began(folder)
        if any(folder.iterdir()) and not anew:
            raise ExplorerError(
                said(
                    "Errors",
                    "{folder} is not empty. Resume the run in it, or choose another folder.",
                    folder=folder,
                )
            )
        run = RunFolder(folder, by_itself=by_itself)
        try:
            if anew:
                run.empty_log()
            (folder / "checkpoints").mkdir(exist_ok=anew)
            # Last: by this file others know a folder for a run.
            write_whole(folder / "run.json", _description(settings, digits, by_itself))
            sync_folder(folder.parent)
        except BaseException:
            run.close()
            raise
    except OSError as error:
        raise unusable(folder, error) from error
    return run


def open_run(
    folder: Path, digits: Digits, fits: Callable[[Snapshot], bool] = lambda _: True
) -> tuple[RunFolder, Snapshot]:
    """Take up a run where its newest whole checkpoint stands.

    Args:
        folder: The run's.
        digits: What it learns from.
        fits: Asked of a checkpoint's variables, as `newest_checkpoint` does; TensorFlow knows.

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
    run = RunFolder(folder, by_itself=described.get("by_itself") is True)
    try:
        return run, run.resume(fits)
    except ExplorerError:
        run.close()
        raise


def recorded(reports: Iterable[Report], run: RunFolder) -> Iterator[Report | Sentence]:
    """Hand on a run's reports, each after it was kept, and what there is to tell about keeping."""
    before = seconds_at_work()
    for report in reports:
        notice = run.record(report, seconds_at_work() - before)
        if notice is not None:
            yield notice
        yield report
        before = seconds_at_work()  # a pause, which whoever takes the report makes, is no work


@lru_cache(maxsize=1)  # 0.1 s, and nobody writes into the images
def data_digest(digits: Digits) -> str:
    """Return the SHA-256, in hexadecimal, of all images and labels."""
    digest = hashlib.sha256()
    for images in (digits.training, digits.validation, digits.test):
        digest.update(images.pixels.tobytes())
        digest.update(images.labels.tobytes())
    return digest.hexdigest()


def _never_began(folder: Path) -> bool:
    """Whether a folder holds a run that was killed before its first checkpoint, and nothing else."""
    has_checkpoints = any((folder / "checkpoints").glob("step-*"))
    return never_began(folder, RunFolder.parts, _LITTLE) and not has_checkpoints


def _description(settings: TrainingSettings, digits: Digits, by_itself: bool) -> bytes:
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
    if by_itself:
        described["by_itself"] = True  # by this alone the program knows what it may delete
    return (json.dumps(described, indent=2) + "\n").encode()


def _kept_again(folder: Path) -> Sentence:
    return said(
        "Errors",
        "{folder} takes the run again. What came meanwhile is missing in its log.",
        folder=folder,
    )


def _not_kept(folder: Path, error: OSError) -> Sentence:
    return said(
        "Errors",
        "{folder} takes nothing any more: {reason}. Training goes on; "
        "the last whole checkpoint stays. Make room to keep the rest.",
        folder=folder,
        reason=error.strerror or error,
    )
