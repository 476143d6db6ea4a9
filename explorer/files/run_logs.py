"""What a run's folder tells to a reader: `run.json`, and `log.jsonl` also while it grows."""

import math
from pathlib import Path
from typing import Any

from explorer.core.training.reports import (
    Ending,
    Held,
    Norms,
    Progress,
    Report,
    Sharpness,
    Started,
    Validation,
)
from explorer.core.untrusted import read_json
from explorer.files.kept_folders import NewLines, read_description
from explorer.files.training_json import report_from_json, settings_from_json, step_of
from explorer.session.training.pace import Timed


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
        self._lines = NewLines(folder / "log.jsonl")
        self.seconds: float | None = 0.0
        self._known = 0  # updates whose losses have come
        self._left_out = False

    @property
    def damaged(self) -> bool:
        """Whether something was left out."""
        return self._left_out or self._lines.damaged

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
        resumed, told = self.look_timed()
        return resumed, [each.report for each in told]

    def look_timed(self) -> tuple[int | None, list[Timed]]:
        """Return the same, each report with the time at work since the one before it."""
        resumed: int | None = None
        reports: list[Timed] = []
        for line in self._lines.look():
            try:
                found = read_json(line)
            except ValueError:
                continue
            try:
                if isinstance(found, dict) and found.get("report") == "resumed":
                    step = step_of(found)
                    resumed = step if resumed is None else min(step, resumed)
                    reports = [each for each in reports if _holds(each.report, step)]
                    self._known = min(self._known, step)
                elif isinstance(found, dict):
                    spent = self._count(found.get("seconds"))
                    if (report := self._report(found)) is not None:
                        reports.append(Timed(report, spent))
            except (ValueError, OverflowError):
                self._left_out = True
        return resumed, reports

    def _count(self, told: object) -> float:
        """Add a time at work to the sum; return it, or 0 where it is none."""
        if isinstance(told, bool) or not isinstance(told, int | float) or not 0 <= told < math.inf:
            self.seconds = None
            return 0.0
        if self.seconds is not None:
            self.seconds += told
        return float(told)

    def _report(self, line: dict[str, Any]) -> Report | None:
        report = report_from_json(line)
        if isinstance(report, Progress):
            if report.step - len(report.losses) != self._known:
                raise ValueError("losses are missing")
            self._known = report.step
        elif isinstance(report, Norms | Sharpness | Validation) and report.step > self._known:
            raise ValueError("losses are missing")
        return report


def _holds(report: Report, resumed: int) -> bool:
    """Return whether a report still holds after the run was resumed from a step."""
    if isinstance(report, Ending | Held):
        return False
    return isinstance(report, Started) or report.step <= resumed
