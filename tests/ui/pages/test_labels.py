"""Words on a plot: never on one another, and names of curves on no line."""

from itertools import combinations
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.session.descent.choices import Rival
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from tests.sparing import sparing
from tests.ui.pages.test_way_home import turn_wheel
from tests.ui.windows import PATIENCE

SIZES = [(1024, 700), (1280, 800), (1920, 1080)]
REST = 150  # milliseconds; words find their places 120 after the point has come to rest
FORMULAS = ["2*x**2", "sin(x)", "x^3 - 3x", "-x", "exp(x) - 2"]


def area(word: pg.TextItem) -> QRectF:
    """Return where the letters of a word stand in its scene, px."""
    # Qt keeps a margin of 4 px about a text.
    return QRectF(word.mapRectToScene(word.boundingRect())).adjusted(3, 3, -3, -3)


def words_of(page: DescentPage) -> list[pg.TextItem]:
    plot = page.hero.plot
    return [word for word in (*plot.titles, *plot.labels.values()) if word.isVisible()]


def runs_through(page: DescentPage, order: int, word: pg.TextItem) -> list[str]:
    """Return which lines of a plot cross a word."""
    plot = page.hero.plot
    box, room = plot.plots[order].box, area(word)
    left, right = plot.span
    x, y = plot.curves[order].getData()
    dense = np.linspace(left, right, 4000)
    found = []
    for name, heights in (("curve", np.interp(dense, x, y)), ("zero line", np.zeros(4000))):
        places = [
            box.mapViewToScene(pg.Point(at, height))
            for at, height in zip(dense[::4], heights[::4], strict=True)
        ]
        if any(room.contains(place) for place in places):
            found.append(name)
    return found


def check_apart(words: list[pg.TextItem]) -> None:
    for one, other in combinations(words, 2):
        assert not area(one).intersects(area(other)), (one.toPlainText(), other.toPlainText())


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("formula", sparing(FORMULAS, "2*x**2", "sin(x)"))
def test_that_words_lie_on_neither_words_nor_lines_at_the_start(
    program: Application, page: DescentPage, qtbot: QtBot, size: tuple[int, int], formula: str
) -> None:
    program.window.resize(*size)
    page.change(lambda choices: choices.with_formula(formula))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    qtbot.wait(REST)

    def at_rest() -> None:
        check_apart(words_of(page))
        for order in range(3):
            title, plot = page.hero.plot.titles[order], page.hero.plot.plots[order]
            # A plot of three lines of text may have no room beside a wave.
            if plot.isVisible() and plot.box.height() > 4 * area(title).height():
                assert not runs_through(page, order, title), title.toPlainText()

    qtbot.waitUntil(at_rest, timeout=PATIENCE)  # a busy machine takes its time to lay them out


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("view", ["convergence", "differences"])
def test_that_names_of_many_lines_stand_apart(
    program: Application, page: DescentPage, qtbot: QtBot, size: tuple[int, int], view: Any
) -> None:
    program.window.resize(*size)
    rivals = (Rival("adam", 0.1), Rival("momentum", 0.01), Rival("rmsprop", 0.05))
    page.change(lambda choices: choices.viewing(view).with_rivals(rivals))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    qtbot.wait(REST)
    plot = page.hero.convergence if view == "convergence" else page.hero.differences
    words = [word for _, word in plot._items if word.isVisible()]
    assert len(words) >= 5
    qtbot.waitUntil(lambda: check_apart(words), timeout=PATIENCE)


def test_that_words_of_places_beyond_the_plot_stand_apart(page: DescentPage, qtbot: QtBot) -> None:
    for _ in range(6):
        turn_wheel(page.hero.plot.canvas.viewport())
        qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
        qtbot.wait(REST)
        qtbot.waitUntil(lambda: check_apart(words_of(page)), timeout=PATIENCE)


@pytest.mark.parametrize("place", [(0.3, 0.15), (0.5, 0.4), (0.9, 0.1)], ids=str)
@pytest.mark.parametrize("turns", [12, 40])
def test_that_words_of_a_deep_zoom_stand_apart_and_beside_the_button(
    page: DescentPage, qtbot: QtBot, place: tuple[float, float], turns: int
) -> None:
    plot = page.hero.plot
    canvas, box = plot.canvas.viewport(), plot.plots[0].box.sceneBoundingRect()
    at = QPointF(box.left() + place[0] * box.width(), box.top() + place[1] * box.height())
    for _ in range(turns):
        turn_wheel(canvas, at)
    qtbot.waitUntil(lambda: not page.busy and plot.way_home.away, timeout=PATIENCE)
    button = plot.way_home.button

    def at_rest() -> None:
        words = words_of(page)
        check_apart(words)
        there = QRectF(canvas.mapFrom(plot, button.pos()), button.size().toSizeF())
        assert button.isVisible()
        assert not [word.toPlainText() for word in words if area(word).intersects(there)]

    qtbot.waitUntil(at_rest, timeout=2_000)


def test_that_finite_differences_are_named_at_their_curves_and_their_signs_explained(
    page: DescentPage, qtbot: QtBot
) -> None:
    page.change(lambda choices: choices.viewing("differences"))
    plot = page.hero.differences
    qtbot.waitUntil(lambda: not page.busy and len(plot.lines) == 9, timeout=PATIENCE)
    qtbot.wait(REST)
    for word, line in zip((word for _, word in plot._items), plot.lines, strict=False):
        known = np.isfinite(line.y) & (line.y > 0)
        ink, box = area(word), plot.plot.box
        at = [
            box.mapViewToScene(QPointF(x, y))
            for x, y in zip(np.log10(line.x[known]), np.log10(line.y[known]), strict=True)
        ]
        nearest = min(
            np.hypot(
                max(ink.left() - p.x(), p.x() - ink.right(), 0),
                max(ink.top() - p.y(), p.y() - ink.bottom(), 0),
            )
            for p in at
        )
        assert nearest < 70, word.toPlainText()
    said = " ".join(each.text() for each in plot.findChildren(QLabel))
    for word in ("Colour: scheme", "forward", "central", "Dash: precision", "float16"):
        assert word in said
