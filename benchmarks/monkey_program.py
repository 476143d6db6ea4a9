"""The real program as `monkey.py` starts it: it writes down its exceptions, its long turns and what it holds.

Not to be run by hand. A line of JSON each: what went wrong, where the window's thread was in a long turn of
its event loop, and every 15 seconds the memory; with `census`, each minute also what the memory is made of.
"""

# ruff: noqa: D103, N802, PLW0603 - a script around the program's own functions

import ctypes
import faulthandler
import gc
import json
import logging
import os
import random
import re
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from explorer.core.memory import share_arenas
from explorer.files.fault_reports import watch_for_crashes
from explorer.files.log import start_log
from explorer.ui import app
from explorer.ui.main_window import MainWindow

LONG = 0.1  # seconds of the processor in one turn, from which on it is told
PRESSES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.Wheel,
)
SAMPLE = 0.025  # seconds between two looks at where the thread is
PATHS = ("", "", "own.gex", "half.gex", "missing/x", "/dev/full", ".", "out.svg", "t.csv", "runs")

share_arenas()  # as a start by hand
start_log()  # the folder of reports, too
watch_for_crashes()
out = Path(sys.argv[1]).open("a", buffering=1)  # noqa: SIM115 - until the process ends
rng, census = random.Random(int(sys.argv[2])), sys.argv[3:]  # noqa: S311 - answers, not secrets
home = Path.cwd()
(home / "half.gex").write_text("{")


def tell(kind: str, **fields: Any) -> None:
    out.write(json.dumps({"kind": kind, "at": time.time(), **fields}) + "\n")


def choose(*_: Any, **__: Any) -> tuple[str, str]:
    name = rng.choice(PATHS)
    return (str(home / name) if name and name[0] != "/" else name), ""


close = MainWindow.closeEvent


def closed(self: MainWindow, event: QCloseEvent) -> None:
    if self is program.window:
        event.ignore()
    else:
        close(self, event)


files: Any = QFileDialog
files.getSaveFileName = files.getOpenFileName = staticmethod(choose)
files.getExistingDirectory = staticmethod(lambda *_, **__: choose()[0])
QDesktopServices.openUrl = staticmethod(lambda _: True)  # type: ignore[method-assign]
MainWindow.closeEvent = closed  # type: ignore[method-assign]
report = app.Application.report


def told(self: app.Application, error: BaseException) -> None:
    tell("exception", text="".join(traceback.format_exception(error)))
    report(self, error)


app.Application.report = told  # type: ignore[method-assign]


class Defects(logging.Handler):
    """Tells what our own log is told."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell a defect, or a warning of ours."""
        if record.exc_info and record.exc_info[1]:
            tell("exception", text="".join(traceback.format_exception(record.exc_info[1])))
        elif record.levelno >= logging.WARNING and record.name.startswith("explorer"):
            tell("warning", text=record.getMessage())


logging.getLogger().addHandler(Defects(logging.WARNING))


class Turns(QObject):
    """Times the turns of the event loop, and looks where the window's thread is in a long one.

    A turn ends where the loop looks at what is to be done: at a timer, and at the next of several presses
    that wait, which Qt hands over before any timer.
    """

    def __init__(self) -> None:
        super().__init__()
        self._watched: Any = None
        self._main = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._main)
        self._seen: list[str] = []
        self.forget()
        self.timer = QTimer(interval=5)
        self.timer.timeout.connect(self._tick)
        self.timer.start()
        threading.Thread(target=self._look, daemon=True).start()

    def forget(self) -> None:
        """Begin anew."""
        self.longest, self.latest = 0.0, 0.0
        self.pass_over()

    def pass_over(self) -> None:
        """Leave out what was since the last look: what this benchmark does is no turn of the program's."""
        self._spent, self._now = time.thread_time(), time.time()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End a turn at a press."""
        if event.type() in PRESSES:
            self._tick()
        return super().eventFilter(watched, event)

    def _tick(self) -> None:
        window = program.window.windowHandle()
        if window is not None and window is not self._watched:
            self._watched = window
            window.installEventFilter(self)
        spent, now = time.thread_time(), time.time()
        cpu, clock = spent - self._spent, now - self._now
        seen, self._seen = self._seen, []
        self.longest, self.latest = max(self.longest, cpu), max(self.latest, clock)
        if cpu > LONG:
            tell("turn", ms=1000 * cpu, clock=1000 * clock, begin=self._now, looks=len(seen),
                 places=Counter(seen).most_common(4))  # fmt: skip
        self._spent, self._now = time.thread_time(), time.time()

    def _look(self) -> None:
        while True:
            time.sleep(SAMPLE)
            if time.clock_gettime(self._clock) - self._spent > LONG / 2:
                self._seen.append(self._at_work())

    def _at_work(self) -> str:
        # Not by its frame: held here, it would keep what a painting is painted with beyond its end.
        with tempfile.TemporaryFile() as told:
            faulthandler.dump_traceback(told, all_threads=True)
            told.seek(0)
            parts = told.read().decode(errors="replace").split("\n\n")
        part = next((part for part in parts if f"{self._main:#018x}" in part), "")
        lines = re.findall(r'File ".*?/([\w.]+/[\w.]+)", line (\d+) in (\w+)', part)
        return " < ".join(f"{file}:{line} {name}" for file, line, name in lines[:9])


def held() -> tuple[float, float]:
    """Return the megabytes of this process, and with its children."""
    ctypes.CDLL(None).malloc_trim(0)
    found, page = [os.getpid()], os.sysconf("SC_PAGE_SIZE")
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, task.read_text().split())
    sizes = {}
    for each in found:
        with suppress(OSError):
            sizes[each] = int(Path(f"/proc/{each}/statm").read_text().split()[1]) * page / 1e6
    return sizes[found[0]], sum(sizes.values())


class _Heap(ctypes.Structure):
    """`struct mallinfo2` of the C library."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def mapped() -> dict[str, float]:
    """Return megabytes in memory by what kind of pages they are."""
    sizes, kind = Counter[str](), ""
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if match := re.match(r"[0-9a-f]+-[0-9a-f]+ (\S+) \S+ \S+ (\d+)\s*(.*)", line):
            flags, inode, name = match.groups()
            kind = "file" if inode != "0" else name if name in ("[heap]", "[stack]") else flags
        elif line.startswith("Rss:"):
            sizes[kind] += int(line.split()[1])
    return {kind: size / 1000 for kind, size in sizes.items()}


def cached() -> dict[str, int]:
    """Return how much is in each of the program's caches."""
    sizes = {}
    for module in [each for name, each in sys.modules.items() if name.startswith("explorer.")]:
        for name, each in vars(module).items():
            if isinstance(each, _lru_cache_wrapper) and (size := each.cache_info().currsize):
                sizes[f"{module.__name__}.{name}"] = size
    return sizes


def counted() -> dict[str, Any]:
    """Return what the memory of this process is made of, all garbage collected.

    Not by a look at all objects: who holds a tuple that another thread is making ends its making.
    """
    gc.collect()
    heap = ctypes.CDLL(None).mallinfo2
    heap.restype = _Heap
    info = heap()
    from tensorflow.python.eager import context
    from tensorflow.python.framework import ops

    tops = [each for each in QApplication.topLevelWidgets() if each.parent() is None]
    return {
        "heap in use": (info.uordblks + info.hblkhd) / 1e6,
        "heap mapped apart": info.hblkhd / 1e6,
        "heap free": info.fordblks / 1e6,
        "pages": mapped(),
        "blocks of Python": sys.getallocatedblocks(),
        "functions of TensorFlow": len(context.context().list_function_names()),
        "gradients of TensorFlow": len(getattr(ops.gradient_registry, "_registry", {})),
        "system threads": len([*Path("/proc/self/task").iterdir()]),
        "threads": dict(Counter(type(each).__name__ for each in threading.enumerate())),
        "Qt": sum(len(top.findChildren(QObject)) for top in tops),
        "caches": cached(),
    }


def look() -> None:
    own, everything = held()
    run = program.training
    tell("look", own=own, everything=everything, gap=1000 * turns.longest, clock=1000 * turns.latest,
         threads=threading.active_count(), histories=len(run.histories),
         page=program.store.session.view.page)  # fmt: skip
    if not program.window.isFullScreen():
        program.window.showFullScreen()
    turns.forget()


def count() -> None:
    tell("census", own=held()[0], **counted())
    turns.pass_over()


def complain(kind: QtMsgType, _: object, text: str) -> None:
    if kind != QtMsgType.QtDebugMsg:
        # What a typeset formula is made of, where one is being read.
        drawn = [
            f.f_locals["plain"]
            for f, _ in traceback.walk_stack(None)
            if "svg" in f.f_locals and "plain" in f.f_locals
        ]
        stack = "".join(traceback.format_stack()[-8:-1])
        tell("qt", text=text + "\n" + "".join(map(repr, drawn)) + stack)


program: Any = None
turns: Any = None
looking: list[QTimer] = []
begin = app.Application.start


def every(milliseconds: int, call: Callable[[], None]) -> None:
    timer = QTimer(interval=milliseconds)
    timer.timeout.connect(call)
    timer.start()
    looking.append(timer)


def ready() -> None:
    global turns
    turns = Turns()
    tell("ready")
    every(15_000, look)
    if census:
        every(60_000, count)


def start(self: app.Application) -> None:
    global program
    program = self
    begin(self)
    qInstallMessageHandler(complain)
    self.window.showFullScreen()
    self.loader.when_ready(ready)


app.Application.start = start  # type: ignore[method-assign]
raise SystemExit(app.run_window())
