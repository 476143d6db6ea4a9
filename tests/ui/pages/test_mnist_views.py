"""The views of the MNIST page's hero: what is seen inside the network, weight by weight."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.core.numerals import exact
from explorer.core.training.inspection import weight_images
from explorer.core.training.settings import HiddenLayer
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.views.weights import WeightsView
from explorer.ui.widgets.labels import Badge
from tests.ui.pages.mnist_driving import PATIENCE, begin, click, history_of, wait_for


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


def test_that_a_weight_tells_its_way_and_its_next_update_has_the_bits_of_keras(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page("formula", steps=40, batch_size=32, hidden=(HiddenLayer(16),))
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    view = weights_of(page, qtbot)
    page.change(lambda c: c.looking(unit=3, pixel=10 * 28 + 14))
    qtbot.waitUntil(
        lambda: page.shown.unit_path.fresh is not None and not page.busy, timeout=PATIENCE
    )
    history = history_of(page)
    assert view.way.steps == [c.step for c in history.checkpoints]
    names, *rows = view.way.table.csv.splitlines()
    assert names == "step,w,g,m,v,Δ"
    for row, checkpoint in zip(rows, history.checkpoints, strict=True):
        assert checkpoint.snapshot is not None
        step, w, _, m, v, _ = row.split(",")
        kept = checkpoint.snapshot.variables
        assert int(step) == checkpoint.step
        assert np.float32(w) == checkpoint.weights[0][10 * 28 + 14, 3]
        assert np.float32(m) == kept["06_hidden_1_kernel_momentum"][10 * 28 + 14, 3]
        assert np.float32(v) == kept["07_hidden_1_kernel_velocity"][10 * 28 + 14, 3]
    # One moment everywhere: a pressed step is the one whose next update is worked out.
    view.way.table.row_requested.emit(1)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    update = page.shown.following.fresh
    assert update is not None
    assert update.step == page.shown.step == history.checkpoints[1].step
    formula = page.formula_leaf.widget.findChildren(Badge)[0]
    assert formula.text.startswith("Same bits")
    click_quantity(page, "update")
    np.testing.assert_array_equal(view.picture.values.ravel(), update.change[:, 3])


def click_quantity(page: MnistPage, key: str) -> None:
    """Choose what the pictures show."""
    view = page.hero.views["weights"]
    assert isinstance(view, WeightsView)
    view.quantity.set_value(key)
    view.quantity.chosen.emit(key)
