"""How soon the Surface page shows what was chosen, painting included.

    python benchmarks/surface.py [--rounds 200]

Every time runs from the change of what is chosen to the end of the painting that shows it, in
the real window with six optimisers and the Formula leaf open. Without a screen the window is
drawn offscreen; under Xvfb set QT_QPA_PLATFORM=xcb.
"""

# ruff: noqa: E402 - the environment and the path of the checkout come first

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if sys.platform == "linux" and "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from explorer.session.session import Session
from explorer.session.surface.choices import Racer, SurfaceChoices
from explorer.ui.app import Application
from explorer.ui.pages.surface.page import SurfacePage

OPTIMIZERS = ("sgd", "momentum", "adagrad", "rmsprop", "adam", "nadam")
UPDATES, LONG = 500, 10_000
RATE_LIMIT, CURSOR_LIMIT, MAP_LIMIT = 16.0, 8.0, 100.0  # milliseconds
PATIENCE = 60.0  # seconds


class Paintings(QObject):
    """Counts how often some widgets have been painted."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._counts = dict.fromkeys(widgets, 0)
        for widget in widgets:
            widget.installEventFilter(self)

    @property
    def count(self) -> int:
        """How often all of them have been painted."""
        return min(self._counts.values())

    def begin(self) -> None:
        """Count from 0."""
        self._counts = dict.fromkeys(self._counts, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Count, and let everything pass."""
        if isinstance(watched, QWidget) and event.type() == QEvent.Type.Paint:
            self._counts[watched] += 1
        return False


class Clocked:
    """The Surface page in its window, and a clock."""

    def __init__(self) -> None:
        session = Session()
        racers = tuple(Racer(sign, key, 0.005) for sign, key in enumerate(OPTIMIZERS))
        surface = replace(session.surface, racers=racers, updates=UPDATES)
        view = replace(session.view, page="surface", leaf="formula", language="en", theme="light")
        self.program = Application(replace(session, view=view, surface=surface))
        self.program.window.resize(1280, 800)
        self.program.start()
        page = self.program.window.pages["surface"]
        assert isinstance(page, SurfacePage)  # noqa: S101 - for the type checker
        self.page = page
        self._paintings = Paintings(page.hero.plot.canvas.viewport(), page.hero.table.viewport())
        self._until(lambda: self.page.shows_content)
        self._until(lambda: page.circuit.is_traced)  # in a quiet moment
        self.settle()

    @property
    def state(self) -> SurfaceChoices:
        """What is chosen."""
        return self.program.store.session.surface

    def choose(self, state: SurfaceChoices) -> None:
        """Choose."""
        self.program.store.change(lambda session: session.with_surface(lambda _: state))

    def milliseconds(
        self, state: SurfaceChoices, shown: Callable[[], bool] = lambda: True
    ) -> float:
        """Return the time from choosing `state` until it is painted.

        Args:
            state: What is chosen.
            shown: Whether what was chosen has reached the page.
        """
        begin = time.perf_counter()
        self._paintings.begin()
        self.choose(state)
        while not shown():
            self._paintings.begin()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        while not self._paintings.count:
            QApplication.sendPostedEvents()
            if not self._paintings.count:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return (time.perf_counter() - begin) * 1000

    def settle(self) -> None:
        """Wait until nothing is being computed or set."""
        self._until(lambda: not self.page.busy)
        self._until(lambda: False, 0.15)

    def steps(self, places: Iterable[int], pause: float) -> list[float]:
        """Return how long each update took to be shown, `pause` seconds apart."""
        durations = []
        for place in places:
            durations.append(self.milliseconds(self.state.at(place)))
            self._until(lambda: False, pause)
        return durations

    def rates(self, rates: Iterable[float], pause: float | None) -> list[float]:
        """Return how long it took to show each rate of all; without a `pause` after all is quiet."""
        durations = []
        for rate in rates:
            state = self.state.with_rates({each.sign: rate for each in self.state.racers})
            state = replace(state, tuned=False)
            durations.append(self.milliseconds(state, partial(self._has, rate)))
            self.settle() if pause is None else self._until(lambda: False, pause)
        return durations

    def _has(self, rate: float) -> bool:
        race = self.page.shown.race.fresh
        return race is not None and all(each.learning_rate == rate for each in race.racers)

    def maps(self, rounds: int) -> list[float]:
        """Return how long each zoom took until its own map was painted."""
        durations = []
        for number in range(rounds):
            begin = time.perf_counter()
            before = self.page.hero.plot.ground.area
            factor = 0.8 if number % 2 == 0 else 1 / 0.8
            self.page.hero.plot.plot.box.scaleBy((factor, factor))
            self._until(partial(self._has_other_map, before), turn=1)
            QApplication.sendPostedEvents()
            durations.append((time.perf_counter() - begin) * 1000)
            self.settle()
        return durations

    def _has_other_map(self, area: object) -> bool:
        return self.page.hero.plot.ground.area != area

    def _until(self, done: Callable[[], bool], seconds: float = PATIENCE, turn: int = 5) -> None:
        end = time.perf_counter() + seconds
        alarm = QTimer(interval=max(turn, 1))
        alarm.start()
        while not done() and time.perf_counter() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if seconds == PATIENCE and not done():
            raise SystemExit("the window did not get that far")


def report(name: str, durations: list[float], limit: float) -> None:
    """Print median and 99th percentile, and whether the latter keeps within the limit."""
    middle, late = np.percentile(durations, [50, 99])
    verdict = "met" if late <= limit else "MISSED"
    print(
        f"{name:<62} median {middle:6.1f} ms   99 % {late:6.1f} ms   limit {limit:g}: {verdict}",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    application = QApplication(sys.argv[:1])
    clocked = Clocked()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {application.platformName()}")
    rates = np.linspace(0.001, 0.01, rounds + 4)
    clocked.rates(rates[:4].tolist(), None)  # to compile
    alone, dragged = rates[4 : 4 + rounds // 4], rates[4 + rounds // 4 :]
    name = f"rate of 6 optimisers, {UPDATES} updates"
    report(f"{name}, one change", clocked.rates(alone.tolist(), None), RATE_LIMIT)
    report(f"{name}, dragged, 60 a second", clocked.rates(dragged.tolist(), 0.016), RATE_LIMIT)
    clocked.settle()
    for updates in (UPDATES, LONG):
        clocked.choose(clocked.state.with_updates(updates))
        clocked.settle()
        places = np.linspace(1, updates, rounds).astype(int).tolist()
        clocked.steps(places[:5], 0.016)
        name = f"cursor through {updates:,} updates of 6 optimisers"
        report(f"{name}, 60 a second", clocked.steps(places, 0.016), CURSOR_LIMIT)
    report("map of f(x, y) after a zoom", clocked.maps(max(rounds // 8, 10)), MAP_LIMIT)
    clocked.program.close()


if __name__ == "__main__":
    main()
