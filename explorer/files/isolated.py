"""A run in a process of its own: what ends that process, ends no other.

    window                                  the process of the run
      news  <-- Timed, Kept, Sentence, … --   run_anew or run_on, as they are in a thread
      reins --  settings, hold, end  ------>   the same reins

Messages are pickled, between two processes of this program only.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, cast

from explorer.core.sentences import ExplorerError, Sentence, said
from explorer.core.training.dataset import Digits, read_digits
from explorer.core.training.reports import Progress
from explorer.core.training.settings import TrainingSettings
from explorer.files.fault_reports import watch_for_crashes
from explorer.files.log import lead_native_errors_to_log, start_log
from explorer.files.training_runs import News, Reins, run_anew, run_on
from explorer.session.training.pace import Timed

_LOOKS = 0.05  # seconds between two looks at the reins
_ENDING = 30.0  # seconds that the last checkpoint may take
_FIRST_TO_GO = "800"  # of 1,000: should memory run out, the run goes, not the window


@dataclass(frozen=True, slots=True)
class Task:
    """What the process is to do.

    Attributes:
        data: Folder of the data set's files.
        settings: What a new run is asked to do; None to go on with a kept one.
        folder: Folder in which a new run's folder is made, None to keep it nowhere; or the folder of
            the run to go on with.
        rate: Learning rate to go on with, None for the run's own.
        by_itself: Whether a new run is kept without being asked for.
    """

    data: Path
    settings: TrainingSettings | None
    folder: Path | None
    rate: float | None = None
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class _Wish:
    """How the reins stand, with other settings if any are wished for."""

    held: bool = False
    ended: bool = False
    settings: TrainingSettings | None = None


@dataclass(frozen=True, slots=True)
class _Ended:
    """The work's end: by itself, by a refusal, or by a defect with its traceback."""

    refusal: Sentence | None = None
    defect: str = ""


class RunLostError(ExplorerError):
    """The process of a run has ended without a word; what it kept is whole."""


class DefectElsewhereError(Exception):
    """A defect in the process of a run, with its traceback there."""


def do(task: Task, digits: Digits, reins: Reins) -> Iterator[News]:
    """Do a task here, in the thread that takes what it tells."""
    if task.settings is not None:
        return run_anew(task.settings, digits, reins, task.folder, by_itself=task.by_itself)
    if task.folder is None:
        raise TypeError(task)
    return run_on(task.folder, digits, reins, task.rate)


def isolated(task: Task, reins: Reins) -> Iterator[News]:
    """Do a task in a process of its own, and hand on what it tells.

    Raises:
        RunLostError: If the process was ended from outside, or by an abort in native code.
        ExplorerError: As the task itself.
        DefectElsewhereError: If the task fails by a defect.
    """
    child = subprocess.Popen(
        [sys.executable, "-c", "from explorer.files.isolated import work; work()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=same_modules(),
    )  # fmt: skip
    wishes, news = cast("IO[bytes]", child.stdin), cast("IO[bytes]", child.stdout)
    over = threading.Event()
    driver = threading.Thread(target=_drive, args=(wishes, reins, over), daemon=True)
    try:
        with suppress(OSError):  # it has ended already, which is told below
            _send(wishes, task)
        driver.start()
        end = yield from _told(news)
        if end is None:
            if reins.brake.ended:
                return  # as it was told to
            raise lost(child.wait())
        if end.refusal is not None:
            raise ExplorerError(end.refusal)
        if end.defect:
            raise DefectElsewhereError(end.defect)
    finally:
        over.set()
        _let_end(child, driver)


def same_modules() -> dict[str, str]:
    """Return the environment in which another Python finds the same modules."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def lost(status: int) -> RunLostError:
    """Return the sentence on a process that ended with a status without a word."""
    reason = f"status {status}" if status >= 0 else signal.Signals(-status).name
    return RunLostError(
        said(
            "Errors",
            "The process of the run was ended from outside ({reason}). Train anew, or go on from the "
            "last checkpoint of a kept run.",
            reason=reason,
        )
    )


def _told(news: IO[bytes]) -> Generator[News, None, _Ended | None]:
    """Hand on what comes; return how the work ended, None if the process ended before it said so."""
    while True:
        try:
            found = pickle.load(news)  # noqa: S301 - from a process of our own
        except (EOFError, pickle.UnpicklingError, OSError):
            return None
        if isinstance(found, _Ended):
            return found
        yield found


def _drive(wishes: IO[bytes], reins: Reins, over: threading.Event) -> None:
    """Tell the process of each change of the reins, until it is over."""
    told = _Wish()
    with suppress(OSError):  # the process has ended; whoever reads its news knows
        while not over.wait(_LOOKS):
            brake = reins.brake
            wish = _Wish(brake.held, brake.ended, reins.changes.at(0))
            if wish != told:
                _send(wishes, wish)
                told = replace(wish, settings=None)


def _let_end(child: subprocess.Popen[bytes], driver: threading.Thread) -> None:
    """Leave no process behind: one that does not end by itself in time is ended."""
    driver.join()
    with suppress(OSError), cast("IO[bytes]", child.stdin) as wishes:
        _send(wishes, _Wish(ended=True))
    try:
        child.wait(_ENDING)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    cast("IO[bytes]", child.stdout).close()


def _send(stream: IO[bytes], message: object) -> None:
    pickle.dump(message, stream)
    stream.flush()


# ---- in the process of the run


def work() -> None:
    """Do the task that is read from standard input, tell of it on standard output, and end."""
    news = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is no message
    # A Ctrl+C in a terminal reaches this process, too; how the run ends is for the window to say.
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    start_log()
    watch_for_crashes()
    lead_native_errors_to_log()
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    task = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    reins = Reins()
    has_begun, is_kept = threading.Event(), task.folder is not None
    threading.Thread(target=_obey, args=(reins, has_begun, is_kept), daemon=True).start()
    end = _Ended()
    try:
        for each in do(task, read_digits(task.data), reins):
            # If nobody hears any more, a kept run goes on to its end; one that is not has ended.
            with suppress(BrokenPipeError):
                _send(news, each)
            if isinstance(each, Timed) and isinstance(each.report, Progress):
                has_begun.set()
    except ExplorerError as error:
        end = _Ended(refusal=error.sentence)
    except Exception:  # noqa: BLE001 - whatever it is, it belongs to the one who asked for the work
        end = _Ended(defect=traceback.format_exc())
    with suppress(BrokenPipeError):
        _send(news, end)
    os._exit(0)  # nothing is left to be done, and TensorFlow takes its time


def _obey(reins: Reins, has_begun: threading.Event, is_kept: bool) -> None:
    """Set the reins as wished, until there is nobody to wish."""
    while True:
        try:
            wish = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        except (EOFError, pickle.UnpicklingError, OSError):
            break
        if wish.settings is not None:
            reins.changes.ask(wish.settings)
        (reins.brake.hold if wish.held else reins.brake.release)()
        if wish.ended and not has_begun.is_set():
            os._exit(0)  # an import or a compilation cannot be ended otherwise, and nothing is lost
        if wish.ended:
            reins.brake.end()
    if not is_kept:
        os._exit(1)
    reins.brake.release()  # a run that nobody can let go any more would wait for ever
