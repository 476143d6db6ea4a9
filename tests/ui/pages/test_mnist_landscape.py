"""The view of the loss around the weights: what is drawn, what is said of it, and how it is ended."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from explorer.core.curvature.products import joined
from explorer.core.numerals import grouped, significant
from explorer.core.training import directions
from explorer.core.training.network import mean_loss, probabilities
from explorer.core.training.section import Section
from explorer.core.training.settings import HiddenLayer
from explorer.files.documents import Document, read, written
from explorer.session.session import Session
from explorer.ui.main_window import MainWindow
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.views.landscape import LandscapeView
from explorer.ui.pages.surface.page import SurfacePage
from tests.sparing import sparing
from tests.ui.keys import type_into
from tests.ui.pages.mnist_driving import LONG, PATIENCE, begin, click, promptly, run_of, wait_for

SMALL = {"hidden": (HiddenLayer(8, "tanh"),)}


def landscape_of(page: MnistPage, qtbot: QtBot) -> LandscapeView:
    """Bring the view to the front, by its chip."""
    click(qtbot, page.hero.chooser.buttons["landscape"])
    view = page.hero.views["landscape"]
    assert isinstance(view, LandscapeView)
    assert view.isVisible()
    return view


def choose(view: LandscapeView, key: str) -> None:
    """Choose a direction as the list does."""
    view.along.set_value(key)
    view.along.chosen.emit(key)


def wait_for_slice(page: MnistPage, qtbot: QtBot) -> None:
    """Wait until the slice is there as a whole."""

    def is_there() -> bool:
        found = page.shown.slice.fresh
        return found is not None and found.slice.is_whole and not page.busy

    qtbot.waitUntil(is_there, timeout=PATIENCE)


def test_that_the_loss_of_the_shown_network_is_drawn_checked_and_read(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(**SMALL)
    view = landscape_of(page, qtbot)
    page.change(lambda c: c.slicing(images=100))
    wait_for_slice(page, qtbot)
    network, digits = page.shown.network, page.shown.run.digits
    assert network is not None
    assert digits is not None
    images = digits.training.first(100)
    answers = probabilities(network.weights, images.pixels, network.hidden)
    expected = mean_loss(page.shown.choices.settings, images.labels, answers)
    x, height = view.plot.curves[0].getData()
    assert x is not None
    assert height is not None
    assert x[20] == 0
    assert height[20] == pytest.approx(expected, rel=1e-5)
    assert (
        "mean loss of the first 100 training images, w after step 0: 41 points" in view.about.text()
    )
    told = view.checked.text().removeprefix("Check: ").rstrip(".").split("; ")
    for check in told:
        ours, theirs = (float(each.split("=")[1].replace("−", "-")) for each in check.split(", "))
        assert ours == pytest.approx(theirs, rel=2e-4)
    # The parabola touches the curve at the run's place, and the keys read the points from there on.
    places, bow = view.plot.parabola.getData()
    assert places is not None
    assert bow is not None
    assert bow[20] == pytest.approx(height[20])
    view.plot.setFocus()
    qtbot.keyClick(view.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.plot.words.startswith("x = 0, f = ")
    qtbot.keyClick(view.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.plot.words.startswith("x = 0.05, f = ")
    assert view.plot.described() == view.plot.words
    qtbot.keyClick(view.plot, Qt.Key.Key_Escape)
    assert view.plot.words == ""
    box = view.plot.plots[0].box
    scene = box.mapViewToScene(QPointF(0.5, float(height.mean())))
    place = view.plot.canvas.mapFromScene(scene)
    qtbot.mouseMove(view.plot.canvas.viewport(), QPoint(place.x(), place.y()))
    qtbot.waitUntil(lambda: view.plot.words.startswith("x = 0.5, f = "))


@pytest.mark.slow
def test_that_a_slice_is_cancelled_and_goes_on_and_is_kept(
    open_page: Callable[..., MnistPage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(**SMALL)
    view = landscape_of(page, qtbot)
    qtbot.waitUntil(view.compute.isVisible, timeout=PATIENCE)
    assert view.compute.text() == "Cancel"
    click(qtbot, view.compute)
    assert view.about.text() == "Cancelled. Press Compute to go on."
    assert page.shown.slice.value is None
    assert not view.progress.isVisible()
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert page.shown.slice.value is None
    click(qtbot, view.compute)
    wait_for_slice(page, qtbot)
    first = page.shown.slice.value
    choose(view, "random")
    assert page.shown.slice.pending
    assert view.checked.text() == ""
    wait_for_slice(page, qtbot)
    assert view.seed.isVisible()
    # Kept: nothing is computed a second time.
    monkeypatch.setattr(directions, "slice_of", None)
    choose(view, "gradient")
    wait_for_slice(page, qtbot)
    assert page.shown.slice.value is first


def test_that_cancelling_is_told_at_once_and_holds_up_no_other_slice(
    open_page: Callable[..., MnistPage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(**SMALL, seed=3)  # of the other network slices are kept
    begun, end, real = threading.Event(), threading.Event(), directions.slice_of

    def compiling(*given: Any) -> Iterator[Any]:
        if begun.is_set():
            yield from real(*given)
            return
        begun.set()
        assert end.wait(60)
        yield from real(*given)

    monkeypatch.setattr(directions, "slice_of", compiling)
    view = landscape_of(page, qtbot)
    page.change(lambda c: c.slicing(images=100))
    qtbot.waitUntil(begun.is_set, timeout=PATIENCE)
    with promptly():
        click(qtbot, view.compute)
    assert view.about.text() == "Cancelled. Press Compute to go on."
    choose(view, "random")
    wait_for_slice(page, qtbot)
    found = page.shown.slice.value
    assert not end.is_set()
    end.set()
    line = page.circuit._lines["slice"]
    qtbot.waitUntil(lambda: getattr(line, "_left", None) is None, timeout=PATIENCE)
    assert page.shown.slice.value is found


@pytest.mark.slow
def test_that_what_cannot_be_sliced_is_said(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(**SMALL, steps=LONG)
    view = landscape_of(page, qtbot)
    choose(view, "last")
    qtbot.waitUntil(lambda: page.shown.slice.failure is not None, timeout=PATIENCE)
    assert "There is no last update before the first one." in view.about.text()
    choose(view, "next")
    qtbot.waitUntil(lambda: "its next update is not known" in view.about.text(), timeout=PATIENCE)
    choose(view, "run")
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert view.about.text() == "There is no other kept run of the same network. Train one more."
    assert not view.reach.isVisible()
    begin(qtbot, page)
    assert view.about.text() == "The slice is computed when the run waits or ends."
    qtbot.waitUntil(lambda: page.shown.run.looks > 1, timeout=PATIENCE)
    run_of(page).stop()
    choose(view, "next")
    wait_for_slice(page, qtbot)
    assert page.shown.checkpoint is not None
    step = page.shown.checkpoint.step
    assert f"w after step {grouped(step)}:" in view.about.text()
    assert f"x = 1 is after update {grouped(step + 1)};" in view.about.text()
    choose(view, "last")
    wait_for_slice(page, qtbot)
    assert page.shown.slice.fresh is not None
    step = page.shown.slice.fresh.slice.step
    assert f"x = −1 is before update {grouped(step)};" in view.about.text()


@pytest.mark.parametrize("text", sparing(["0", "-1", "x", "1e9"], "1e9"))
def test_that_a_range_that_is_none_is_refused_where_it_is_typed(
    open_page: Callable[..., MnistPage], qtbot: QtBot, text: str
) -> None:
    page = open_page(**SMALL)
    view = landscape_of(page, qtbot)
    view.reach.edit.setFocus()
    view.reach.edit.selectAll()
    qtbot.keyClicks(view.reach.edit, text)
    qtbot.keyClick(view.reach.edit, Qt.Key.Key_Return)
    assert page.shown.choices.landscape.question.reach == 1
    assert "The range" in view.reach._error.text() or "number" in view.reach._error.text()


def test_that_a_choice_of_the_view_is_no_choice_to_undo(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(**SMALL)
    view = landscape_of(page, qtbot)
    choices: Any = len(page.store._done)
    choose(view, "random")
    assert len(page.store._done) == choices
    assert np.isnan(view.plot._values).size == 0


@pytest.mark.slow
def test_that_plain_gradient_descent_on_the_opened_slice_takes_the_steps_of_the_network(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page("formula", **SMALL)
    view = landscape_of(page, qtbot)
    page.change(lambda c: c.slicing(images=100))
    wait_for_slice(page, qtbot)
    found = page.shown.slice.fresh
    assert found is not None
    click(qtbot, view.open)
    window = page.window()
    assert isinstance(window, MainWindow)
    descent = window.pages["descent"]
    assert isinstance(descent, DescentPage)
    qtbot.waitUntil(descent.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(lambda: descent.shown.path.fresh is not None, timeout=PATIENCE)
    view_of_path = descent.shown.path.fresh
    assert view_of_path is not None
    path = view_of_path.trajectory
    assert descent.shown.choices.formula.startswith("slice_")
    network, digits = page.shown.network, page.shown.run.digits
    assert network is not None
    assert digits is not None
    settings = page.shown.choices.settings
    loss = directions.FullLoss(settings, digits, 100)
    way = found.slice
    gradient = loss.gradient(joined(network.weights)).astype(np.float64)
    line = Section(
        settings,
        joined(network.weights),
        [(gradient / np.linalg.norm(gradient)).astype(np.float32)],
        loss.images,
    )
    rate, x = descent.shown.choices.learning_rate, way.places[30]
    for place in path.x[:5].tolist():
        assert place == pytest.approx(x, abs=1e-6)
        x -= rate * line.values(np.array([x]), 1)[0]
    qtbot.waitUntil(
        lambda: "the loss of a network" in descent.formula_leaf.shapes_note.text(), timeout=PATIENCE
    )
    assert (
        "halfway it differs from the network’s own loss by at most"
        in descent.formula_leaf.shapes_note.text()
    )


@pytest.mark.slow
def test_that_a_plane_of_two_chosen_directions_is_drawn_said_and_opened(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(**SMALL)
    view = landscape_of(page, qtbot)
    page.change(lambda c: c.slicing(images=100))
    choose(view, "plane")
    assert view.first.isVisible()
    for field, key in ((view.first, "random"), (view.second, "random")):
        field.set_value(key)
        field.chosen.emit(key)
    assert view.seed.isVisible()
    qtbot.waitUntil(view.open.isVisible, timeout=PATIENCE)
    found = page.shown.plane.fresh
    assert found is not None
    assert found.plane.axes == ("random", "random")
    told = view.about.text()
    assert "x goes along “Random, filter-normalised”" in told
    assert f"(cosine {significant(found.plane.cosine, 2)})" in told
    assert view.map.described().startswith("Losses from ")
    # One direction spans no plane, and that is said.
    view.second.set_value("gradient")
    view.second.chosen.emit("gradient")
    view.first.set_value("gradient")
    view.first.chosen.emit("gradient")
    qtbot.waitUntil(lambda: page.shown.plane.failure is not None, timeout=PATIENCE)
    assert view.about.text() == "One direction spans no plane. Choose two different ones."
    view.first.set_value("random")
    view.first.chosen.emit("random")
    qtbot.waitUntil(view.open.isVisible, timeout=PATIENCE)
    click(qtbot, view.open)
    window = page.window()
    assert isinstance(window, MainWindow)
    surface = window.pages["surface"]
    assert isinstance(surface, SurfacePage)
    qtbot.waitUntil(surface.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(lambda: surface.shown.map.fresh is not None, timeout=PATIENCE)
    plane = page.shown.plane.value
    assert plane is not None
    x, y = surface.shown.choices.start
    assert plane.plane.x[0] < x < plane.plane.x[-1]
    assert plane.plane.y[0] < y < plane.plane.y[-1]
    assert "y along what a second (Gradient) has" in surface.formula_leaf.measured.text()


@pytest.mark.slow
def test_that_a_plane_of_two_directions_has_a_range_for_each(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(**SMALL)
    view = landscape_of(page, qtbot)
    page.change(lambda c: c.slicing(images=100))
    choose(view, "plane")
    type_into(qtbot, view.reach.edit, "3")
    type_into(qtbot, view.reach_y.edit, "0")
    sentence = "The range must be a number above 0 and at most 1,000. Type for example 1."
    qtbot.waitUntil(lambda: view.reach_y.error == sentence, timeout=PATIENCE)
    type_into(qtbot, view.reach_y.edit, "0.5")
    qtbot.waitUntil(view.open.isVisible, timeout=PATIENCE)
    found = page.shown.plane.fresh
    assert found is not None
    # Gradient and sharpest eigenvector are both of length 1; y is what is at right angles to x.
    plane = found.plane
    assert plane.x[-1] == pytest.approx(3.0)
    assert plane.y[-1] == pytest.approx(0.5 * (1 - plane.cosine**2) ** 0.5)
    choices = page.store.session.training
    assert read(written(Document(page.store.session)), Session()).session.training == choices
    # Another direction goes as far as is usual for it; between two runs it is known how far.
    view.first.set_value("last")
    view.first.chosen.emit("last")
    assert view.reach.value == 20
    assert view.reach_y.value == 0.5
    view.second.set_value("run")
    view.second.chosen.emit("run")
    assert view.reach.isVisible()
    assert not view.reach_y.isVisible()


@pytest.mark.slow
def test_that_the_plane_of_a_run_s_path_opens_on_surface_with_the_path_on_it(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(steps=40, **SMALL)
    view = landscape_of(page, qtbot)
    page.change(lambda c: c.slicing(images=100))
    choose(view, "path")
    qtbot.waitUntil(lambda: page.shown.plane.failure is not None, timeout=PATIENCE)
    assert view.about.text() == "The plane of a path needs 3 kept steps at least. Train longer."
    assert view.map.isVisible()
    assert not view.plot.isVisible()
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    qtbot.waitUntil(view.open.isVisible, timeout=PATIENCE)
    found = page.shown.plane.fresh
    assert found is not None
    assert view.open.text() == "Open on Surface"
    assert f"the {len(found.plane.trail)} kept steps vary most, by PCA" in view.about.text()
    click(qtbot, view.open)
    window = page.window()
    assert isinstance(window, MainWindow)
    surface = window.pages["surface"]
    assert isinstance(surface, SurfacePage)
    qtbot.waitUntil(surface.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(lambda: surface.shown.map.fresh is not None, timeout=PATIENCE)
    np.testing.assert_array_equal(surface.hero.plot.ground._trail, found.plane.trail)
    x, y = surface.shown.home
    assert x == pytest.approx((found.plane.x[0], found.plane.x[-1]))
    assert y == pytest.approx((found.plane.y[0], found.plane.y[-1]))
    assert "of the variance, by PCA of the kept steps" in surface.formula_leaf.measured.text()
