"""Words on a plot keep off what is drawn."""

from collections.abc import Iterator

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from explorer.ui.plots.free_room import FreeRoom


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[pg.ViewBox]:
    widget = pg.PlotWidget()
    widget.resize(600, 400)
    widget.show()
    widget.setXRange(0, 10, padding=0)
    widget.setYRange(0, 10, padding=0)
    qtbot.waitExposed(widget)
    yield widget.getViewBox()
    widget.close()  # not earlier: the plot lives as long as its widget


def word(box: pg.ViewBox, text: str) -> pg.TextItem:
    item = pg.TextItem(text)
    box.addItem(item, ignoreBounds=True)
    return item


def covered(box: pg.ViewBox, item: pg.TextItem) -> QRectF:
    """Return the part of the plane that a word covers, in data units."""
    size = item.boundingRect()
    per_x, per_y = 10 / box.width(), 10 / box.height()
    return QRectF(item.pos().x(), item.pos().y(), size.width() * per_x, size.height() * per_y)


def test_that_two_words_at_one_point_do_not_overlap(box: pg.ViewBox) -> None:
    room = FreeRoom(box)
    first, second = word(box, "first"), word(box, "second")
    for item in (first, second):
        room.put(item, room.beside(item, 5, 5))
    assert not covered(box, first).intersects(covered(box, second))


@pytest.mark.parametrize("place", [(0, 0), (10, 10), (0, 10), (10, 0), (99, 5), (5, -99)])
def test_that_a_word_at_an_edge_stays_on_the_plot(
    box: pg.ViewBox, place: tuple[float, float]
) -> None:
    room = FreeRoom(box)
    item = word(box, "edge")
    room.put(item, room.beside(item, *place))
    assert QRectF(-0.1, -0.1, 10.2, 10.2).contains(covered(box, item))


def test_that_a_curves_title_does_not_lie_on_the_curve(box: pg.ViewBox) -> None:
    x = np.linspace(0, 10, 400)
    line = (x, 0.1 * (x - 5) ** 2 + 2)
    room = FreeRoom(box, [line])
    item = word(box, "f(x)")
    room.put(item, room.along(item, line, 0.2))
    area = covered(box, item)
    assert not [1 for px, py in zip(*line, strict=True) if area.contains(px, py)]


@pytest.mark.parametrize(
    ("spot", "free"),
    [
        ((100.0, 300.0), True),
        ((100.0, 195.0), False),
        ((595.0, 300.0), False),
        ((12.0, 52.0), False),
    ],
    ids=["free", "on the line", "off the plot", "on a word"],
)
def test_that_a_word_stays_at_a_spot_only_where_nothing_is_drawn(
    box: pg.ViewBox, spot: tuple[float, float], free: bool
) -> None:
    level = (np.array([0.0, 10.0]), np.full(2, 200 * 10 / box.height()))
    room = FreeRoom(box, [level])
    room.put(word(box, "first"), [((10.0, 50.0), 0.0)])
    item = word(box, "second")
    item.setPos(3, 3)
    assert room.keep(item, spot) == free
    moved = (item.pos().x(), item.pos().y()) != (3, 3)
    assert moved == free


def test_that_a_line_that_is_steep_at_its_very_beginning_runs_through_a_word_there(
    box: pg.ViewBox,
) -> None:
    # Within two pixels it falls through all of the plot.
    x, y = np.array([0.0, 0.05, 10.0]), np.array([10.0, 0.5, 0.2])
    room = FreeRoom(box, [(x, y)])
    room.find(60.0, 20.0, [((2.0, room.box.height() - 40.0), 0.0)])
    assert room.is_crossed
    room.find(60.0, 20.0, [((20.0, room.box.height() - 40.0), 0.0)])
    assert not room.is_crossed
