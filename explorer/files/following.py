"""A run's log read while another program, maybe on another machine, still writes it."""

import json
from pathlib import Path

from explorer.core.training.reports import Ending, Held, Report, Started
from explorer.files.runs import read_description
from explorer.files.training_json import report_from_json, settings_from_json


class LogTail:
    """What is new in a run's log since the last look.

    Attributes:
        settings: What the run was asked to do at its start.

    Raises:
        ExplorerError: If the folder holds no run.
    """

    def __init__(self, folder: Path) -> None:
        self.settings = settings_from_json(read_description(folder).get("settings"))
        self._path = folder / "log.jsonl"
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
