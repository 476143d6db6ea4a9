"""The painting of the Descent page beside bare pyqtgraph with the same curves and paths.

    python benchmarks/painting.py [--rounds 100]

Each round makes a choice in the real window and keeps what it draws: three curves, six paths with
their dots or ends. Then pyqtgraph's own items show the same in a window of the same size, with the
same widths, dashes and smooth edges; in a pass of its own, as a drag has its own pace. Processor
time of the window's thread is counted, of the painting alone and of all that it does from the
choice on: the page's words, read-outs and places of labels, pyqtgraph's `setData`. Without a
screen the windows are drawn offscreen; under Xvfb set QT_QPA_PLATFORM=xcb.
"""

# ruff: noqa: E402 - the environment and the path of the checkout come first

import argparse
import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import numpy as np
import pyqtgraph as pg
from descent_page import LONG, UPDATES, Clocked, with_rate
from PySide6.QtWidgets import QApplication, QWidget
from surface import Paintings

from explorer.ui.plots.free_room import Samples
from explorer.ui.plots.function_plot import FunctionPlot

TARGET = 1.5
WARM = 5  # rounds


Line = tuple[Samples, Samples]  # x and f


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """One choice.

    Attributes:
        whole: Milliseconds from the choice until it is painted.
        painted: Milliseconds of painting it anew.
        paths: What is drawn, the chosen optimiser's path first.
    """

    whole: float
    painted: float
    paths: list[Line]


class Bare:
    """Pyqtgraph's own plots and items."""

    def __init__(self, plot: FunctionPlot) -> None:
        self._window = pg.GraphicsLayoutWidget()
        self._window.resize(plot.canvas.size())
        self._window.setBackground("w")
        self._window.setAntialiasing(True)
        self._plots = [self._window.addPlot(row=row, col=0) for row in range(3)]
        self._curves = [pg.PlotCurveItem(antialias=True) for _ in self._plots]
        for mine, ours, curve, item in zip(
            self._plots, plot.plots, self._curves, plot.curves, strict=False
        ):
            mine.setRange(xRange=ours.box.viewRange()[0], yRange=ours.box.viewRange()[1], padding=0)
            mine.showGrid(x=True, y=True)
            mine.addItem(curve, ignoreBounds=True)
            curve.setPen(item.opts["pen"])
            curve.setData(*item.getData())
        self._paths = [
            pg.PlotCurveItem(antialias=True, pen=pg.mkPen("m", width=1)) for _ in range(6)
        ]
        self._dots = pg.ScatterPlotItem(size=8, pen=pg.mkPen("w", width=0.8), brush="m")
        self._ends = pg.ScatterPlotItem(size=12, pen=pg.mkPen("w", width=1.5), brush="b")
        for item in (*self._paths, self._dots, self._ends):
            self._plots[0].addItem(item, ignoreBounds=True)
        self._window.show()
        self.canvas = self._window.viewport()
        self._paintings = Paintings(self.canvas)

    def milliseconds(self, paths: list[Line]) -> float:
        """Return how long the window's thread works to show paths, the chosen optimiser's first."""
        begin = time.thread_time()
        self._paintings.begin()
        for item, path in zip(self._paths, paths, strict=True):
            item.setData(*path)
        self._dots.setData(*paths[0])
        self._ends.setData([x[-1] for x, _ in paths], [y[-1] for _, y in paths])
        while not self._paintings.count:
            QApplication.processEvents()
        return (time.thread_time() - begin) * 1000


def drawn(plot: FunctionPlot) -> list[Line]:
    """Return x and f of every path up to where it is."""
    return [plot.trail.places, *(rival.places for rival in plot.overlays.rivals)]


def painting(canvas: QWidget) -> float:
    """Return how many milliseconds it takes to paint a plot anew."""
    begin = time.thread_time()
    canvas.repaint()
    return (time.thread_time() - begin) * 1000


def report(name: str, ours: list[Round], bare: Bare) -> None:
    """Let bare items show what the page has shown, and print medians and their ratios."""
    theirs = [
        Round(bare.milliseconds(each.paths), painting(bare.canvas), each.paths) for each in ours
    ]
    for part, title in (("painted", "painting"), ("whole", "from choice to painted")):
        mine, other = (
            statistics.median(getattr(each, part) for each in rounds[WARM:])
            for rounds in (ours, theirs)
        )
        met = "met" if mine / other <= TARGET else "missed"
        print(
            f"{name}, {title:23} {mine:6.1f} ms, bare {other:6.1f} ms: "
            f"{mine / other:5.2f}, target {TARGET:g}: {met}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds + WARM
    application = QApplication(sys.argv[:1])
    clocked = Clocked(time.thread_time)
    plot = clocked.page.hero.plot
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {application.platformName()}")
    canvas = plot.canvas.viewport()
    rates = np.linspace(0.0011, 0.01, rounds).tolist()
    ours = [Round(clocked.rate(rate, UPDATES), painting(canvas), drawn(plot)) for rate in rates]
    report(f"dragged rate, 6 x {UPDATES} updates", ours, Bare(plot))
    state = with_rate(0.0005, LONG)
    clocked.choose(state)
    places = np.linspace(100, LONG, rounds).astype(int).tolist()
    ours = [Round(clocked.cursor(state, at), painting(canvas), drawn(plot)) for at in places]
    report(f"cursor through {LONG:,} updates", ours, Bare(plot))
    clocked.close()


if __name__ == "__main__":
    main()
