"""Pages that nobody has looked at are built while the window is idle, a part in a turn."""

import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from explorer.ui.app import Application
from explorer.ui.jobs.threads import Latest, at_work
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.views import VIEWS
from explorer.ui.pages.skeleton import Page
from explorer.ui.widgets.palette import Palette
from tests.ui.windows import PATIENCE, look_at

Open = Callable[..., Application]


@pytest.mark.slow
def test_that_a_page_with_many_plots_is_built_ahead_in_parts_and_is_whole_then(
    open_program: Open, qtbot: QtBot
) -> None:
    window = open_program(page="descent").window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window.building.idle.stop()
    made = []
    while "mnist" not in window.pages:
        made.append(len(window.services.prepared))
        window.building.build_ahead()
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
    window.building.idle.stop()
    while not window.services.prepared:
        window.building.build_ahead()
    (part,) = window.services.prepared.values()
    page = window.pages["mnist"]
    assert isinstance(page, MnistPage)
    assert page.hero is part
    assert list(page.hero.views) == [each.key for each in VIEWS]


def test_that_the_place_of_a_page_that_is_asked_for_by_key_is_shown_before_it_is_built(
    open_program: Open, qtbot: QtBot
) -> None:
    window = open_program(page="descent").window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window.building.idle.stop()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert "mnist" not in window.pages
    assert window.header.tabs["mnist"].isChecked()
    assert not window.pages["descent"].isVisible()
    qtbot.waitUntil(lambda: "mnist" in window.pages, timeout=PATIENCE)
    assert window.pages["mnist"].isVisible()
    assert window.focusWidget() is window.pages["mnist"]


@pytest.mark.slow
def test_that_a_key_of_the_timeline_waits_for_a_page_that_is_still_to_come(
    open_program: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_program(page="descent").window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window.building.idle.stop()
    played = list[str]()
    monkeypatch.setattr(Page, "toggle_play", lambda page: played.append(page.spec.key))
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert "surface" not in window.pages
    qtbot.waitUntil(lambda: played == ["surface"], timeout=PATIENCE)


@pytest.mark.slow
def test_that_a_key_for_a_page_still_to_come_is_forgotten_when_another_takes_its_place(
    open_program: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_program(page="descent").window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window.building.idle.stop()
    played = list[str]()
    monkeypatch.setattr(Page, "toggle_play", lambda page: played.append(page.spec.key))
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert "surface" not in window.pages
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "surface" in window.pages, timeout=PATIENCE)
    assert not played


@pytest.mark.slow
@pytest.mark.parametrize("command", ["export.picture", "list"])
def test_that_what_a_command_needs_of_a_page_still_to_come_is_done_when_it_is_there(
    open_program: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    window = open_program(page="descent").window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window.building.idle.stop()
    opened = list[str]()
    monkeypatch.setattr(Page, "open_list", lambda page: opened.append(page.spec.key))
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    next(each for each in window.actions_.commands if each.key == command).run()
    assert "tape" not in window.pages
    qtbot.waitUntil(lambda: "tape" in window.pages, timeout=PATIENCE)
    assert opened == ["tape"] or window.exports.sheet is not None


@pytest.mark.slow
def test_that_tab_goes_by_the_header_while_a_page_is_still_to_come(
    open_program: Open, qtbot: QtBot
) -> None:
    window = open_program(page="descent").window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window.building.idle.stop()
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    assert "surface" not in window.pages
    assert window.header.isAncestorOf(window.focusWidget())


@pytest.mark.slow
def test_that_enter_runs_the_first_command_of_all_pages_though_they_are_still_to_come(
    open_program: Open, qtbot: QtBot
) -> None:
    program = open_program(page="surface")
    window = program.window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window.building.idle.stop()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (palette,) = window.findChildren(Palette)
    assert list(window.pages) == ["surface"]
    qtbot.keyClicks(palette.field, "adagrad")
    texts = [palette.list.item(row).text() for row in range(palette.list.count())]
    assert not any(text.startswith("Descent") for text in texts)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    # Nothing was built in that turn: four pages at once took 0.4 s.
    assert list(window.pages) == ["surface"]
    qtbot.waitUntil(lambda: program.store.session.view.page == "descent", timeout=PATIENCE)
    assert window.page is window.pages["descent"]
    assert program.store.session.descent.optimizer == "adagrad"


@pytest.mark.slow
def test_that_commands_of_pages_that_come_later_leave_the_mark_where_it_was_put(
    open_program: Open, qtbot: QtBot
) -> None:
    window = open_program(page="surface").window
    qtbot.waitUntil(lambda: not window.page.busy, timeout=PATIENCE)
    window.building.idle.stop()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (palette,) = window.findChildren(Palette)
    qtbot.keyClicks(palette.field, "guide, step")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    marked, count = palette.list.currentItem().text(), palette.list.count()
    qtbot.waitUntil(lambda: palette.list.count() > count, timeout=PATIENCE)
    assert palette.list.currentItem().text() == marked


@pytest.mark.slow
def test_that_nothing_is_left_of_a_page_whose_building_never_ended(
    open_program: Open, qtbot: QtBot
) -> None:
    program = open_program(page="descent")
    qtbot.waitUntil(lambda: not program.window.page.busy, timeout=PATIENCE)
    program.window.building.idle.stop()
    while not program.window.services.prepared:
        program.window.building.build_ahead()
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


def test_that_a_window_built_anew_neither_waits_for_what_the_old_one_computes_nor_lets_it_follow(
    open_program: Open, qtbot: QtBot
) -> None:
    program = open_program(page="descent")
    old, wanted = program.window, Event()
    qtbot.waitUntil(lambda: not old.page.busy, timeout=PATIENCE)

    def compile_long() -> Iterator[None]:
        wanted.wait(10)
        yield

    (line, *_) = old.page.circuit._lines.values()
    line.request(compile_long)
    program.store.change(lambda s: s.viewing(lambda view: replace(view, language="zh_CN")))
    qtbot.waitUntil(lambda: program.window is not old, timeout=PATIENCE)
    assert at_work(old)
    program.store.change(lambda s: s.viewing(lambda view: replace(view, page="tape")))
    old.building.want("tape")
    qtbot.wait(200)
    assert "tape" not in old.pages
    wanted.set()
    qtbot.waitUntil(lambda: not isValid(old), timeout=PATIENCE)


def test_that_a_dialog_at_work_in_an_old_window_is_waited_for(
    open_program: Open, qtbot: QtBot
) -> None:
    program = open_program(page="descent")
    old = program.window
    qtbot.waitUntil(lambda: not old.page.busy, timeout=PATIENCE)
    dialog = QDialog(old)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    line: Latest[None] = Latest(dialog)
    dialog.finished.connect(line.close)
    dialog.show()
    ended = list[bool]()

    def read_long() -> Iterator[None]:
        time.sleep(4)
        ended.append(True)
        yield

    line.request(read_long)
    program.store.change(lambda s: s.viewing(lambda view: replace(view, language="zh_CN")))
    qtbot.waitUntil(lambda: program.window is not old, timeout=PATIENCE)
    assert ended
