"""The page "Your model" with a long run: each frame of a pan and a zoom, and how soon a new step is seen.

    python benchmarks/heat_map.py [--variables 200] [--steps 100000] [--frames 200] [--writes 40]

The first part shows a run of so many variables and steps in the real window, moves the view as a drag
and a wheel do, and counts the processor time of the window's thread from each movement to the end of the
painting that shows it; the picture is reduced in another thread, whose time is printed beside. The
second part lets another process append steps, and takes the time from the moment that a step is in
the file to the end of the painting that shows it. Without a screen the window is drawn offscreen;
under Xvfb set QT_QPA_PLATFORM=xcb.
"""

# ruff: noqa: E402 - the environment and the path of the checkout come first

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if sys.platform == "linux" and "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from surface import Paintings

from explorer.core.observing.observed import (
    QUANTITIES,
    ModelDescription,
    ModelRun,
    ObservedVariable,
    Rows,
    Series,
)
from explorer.files.model_json import Variables
from explorer.files.model_runs import ModelRunWriter, create_model_run
from explorer.session.model.resolving import pictures
from explorer.session.model.snapshots import Seen
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.pages.model.page import ModelPage
from explorer.ui.pages.model.requests import wish_of

FRAME, NEWEST = 16.0, 300.0  # milliseconds
PATIENCE = 60.0  # seconds


class Clocked:
    """The page in its window, and a clock."""

    def __init__(self) -> None:
        session = Session()
        view = replace(session.view, page="model", leaf="formula", language="en", theme="light")
        self.program = Application(replace(session, view=view))
        self.program.window.resize(1280, 800)
        self.program.window.show()
        page = self.program.window.pages["model"]
        assert isinstance(page, ModelPage)  # noqa: S101 - for the type checker
        self.page = page
        heat = page.hero.view
        self.paintings = Paintings(heat.map.canvas.viewport(), heat.loss.canvas.viewport())

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the event loop run until a condition holds."""
        loop, end = QEventLoop(), time.perf_counter() + PATIENCE
        while not condition():
            if time.perf_counter() > end:
                sys.exit("nothing came")
            QTimer.singleShot(1, loop.quit)
            loop.exec()

    def rest(self) -> None:
        """Wait until everything is drawn."""
        self.wait(lambda: not self.page.busy and self.page.shown.picture.fresh is not None)
        QApplication.processEvents()

    def frame(self, move: Callable[[], None]) -> float:
        """Return the window's thread's milliseconds from a movement to the end of its painting."""
        self.paintings.begin()
        begin = time.thread_time()
        move()
        while not self.paintings.count:
            QApplication.processEvents()
        return 1000 * (time.thread_time() - begin)


def long_run(variables: int, steps: int) -> ModelRun:
    """Return a run whose numbers are drawn at random, from 1e−8 in the first rows to 1 in the last."""
    rng = np.random.default_rng(1)
    level = np.logspace(-8, 0, variables, dtype=np.float32)
    table = level * np.exp(rng.normal(size=(steps, variables)).astype(np.float32))
    nothing = np.zeros_like(table)
    at = np.arange(1, steps + 1)
    return ModelRun(
        description=ModelDescription(),
        variables=tuple(
            ObservedVariable(f"layer_{n // 2}/{'kernel' if n % 2 == 0 else 'bias'}", (8, 8), f"layer_{n // 2}")
            for n in range(variables)
        ),
        steps=at,
        gradient=table, weight=table, update=table, clipped=table, zeros=nothing, nonfinite=nothing,
        silent=nothing,
        metrics={"loss": Series(at, 2 * np.exp(0.3 * rng.normal(size=steps)) / np.sqrt(at))},
        ended="finished",
    )  # fmt: skip


def moved(page: ModelPage, run: ModelRun, clock: Clocked, frames: int) -> dict[str, list[float]]:
    """Return the frames of a zoom and of pans at three depths, in milliseconds."""
    path = Path("long")
    page.follower.close()
    page.change(lambda choices: choices.opening(str(path)))
    page.look_elsewhere(seen=Seen(path, run))
    clock.rest()
    box, times = page.hero.view.map.plot.box, {}
    zooms = []
    for _ in range(frames // 4):
        zooms += [clock.frame(partial(wheel, page, by)) for by in (0.9, 1 / 0.9)]
    times["zoom"] = zooms
    for share in (0.8, 0.1, 0.005):
        span = share * run.last_step
        box.setXRange(0, span, padding=0)
        box.sigRangeChangedManually.emit([True, False])
        clock.rest()
        pans = []
        for n in range(frames):
            by = span / 100 * (1 if (n // 20) % 2 == 0 else -1)
            pans.append(clock.frame(partial(drag, page, by)))
        times[f"pan over {round(span):,} steps"] = pans
    return times


def wheel(page: ModelPage, by: float) -> None:
    """Zoom as the wheel does."""
    box = page.hero.view.map.plot.box
    box.scaleBy((by, 1))
    box.sigRangeChangedManually.emit([True, False])


def drag(page: ModelPage, by: float) -> None:
    """Move the view as a drag does."""
    box = page.hero.view.map.plot.box
    box.translateBy(x=by)
    box.sigRangeChangedManually.emit([True, False])


def write(folder: Path, writes: int, variables: int) -> None:
    """Append steps as `Follow` does, and print when each was in the file (in a process of its own)."""
    writer = ModelRunWriter(create_model_run(folder, ModelDescription()))
    shape = (64, 64)
    writer.add(
        Variables(tuple(ObservedVariable(f"v{n}/kernel", shape, f"v{n}") for n in range(variables)))
    )
    rng = np.random.default_rng(1)
    for step in range(1, writes + 1):
        values = {name: rng.random((1, variables), np.float32) for name in QUANTITIES}
        values["nonfinite"] = np.zeros((1, variables), np.float32)
        writer.add(Rows(np.array([step]), np.array([1.0], np.float32), values))
        writer.flush()
        print(step, time.time(), flush=True)
        time.sleep(0.35 + 0.1 * rng.random())


def seen(page: ModelPage, clock: Clocked, writes: int, variables: int) -> list[float]:
    """Return milliseconds from each step's being in the file to its being painted."""
    painted: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "run"
        command = [sys.executable, __file__, "--write", str(folder), "--writes", str(writes)]
        process = subprocess.Popen(
            [*command, "--variables", str(variables)], stdout=subprocess.PIPE, text=True
        )
        page.opening.open(str(folder))
        while process.poll() is None or page.shown.seen.run is None:
            clock.paintings.begin()
            clock.wait(lambda: clock.paintings.count > 0 or process.poll() is not None)
            run = page.shown.run
            picture = page.shown.picture.fresh
            # All of a frame is drawn in one turn, so what is shown now is what was painted.
            if run is not None and picture is not None:
                painted.setdefault(run.last_step, time.time())
        told = process.communicate()[0].split("\n")
    written = {int(a): float(b) for a, b in (line.split() for line in told if line)}
    return [1000 * (at - written[step]) for step, at in painted.items() if step in written]


def row(name: str, times: list[float], limit: float) -> str:
    """Return a row of the table."""
    ordered = sorted(times)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    verdict = "met" if p95 <= limit else "missed"
    return f"{name:32} median {statistics.median(times):6.1f}  p95 {p95:6.1f}  ≤ {limit:g} ms: {verdict}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variables", type=int, default=200)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--frames", type=int, default=200)
    parser.add_argument("--writes", type=int, default=40)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.write is not None:
        write(chosen.write, chosen.writes, chosen.variables)
        return
    application = QApplication([])
    print(f"load {os.getloadavg()[0]:.1f}, {application.platformName()}")
    clock = Clocked()
    live = seen(clock.page, clock, chosen.writes, min(chosen.variables, 200))
    print(row(f"a new step, {chosen.variables} variables", live, NEWEST))
    run = long_run(chosen.variables, chosen.steps)
    for name, times in moved(clock.page, run, clock, chosen.frames).items():
        print(row(name, times, FRAME))
    reductions = []
    for _ in range(20):
        begin = time.perf_counter()
        list(pictures(run, wish_of(clock.page.shown)))
        reductions.append(1000 * (time.perf_counter() - begin))
    print(f"{'one picture, in the other thread':32} median {statistics.median(reductions):6.1f}")
    clock.program.close()


if __name__ == "__main__":
    main()
