"""What a run's folder tells to a reader: `run.json`, and `log.jsonl` also while it grows."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.reports import (
    Ending,
    Held,
    Norms,
    Progress,
    Report,
    Started,
    Validation,
)
from explorer.core.untrusted import open_regular, read_json, read_regular
from explorer.files.training_json import report_from_json, settings_from_json, step_of

MOST_LOG = 2_000_000_000  # bytes; ten million steps take 220 MB
_MOST_DESCRIPTION = 1_000_000  # bytes
_PIECE = 16_000_000  # bytes, and the longest line


class LogTail:
    """What is new in a run's log since the last look, also while another program writes it.

    Attributes:
        settings: What the run was asked to do at its start.
        seconds: Time at work on all that was reported; None where an older log does not tell.
        damaged: Whether something was left out.

    Raises:
        ExplorerError: If the folder holds no run.
    """

    def __init__(self, folder: Path) -> None:
        self.settings = settings_from_json(read_description(folder).get("settings"))
        self._path = folder / "log.jsonl"
        self._offset = 0
        self._cut = b""
        self.seconds: float | None = 0.0
        self._known = 0  # updates whose losses have come
        self.damaged = False

    def look(self) -> tuple[int | None, list[Report]]:
        """Return the reports that have come, oldest first.

        A last line without an end is left for the next look; a line that is no JSON object is
        passed over, as a writer that was killed may leave one. Of what is no report that a run can
        make nothing comes, nor of the steps after losses that are missing.

        Returns:
            The step that the run was resumed from, if it was: what was reported after that step,
            before this look, holds no longer. Then the reports that hold.

        Raises:
            ExplorerError: If the log cannot be read.
        """
        resumed: int | None = None
        reports: list[Report] = []
        for line in self._new_lines():
            try:
                found = read_json(line)
            except ValueError:
                continue
            try:
                if isinstance(found, dict) and found.get("report") == "resumed":
                    step = step_of(found)
                    resumed = step if resumed is None else min(step, resumed)
                    reports = [report for report in reports if _holds(report, step)]
                    self._known = min(self._known, step)
                elif isinstance(found, dict):
                    self._count(found.get("seconds"))
                    if (report := self._report(found)) is not None:
                        reports.append(report)
            except ValueError:
                self.damaged = True
        return resumed, reports

    def _count(self, spent: object) -> None:
        if type(spent) not in (int, float) or not 0 <= spent < math.inf:  # type: ignore[operator]
            self.seconds = None
        elif self.seconds is not None:
            self.seconds += spent  # type: ignore[operator]

    def _report(self, line: dict[str, Any]) -> Report | None:
        report = report_from_json(line)
        if isinstance(report, Progress):
            if report.step - len(report.losses) != self._known:
                raise ValueError("losses are missing")
            self._known = report.step
        elif isinstance(report, Norms | Validation) and report.step > self._known:
            raise ValueError("losses are missing")
        return report

    def _new_lines(self) -> Iterator[bytes]:
        """Yield the lines that have come; never more of the file than a piece is in memory."""
        try:
            with open_regular(self._path, MOST_LOG, links=False) as file:
                file.seek(self._offset)
                while content := file.read(_PIECE):
                    self._offset += len(content)
                    *lines, self._cut = (self._cut + content).split(b"\n")
                    yield from lines
                    if len(self._cut) > _PIECE:
                        self._cut, self.damaged = b"", True
        except FileNotFoundError:
            return
        except OSError as error:
            raise unusable(self._path.parent, error) from error


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
        found = read_json(read_regular(folder / "run.json", _MOST_DESCRIPTION, links=False))
    except (OSError, ValueError) as error:
        raise _no_run(folder) from error
    if not isinstance(found, dict):
        raise _no_run(folder)
    return found


def unusable(folder: Path, error: OSError) -> ExplorerError:
    """Return the sentence on a folder that a run cannot be kept in, or read from."""
    return ExplorerError(
        said(
            "Errors",
            "{folder} cannot be used for a run: {reason}. Choose another folder.",
            folder=folder,
            reason=error.strerror or error,
        )
    )


def _no_run(folder: Path) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "There is no run in {folder}. Choose a folder that training has written.",
            folder=folder,
        )
    )
