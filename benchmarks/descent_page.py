"""How soon the Descent page shows what was chosen, painting included.

    python benchmarks/descent_page.py [--rounds 200]

Every time runs from the change of what is chosen to the end of the painting that shows it, in
the real window with the Formula leaf open. Without a screen the window is drawn offscreen; under
Xvfb set QT_QPA_PLATFORM=xcb.
"""

# ruff: noqa: E402 - the environment and the path of the checkout come first

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if sys.platform == "linux" and "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from surface import Paintings, report

from explorer.session.descent.choices import DescentChoices, Rival
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage

RIVALS = ("momentum", "adagrad", "rmsprop", "adam", "nadam")
UPDATES, LONG = 500, 10_000
RATE_LIMIT, CURSOR_LIMIT = 16.0, 8.0  # milliseconds
PAUSE = 0.016  # seconds between two choices, as a drag makes them
PATIENCE = 60.0  # seconds
ALARM = 100  # milliseconds


class Clocked:
    """The Descent page in its window, and a clock, which counts in seconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        session = Session()
        view = replace(session.view, page="descent", leaf="formula", language="en", theme="light")
        self._program = Application(replace(session, view=view, descent=with_rate(0.001, UPDATES)))
        self._program.window.resize(1280, 800)
        self._program.start()
        page = self._program.window.pages["descent"]
        assert isinstance(page, DescentPage)  # noqa: S101 - for the type checker
        self.page = page
        self._paintings = Paintings(page.hero.plot.canvas.viewport())
        self._until(lambda: page.shows_content)
        self._until(lambda: not page.busy)
        self._until(lambda: page.circuit.is_traced)  # previews are traced in a quiet moment
        self._until(lambda: False, 1)

    def choose(self, state: DescentChoices) -> None:
        """Choose, and wait until all is drawn."""
        self._program.store.change(lambda session: session.with_descent(lambda _: state))
        self._until(lambda: not self.page.busy)
        self._until(lambda: False, 0.5)

    def milliseconds(self, state: DescentChoices, shown: Callable[[], bool]) -> float:
        """Return the time from choosing `state` until it is painted, `shown` by the page before."""
        begin, start = self._clock(), time.perf_counter()
        self._paintings.begin()
        self._program.store.change(lambda session: session.with_descent(lambda _: state))
        alarm = QTimer(interval=ALARM)  # ends the waiting for a painting that never comes
        alarm.start()
        while not shown():
            self._paintings.begin()
            self._wait(start)
        QApplication.sendPostedEvents()
        while not self._paintings.count:
            self._wait(start)
            QApplication.sendPostedEvents()
        duration = (self._clock() - begin) * 1000
        self._until(lambda: False, PAUSE)
        return duration

    def rate(self, rate: float, updates: int) -> float:
        """Return how long it takes until all six optimisers are drawn at a rate."""

        def shown() -> bool:
            path = self.page.shown.path.value
            return path is not None and path.settings.learning_rate == rate

        return self.milliseconds(with_rate(rate, updates), shown)

    def cursor(self, state: DescentChoices, cursor: int) -> float:
        """Return how long it takes until an update is drawn."""
        return self.milliseconds(state.at(cursor), lambda: True)

    def close(self) -> None:
        """End the program."""
        self._program.close()

    @staticmethod
    def _wait(begin: float) -> None:
        if time.perf_counter() - begin > PATIENCE:
            raise TimeoutError("What was chosen has not been painted. Look at what the page shows.")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def _until(self, done: Callable[[], bool], seconds: float = PATIENCE) -> None:
        end = time.perf_counter() + seconds
        alarm = QTimer(interval=2)
        alarm.start()
        while not done() and time.perf_counter() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def with_rate(rate: float, updates: int) -> DescentChoices:
    """Return six optimisers on one curve, all at one rate."""
    rivals = tuple(Rival(key, rate) for key in RIVALS)
    return DescentChoices(updates=updates, cursor=updates, learning_rate=rate, rivals=rivals)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    application = QApplication(sys.argv[:1])
    clocked = Clocked()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {application.platformName()}")
    rates = np.linspace(0.0011, 0.01, rounds + 5).tolist()
    durations = [clocked.rate(rate, UPDATES) for rate in rates][5:]
    report(f"rate of 6 optimisers, {UPDATES} updates, dragged", durations, RATE_LIMIT)
    for name, state in (
        ("one optimiser", DescentChoices(updates=LONG, learning_rate=0.0005)),
        ("6 optimisers", with_rate(0.0005, LONG)),
    ):
        clocked.choose(state)
        places = np.linspace(1, LONG, rounds + 5).astype(int).tolist()
        durations = [clocked.cursor(state, place) for place in places][5:]
        report(f"cursor through {LONG:,} updates of {name}", durations, CURSOR_LIMIT)
    clocked.close()


if __name__ == "__main__":
    main()
