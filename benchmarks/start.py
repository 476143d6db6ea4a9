"""How soon the window can be seen, and how long it stands still while TensorFlow loads behind it.

    python benchmarks/start.py [--rounds 15]

Each round starts two processes in turn: PySide6 and pyqtgraph with one empty plot, and the
program as `python -m explorer` opens it. The time runs from starting the process to the end of
the first painting. A third process opens the window and waits until TensorFlow is there; what
counts is the longest time between two ticks of a 5 ms timer. A fourth imports the package as a
person's own program does. It ends with status 1 if a target is missed. Without a screen the windows are
drawn offscreen; under Xvfb set QT_QPA_PLATFORM=xcb.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZE = 1280, 800
TARGET = 2.0  # ours against the bare window
GAP_TARGET = 150.0  # milliseconds
IMPORT_TARGET = 50.0  # milliseconds
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


def loading() -> None:
    """Print the longest time in milliseconds for which the window stands still while TensorFlow loads."""
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from explorer.session.session import Session
    from explorer.ui.app import Application

    application = QApplication(sys.argv[:1])
    program = Application(Session())
    ticks: list[float] = []
    timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))

    def tell() -> None:
        ticks.append(time.perf_counter())  # what the pages do first once it is there counts too
        print(1000 * max(later - tick for tick, later in pairwise(ticks)), flush=True)

    program.loader.became_ready.connect(tell)
    program.start()
    application.processEvents()  # the first painting is no standing still
    timer.start()
    application.exec()


def imported() -> None:
    """Print how many milliseconds `import explorer` takes."""
    sys.path.insert(0, str(ROOT))
    begin = time.perf_counter()
    import explorer  # noqa: F401 - that it is imported is all

    print(1000 * (time.perf_counter() - begin), flush=True)


WINDOWS: dict[str, Callable[[], None]] = {
    "bare": bare, "ours": ours, "loading": loading, "imported": imported,
}  # fmt: skip


def run(which: str) -> tuple[float, str]:
    """Return the seconds until a process has printed a line, and the line; then the process is ended."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
        # Where it is set, only the libraries are there compiled, and ours would be anew at each start.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if sys.platform == "linux" and "DISPLAY" not in environment:
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        begin = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, __file__, "--window", which],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True,
        ) as process:  # fmt: skip
            line = "" if process.stdout is None else process.stdout.readline()
            duration = time.perf_counter() - begin
            process.kill()
    if not line:
        raise SystemExit(f"the window {which} has ended too early")
    return duration, line


def main() -> None:
    """Measure in turn, so that a busy moment hits both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--window", choices=WINDOWS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.window:
        WINDOWS[arguments.window]()
        return
    count = arguments.rounds + WARM
    rounds = [{which: run(which) for which in WINDOWS} for _ in range(count)][WARM:]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for which in ("bare", "ours"):
        times = [each[which][0] for each in rounds]
        print(f"{which} {statistics.median(times):6.3f} s  ({min(times):.3f} to {max(times):.3f})")
    ratio = statistics.median(each["ours"][0] / each["bare"][0] for each in rounds)
    gaps = [float(each["loading"][1]) for each in rounds]
    imports = statistics.median(float(each["imported"][1]) for each in rounds)
    met = [
        _tell("ours against the bare window", ratio, TARGET),
        _tell(
            "longest gap while TensorFlow loads, ms (median)", statistics.median(gaps), GAP_TARGET
        ),
        _tell("longest gap while TensorFlow loads, ms (worst)", max(gaps), GAP_TARGET),
        _tell("import explorer, ms (median)", imports, IMPORT_TARGET),
    ]
    raise SystemExit(0 if all(met) else 1)


def _tell(name: str, value: float, target: float) -> bool:
    """Print a figure beside its target, and return whether that is met."""
    print(f"{name:48} {value:7.2f}, target {target:g}: {'met' if value <= target else 'missed'}")
    return value <= target


if __name__ == "__main__":
    main()
