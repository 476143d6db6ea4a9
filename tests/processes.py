"""Processes that tests look at, on every system."""

from contextlib import suppress

import psutil


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
