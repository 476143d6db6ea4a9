"""Use the program for long and watch its memory: it must stay flat.

    python benchmarks/soak.py [--runs 50] [--changes 300] [--new 30] [--steps 100000]

In the real window: short training runs, then changes of the function, of both optimisers and of
the network, each drawn. After that, one long run without a window. The memory of helping processes
counts too; what the C library holds ready is first given back to the system.

Graphs and machine code of the newest functions and networks are kept. So runs and changes go round among
a few, as people do; what a function costs that is new each time is printed, too, but has no limit.
"""

# ruff: noqa: E402 - the environment and the path of the checkout come first

import argparse
import ctypes
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if sys.platform == "linux" and "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from explorer.core.memory import share_arenas
from explorer.core.training.dataset import read_digits
from explorer.core.training.reports import Validation
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.session.session import PageName, Session
from explorer.ui.app import Application
from explorer.ui.collecting import Collector

MOST_GROWTH = 0.05  # of the memory once all is warm
WARM = 10  # runs
# Changes: twice round and a half, as what one asks for late may be overtaken by the next.
WARM_CHANGES = 25
TEXTS = ("2*x**2", "x**4 - 3*x**2 + x", "sin(3*x) + x**2/4", "log(cosh(x))", "abs(x)")
KEYS = ("sgd", "adam")
PAUSE = 0.4  # seconds in which a change is drawn
RUNS: tuple[dict[str, Any], ...] = (
    {},
    {"learning_rate": 0.01, "seed": 1},
    {"batch_size": 64, "norms_every": 1},
    {"optimizer": "sgd", "learning_rate": 0.1},
    {"hidden": (HiddenLayer(64, "tanh"), HiddenLayer(32)), "dropout": 0.2, "l2": 0.0001},
)


def held_megabytes() -> float:
    """Return how much memory this process and its children hold (Linux)."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    ctypes.CDLL(None).malloc_trim(0)
    pages = (
        int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in ("self", *children)
    )
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Watch:
    """Notes the memory after each of many equal works, and judges how it grows."""

    def __init__(self, name: str, warm: int, every: int) -> None:
        self._name, self._warm, self._every = name, warm, every
        self._held: list[float] = []

    def note(self) -> None:
        """Note the memory now; print it at intervals."""
        self._held.append(held_megabytes())
        count = len(self._held)
        if count in (1, self._warm) or count % self._every == 0:
            print(f"{self._name} {count:4}  {self._held[-1]:6.0f} MB", flush=True)

    @property
    def missed(self) -> bool:
        """Print the growth since all was warm, and whether it is too much."""
        first, last = self._held[self._warm - 1], self._held[-1]
        share = last / first - 1
        word = "met" if share <= MOST_GROWTH else "missed"
        print(
            f"{self._name}: {last - first:+.0f} MB, {share:+.1%}, at most {MOST_GROWTH:.0%}: {word}"
        )
        return share > MOST_GROWTH


class Window:
    """The real window, used without hands."""

    def __init__(self) -> None:
        session = Session()
        view = replace(session.view, page="mnist", language="en", theme="light")
        self._program = Application(replace(session, view=view))
        self._collector = Collector(self._program)
        self._program.loader.when_ready(self._collector.start)
        self._program.start()
        self._until(lambda: self._program.window.pages["mnist"].shows_content)

    def train(self, steps: int, **fields: Any) -> None:
        """Train to the end."""
        run = self._program.training
        settings = replace(TrainingSettings(), steps=steps, **fields)
        self._change(lambda s: s.with_training(lambda t: replace(t, settings=settings)))
        run.start(settings)
        self._until(lambda: not run.going)
        self._until(lambda: False, PAUSE)
        if run.phase != "done":
            raise SystemExit(f"a run of {settings} ended as {run.phase}: {run.failure}")

    def change(self, number: int) -> None:
        """Change function and optimiser on one page, optimiser and network on the other; see both."""
        key = KEYS[number // len(TEXTS) % len(KEYS)]
        self._choose(TEXTS[number % len(TEXTS)], key, HiddenLayer(16 + number % 100))

    def change_to_new(self, number: int) -> None:
        """Choose a function that nobody has chosen before."""
        self._choose(f"{number + 2}*x**2 + cos({number + 2}*x)", "sgd", HiddenLayer(128))

    def _choose(self, text: str, key: str, units: HiddenLayer) -> None:
        self._see("descent")
        self._change(lambda s: s.with_descent(lambda d: d.with_formula(text).with_optimizer(key)))
        self._until(lambda: False, PAUSE)
        self._see("mnist")
        self._change(
            lambda s: s.with_training(lambda t: t.choosing_optimizer(key).choosing(hidden=(units,)))
        )
        self._until(lambda: False, PAUSE)

    def close(self) -> None:
        """End the program."""
        self._collector.close()
        self._program.close()

    def _see(self, page: PageName) -> None:
        self._change(lambda s: s.viewing(lambda view: replace(view, page=page)))

    def _change(self, change: Callable[[Session], Session]) -> None:
        self._program.store.change(change)

    @staticmethod
    def _until(done: Callable[[], bool], seconds: float = 120) -> None:
        loop, end = QEventLoop(), time.monotonic() + seconds
        look = QTimer(interval=20)
        look.timeout.connect(lambda: loop.quit() if done() or time.monotonic() > end else None)
        look.start()
        loop.exec()


def long_run(steps: int) -> bool:
    """Train once for many steps; the second half must not grow."""
    looks = 20
    settings = TrainingSettings(
        steps=steps, validate_every=max(steps // looks, 1), norms_every=1000
    )
    watch = Watch("twentieth of a long run", looks // 2, 1)
    from explorer.core.training.trainer import train

    for report in train(settings, read_digits(ROOT / "resources" / "mnist")):
        if isinstance(report, Validation):
            watch.note()
    return watch.missed


def main() -> None:
    """Print the memory at intervals; fail if it grows by more than 5 % once all is warm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--changes", type=int, default=300)
    parser.add_argument("--new", type=int, default=30)
    parser.add_argument("--steps", type=int, default=100_000)
    arguments = parser.parse_args()
    share_arenas()  # as a start by hand
    application = QApplication([])  # noqa: F841 - it lives as long as its name
    window, missed = Window(), []
    if arguments.runs > WARM:
        watch = Watch("run", WARM, 5)
        for fields in islice(cycle(RUNS), arguments.runs):
            window.train(300, **fields)
            watch.note()
        missed.append(watch.missed)
    if arguments.changes > WARM_CHANGES:
        watch = Watch("change", WARM_CHANGES, 25)
        for number in range(arguments.changes):
            window.change(number)
            watch.note()
        missed.append(watch.missed)
    if arguments.new:
        before = held_megabytes()
        for number in range(arguments.new):
            window.change_to_new(number)
        print(f"a new function: {(held_megabytes() - before) / arguments.new:.1f} MB each")
    window.close()
    if arguments.steps:
        missed.append(long_run(arguments.steps))
    raise SystemExit(any(missed))


if __name__ == "__main__":
    main()
