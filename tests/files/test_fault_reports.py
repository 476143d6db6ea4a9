import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from explorer import __version__
from explorer.files import fault_reports
from explorer.files.fault_reports import PACKAGES, package, report_of, take_crash_report

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


def test_that_a_report_leaves_out_no_package_that_the_program_is_installed_with(
    repository: Path,
) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[><=!]", each)[0] for each in project["dependencies"]}
    assert set(PACKAGES) == needed
    assert not [each for each in map(package, PACKAGES) if not (each.version and each.licence)]
    assert package("no-such-package") == ("no-such-package", "", "")
