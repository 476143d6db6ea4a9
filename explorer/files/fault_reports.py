"""What a defect leaves to be reported: its traceback, and the versions of all that took part."""

import faulthandler
import os
import platform
import traceback
from importlib.metadata import PackageNotFoundError, version
from typing import IO

from explorer import __version__
from explorer.core.untrusted import read_regular
from explorer.files.log import log_file

_PACKAGES = (
    "PySide6", "pyqtgraph", "tensorflow", "keras", "numpy", "sympy", "lark", "ziamath",
)  # fmt: skip
_MOST_BYTES = 100_000
_CRASHES = "crash.txt"
_watched: list[IO[bytes]] = []  # faulthandler writes to a descriptor, which must stay open


def report_of(error: BaseException) -> str:
    """Return all that is needed to find a defect."""
    trace = "".join(traceback.format_exception(error))
    return f"{_circumstances()}\n\n{trace}"


def watch_for_crashes() -> None:
    """Let Python write where it was when native code ends the program; without a place, nothing.

    A file that is only added to can be emptied by another start while this one still has it open.
    """
    path = log_file().with_name(_CRASHES)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    except OSError:
        return
    file = os.fdopen(handle, "ab", buffering=0)
    _watched[:] = [file]
    faulthandler.enable(file)


def take_crash_report() -> str:
    """Return what an earlier start that crashed has left, once; empty for nothing."""
    path = log_file().with_name(_CRASHES)
    try:
        # A crash may stop in the middle of a character.
        found = read_regular(path, _MOST_BYTES).decode(errors="replace").strip()
        if found:
            os.truncate(path, 0)
    except OSError:
        return ""
    return f"{_circumstances()}\n\n{found}" if found else ""


def _circumstances() -> str:
    packages = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    return (
        f"Gradient Explorer {__version__}\n"
        f"Python {platform.python_version()}, {platform.platform()}\n"
        f"{packages}\n"
        f"log: {log_file()}"
    )


def _version(package: str) -> str:
    try:
        # From what is installed: to import TensorFlow for its number would take seconds.
        return version(package)
    except PackageNotFoundError:
        return "missing"
