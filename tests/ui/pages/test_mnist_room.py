"""Small windows: nothing of the MNIST page is cut off."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.app import Application
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.views.digits import DigitsView
from tests.ui.audit import lasting_faults
from tests.ui.pages.mnist_driving import begin, click, page_of, wait_for
from tests.ui.states import settled
from tests.ui.windows import look_at

if TYPE_CHECKING:
    from explorer.core.training.slices import Along
    from explorer.session.training.choices import View


def test_that_norms_in_a_low_window_take_the_place_of_the_views(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page()
    page.window().resize(1024, 700)
    qtbot.waitUntil(lambda: page.height() < 700)
    assert page.views.isVisible()
    click(qtbot, page.controls.norms)
    qtbot.waitUntil(lambda: page.hero.norms.isVisible() and not page.views.isVisible())
    qtbot.waitUntil(lambda: page.hero.plot.height() > 220)
    page.window().resize(1280, 900)
    qtbot.waitUntil(page.views.isVisible)
    click(qtbot, page.controls.norms)
    page.window().resize(1024, 700)
    qtbot.waitUntil(lambda: page.height() < 700)
    assert page.views.isVisible()


def test_that_the_names_of_losses_do_not_widen_the_column(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page()
    page.controls.network_lines.open()
    field, column = page.controls.loss, page.controls.widget
    viewport = column.parentWidget()
    assert viewport is not None
    qtbot.waitUntil(field.isVisible)

    def right() -> int:
        return field.mapTo(column, field.rect().topRight()).x()

    qtbot.waitUntil(lambda: right() < viewport.width())
    assert column.minimumSizeHint().width() <= viewport.width()


@pytest.mark.slow
def test_that_the_loss_has_its_room_on_a_projector(program: Application, qtbot: QtBot) -> None:
    look_at(program, projector=True, page="mnist")
    program.window.resize(1280, 800)
    page = program.window.pages["mnist"]
    assert isinstance(page, MnistPage)
    qtbot.waitUntil(lambda: page.hero.plot.plots[0].box.height() >= 180)
    # What the pictures would show is one press away.
    assert not page.views.isVisible()
    assert page.hero.chooser.isVisible()
    assert_nothing_is_cut_off(page, qtbot)


def assert_nothing_is_cut_off(page: MnistPage, qtbot: QtBot) -> None:
    """Assert that all of single digits stands within the view, without a part cut off at its right."""
    click(qtbot, page.hero.chooser.buttons["digits"])
    view = page.hero.views["digits"]
    assert isinstance(view, DigitsView)
    qtbot.waitUntil(lambda: view.strip.isVisible() and len(view.strip.items) > 0)
    content = view.strip.parentWidget()
    assert content is not None
    room = content.parentWidget()
    assert room is not None
    qtbot.waitUntil(lambda: content.width() <= room.width())


@pytest.mark.parametrize("size", [(1024, 700), (1280, 700), (1280, 800), (1500, 900), (1920, 1080)])
def test_that_nothing_of_single_digits_is_cut_off(
    open_page: Callable[..., MnistPage], qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = open_page("formula")
    page.window().resize(*size)
    qtbot.waitUntil(lambda: page.window().width() == size[0])
    assert_nothing_is_cut_off(page, qtbot)


@pytest.mark.slow
def test_that_nothing_of_weights_and_landscape_is_cut_or_on_another_on_a_projector(
    open_program: Callable[..., Application], qtbot: QtBot
) -> None:
    program = open_program(projector=True, page="mnist")
    program.window.resize(1280, 800)
    page = page_of(program, qtbot)
    page.change(lambda c: c.choosing(steps=40))
    page.change(lambda c: c.slicing(images=100))
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    found = []
    seen: list[tuple[View, Along]] = [
        ("weights", "gradient"), ("landscape", "gradient"), ("landscape", "plane")
    ]  # fmt: skip
    for view, along in seen:
        page.change(lambda c: c.viewing(view).going_along(along))  # noqa: B023 - called at once
        for leaf in (None, "formula"):
            look_at(program, leaf=leaf)
            settled(program)
            found += [f"{view}, {along}, {leaf}: {each}" for each in lasting_faults(program.window)]
    assert not found, "\n".join(found)
