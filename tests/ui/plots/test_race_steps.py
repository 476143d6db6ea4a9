"""What a step of a race repaints, and where its words go meanwhile."""

from collections.abc import Iterable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui import signs
from explorer.ui.plots.racer_path import RacerDrawing, RacerPath
from explorer.ui.plots.surface_plot import SurfacePlot
from explorer.ui.theme import Look

STEPS = 60
TURNS = np.linspace(0, 5, STEPS + 1)
SPIRAL = np.stack([np.cos(TURNS), np.sin(TURNS)], axis=1) * (4 - 0.6 * TURNS)[:, None]
PATHS = (SPIRAL, SPIRAL[:, ::-1] * (1, -1))


class Repainted(QObject):
    """The share of a widget that its paintings covered."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.share = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let everything pass."""
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            covered = sum(each.width() * each.height() for each in event.region())  # type: ignore[attr-defined]  # missing in the stubs
            self.share += covered / (watched.width() * watched.height())
        return False


@pytest.fixture
def plot(qtbot: QtBot, look: Look) -> SurfacePlot:
    look.still = True
    plot = SurfacePlot("Map", look)
    qtbot.addWidget(plot)
    plot.resize(640, 480)
    plot.show()
    plot.set_home(((-5.0, 5.0), (-5.0, 5.0)))
    qtbot.waitExposed(plot)
    plot.set_start(4.0, 0.0)
    return plot


def go(plot: SurfacePlot, at: int) -> None:
    plot.set_racers(
        [
            RacerDrawing(signs.of_racer(n), name, PATHS[n], at, STEPS)
            for n, name in enumerate(("SGD", "Adam"))
        ]
    )


def on_screen(plot: SurfacePlot) -> np.ndarray:
    QApplication.processEvents()
    return pixels_of(plot.screen().grabWindow(plot.winId()))


def pixels_of(picture: QPixmap) -> np.ndarray:
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)


@pytest.mark.parametrize("places", [range(5, 40), range(40, 5, -3), (50, 3, 44, 44, 20)])
def test_that_steps_leave_the_screen_as_a_whole_painting_would(
    plot: SurfacePlot, places: Iterable[int]
) -> None:
    go(plot, 4)
    for at in places:
        go(plot, at)
        QApplication.processEvents()
    stepped = on_screen(plot)
    plot.canvas.viewport().update()
    assert np.abs(on_screen(plot) - stepped).max() <= 2


def test_that_a_rest_after_steps_looks_as_if_the_racers_had_jumped_there(
    plot: SurfacePlot, qtbot: QtBot
) -> None:
    go(plot, 4)
    for at in range(5, 40):
        go(plot, at)
    qtbot.wait(250)
    stepped = on_screen(plot)
    plot.set_racers([])
    go(plot, 39)
    assert np.abs(on_screen(plot) - stepped).max() <= 2


def test_that_a_step_repaints_a_small_part_of_the_map(plot: SurfacePlot) -> None:
    go(plot, 20)
    on_screen(plot)
    painted = Repainted(plot.canvas.viewport())
    go(plot, 21)
    on_screen(plot)
    assert 0 < painted.share < 0.15


def test_that_names_on_their_way_keep_apart_and_on_the_map(plot: SurfacePlot) -> None:
    go(plot, 1)
    seen = plot.plot.box.sceneBoundingRect().adjusted(-1, -1, 1, 1)
    for at in range(2, STEPS):
        go(plot, at)
        one, other = (
            name.deviceTransform(plot.canvas.viewportTransform()).mapRect(name.boundingRect())
            for name in plot.names
        )
        assert not one.adjusted(1, 1, -1, -1).intersects(other)
        assert seen.contains(one)
        assert seen.contains(other)


def test_that_a_piece_of_a_path_goes_on_with_its_dashes() -> None:
    pixels = np.stack([np.linspace(0, 300, 31), np.zeros(31)], axis=1)
    points, length = RacerPath(pixels).piece(10, 14)
    assert points[:, 0].tolist() == [100, 110, 120, 130, 140]
    assert length == 100


def test_that_dots_of_two_pieces_are_those_of_the_whole() -> None:
    path = RacerPath(SPIRAL * 100)
    whole = path.dots(STEPS, STEPS)
    halves = np.concatenate([path.dots(30, STEPS), path.dots(STEPS, STEPS, 30)])
    assert (halves == whole).all()


def test_that_the_picture_is_drawn_onto_only_where_there_is_one(plot: SurfacePlot) -> None:
    go(plot, 4)
    plot.trails.outdate()

    def fill(painter: QPainter) -> None:
        painter.fillRect(0, 0, 9, 9, QColor("red"))

    assert not plot.trails.add(fill)
    on_screen(plot)
    assert plot.trails.add(fill)
