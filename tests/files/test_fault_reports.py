import subprocess
import sys
from pathlib import Path

import pytest

from explorer import __version__
from explorer.files import fault_reports
from explorer.files.fault_reports import report_of, take_crash_report

CRASH = """
import ctypes
from pathlib import Path
from explorer.files import fault_reports
fault_reports.log_file = lambda: Path({folder!r}) / "explorer.log"
fault_reports.watch_for_crashes()
def the_guilty():
    ctypes.string_at(0)
the_guilty()
"""


def test_that_a_report_holds_the_traceback_and_the_versions_of_all() -> None:
    def the_guilty() -> None:
        raise KeyError("step")

    try:
        the_guilty()
    except KeyError as error:
        report = report_of(error)
    for part in (
        f"Gradient Explorer {__version__}",
        "tensorflow 2",
        "the_guilty",
        "KeyError: 'step'",
    ):
        assert part in report


def test_that_a_crash_in_native_code_is_reported_once_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fault_reports, "log_file", lambda: tmp_path / "explorer.log")
    assert take_crash_report() == ""
    script = CRASH.format(folder=str(tmp_path))
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode < 0
    report = take_crash_report()
    assert "Segmentation fault" in report
    assert "the_guilty" in report
    assert take_crash_report() == ""
