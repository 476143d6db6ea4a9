"""The window's own training beside the engine alone, and how long the window stops answering.

    python benchmarks/window.py [--rounds 5] [--steps 2000]

Each round trains once without a window, in a process of its own, and once by pressing Start in
the real window, the loss plotted live. Speeds are counted from step 300 to the last, in both the
same way. Without a screen the window is drawn offscreen; under Xvfb set QT_QPA_PLATFORM=xcb.
"""

# ruff: noqa: E402 - the environment and the path of the checkout come first

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if sys.platform == "linux" and "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from explorer.core.training.dataset import read_digits
from explorer.core.training.reports import Progress
from explorer.session.session import Session
from explorer.ui.app import Application

WARM = 300  # steps before counting begins
TICK = 5  # milliseconds
FIRST_LOSS_TARGET, SHARE_TARGET, P99_TARGET, MOST_TARGET = 2.0, 0.9, 20.0, 50.0


@dataclass(frozen=True, slots=True)
class Round:
    """One training in the window.

    Attributes:
        pace: Steps per second.
        first_loss: Seconds from pressing Start to the first loss on the screen.
        gaps: Time between two ticks of the timer, milliseconds.
    """

    pace: float
    first_loss: float
    gaps: np.ndarray


class Clocked:
    """A window in which runs are started, and a timer that shows when it does not answer."""

    def __init__(self, steps: int) -> None:
        session = Session()
        self._program = Application(
            replace(
                session,
                view=replace(session.view, page="mnist", leaf=None, language="en", theme="light"),
                training=session.training.choosing(steps=steps),
            )
        )
        self._ticks: list[float] = []
        self._timer = QTimer(interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self._ticks.append(time.perf_counter()))
        self._program.start()
        page = self._program.window.pages["mnist"]
        _wait(lambda: page.shows_content)

    def train(self) -> Round:
        """Press Start and wait for the end."""
        run, page = self._program.training, self._program.window.pages["mnist"]
        seen: list[tuple[float, int]] = []
        draw = run.progressed.connect(lambda: seen.append((time.perf_counter(), _step(run))))
        self._ticks.clear()
        self._timer.start()
        start = time.perf_counter()
        page.toggle_play()
        _wait(lambda: run.phase == "done")
        self._timer.stop()
        run.progressed.disconnect(draw)
        first = next(at for at, step in seen if step)
        pace = _pace([(at, step) for at, step in seen if step >= WARM])
        return Round(pace, first - start, 1000 * np.diff(self._ticks))

    def close(self) -> None:
        """End the program."""
        self._program.close()


def _step(run: object) -> int:
    current = getattr(run, "current", None)
    return 0 if current is None else int(current.step)


def _pace(seen: list[tuple[float, int]]) -> float:
    (since, first), (until, last) = seen[0], seen[-1]
    return (last - first) / (until - since)


def _wait(done: Callable[[], bool], seconds: float = 300) -> None:
    loop, end = QEventLoop(), time.perf_counter() + seconds
    look = QTimer(interval=50)
    look.timeout.connect(lambda: loop.quit() if done() or time.perf_counter() > end else None)
    look.start()
    loop.exec()
    if not done():
        raise SystemExit("the window did not get that far")


def headless(steps: int) -> None:
    """Print the pace of the same run, validation included, without a window."""
    from explorer.core.training.trainer import train

    settings = Session().training.choosing(steps=steps).settings
    reports = train(settings, read_digits(ROOT / "resources" / "mnist"))
    steps_seen = (report.step for report in reports if isinstance(report, Progress))
    seen = [(time.perf_counter(), step) for step in steps_seen]
    print(_pace([(at, step) for at, step in seen if step >= WARM]))


def _headless_pace(steps: int) -> float:
    command = [sys.executable, __file__, "--headless", "--steps", str(steps)]
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def report(rounds: list[Round], alone: list[float]) -> None:
    """Print medians, ratios, and whether the targets are met."""
    paces = [each.pace for each in rounds]
    ours, engine = statistics.median(paces), statistics.median(alone)
    gaps = np.concatenate([each.gaps for each in rounds])
    p50, p99 = np.percentile(gaps, [50, 99])
    firsts = [each.first_loss for each in rounds]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {QApplication.platformName()}")
    print(f"engine alone     {engine:8,.0f} steps/s  ({min(alone):,.0f} to {max(alone):,.0f})")
    print(f"in the window    {ours:8,.0f} steps/s  ({min(paces):,.0f} to {max(paces):,.0f})")
    _tell("share of the engine's speed", ours / engine, SHARE_TARGET, at_least=True)
    print(f"gaps of the event loop, by a {TICK} ms timer: p50 {p50:.1f} ms")
    _tell("p99, ms", p99, P99_TARGET)
    _tell("longest, ms", float(gaps.max()), MOST_TARGET)
    _tell("first loss after Start, s (first run)", firsts[0], FIRST_LOSS_TARGET)
    _tell("first loss after Start, s (median)", statistics.median(firsts), FIRST_LOSS_TARGET)


def _tell(name: str, value: float, target: float, *, at_least: bool = False) -> None:
    met = value >= target if at_least else value <= target
    print(f"{name:38} {value:7.2f}, target {target:g}: {'met' if met else 'missed'}")


def main() -> None:
    """Measure in turn, so that a busy moment hits both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--headless", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.headless:
        headless(arguments.steps)
        return
    application = QApplication(sys.argv[:1])
    window = Clocked(arguments.steps)
    rounds, alone = [], []
    for _ in range(arguments.rounds):
        alone.append(_headless_pace(arguments.steps))
        rounds.append(window.train())
    window.close()
    report(rounds, alone)
    application.quit()


if __name__ == "__main__":
    main()
