"""What all tests share: no screen, nothing of the user's, no surprises in the log."""

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = os.devnull

import pytest
from hypothesis import settings

# The suite tries the same examples every time; new ones are sought with --hypothesis-profile=search.
settings.register_profile("suite", deadline=None, database=None, max_examples=60, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("suite")

NOISY = (
    "tensorflow",
    "absl",
    "py.warnings",
    "h5py",
)  # libraries whose warnings are not ours to mend


def is_loud(record: logging.LogRecord) -> bool:
    """Return whether a message in the log is a warning of ours."""
    return record.levelno >= logging.WARNING and not record.name.startswith(NOISY)


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which the program logged a warning that it did not expect.

    A test that expects one clears the log before it ends.
    """
    yield
    phases: tuple[Literal["setup", "call", "teardown"], ...] = ("setup", "call", "teardown")
    loud = [record for phase in phases for record in caplog.get_records(phase) if is_loud(record)]
    assert not loud, [record.getMessage() for record in loud]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that the program lies in."""
    return Path(__file__).resolve().parent.parent


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the most memory that this process has held at a time, so that a leak is seen."""
    if sys.platform != "win32":
        import resource

        unit = 1 if sys.platform == "darwin" else 1024  # bytes
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
        terminalreporter.write_line(f"peak memory {most / 1e9:.1f} GB")
