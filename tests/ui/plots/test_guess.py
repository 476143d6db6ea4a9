"""Predictions on a plot: what they say lies neither on what is drawn there nor on other words."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsObject, QWidget
from pytestqt.qtbot import QtBot

from explorer.core.arrays import Samples
from explorer.ui import signs
from explorer.ui.plots.function_items import CurvePoint
from explorer.ui.plots.function_plot import FunctionPlot
from explorer.ui.plots.guess import Guess
from explorer.ui.plots.loss_parts import TrainingCurve
from explorer.ui.plots.loss_plot import LossPlot
from explorer.ui.plots.racer_path import RacerDrawing
from explorer.ui.plots.surface_plot import SurfacePlot
from explorer.ui.theme import Look


def area(word: QGraphicsObject) -> QRectF:
    """Return where the letters of a word stand on the canvas, px."""
    # Some words are as large in every zoom: only the view knows where those are.
    (view,) = word.scene().views()
    seen = word.deviceTransform(view.viewportTransform()).mapRect(word.boundingRect())
    return QRectF(seen).adjusted(3, 3, -3, -3)


def on_words(box: pg.ViewBox, guess: Guess, x: Samples, y: Samples) -> list[tuple[float, float]]:
    """Return which places of a line lie on the words of a prediction."""
    ink = area(guess.label)
    return [
        (a, b) for a, b in zip(x, y, strict=True) if ink.contains(box.mapViewToScene(QPointF(a, b)))
    ]


def shown(plot: QWidget, qtbot: QtBot) -> Any:
    qtbot.addWidget(plot)
    plot.resize(600, 420)
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def check(guess: Guess, box: pg.ViewBox, words: Sequence[QGraphicsObject]) -> None:
    seen = box.mapRectToScene(box.boundingRect())
    assert seen.contains(area(guess.label))
    for word in words:
        assert not (word.isVisible() and area(word).intersects(area(guess.label)))


@pytest.mark.parametrize("height", np.geomspace(0.02, 2, 6).tolist())
def test_that_words_at_a_predicted_loss_lie_off_the_curve(
    look: Look, qtbot: QtBot, height: float
) -> None:
    plot: LossPlot = shown(LossPlot("Plot", (("loss",), ("accuracy",)), "nothing yet", look), qtbot)
    plot.set_total(2000)
    guess = Guess(plot.predicting, "y", look, plot)
    guess.show_at(height, movable=True)
    losses = (2.3 * np.exp(-np.arange(2000) / 300) + 0.05).astype(np.float32)
    sums = np.concatenate([[0.0], np.cumsum(losses, dtype=np.float64)])
    looks = np.array([2000.0])
    plot.set_curves(
        [TrainingCurve(1, signs.VALUE, losses, sums, looks, np.array([0.9]), detailed=True)]
    )
    box = plot.plots[0].box
    x = np.linspace(1, 2000, 4000)
    y = np.log10(np.interp(x, np.arange(1, 2001), losses))
    assert not on_words(box, guess, x, y)
    check(guess, box, [plot.titles[0], plot.ends[0]])


@pytest.mark.parametrize("angle", np.linspace(0, 2 * np.pi, 9)[:-1].tolist())
def test_that_words_at_a_predicted_place_lie_off_the_paths(
    look: Look, qtbot: QtBot, angle: float
) -> None:
    plot: SurfacePlot = shown(SurfacePlot("Map", look), qtbot)
    plot.set_home(((-3.0, 3.0), (-2.0, 2.0)))
    guess = Guess(plot.predicting, "point", look, plot)
    guess.show_at((0.2, 0.1), movable=True)
    way = np.linspace(0, 1.6, 200)[:, None] * [np.cos(angle), np.sin(angle)] + [0.2, 0.1]
    plot.set_racers([RacerDrawing(signs.of_racer(0), "Momentum", way, 199, 199)])
    box = plot.plot.box
    assert not on_words(box, guess, *way.T)
    check(guess, box, plot.words.names)
    # And again where it is dragged to.
    guess.show_at((0.9, 0.5), movable=True)
    assert not on_words(box, guess, *way.T)


@pytest.mark.parametrize("x", np.linspace(-2.5, 2.5, 6).tolist())
def test_that_words_at_a_predicted_x_lie_off_the_function(
    look: Look, qtbot: QtBot, x: float
) -> None:
    plot: FunctionPlot = shown(FunctionPlot("Plot", look), qtbot)
    places = np.linspace(-3, 3, 601)
    plot.set_ranges((-3, 3), [(-1, 19), (-13, 13), (0, 5)])
    plot.set_titles(["f(x) = 2x²", "f′(x)", "f″(x)"])
    plot.set_curves(places, np.array([2 * places**2, 4 * places, np.full(601, 4.0)]))
    plot.set_words(start="start", now="x = 2", following="next", tangent="tangent")
    guess = Guess(plot.predicting, "x", look, plot)
    guess.show_at(x, movable=True)
    plot.set_place(CurvePoint(2.0, (8.0, 8.0, 4.0)), 0)
    box = plot.plots[0].box
    assert not on_words(box, guess, places, 2 * places**2)
    check(guess, box, [plot.titles[0], *plot.labels.values()])
