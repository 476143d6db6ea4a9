"""How long the window's thread works at a stretch while something is exported, and how soon it is cancelled.

    python benchmarks/exporting.py [--updates 1000]

The Descent page is in front with its path drawn. A timer of the window's thread ticks every few
milliseconds; between two ticks the thread's own processor time is taken, so that other programs do not count.
Without a screen the window is drawn offscreen; under Xvfb set QT_QPA_PLATFORM=xcb.
"""

# ruff: noqa: E402 - the environment and the path of the checkout come first

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if sys.platform == "linux" and "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from explorer.session.endings import Kind
from explorer.session.pages import PAGES
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.exporting.exporters import ExportWish
from explorer.ui.exporting.exports import Exports
from explorer.ui.exporting.sheet import ExportSheet

GAP, CANCEL = 100.0, 200.0  # milliseconds
TICK = 5  # milliseconds
PATIENCE = 60.0  # seconds
WRITTEN = ("png", "svg", "pdf", "html", "py", "ipynb", "csv", "json", "npz")


class Clocked:
    """The window, and the longest stretch that its thread has worked."""

    def __init__(self, updates: int) -> None:
        session = Session()
        view = replace(session.view, page="descent", language="en", theme="dark", still=True)
        self.program = Application(replace(session, view=view))
        self.window = self.program.window
        self.window.resize(1280, 800)
        self.program.start()
        # The other pages are built while the window is idle; that is no part of an export.
        self.until(lambda: len(self.window.pages) == len(PAGES))
        self.until(lambda: self.window.page.shows_content)
        self.program.store.change(
            lambda s: s.with_descent(lambda c: c.with_updates(updates).at(updates))
        )
        self.until(lambda: not self.window.page.busy)
        self._last, self._longest = time.thread_time(), 0.0
        self._ticks = QTimer(interval=TICK)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()

    def _tick(self) -> None:
        now = time.thread_time()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def longest(self, work: Callable[[], object], done: Callable[[], bool]) -> float:
        """Return the longest stretch in ms from some work until it is done."""
        self.until(lambda: False, 0.2)
        self._longest = 0.0
        work()
        self.until(done)
        self._tick()
        return self._longest * 1000

    def until(self, done: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Let the window go on until something is so."""
        loop, end = QEventLoop(), time.perf_counter() + seconds
        look = QTimer(interval=TICK)
        look.timeout.connect(lambda: loop.quit() if done() or time.perf_counter() > end else None)
        look.start()
        loop.exec()


def _sheet(exports: Exports) -> ExportSheet:
    if exports.sheet is None:
        raise RuntimeError("no sheet is open")
    return exports.sheet


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=1000)
    arguments = parser.parse_args()
    application = QApplication(sys.argv[:1])
    clocked, folder = Clocked(arguments.updates), Path(tempfile.mkdtemp())
    exports = clocked.window.exports
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {application.platformName()}")

    def previewed() -> bool:
        return exports.sheet is not None and exports.sheet.preview.taken is not None

    for kind in get_args(Kind):
        time_ = clocked.longest(lambda: exports.open(kind), previewed)  # noqa: B023
        _tell(f"sheet: {kind}", time_, GAP)
        _sheet(exports).leave()
        clocked.until(lambda: exports.sheet is None)
    for ending in WRITTEN:
        path, wish = (
            folder / f"a.{ending}",
            ExportWish(ending=ending, scale=4, what="page", theme="light"),
        )
        time_ = clocked.longest(lambda: exports.write(path, wish), lambda: not exports.busy)  # noqa: B023
        _tell(f"write: {ending}", time_, GAP)
    wish = ExportWish("views", "webp", scale=1, last=60, theme="light")
    time_ = clocked.longest(lambda: exports.film(folder / "a.webp", wish), lambda: not exports.busy)
    _tell("film, 61 frames", time_, GAP)
    for ending in ("webp", "gif", "mp4", "csv"):
        exports.open("numbers" if ending == "csv" else "animation")
        path = folder / f"b.{ending}"
        if ending == "csv":
            exports.write(path, ExportWish(ending=ending))
        else:
            exports.film(path, ExportWish("views", ending, scale=2, last=arguments.updates))
            clocked.until(lambda: exports.sheet is None or exports.sheet.bar.value() > 2)
        begin = time.perf_counter()
        _sheet(exports).leave()
        answered = (time.perf_counter() - begin) * 1000
        clocked.until(_sheet(exports).fields.isEnabled)
        _tell(f"cancel: {ending}", answered, CANCEL)
        clocked.until(lambda: not exports.busy and not exports.leaving)
        ended = time.perf_counter() - begin
        print(f"{'':22} its thread ended after {ended:.2f} s; file: {path.exists()}")
        _sheet(exports).leave()
        clocked.until(lambda: exports.sheet is None)
    clocked.program.close()


def _tell(what: str, milliseconds: float, limit: float) -> None:
    met = "met" if milliseconds <= limit else "missed"
    print(
        f"{what:22} {milliseconds:6.0f} ms, {milliseconds / limit:5.2f} of {limit:.0f} ms: {met}",
        flush=True,
    )


if __name__ == "__main__":
    main()
