"""How long the window's thread works when the theme, the sizes, the language or the motion change.

    python benchmarks/restyle.py [--rounds 8]

All pages have been looked at before; the Descent page is in front with its curves and its path
drawn. What is counted is the processor time of the window's thread from the choice until all is
painted and nothing is left to do on the page in front. A window that was built anew builds its
other pages later, one by one while it is idle; that does not count. Without a screen the window is
drawn offscreen; under Xvfb set QT_QPA_PLATFORM=xcb.
"""

# ruff: noqa: E402 - the environment and the path of the checkout come first

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if sys.platform == "linux" and "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from explorer.session.pages import PAGES
from explorer.session.session import Session
from explorer.ui.app import Application

LIMIT = 250.0  # milliseconds
QUIET = 1.0  # seconds after a choice in which everything that follows from it has been done
PATIENCE = 60.0  # seconds
CHOICES: dict[str, tuple[Any, Any]] = {
    "theme": ("dark", "light"),
    "projector": (True, False),
    "language": ("zh_CN", "en"),
    "still": (True, False),
}


class Clocked:
    """The window, and the clock of its thread."""

    def __init__(self) -> None:
        session = Session()
        view = replace(session.view, page="descent", leaf="formula", language="en", theme="light")
        self._program = Application(replace(session, view=view))
        self._program.window.resize(1280, 800)
        self._program.start()
        for page in (*PAGES, "descent"):
            self._choose("page", page)
            self._until(lambda page=page: self._program.window.pages[page].shows_content)  # type: ignore[misc]
        self._until(lambda: False, 3)

    def milliseconds(self, name: str, value: Any) -> float:
        """Return how long the thread works on a choice."""
        begin = time.thread_time()
        self._choose(name, value)
        self._until(lambda: False, QUIET)
        return (time.thread_time() - begin) * 1000

    def close(self) -> None:
        """End the program."""
        self._program.close()

    def _choose(self, name: str, value: Any) -> None:
        change = {name: value}
        self._program.store.change(lambda s: s.viewing(lambda view: replace(view, **change)))

    def _until(self, done: Callable[[], bool], seconds: float = PATIENCE) -> None:
        loop, end = QEventLoop(), time.perf_counter() + seconds
        look = QTimer(interval=100)
        look.timeout.connect(lambda: loop.quit() if done() or time.perf_counter() > end else None)
        look.start()
        loop.exec()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    rounds = parser.parse_args().rounds
    application = QApplication(sys.argv[:1])
    clocked = Clocked()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {application.platformName()}")
    idle = clocked.milliseconds("theme", "light")
    print(f"the same theme again {idle:.0f} ms: what a second without a choice takes")
    for name, values in CHOICES.items():
        times = [clocked.milliseconds(name, values[n % 2]) for n in range(rounds)]
        middle = statistics.median(times)
        met = "met" if middle <= LIMIT else "missed"
        spread = f"({min(times):.0f} to {max(times):.0f})"
        print(f"{name:10} {middle:6.0f} ms {spread:15} limit {LIMIT:.0f} ms: {met}")
    clocked.close()


if __name__ == "__main__":
    main()
