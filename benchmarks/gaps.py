"""How long the window's thread works without a pause while a network trains, with each panel open in turn.

QT_QPA_PLATFORM=offscreen python benchmarks/gaps.py --seconds 4 --where

A timer of 5 ms reads the processor time of the window's thread alone: what passes between two of its calls is
work in one turn of the event loop, and a busy machine does not lengthen it. Sharpness and norms are measured,
three finished runs are drawn. Apart from that stands the turn in which a panel is opened. `--where` tells in
which of the program's functions the longest turn was.
"""

import argparse
import faulthandler
import os
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from explorer.session.session import LEAVES, Session
from explorer.ui.app import Application
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.views import VIEWS
from tests.ui import windows
from tests.ui.windows import open_window, put_away, viewing, wait_until

LIMIT = 50  # ms
_LONG = 0.02  # s of work in one turn, from which on it is looked at
windows.PATIENCE = 300_000  # of a busy machine
DATA = ("runs", "grid", "numbers")


class Watch:
    """Times the turns of the event loop, and looks where the thread is in a long one."""

    def __init__(self, *, looks: bool) -> None:
        self.longest, self.places = 0.0, Counter[str]()
        self._last = time.thread_time()
        self._seen: list[str] = []
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        if looks:
            main = threading.get_ident()
            clock = time.pthread_getcpuclockid(main)
            threading.Thread(target=self._look, args=(main, clock), daemon=True).start()

    def begin(self) -> None:
        """Forget what was."""
        self._last, self.longest = time.thread_time(), 0.0
        self.places.clear()

    def _tick(self) -> None:
        now = time.thread_time()
        seen, self._seen = self._seen, []
        if now - self._last > self.longest:
            self.longest, self.places = now - self._last, Counter(seen)
        self._last = time.thread_time()

    def _look(self, main: int, clock: int) -> None:
        while True:
            time.sleep(0.005)
            if time.clock_gettime(clock) - self._last > _LONG:
                self._seen.append(_at_work(main))


def _at_work(thread: int) -> str:
    """Return in which of the program's functions a thread is, the innermost first."""
    # Not by its frame: held here, it would keep what a painting is painted with beyond its end.
    with tempfile.TemporaryFile() as told:
        faulthandler.dump_traceback(told, all_threads=True)
        told.seek(0)
        parts = told.read().decode(errors="replace").split("\n\n")
    part = next((part for part in parts if f"{thread:#018x}" in part), "")
    own = re.findall(r'/explorer/([\w/.]+)", line (\d+ in \w+)', part)
    return " < ".join(f"{file}:{place}" for file, place in own[:4])


def rest(seconds: float) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    loop.exec()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4, help="with each panel")
    parser.add_argument("--where", action="store_true")
    arguments = parser.parse_args()
    application = QApplication([])
    session = Session()
    training = session.training.choosing(steps=300).measuring_norms(on=True)
    program = open_window(
        viewing(replace(session, training=training), page="mnist", leaf="formula")
    )
    program.window.resize(1280, 800)
    run, page = program.training, program.window.pages["mnist"]
    for _ in range(3):
        page.toggle_play()
        wait_until(lambda: run.phase == "done", 300_000)
    page.change(lambda c: c.choosing(steps=1_000_000).measuring_sharpness(on=True))
    page.toggle_play()
    wait_until(lambda: run.current is not None and run.current.step > 200, 300_000)
    if isinstance(page, MnistPage) and run.digits is not None:
        page.views.picture_drawn.emit(run.digits.test.pixels[0].reshape(28, 28))
    watch = Watch(looks=arguments.where)
    print(f"load {os.getloadavg()[0]:.1f}")
    worst = 0.0
    for view in VIEWS:
        for leaf in (None, *LEAVES):
            for data in DATA if leaf == "data" else ("runs",):
                watch.begin()
                page.change(lambda c: c.viewing(view.key).tabulating(data))  # noqa: B023 - called at once
                open_leaf(program, leaf)
                rest(1.5)
                opened, where = watch.longest, watch.places.most_common(2)
                watch.begin()
                rest(arguments.seconds)
                worst = max(worst, watch.longest)
                name = f"{view.key}, {leaf}" + (f", {data}" if leaf == "data" else "")
                print(
                    f"{name:<26} opening {1000 * opened:4.0f} ms, then {1000 * watch.longest:4.0f} ms",
                    flush=True,
                )
                if arguments.where:
                    print(
                        "   opening", where, "\n   then   ", watch.places.most_common(3), flush=True
                    )
    print(
        f"longest turn {1000 * worst:.0f} ms, limit {LIMIT}: {'met' if worst * 1000 < LIMIT else 'missed'}"
    )
    print(f"load {os.getloadavg()[0]:.1f}")
    run.stop()
    put_away([program])
    application.quit()


def open_leaf(program: Application, leaf: str | None) -> None:
    """Open a leaf."""
    program.store.change(lambda s: s.viewing(lambda v: replace(v, leaf=leaf)))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
