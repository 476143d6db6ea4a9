"""Words on a crowded plot."""

import numpy as np
import pyqtgraph as pg
from pytestqt.qtbot import QtBot

from explorer.ui.plots.free_room import FreeRoom


def test_that_two_words_of_one_place_do_not_cover_each_other(qtbot: QtBot) -> None:
    canvas = pg.GraphicsLayoutWidget()
    qtbot.addWidget(canvas)
    plot = canvas.addPlot()
    canvas.resize(700, 400)
    with qtbot.waitExposed(canvas):
        canvas.show()
    plot.setXRange(-3.6, 3.6, padding=0)
    plot.setYRange(-1, 22, padding=0)
    x = np.linspace(0.1, 3, 200)
    curve = np.linspace(-4, 4, 200)
    room = FreeRoom(plot.getViewBox(), [(curve, 2 * curve**2)], [(x, 2 * x**2)], 0.1)
    words = [pg.TextItem("x = 0.2591"), pg.TextItem("next 0.2487")]
    for word, place in zip(words, (0.2, 0.19), strict=True):
        plot.addItem(word)
        room.put(word, room.beside(word, place, 0.1))
    first, second = (word.mapRectToScene(word.boundingRect()) for word in words)
    assert not first.intersects(second)
