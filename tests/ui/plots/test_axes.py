"""Axes: however deep one zooms, their numbers can be read and told apart."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
import shiboken6
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPicture
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.ui import signs
from explorer.ui.plots.axes import LEFT_WIDTH, Canvas, QuietAxis, QuietPlot
from explorer.ui.plots.function_plot import FunctionPlot
from explorer.ui.plots.log_plot import DecadeAxis, LogPlot
from explorer.ui.plots.loss_plot import LossPlot
from explorer.ui.plots.norms_plot import NormsPlot
from explorer.ui.plots.plane_plot import PlanePlot
from explorer.ui.plots.range_plot import RangePlot
from explorer.ui.plots.run_axes import LossAxis, PercentAxis, StepAxis
from explorer.ui.plots.run_plot import MetricLine, RunPlot
from explorer.ui.plots.sharpness_plot import SharpnessPlot
from explorer.ui.plots.slice_plot import SlicePlot
from explorer.ui.plots.surface_plot import SurfacePlot
from explorer.ui.theme import Look

Span = tuple[float, float]

LEAST = 11  # px at 100 %, below which a number on a plot is not read from a bench
SIZE = (420, 300)  # px, as in a small window beside its column
DEEP = [
    (middle, share * max(abs(middle), 1.0))
    for middle in (0.0, 1.23456789, -98765.4321, 4.2e-7, -3.3e8)
    for share in (1e-12, 1e-9, 1e-6, 1e-3, 0.3, 50.0)
]
LOGARITHMS = [
    (middle, half) for middle in (-8.3, 0.0, 2.7) for half in (1e-7, 1e-3, 0.1, 0.4, 3, 40)
]
STEPS = [(middle, half) for middle in (900.0, 1_234_567.0) for half in (5.0, 80.0, 800.0)]
SHARES = [(50.0, 50.0), (97.0, 3.0)]


def a_run(look: Look) -> RunPlot:
    """Return the loss and the accuracy of a run that is followed."""
    plot, ends = RunPlot("Plot", look, LEFT_WIDTH), np.array([0.0, 1e7])
    accuracy = MetricLine(
        "accuracy", (ends, np.array([0.0, 1.0])), signs.Sign("green", "solid"), False
    )
    plot.set_curves((ends, np.ones(2)), (ends, np.ones(2)), [accuracy], (0.1, 1.0), "")
    return plot


MAKERS: dict[str, Callable[[Look], Any]] = {
    "function": lambda look: FunctionPlot("Plot", look),
    "slice": lambda look: SlicePlot("Plot", ("now", "parabola"), look),
    "surface": lambda look: SurfacePlot("Plot", look),
    "plane": lambda look: PlanePlot("Plot", look),
    "loss": lambda look: LossPlot("Plot", (("loss",), ("accuracy",)), "nothing yet", look),
    "convergence": lambda look: LogPlot("Plot", "k", look, log_x=False),
    "differences": lambda look: LogPlot("Plot", "h", look, log_x=True),
    "range": lambda look: RangePlot("Plot", look),
    "norms": NormsPlot,
    "run": a_run,
}


@pytest.fixture(params=[False, True], ids=["100", "projector"])
def seen(request: pytest.FixtureRequest, look: Look) -> Iterator[Look]:
    """The look, as large as at a desk and as on a projector."""
    look.choose("light", projector=request.param)
    yield look
    look.choose("light")


def zooms(axis: QuietAxis) -> list[Span]:
    """Return middles and halves of what can be looked at on an axis, down to the deepest."""
    kinds: dict[type, list[Span]] = {DecadeAxis: LOGARITHMS, LossAxis: [(-2.0, 2.0), (0.0, 0.7)]}
    kinds |= {StepAxis: STEPS, PercentAxis: SHARES}
    return next((kinds[kind] for kind in type(axis).__mro__ if kind in kinds), DEEP)


def painted(axis: QuietAxis, monkeypatch: pytest.MonkeyPatch) -> list[tuple[QRectF, int, str]]:
    """Return the place, the size in px and the text of each number that an axis paints."""
    found: list[tuple[QRectF, int, str]] = []

    def draw(painter: QPainter, *arguments: Any) -> None:
        rect, text = arguments[0], arguments[-1]
        if any(map(str.isdigit, text)):
            width = QFontMetricsF(painter.font()).horizontalAdvance(text)
            middle = (
                rect.right() - width
                if axis.orientation == "left"
                else rect.center().x() - width / 2
            )
            whole = QRectF(middle, rect.top(), width, rect.height())
            found.append((whole, painter.font().pixelSize(), text))

    picture = QPicture()
    painter = QPainter(picture)
    with monkeypatch.context() as patch:
        patch.setattr(QPainter, "drawText", draw)
        painter.setFont(axis.style["tickFont"])
        axis.drawPicture(painter, *axis.generateDrawSpecs(painter))
    painter.end()
    return found


def faults(axis: QuietAxis, look: Look, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Yield what is wrong with the numbers of an axis."""
    numbers = painted(axis, monkeypatch)
    # One alone tells where it is, but not how far it is to the next; a low plot has room for one.
    room = axis.size().height() / QFontMetricsF(axis.style["tickFont"]).height()
    if len(numbers) < 1 + (axis.orientation == "left" and room > 6.6):
        yield f"tells {len(numbers)} numbers"
    own = axis.boundingRect().adjusted(-1, -1, 1, 1)
    for place, size, text in numbers:
        if size < LEAST * look.scale:
            yield f"{text} is {size} px high"
        if not own.contains(place):
            yield f"{text} is cut off"
    for (place, _, text), (other, _, following) in pairwise(numbers):
        if text == following:
            yield f"{text} stands twice"
        if place.intersects(other):
            yield f"{text} lies on {following}"


@pytest.mark.parametrize("name", [*MAKERS, "sharpness"])
def test_that_numbers_of_a_deep_zoom_are_whole_and_differ(
    seen: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    above = LossPlot("Plot", (("loss",), ("accuracy",)), "nothing yet", seen)
    qtbot.addWidget(above)
    plot = SharpnessPlot(above.key_box, seen) if name == "sharpness" else MAKERS[name](seen)
    qtbot.addWidget(plot)
    plot.resize(*(round(each * seen.scale) for each in SIZE))
    plot.show()
    qtbot.waitExposed(plot)
    canvas = plot.findChildren(pg.GraphicsView)[0]
    plots = [item for item in canvas.scene().items() if isinstance(item, QuietPlot)]
    found: list[str] = []
    for each in (each for each in plots if each.isVisible()):
        for number in range(max(len(zooms(each.left)), len(zooms(each.bottom)))):
            for axis, move in ((each.left, each.box.setYRange), (each.bottom, each.box.setXRange)):
                middle, half = zooms(axis)[number % len(zooms(axis))]
                move(middle - half, middle + half, padding=0)
            QApplication.processEvents()
            for axis in (each.left, each.bottom):
                if axis.style["showValues"]:
                    found += [f"{axis.range}: {fault}" for fault in faults(axis, seen, monkeypatch)]
    assert not found, "\n".join(found)


def test_that_plots_above_one_another_keep_one_edge(look: Look, qtbot: QtBot) -> None:
    plot = FunctionPlot("Plot", look)
    qtbot.addWidget(plot)
    plot.resize(*SIZE)
    plot.show()
    plot.set_curves(np.linspace(0, 1, 9), np.ones((3, 9)))

    def widths() -> set[float]:
        return {each.left.minimumWidth() for each in plot.plots if each.isVisible()}

    assert widths() == {look.px(LEFT_WIDTH)}
    plot.plots[0].box.setYRange(1.23456789 - 1e-9, 1.23456789 + 1e-9, padding=0)
    (wide,) = widths()
    assert wide > look.px(LEFT_WIDTH)
    plot.plots[0].box.setYRange(0, 1, padding=0)
    assert widths() == {look.px(LEFT_WIDTH)}


def test_that_an_axis_without_room_yet_is_painted_without_a_fault(look: Look) -> None:
    axis = QuietAxis("left", look)
    axis.setWidth(0)
    axis.resize(0, 0)
    assert axis.needed() == look.px(axis.least)


def test_that_an_axis_outlives_its_plot_without_a_fault(look: Look) -> None:
    plot = QuietPlot(look)
    edges = plot.left.edges
    assert edges is not None
    shiboken6.delete(plot)
    edges.fit()


@pytest.mark.parametrize("name", [*MAKERS])
def test_that_words_are_put_where_plots_are_after_another_size(
    look: Look, qtbot: QtBot, name: str
) -> None:
    plot = MAKERS[name](look)
    qtbot.addWidget(plot)
    plot.resize(700, 560)
    plot.show()
    qtbot.wait(20)
    items = plot.findChild(Canvas).scene().items()
    boxes = [each for each in items if isinstance(each, pg.ViewBox)]
    plot.resize(600, 260)  # where words are put at once
    at_once = [(box.width(), box.height()) for box in boxes]
    qtbot.wait(20)
    assert at_once == [(box.width(), box.height()) for box in boxes]
