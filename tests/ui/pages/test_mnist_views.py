"""The views of the MNIST page's hero: what is seen inside the network, weight by weight."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.core.numerals import exact
from explorer.core.training.inspection import weight_images
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.views.weights import WeightsView
from tests.ui.pages.mnist_driving import click


def weights_of(page: MnistPage, qtbot: QtBot) -> WeightsView:
    """Bring the view of the weights to the front, by its chip."""
    click(qtbot, page.hero.chooser.buttons["weights"])
    view = page.hero.views["weights"]
    assert isinstance(view, WeightsView)
    assert view.isVisible()
    return view


def test_that_a_pressed_unit_is_enlarged_and_a_pressed_pixel_tells_its_weight(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page()
    view = weights_of(page, qtbot)
    network = page.shown.network
    assert network is not None
    images = weight_images(network.weights)
    unit, pixel = view.grid.shown[7], 10 * 28 + 20
    qtbot.mouseClick(view.grid, Qt.MouseButton.LeftButton, pos=view.grid.cell(unit).center())
    place = view.picture.area(pixel).center()
    qtbot.mouseClick(view.picture, Qt.MouseButton.LeftButton, pos=place)
    np.testing.assert_array_equal(view.picture.values, images[unit])
    weight = exact(float(network.weights[0][pixel, unit]), np.float32)
    assert view.reading.text().endswith(f"row 11, column 21: {weight}")


def test_that_every_unit_is_reached_page_by_page_and_what_is_looked_at_is_no_choice_to_undo(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page()
    view = weights_of(page, qtbot)
    page.window().resize(1024, 700)
    choices = len(page.store._done)
    seen = set(view.grid.shown)
    while view.forward.isEnabled():
        click(qtbot, view.forward)
        seen |= set(view.grid.shown)
    assert seen == set(range(128))
    qtbot.keyClick(view.grid, Qt.Key.Key_Right)
    assert page.shown.choices.inside.unit == 1
    assert len(page.store._done) == choices
