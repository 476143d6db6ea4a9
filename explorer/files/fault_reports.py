"""What a defect leaves to be reported: its traceback, and the versions of all that took part."""

import faulthandler
import os
import platform
import traceback
from importlib.metadata import PackageNotFoundError, distribution
from typing import IO, NamedTuple

from explorer import __version__
from explorer.core.untrusted import read_regular
from explorer.files.log import log_file

# All that the program is installed with; what stands first is what it is about.
PACKAGES = (
    "tensorflow", "keras", "PySide6-Essentials", "pyqtgraph", "numpy", "sympy", "lark", "ziamath",
    "ziafont", "contourpy", "pillow", "threadpoolctl", "platformdirs", "msgspec", "pooch", "nbformat",
    "cachetools", "fontpkg-inter", "fontpkg-jetbrains-mono",
)  # fmt: skip
_MOST_BYTES = 100_000
_CRASHES = "crash.txt"
_watched: list[IO[bytes]] = []  # faulthandler writes to a descriptor, which must stay open


def report_of(error: BaseException) -> str:
    """Return all that is needed to find a defect."""
    trace = "".join(traceback.format_exception(error))
    return f"{circumstances()}\n\n{trace}"


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
    return f"{circumstances()}\n\n{found}" if found else ""


class Package(NamedTuple):
    """What is installed of a package, by its own words; empty for what it does not tell."""

    name: str
    version: str
    licence: str


def package(name: str) -> Package:
    """Return what is installed of a package: to import TensorFlow for its number would take seconds."""
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:
        return Package(name, "", "")
    kinds = [each for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    fields = [told[name] for name in ("License-Expression", "License") if name in told]
    # The older field holds a name or the whole text, of which the first line names it.
    licence = (fields or [each.split(" :: ")[-1] for each in kinds] or [""])[0].split("\n")[0]
    return Package(name, told["Version"], licence)


def circumstances() -> str:
    """Return the versions of all that takes part, the system, and where the log is."""
    found = map(package, PACKAGES)
    packages = ", ".join(f"{each.name} {each.version or 'missing'}" for each in found)
    return (
        f"Gradient Explorer {__version__}\n"
        f"Python {platform.python_version()}, {platform.platform()}\n"
        f"{packages}\n"
        f"log: {log_file()}"
    )
