"""How soon the window can be seen, beside a bare window of the same libraries and size.

    python benchmarks/start.py [--rounds 15]

Each round starts two processes in turn: PySide6 and pyqtgraph with one empty plot, and the
program as `python -m explorer` opens it. The time runs from starting the process to the end of
the first painting. Without a screen the windows are drawn offscreen; under Xvfb set
QT_QPA_PLATFORM=xcb.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZE = 1280, 800
TARGET = 2.0  # ours against the bare window
WARM = 2  # rounds that fill the caches of the disk and of Python


def bare() -> None:
    """Open a window with an empty plot, as little as the two libraries allow."""
    import pyqtgraph as pg
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    window = pg.GraphicsLayoutWidget()
    window.addPlot()
    window.resize(*SIZE)
    window.show()
    _tell_first_painting()
    application.exec()


def ours() -> None:
    """Open the program's own window."""
    sys.path.insert(0, str(ROOT))
    from explorer.__main__ import _load_qt, main

    _load_qt()
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])  # which the program takes as its own
    _tell_first_painting()
    main([])
    application.quit()


def _tell_first_painting() -> None:
    """Print a line when the window has been painted; the event loop has yet to begin."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(  # noqa: N802 - Qt's name
            self, watched: QObject, event: QEvent
        ) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: print(flush=True))
            return False

    watch = Watch(QApplication.instance())

    def begin() -> None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                window.installEventFilter(watch)
                if hasattr(window, "viewport"):
                    window.viewport().installEventFilter(watch)

    QTimer.singleShot(0, begin)


WINDOWS: dict[str, Callable[[], None]] = {"bare": bare, "ours": ours}


def seconds_until_painted(which: str) -> float:
    """Return how long a window takes from the start of its process, which is ended then."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
        if sys.platform == "linux" and "DISPLAY" not in environment:
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        begin = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, __file__, "--window", which],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        ) as process:  # fmt: skip
            painted = process.stdout is not None and process.stdout.readline()
            duration = time.perf_counter() - begin
            process.kill()
    if not painted:
        raise SystemExit(f"the window {which} has ended before it was painted")
    return duration


def main() -> None:
    """Measure in turn, so that a busy moment hits both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--window", choices=WINDOWS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.window:
        WINDOWS[arguments.window]()
        return
    rounds = [
        {which: seconds_until_painted(which) for which in WINDOWS}
        for _ in range(arguments.rounds + WARM)
    ][WARM:]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for which in WINDOWS:
        times = [each[which] for each in rounds]
        print(f"{which} {statistics.median(times):6.3f} s  ({min(times):.3f} to {max(times):.3f})")
    ratio = statistics.median(each["ours"] / each["bare"] for each in rounds)
    met = "met" if ratio <= TARGET else "missed"
    print(f"ours against the bare window {ratio:5.2f}, target {TARGET:g}: {met}")


if __name__ == "__main__":
    main()
