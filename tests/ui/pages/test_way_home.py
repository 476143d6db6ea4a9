"""Whatever was zoomed, every plot shows all again: by button, double click, key and command."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.session.surface.choices import SurfaceChoices
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.surface.page import SurfacePage
from explorer.ui.pages.tape.page import TapePage
from explorer.ui.plots.log_plot import LogLine, LogPlot
from explorer.ui.plots.way_home import WayHome
from explorer.ui.signs import VALUE
from explorer.ui.theme import Look
from tests.sparing import sparing
from tests.ui.windows import PATIENCE

VIEWS = ["function", "convergence", "differences"]
# All of them lead home on one plot at every run of the tests, and the first on each.
WAYS = ["button", "double click", "key", "command"]


def turn_wheel(widget: QWidget, at: QPointF | None = None) -> None:
    middle = at or QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def take(way: str, program: Application, page: Any, home: WayHome, qtbot: QtBot) -> None:
    """Go home in one of the ways."""
    if way == "button":
        qtbot.mouseClick(home.button, Qt.MouseButton.LeftButton)
    elif way == "double click":
        canvas = home._canvas
        place = QPoint(80, canvas.height() // 3)
        # As a hand does it: pressed and let go, twice.
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=place)
    elif way == "key":
        page.setFocus()
        qtbot.keyClick(page, Qt.Key.Key_0)
    else:
        program.window.run("zoom.home")


def seen(home: WayHome) -> Any:
    plot: Any = home.plot
    if hasattr(plot, "scale_now"):
        return plot.scale_now
    return (plot.plots[0] if hasattr(plot, "plots") else plot.plot).box.viewRange()


def check(way: str, program: Application, page: Any, home: WayHome, qtbot: QtBot) -> None:
    """Zoom in by the wheel and go home; the view is as before, and the button is away."""
    before = np.array(seen(home))
    turn_wheel(home._canvas)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert not np.allclose(seen(home), before, rtol=1e-3)
    assert home.button.isVisible()
    take(way, program, page, home, qtbot)
    qtbot.waitUntil(lambda: bool(np.allclose(seen(home), before, rtol=1e-3)), timeout=PATIENCE)
    assert not home.away


@pytest.mark.parametrize(
    ("view", "way"),
    sparing(product(VIEWS, WAYS), *product(VIEWS[:1], WAYS), *product(VIEWS, WAYS[:1])),
)
def test_that_the_plots_of_descent_come_back(
    program: Application, page: DescentPage, qtbot: QtBot, view: Any, way: str
) -> None:
    page.change(lambda choices: choices.viewing(view))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    hero = page.hero
    ways = {
        "function": hero.plot.way_home,
        "convergence": hero.convergence.way_home,
        "differences": hero.differences.way_home,
    }
    check(way, program, page, ways[view], qtbot)


@pytest.mark.parametrize("way", sparing(WAYS, "button"))
def test_that_the_map_comes_back_and_keeps_its_start(
    program: Application,
    open_surface: Callable[[SurfaceChoices], SurfacePage],
    qtbot: QtBot,
    way: str,
) -> None:
    surface = open_surface(SurfaceChoices())
    start = surface.shown.choices.start
    check(way, program, surface, surface.hero.plot.way_home, qtbot)
    assert surface.shown.choices.start == start


@pytest.mark.parametrize("way", sparing(WAYS, "button"))
def test_that_the_loss_comes_back(
    shared_program: Application, open_page: Callable[..., MnistPage], qtbot: QtBot, way: str
) -> None:
    mnist = open_page()
    check(way, shared_program, mnist, mnist.hero.plot.way_home, qtbot)


@pytest.mark.parametrize("way", sparing(WAYS, "button"))
def test_that_the_graph_comes_back(
    shared_program: Application, tape_page: TapePage, qtbot: QtBot, way: str
) -> None:
    graph = tape_page.hero.graph
    graph.fit()
    check(way, shared_program, tape_page, graph.way_home, qtbot)


def test_that_0_is_typed_where_a_number_is_typed(page: DescentPage, qtbot: QtBot) -> None:
    turn_wheel(page.hero.plot.canvas.viewport())
    edit = page.controls.start.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "10")
    assert edit.text() == "10"


def test_that_growing_lines_leave_a_zoom_alone_and_others_end_it(look: Look, qtbot: QtBot) -> None:
    plot = LogPlot("norms", "step", look, log_x=False)
    qtbot.addWidget(plot)
    plot.resize(500, 200)
    plot.show()

    def line(start: float, count: int) -> LogLine:
        return LogLine("norm", VALUE, np.arange(float(count)), start / np.arange(1.0, count + 1))

    plot.set_lines([line(1.0, 50)])
    turn_wheel(plot.canvas.viewport())
    zoomed = plot.plot.box.viewRange()[0]
    plot.set_lines([line(1.0, 60)])
    assert plot.plot.box.viewRange()[0] == zoomed
    plot.set_lines([line(2.0, 60)])
    assert not plot.way_home.away
    assert plot.plot.box.viewRange()[0] != zoomed
