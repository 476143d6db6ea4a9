"""The loss of a followed run, as it is drawn."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from explorer.ui.plots.run_plot import RunPlot
from explorer.ui.theme import Look


@pytest.mark.parametrize("height", [100, 160])
def test_that_the_topmost_number_of_the_loss_is_whole(
    look: Look, qtbot: QtBot, height: int
) -> None:
    plot = RunPlot("Loss", look, 52)
    qtbot.addWidget(plot)
    plot.resize(500, height)
    points = np.arange(1.0, 51.0), np.geomspace(0.9, 0.01, 50)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.set_curves(points, points, [], (0.01, 0.9), "loss")
    plot.grab()
    top = plot.plots[0].box.mapViewToScene(QPointF(1, 0)).y()  # where 1 stands, at the very top
    half = QFontMetricsF(look.font(12)).tightBoundingRect("1").height() / 2
    assert top - half >= 0
