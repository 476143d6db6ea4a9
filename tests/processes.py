"""Processes that tests look at, on every system."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
import pytest


def children() -> set[str]:
    """Return the number and the arguments of each process that this one has started and that goes on."""
    found = set()
    for each in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):  # it has just ended
            found.add(f"{each.pid} {' '.join(each.cmdline())}")
    return found


def time_spent(process: int) -> float:
    """Return the seconds of the processor that a process has had; a busy machine makes it no more."""
    spent = psutil.Process(process).cpu_times()
    return float(spent.user + spent.system)


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """Let this process write no file of more bytes for a while, as on a disk that is full; skip on Windows."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
