"""What all tests share: no screen, nothing of the user's, no surprises in the log."""

import atexit
import ctypes
import gc
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Where the program keeps runs by itself; processes that tests start inherit it.
os.environ["XDG_DATA_HOME"] = _data = tempfile.mkdtemp(prefix="explorer-tests-")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
# Hypothesis tries constants of our own modules; to read them anew takes each process that runs tests seconds.
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(
    Path(__file__).parents[1] / ".pytest_cache" / "hypothesis"
)
# Each process that a test starts would compile our 300 modules anew, half a second of work for each.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# glibc gives each of TensorFlow's threads a heap of its own, which keeps what it once held: 0.2 GB in
# a whole run. It is read when a process begins, so it holds for those that pytest-xdist begins later.
os.environ.setdefault("MALLOC_ARENA_MAX", "2")

# A shell that runs the tests in the background has them ignore Ctrl+C, and what they start inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

import pytest
from hypothesis import settings

sys.dont_write_bytecode = False

# The suite tries the same examples every time; new ones are sought with --hypothesis-profile=search.
settings.register_profile("suite", deadline=None, database=None, max_examples=60, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("suite")

atexit.register(shutil.rmtree, _data, ignore_errors=True)

NOISY = (
    "tensorflow",
    "absl",
    "py.warnings",
    "h5py",
)  # libraries whose warnings are not ours to mend


def is_loud(record: logging.LogRecord) -> bool:
    """Return whether a message in the log is a warning of ours."""
    return record.levelno >= logging.WARNING and not record.name.startswith(NOISY)


def pytest_collection_finish() -> None:
    """Have Python look no more for garbage among half a million objects that stay until the end.

    They are TensorFlow's and the tests' own; looking through them takes 0.2 s, after each file of tests alone.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="module")
def _little_memory() -> Iterator[None]:
    """Give back what the tests of a file have left: it would stay until the end, a third of the memory.

    Most of it are graphs and machine code, which the program keeps for functions seen before; another
    file's tests seldom see the same ones.
    """
    yield
    for name, module in list(sys.modules.items()):
        if name.startswith("explorer."):
            for cached in vars(module).values():
                if hasattr(cached, "cache_clear"):
                    cached.cache_clear()
    if "explorer.core.kept" in sys.modules:
        sys.modules["explorer.core.kept"].SHELF.clear()
    gc.collect()
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)  # musl has none


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


def most_memory() -> int:
    """Return the most bytes that this process has held at a time; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024  # bytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


# Most bytes of each process that ran tests and has ended.
_ended: list[int] = []


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the memory of a process that runs tests over to the one that started it."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["most_memory"] = most_memory()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Note what a process that ran tests has held; one that was killed tells nothing."""
    _ended.append(getattr(node, "workeroutput", {}).get("most_memory", 0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the most memory that the tests have held at a time, so that a leak is seen."""
    each = _ended or [most_memory()]
    parts = " + ".join(f"{most / 1e9:.1f}" for most in each)
    terminalreporter.write_line(
        f"peak memory {parts} GB, {sum(each) / 1e9:.1f} GB at most together"
    )


@pytest.fixture
def screen() -> Iterator[str]:
    """A virtual screen with a name, for a window as a person sees it."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("needs Xvfb and xdotool")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24"],
        pass_fds=(writing,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        yield f":{told.readline().strip()}"
    server.terminate()
    server.wait()
