"""Little memory is told before TensorFlow would end the program, and what failed by it is told, too."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.core import memory
from explorer.core.memory import LOADING, check_memory, shortage
from explorer.core.sentences import ExplorerError

SENTENCE = "There is too little memory. Close other programs"


class ResourceExhaustedError(Exception):
    """Bears the name of TensorFlow's."""


@pytest.mark.parametrize(
    "error",
    [
        MemoryError("Unable to allocate 47.7 GiB"),
        ImportError("libtensorflow_cc.so.2: failed to map segment from shared object"),
        OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)),
        ResourceExhaustedError("OOM when allocating tensor"),
    ],
)
def test_that_a_failure_for_want_of_memory_has_its_sentence(error: Exception) -> None:
    assert SENTENCE in str(shortage(error))


@pytest.mark.parametrize("error", [ImportError("no module"), OSError(errno.ENOSPC, ""), KeyError()])
def test_that_any_other_failure_stays_what_it_is(error: Exception) -> None:
    assert shortage(error) is None


@pytest.mark.parametrize(
    ("machine", "most", "used", "is_enough"),
    [
        ("MemAvailable: 900000 kB\nSwapFree: 0 kB", "", "", True),
        ("MemAvailable: 100000 kB\nSwapFree: 0 kB", "", "", False),
        ("MemAvailable: 100000 kB\nSwapFree: 900000 kB", "", "", True),
        ("MemAvailable: 900000 kB", "max", "500000000", True),
        ("MemAvailable: 900000 kB", "600000000", "500000000", False),
        ("", "", "", True),
    ],
)
def test_that_the_machine_and_what_is_allowed_of_it_both_count(
    monkeypatch: pytest.MonkeyPatch, machine: str, most: str, used: str, *, is_enough: bool
) -> None:
    told = {"meminfo": machine, "memory.max": most, "memory.current": used}
    told["memory.stat"] = "anon 5\ninactive_file 7\n"
    monkeypatch.setattr(memory, "_read", lambda path: told[path.name])
    if is_enough:
        check_memory(LOADING)
    else:
        with pytest.raises(ExplorerError, match=SENTENCE):
            check_memory(LOADING)


@pytest.mark.parametrize(
    ("command", "addresses"),
    [
        (["derive", "x", "--at", "1"], 1_200_000_000),
        (["train", "--steps", "3"], 2_600_000_000),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the limit of addresses is Linux's")
def test_that_a_command_without_memory_says_so_and_does_not_abort(
    repository: Path, command: list[str], addresses: int
) -> None:
    ended = subprocess.run(
        ["prlimit", f"--as={addresses}", sys.executable, "-m", "explorer", *command],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert SENTENCE in ended.stderr


ARENAS = """
import ctypes, os, sys, threading
from explorer.core.memory import share_arenas

share_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
together = threading.Barrier(8)

def take():
    together.wait()  # a thread that has ended leaves its arena to the next
    assert libc.malloc(1000)
    together.wait()

threads = [threading.Thread(target=take) for _ in range(8)]
for each in threads:
    each.start()
for each in threads:
    each.join()
libc.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fdopen(os.dup(1), b"w"))
libc.malloc_info(0, out)
libc.fflush(out)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="of the C library that Linux mostly has")
@pytest.mark.parametrize(("own", "most"), [({}, 2), ({"MALLOC_ARENA_MAX": "5"}, 5)])
def test_that_threads_share_two_arenas_or_as_many_as_a_person_wants(
    own: dict[str, str], most: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ARENAS],
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.count("<heap nr=") == most
