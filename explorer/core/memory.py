"""How memory is shared out, and whether there is enough: asked before what TensorFlow would abort at."""

import ctypes
import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from explorer.core.sentences import ExplorerError, said

# Measured on two cores: below this the import fails half-way, and XLA ends the program.
LOADING = (
    1_500_000_000,
    250_000_000,
)  # bytes of addresses in all; bytes of memory that are still free
TRAINING = 3_000_000_000, 250_000_000
_SIGNS = ("failed to map segment", "Cannot allocate memory", "cannot allocate memory")
_GROUP = Path("/sys/fs/cgroup")


_M_ARENA_MAX = -8  # of mallopt(3)
_ARENAS = 2


def share_arenas() -> None:
    """Let all threads take memory from two arenas of the C library; before threads are started.

    By default there are eight for each processor, and what TensorFlow's hundreds of threads leave lies in
    parts of each, where no other finds it: 360 MB after six minutes of a monkey. A person's own setting
    stays; other C libraries have no arenas.
    """
    if sys.platform == "linux" and "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def check_memory(needed: tuple[int, int]) -> None:
    """Refuse what the system has no memory for; one that does not tell is believed to have it.

    Args:
        needed: Bytes of addresses that the process takes in all, and of memory that it takes yet.

    Raises:
        ExplorerError: If there is less.
    """
    addresses, memory = needed
    if _most_addresses() < addresses or _free_memory() < memory:
        raise _shortage()


def shortage(error: BaseException) -> ExplorerError | None:
    """Return the sentence on a failure that comes of too little memory, None for any other."""
    is_short = (
        isinstance(error, MemoryError)
        or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
        or (isinstance(error, ImportError | OSError) and any(map(str(error).__contains__, _SIGNS)))
        or type(error).__name__ == "ResourceExhaustedError"  # of TensorFlow, which may not be there
    )
    return _shortage() if is_short else None


def _shortage() -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "There is too little memory. Close other programs, or choose smaller numbers, "
            "and start again.",
        )
    )


def _most_addresses() -> float:
    if sys.platform == "win32":
        return float("inf")
    import resource

    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    return float("inf") if most == resource.RLIM_INFINITY else most


def _free_memory() -> float:
    """Return the bytes that could be had, of the machine's and of what the process is allowed."""
    lines = _read(Path("/proc/meminfo")).splitlines()
    table = {line.partition(":")[0]: line.split()[1] for line in lines if len(line.split()) > 1}
    if "MemAvailable" not in table:
        return float("inf")
    free = 1024.0 * (int(table["MemAvailable"]) + int(table.get("SwapFree", 0)))
    most, used = _read(_GROUP / "memory.max").strip(), _read(_GROUP / "memory.current").strip()
    if most.isdecimal() and used.isdecimal():
        # What was read from files is counted as used, and is given back when it is wanted.
        given = dict(line.split() for line in _read(_GROUP / "memory.stat").splitlines())
        free = min(free, int(most) - int(used) + int(given.get("inactive_file", 0)))
    return free


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
