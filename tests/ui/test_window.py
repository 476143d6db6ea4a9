"""The window around the pages: tabs, leaves, search, theme, language, notices."""

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from explorer.core.sentences import ExplorerError, said
from explorer.session.pages import PAGES
from explorer.session.session import LEAVES
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.pages.lesson_leaf import LessonLeaf
from explorer.ui.pages.skeleton import Page
from explorer.ui.pages.surface.page import SurfacePage
from explorer.ui.widgets.palette import Palette
from tests.ui.windows import PATIENCE, look_at

Open = Callable[..., Application]


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("name", PAGES)
def test_that_a_tab_brings_its_page_to_the_front(
    program: Application, qtbot: QtBot, name: str
) -> None:
    click(qtbot, program.window.header.tabs[name])
    assert program.window.page is program.window.pages[name]
    assert program.window.page.isVisible()


def test_that_ctrl_and_a_number_bring_pages_to_the_front(
    program: Application, qtbot: QtBot
) -> None:
    for number, name in enumerate(PAGES, start=1):
        qtbot.keyClick(
            program.window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier
        )
        assert program.store.session.view.page == name


@pytest.mark.parametrize("page", PAGES)
def test_that_every_page_has_the_four_leaves(program: Application, qtbot: QtBot, page: str) -> None:
    window = program.window
    look_at(program, page=page, leaf=None)
    for leaf in LEAVES:
        click(qtbot, window.header.leaves[leaf])
        assert window.header.leaves[leaf].isChecked()
        assert window.page.frame.panel.isVisible()


def search(program: Application, qtbot: QtBot, words: str) -> Palette:
    qtbot.keyClick(program.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (palette,) = program.window.findChildren(Palette)
    palette.field.insert(words)  # an input method does the same; QTest types ASCII only
    return palette


def test_that_a_command_is_found_by_its_words_and_run(program: Application, qtbot: QtBot) -> None:
    palette = search(program, qtbot, "dark theme")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert program.look.theme.dark


@pytest.mark.parametrize("words", ["simplified chinese", "简体中文"])
def test_that_a_language_is_found_in_itself_and_in_english(
    program: Application, qtbot: QtBot, words: str
) -> None:
    palette = search(program, qtbot, words)
    assert palette.list.count() == 1
    palette.close()


def test_that_a_command_found_is_read_out_with_its_keys(program: Application, qtbot: QtBot) -> None:
    palette = search(program, qtbot, "redo")
    read = palette.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    palette.close()
    assert read == "Redo, Ctrl+Shift+Z"


def test_that_the_search_opens_at_the_middle_of_the_window(
    program: Application, qtbot: QtBot
) -> None:
    palette = search(program, qtbot, "")
    middle, window = palette.geometry().center().x(), program.window.geometry()
    palette.close()
    assert abs(middle - window.center().x()) <= 4  # pixels; frames are not counted


def test_that_a_search_is_as_high_as_what_it_finds(program: Application, qtbot: QtBot) -> None:
    palette = search(program, qtbot, "")
    many = palette.height()
    palette.field.insert("redo")
    qtbot.waitUntil(lambda: palette.height() < many, timeout=2_000)
    palette.close()


def test_that_a_search_without_a_find_says_so(program: Application, qtbot: QtBot) -> None:
    palette = search(program, qtbot, "zzzz")
    assert palette.list.count() == 0
    palette.close()


def test_that_another_language_keeps_what_was_chosen(program: Application, qtbot: QtBot) -> None:
    page = program.window.pages["descent"]
    edit = page.findChild(QLineEdit)
    assert edit is not None
    program.store.change(lambda s: s.with_descent(lambda d: d.with_start(1.5)))
    palette = search(program, qtbot, "简体中文")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.header.tabs["descent"].text() == "下降", timeout=5_000)
    assert program.store.session.descent.start == 1.5
    qtbot.waitUntil(lambda: program.window.pages["descent"].shows_content, timeout=20_000)


@pytest.mark.parametrize("change", [{"language": "zh_CN"}, {"projector": True}])
def test_that_a_window_built_anew_keeps_the_answers_and_the_zoom(
    program: Application, qtbot: QtBot, page: DescentPage, change: dict[str, Any]
) -> None:
    page.look_elsewhere(frame=replace(page.shown.frame, span=(1.0, 2.0)))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    before, old = page.shown, program.window
    look_at(program, **change)
    qtbot.waitUntil(lambda: program.window is not old, timeout=PATIENCE)
    after = program.window.pages["descent"]
    assert isinstance(after, DescentPage)
    qtbot.waitUntil(lambda: after.shows_content, timeout=PATIENCE)
    assert after.shown.path.value is before.path.value
    assert after.shown.curves.value is before.curves.value
    span = pytest.approx((1.0, 2.0))
    # The plot is laid out, and takes its span, in a turn of its own.
    qtbot.waitUntil(lambda: after.hero.plot.span == span, timeout=PATIENCE)


def test_that_a_window_built_anew_shows_the_same_part_of_the_surface(
    program: Application, qtbot: QtBot
) -> None:
    look_at(program, page="surface")
    page = program.window.pages["surface"]
    assert isinstance(page, SurfacePage)
    qtbot.waitUntil(lambda: page.shows_content and not page.busy, timeout=PATIENCE)
    page.hero.plot.show_part(((0.5, 1.5), (0.5, 1.5)))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    seen = page.hero.plot.seen
    look_at(program, language="zh_CN")
    after = program.window.pages["surface"]
    assert isinstance(after, SurfacePage)
    qtbot.waitUntil(lambda: after.shows_content and not after.busy, timeout=PATIENCE)
    assert np.array(after.hero.plot.seen) == pytest.approx(np.array(seen), rel=0.02)
    assert after.hero.plot.way_home.button.isVisible()
    click(qtbot, after.hero.plot.way_home.button)
    assert after.hero.plot.home == page.shown.home


@pytest.mark.slow
def test_that_a_window_left_behind_by_another_language_hears_no_more(program: Application) -> None:
    look_at(program, language="zh_CN")
    QTest.qWait(10)  # the old window goes
    look_at(program, theme="dark")
    assert program.look.theme.dark


def test_that_nothing_of_a_window_left_behind_is_dressed_again(program: Application) -> None:
    # Held, as by the program itself for a moment: what belongs to no widget outlives the widgets.
    pages = [program.window.pages[key] for key in PAGES]
    old = program.window
    look_at(program, language="zh_CN")
    assert program.window is not old
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    program.look.changed.emit()
    assert len(pages) == len(PAGES)


def test_that_nothing_is_left_of_a_window_built_anew(program: Application, qtbot: QtBot) -> None:
    left = [weakref.ref(program.window.pages[key]) for key in PAGES]
    look_at(program, language="zh_CN")
    look_at(program, language="en")

    def all_gone() -> bool:
        gc.collect()
        return not any(page() for page in left)

    qtbot.waitUntil(all_gone, timeout=PATIENCE)


def test_that_another_language_does_not_wait_for_what_is_being_written(
    program: Application, qtbot: QtBot
) -> None:
    begun, goes_on, written = Event(), Event(), Event()

    def write(_unwanted: Event) -> Callable[[], None]:
        begun.set()
        goes_on.wait()
        written.set()
        return lambda: None

    old = program.window
    old.exports._do(write)
    qtbot.waitUntil(begun.is_set, timeout=PATIENCE)
    look_at(program, language="zh_CN")
    assert program.window is not old
    assert not written.is_set()
    goes_on.set()
    qtbot.waitUntil(written.is_set, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not isValid(old), timeout=PATIENCE)


def test_that_a_refusal_is_told_below_the_header(program: Application) -> None:
    program.window.report(
        ExplorerError(said("Errors", "This is not a number. Type for example 0.01."))
    )
    assert program.window.notice.text == "This is not a number. Type for example 0.01."
    assert not program.window.notice.copy.isVisible()


def test_that_a_defect_is_told_logged_and_can_be_copied(
    program: Application, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    program.window.report(ZeroDivisionError("test"))
    click(qtbot, program.window.notice.copy)
    assert "ZeroDivisionError" in QApplication.clipboard().text()
    assert "defect" in caplog.text
    caplog.clear()


def test_that_escape_closes_a_notice(program: Application, qtbot: QtBot) -> None:
    program.window.report(
        ExplorerError(said("Errors", "This is not a number. Type for example 0.01."))
    )
    qtbot.keyClick(program.window.notice, Qt.Key.Key_Escape)
    assert not program.window.notice.isVisible()


@pytest.mark.parametrize("page", PAGES)
def test_that_every_control_of_a_page_has_an_accessible_name(
    program: Application, qtbot: QtBot, page: str
) -> None:
    look_at(program, page=page)
    window = program.window
    qtbot.waitUntil(lambda: window.page.shows_content, timeout=60_000)
    nameless = [
        child
        for child in window.page.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible()
        and not (child.accessibleName() or getattr(child, "text", str)())
    ]  # fmt: skip
    assert not nameless


@pytest.mark.parametrize("page", PAGES)
def test_that_every_step_of_a_lesson_can_be_shown(
    program: Application, qtbot: QtBot, page: str
) -> None:
    look_at(program, page=page, leaf="guide")
    window = program.window
    qtbot.waitUntil(lambda: window.page.shows_content, timeout=60_000)
    (guide,) = window.page.findChildren(LessonLeaf)
    while True:
        if guide.show_me.isEnabled():
            click(qtbot, guide.show_me)
        if not guide.forward.isEnabled():
            break
        click(qtbot, guide.forward)
    assert not window.notice.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_no_text_and_no_control_is_cut_in_the_smallest_window(
    program: Application, qtbot: QtBot, language: str
) -> None:
    look_at(program, language=language)  # a window built anew, and so is each of its pages
    window = program.window
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.width() == 1024)
    for key in PAGES:
        look_at(program, page=key)
        page = window.page
        qtbot.waitUntil(lambda page=page: page.shows_content, timeout=60_000)  # type: ignore[misc]
        qtbot.waitUntil(lambda page=page: not getattr(page, "busy", False), timeout=60_000)  # type: ignore[misc]
        qtbot.wait(100)  # fields take their places
        assert not cut_texts(window)
        assert not cut_controls(page)


def cut_texts(window: QWidget) -> list[tuple[str, str, int, int]]:
    """Return each text that is seen in part, with the width it has and the one it needs."""
    texts: list[QLabel | QAbstractButton] = [
        *window.findChildren(QLabel),
        *window.findChildren(QAbstractButton),
    ]
    return [
        (type(each).__name__, each.text(), each.width(), each.minimumSizeHint().width())
        for each in texts
        if each.isVisible() and each.text() and not getattr(each, "wordWrap", bool)()
        and each.width() < each.minimumSizeHint().width() - 1
    ]  # fmt: skip


def cut_controls(page: Page[Any, Any]) -> list[tuple[str, str]]:
    """Return the controls that reach beyond the column that they stand in."""
    area = page.frame.controls
    column = area.widget()
    assert column is not None
    return [
        (type(each).__name__, each.accessibleName())
        for each in column.findChildren(QWidget)
        if each.isVisible()
        and each.mapTo(column, each.rect().topRight()).x() >= area.viewport().width()
    ]
