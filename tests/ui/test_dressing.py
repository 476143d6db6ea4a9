"""Style sheets: what is in sight follows at once, what is hidden before it is seen, what is left not at all."""

import gc
import weakref
from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.session.pages import PAGES
from explorer.ui.app import Application
from explorer.ui.main_window import MainWindow
from tests.ui.windows import PATIENCE, look_at, wait_until


class _Told(QObject):
    """Counts, by page, how often a label of it is told of an event."""

    def __init__(self, window: MainWindow, kind: QEvent.Type) -> None:
        super().__init__(window)
        self.counts: Counter[str] = Counter()
        self._kind = kind
        self._labels = {name: page.findChildren(QLabel) for name, page in window.pages.items()}
        for label in chain.from_iterable(self._labels.values()):
            label.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let the label have it."""
        if event.type() == self._kind:
            self.counts.update(name for name, labels in self._labels.items() if watched in labels)
        return False


def _begin(program: Application, **view: Any) -> None:
    """Change what is looked at, and wait for nothing."""
    program.store.change(lambda session: replace(session, view=replace(session.view, **view)))


@pytest.fixture
def program(program: Application) -> Application:
    """The program with nothing left to be dressed."""
    wait_until(lambda: len({page.styleSheet() for page in program.window.pages.values()}) == 1)
    return program


def _ground(widget: QWidget) -> QColor:
    return widget.grab().toImage().pixelColor(2, 2)


def test_that_another_theme_reaches_what_is_in_front_at_once_and_each_hidden_page_in_a_turn_of_its_own(
    program: Application,
) -> None:
    pages = program.window.pages
    told = _Told(program.window, QEvent.Type.StyleChange)
    _begin(program, theme="dark")
    assert set(told.counts) == {"descent"}
    sheets = {name: page.styleSheet() for name, page in pages.items()}
    assert len({sheets.pop("descent"), *sheets.values()}) == 2
    wait_until(lambda: set(told.counts) == set(PAGES))
    assert len({page.styleSheet() for page in pages.values()}) == 1


def test_that_a_hidden_page_is_dressed_before_it_is_painted(program: Application) -> None:
    _begin(program, theme="dark")
    page = program.window.pages["surface"]
    old = page.styleSheet()
    program.window._stack.setCurrentWidget(page)
    assert page.styleSheet() != old
    assert page.styleSheet() == program.window.header.styleSheet()


def test_that_a_page_shown_in_time_is_not_dressed_twice(program: Application) -> None:
    _begin(program, theme="dark")
    program.window._stack.setCurrentWidget(program.window.pages["surface"])
    told = _Told(program.window, QEvent.Type.StyleChange)
    wait_until(lambda: set(told.counts) == {"mnist", "tape", "model"})


@pytest.mark.parametrize("opened", ["before", "after"])
def test_that_a_dialog_follows_the_theme_whenever_it_was_opened(
    program: Application, qtbot: QtBot, opened: str
) -> None:
    if opened == "after":
        look_at(program, theme="dark")
    program.window.run("preferences")
    dialog = next(d for d in program.window.findChildren(QDialog) if d.isVisible())
    if opened == "before":
        assert _ground(dialog) == program.look.colour("window")
        look_at(program, theme="dark")
    qtbot.waitUntil(
        lambda: _ground(dialog) == QColor(program.look.theme["window"]), timeout=PATIENCE
    )
    assert program.look.theme.dark
    dialog.close()


def test_that_a_dialog_that_is_closed_is_held_by_nobody(program: Application, qtbot: QtBot) -> None:
    program.window.run("preferences")
    dialog = next(d for d in program.window.findChildren(QDialog) if d.isVisible())
    held = weakref.ref(dialog)
    dialog.close()
    del dialog

    def is_gone() -> bool:
        gc.collect()
        return held() is None

    qtbot.waitUntil(is_gone, timeout=PATIENCE)


def test_that_a_window_that_is_left_is_told_of_no_other_size(program: Application) -> None:
    old, size = program.window, program.look.px(100)
    look, told = program.look, _Told(old, QEvent.Type.FontChange)
    changed: list[bool] = []
    look.changed.connect(lambda: changed.append(True))
    look_at(program, projector=True)
    assert program.window is not old
    assert program.look.px(100) > size == look.px(100)
    assert not told.counts
    assert not changed


def test_that_a_size_taken_back_while_its_window_is_built_leaves_no_trace(
    program: Application,
) -> None:
    font = QApplication.font()
    _begin(program, projector=True)
    for _ in range(2):
        QApplication.processEvents()
    look_at(program, projector=False)
    wait_until(lambda: program._steps is None)
    assert QApplication.font() == font == program.look.font()
    assert program.window.header.font() == font


def test_that_a_theme_chosen_while_a_window_is_built_is_that_of_the_window(
    program: Application,
) -> None:
    _begin(program, projector=True)
    QApplication.processEvents()
    look_at(program, theme="dark")
    wait_until(lambda: program._steps is None)
    assert program.look.theme.dark
    assert _ground(program.window.header) == program.look.colour("window")
