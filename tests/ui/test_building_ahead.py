"""Pages that nobody has looked at are built while the window is idle, a part in a turn."""

import weakref
from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.app import Application
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.views import VIEWS
from tests.ui.windows import PATIENCE, look_at

Open = Callable[..., Application]


@pytest.mark.slow
def test_that_a_page_with_many_plots_is_built_ahead_in_parts_and_is_whole_then(
    open_program: Open, qtbot: QtBot
) -> None:
    window = open_program(page="descent").window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window._idle.stop()
    made = []
    while "mnist" not in window.pages:
        made.append(len(window.services.prepared))
        window._build_ahead()
    assert made.count(1) >= 2
    assert not window.services.prepared
    page = window.pages["mnist"]
    assert isinstance(page, MnistPage)
    assert list(page.hero.views) == [each.key for each in VIEWS]


def test_that_a_page_that_is_asked_for_amid_its_building_is_whole(
    open_program: Open, qtbot: QtBot
) -> None:
    window = open_program(page="descent").window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window._idle.stop()
    while not window.services.prepared:
        window._build_ahead()
    (part,) = window.services.prepared.values()
    page = window.pages["mnist"]
    assert isinstance(page, MnistPage)
    assert page.hero is part
    assert list(page.hero.views) == [each.key for each in VIEWS]


@pytest.mark.slow
def test_that_nothing_is_left_of_a_page_whose_building_never_ended(
    open_program: Open, qtbot: QtBot
) -> None:
    program = open_program(page="descent")
    qtbot.waitUntil(lambda: not program.window.page.busy, timeout=PATIENCE)
    program.window._idle.stop()
    while not program.window.services.prepared:
        program.window._build_ahead()
    part = weakref.ref(program.window.services.prepared["mnist"])
    program.close()
    assert not program.window.services.prepared
    qtbot.waitUntil(lambda: part() is None, timeout=PATIENCE)


def test_that_a_window_is_built_anew_in_parts_and_for_what_was_chosen_last(
    program: Application, qtbot: QtBot
) -> None:
    look_at(program, page="mnist")
    old = program.window
    program.store.change(lambda s: s.viewing(lambda view: replace(view, language="zh_CN")))
    program._take_step()
    assert program.window is old
    program.store.change(lambda s: s.viewing(lambda view: replace(view, language="en", size=125)))
    qtbot.waitUntil(lambda: program.window is not old, timeout=PATIENCE)
    assert program.services.language == "en"
    assert program.look.scale == 1.25
    assert program._steps is None
