"""What a screen reader finds in the window, and how the keyboard goes through it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.core.sentences import ExplorerError, said
from explorer.session.pages import PAGES
from explorer.session.session import LEAVES
from explorer.ui.app import Application
from explorer.ui.commands import menu_titles
from explorer.ui.keys_window import all_keys
from explorer.ui.main_window import MainWindow
from explorer.ui.mnemonics import with_letters
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.pages.mnist.views import VIEWS
from explorer.ui.pages.skeleton import Page
from explorer.ui.spoken import News
from explorer.ui.spoken_formula import in_words
from explorer.ui.tab_order import as_read
from tests.ui.windows import PATIENCE, look_at

Role, Text = QAccessible.Role, QAccessible.Text
MOST = 300  # keys of Tab through one window; whoever needs more is trapped
# Two pages in the quick suite; what the others add takes as long again.
QUICK = [
    page if page in ("descent", "tape") else pytest.param(page, marks=pytest.mark.slow)
    for page in PAGES
]
NONE = (Role.NoRole, Role.Client)
PICTURES = (Role.Chart, Role.Graphic, Role.Canvas)


@pytest.fixture(autouse=True)
def listening() -> Iterator[None]:
    """Somebody listens, as with a screen reader."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def read(widget: QWidget, kind: QAccessible.Text) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return str(found.text(kind))


def role_of(widget: QWidget) -> QAccessible.Role:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found.role()


def called(widget: QWidget) -> str:
    """Return what names a widget: its name, or for a box of choices the label that it belongs to."""
    if isinstance(widget, QComboBox):
        found = QAccessible.queryAccessibleInterface(widget)
        labels = [each.text(Text.Name) for each, _ in found.relations()]
        return " ".join(map(str, labels))
    return read(widget, Text.Name)


def takes_focus(widget: QWidget) -> bool:
    return bool(
        widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not is_other_choice(widget)
    )


def is_other_choice(widget: QWidget) -> bool:
    """Return whether it is one of several choices that is not chosen: arrow keys come to it."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    return widget.autoExclusive() or (group is not None and group.checkedButton() is not None)


def tabbed(window: MainWindow) -> list[QWidget]:
    """Press Tab until it comes back to where it began; return what had the focus."""
    QTest.keyClick(window, Qt.Key.Key_Tab)
    passed: list[QWidget] = []
    while (here := QApplication.focusWidget()) not in passed:
        assert here is not None
        passed.append(here)
        assert len(passed) < MOST
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return passed


def is_there(page: Page[Any, Any]) -> bool:
    return page.begun and not page.busy


def in_leaves(program: Application, qtbot: QtBot, page: str, *leaves: str) -> Iterator[MainWindow]:
    """Show a page with some leaves, by default with each."""
    window = program.window
    for leaf in leaves or LEAVES:
        look_at(program, page=page, leaf=leaf)
        shown = window.pages[page]
        qtbot.waitUntil(partial(is_there, shown), timeout=PATIENCE)
        QApplication.processEvents()
        yield window


def check_all(window: MainWindow) -> None:
    """Fail if anything in sight has no name, no role or, as a picture, no sentence."""
    QApplication.processEvents()
    for each in filter(takes_focus, window.findChildren(QWidget)):
        told = f"{type(each).__name__} {each.accessibleName()!r} in {each.parentWidget()}"
        assert called(each), told
        assert role_of(each) not in NONE, told
    for each in window.findChildren(QWidget):
        if hasattr(each, "spoken_role") and each.isVisible() and role_of(each) in PICTURES:
            told = f"{type(each).__name__} {each.accessibleName()!r}"
            assert read(each, Text.Name), told
            assert read(each, Text.Description), told


@pytest.mark.parametrize("page", QUICK)
def test_that_tab_comes_to_every_control_and_leaves_it(
    program: Application, qtbot: QtBot, page: str
) -> None:
    for window in in_leaves(program, qtbot, page, "data", "code"):
        wanted = {each for each in window.findChildren(QWidget) if takes_focus(each)}
        passed = tabbed(window)
        missed = {f"{type(e).__name__} {e.accessibleName()}" for e in wanted.difference(passed)}
        assert not missed, ", ".join(f"{type(e).__name__} {e.accessibleName()}" for e in passed)
        window.page.setFocus()


@pytest.mark.parametrize("page", QUICK)
def test_that_all_in_sight_has_a_name_and_a_role_and_pictures_say_what_they_show(
    program: Application, qtbot: QtBot, page: str
) -> None:
    for window in in_leaves(program, qtbot, page):
        check_all(window)


def test_that_a_stack_of_views_is_not_named_on_the_way_to_a_view(program: Application) -> None:
    for stack in program.window.findChildren(QStackedWidget):
        found = QAccessible.queryAccessibleInterface(stack)
        assert found is not None
        assert found.role() == QAccessible.Role.Grouping
        children = [found.child(number) for number in range(found.childCount())]
        assert stack.currentWidget() in [each.object() for each in children if each is not None]


@settings(max_examples=20, deadline=None)
@given(st.permutations([(row, column) for row in range(4) for column in range(3)]))
def test_that_things_in_rows_are_read_row_by_row(cells: list[tuple[int, int]]) -> None:
    placed = [
        (QRect(50 * column, 30 * row + 3 * column, 40, 20), (row, column)) for row, column in cells
    ]
    assert as_read(placed) == sorted(cells)


def test_that_columns_side_by_side_are_read_one_after_the_other() -> None:
    tall, right = QRect(0, 0, 40, 100), [QRect(50, top, 40, 40) for top in (0, 60)]
    low = QRect(0, 110, 90, 10)
    placed = [(low, "low"), (right[1], "second"), (tall, "tall"), (right[0], "first")]
    assert as_read(placed) == ["tall", "first", "second", "low"]


def test_that_tab_goes_from_header_to_choices_to_plot_to_timeline(
    program: Application, qtbot: QtBot
) -> None:
    look_at(program, page="surface", leaf=None)
    window = program.window
    page: Any = window.page
    qtbot.waitUntil(partial(is_there, page), timeout=PATIENCE)
    page.step(3)
    qtbot.waitUntil(page.timeline.forward.isEnabled)
    window.header.tabs["surface"].setFocus()
    passed = tabbed(window)
    wanted = [
        window.header.tabs["surface"], window.header.search, page.controls.formula.edit,
        page.hero.plot, page.timeline.play, page.timeline.slider,
    ]  # fmt: skip
    first = passed.index(wanted[0])
    order = [*passed[first:], *passed[:first]]
    places = [order.index(each) for each in wanted]
    assert places == sorted(places)
    column = page.frame.controls
    assert all(
        order.index(each) < order.index(page.hero.plot)
        for each in order
        if column.isAncestorOf(each)
    )


KEYS = re.compile(r"Qt\.Key\.Key_(\w+)")
SAID = {  # a key of Qt's in the words of the list
    "Left": "Arrows", "Right": "Arrows", "Up": "Arrows", "Down": "Arrows", "Plus": "+",
    "Equal": "=", "Minus": "−", "Escape": "Esc",
}  # fmt: skip


def test_that_the_list_of_keys_has_every_key_that_a_widget_asks_for(
    program: Application, repository: Path
) -> None:
    groups = all_keys(program.window.commands, menu_titles())
    listed = {
        key for _, rows in groups for keys, _ in rows for each in keys.split(", ")
        for key in (each.split("+") if each != "+" else [each])
    }  # fmt: skip
    asked = {
        found for path in (repository / "explorer" / "ui").rglob("*.py")
        for found in KEYS.findall(path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert asked > {"Space", "Home", "Escape"}
    assert not {key for key in asked if SAID.get(key, key) not in listed}


def test_that_the_list_of_keys_has_every_command_with_keys(program: Application) -> None:
    window = program.window
    listed = {row for _, rows in all_keys(window.commands, menu_titles()) for row in rows}
    shortcuts = {a.shortcut().toString() for a in window.actions() if not a.shortcut().isEmpty()}
    assert shortcuts == {c.shortcut for c in window.commands if c.shortcut}
    assert {(c.shortcut, c.text) for c in window.commands if c.shortcut} <= listed


def test_that_no_two_entries_of_a_menu_have_one_letter(program: Application) -> None:
    bar = program.window.header.menu_bar
    menus: list[Any] = [each.menu() for each in bar.actions()]
    for actions in (bar.actions(), *(each.actions() for each in menus)):
        letters = [each.text().replace("&&", "").partition("&")[2][:1] for each in actions]
        known = [each.upper() for each in letters if each]
        assert len(set(known)) == len(known) > 2
    assert [each.text() for each in bar.actions()] == ["&File", "&Edit", "&View", "&Help"]


def test_that_a_letter_stands_in_the_text_or_behind_it_where_that_has_none() -> None:
    entries = [("Undo", "zundo"), ("Open…", "o"), ("打开…", "o"), ("R&D", "rd"), ("打开", "d")]
    marked = with_letters(entries)
    assert marked == ["&Undo", "&Open…", "打开(&A)…", "&R&&D", "打开(&D)"]


@pytest.mark.parametrize("page", ["descent", "surface", "tape"])
def test_that_arrows_step_from_a_button_and_from_the_header(
    program: Application, qtbot: QtBot, page: str
) -> None:
    window = program.window
    look_at(program, page=page)
    qtbot.waitUntil(partial(is_there, window.page), timeout=PATIENCE)
    window.page.jump(to_end=False)
    bar: Any = window.page.timeline
    for button in (bar.play, window.header.leaves["code"]):
        button.setFocus(Qt.FocusReason.TabFocusReason)
        before = window.page.timing.place
        QTest.keyClick(button, Qt.Key.Key_Right)
        assert window.page.timing.place == before + 1
        assert QApplication.focusWidget() is button


def test_that_escape_leaves_a_field_and_closes_a_notice(program: Application) -> None:
    window = program.window
    refusal = ExplorerError(said("Errors", "This is not a number. Type for example 0.01."))
    window.report(refusal)
    edit = window.page.controls.rate.edit  # type: ignore[attr-defined]
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.page
    assert not window.notice.isVisible()


def test_that_a_plot_is_zoomed_and_moved_by_keys_and_shows_that_it_has_them(
    program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    plot = page.hero.plot
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = (each for each in plot.children() if type(each).__name__ == "_Ring")
    assert isinstance(ring, QWidget)
    assert ring.isVisible()
    whole = plot.span
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    near = plot.span
    assert near[1] - near[0] < 0.9 * (whole[1] - whole[0])
    QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert plot.span[0] > near[0]
    QTest.keyClick(plot, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: plot.span == pytest.approx(whole))
    program.window.page.setFocus()
    assert not ring.isVisible()


def test_that_what_a_plot_says_follows_its_point(page: DescentPage, qtbot: QtBot) -> None:
    assert "x = 3. f(x) = 18." in read(page.hero.plot, Text.Description)
    page.step(1)
    qtbot.waitUntil(lambda: "x = 2.88. f(x) = 16.59." in read(page.hero.plot, Text.Description))


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("2x² − 1", "2 x squared minus 1"),
        ("f′(x) = 4x", "f prime of x equals 4 x"),
        ("dy/dx", "d y by d x"),
        ("3.6e−6", "3.6 times 10 to the power of minus 6"),
        ("√(x) ≤ ∞", "the square root of open bracket x close bracket is at most infinity"),
        ("x⁻¹²", "x to the power of minus 12"),
        ("", ""),
    ],
)
def test_that_a_formula_is_said_in_words(formula: str, words: str) -> None:
    assert in_words(formula) == words


def test_that_what_changes_all_the_time_is_announced_seldom(qtbot: QtBot) -> None:
    told: list[str] = []
    widget = QLabel()
    qtbot.addWidget(widget)
    widget.show()
    news = News(widget, told.append)
    for number in range(50):
        news.tell(f"update {number}")
        qtbot.wait(5)
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    news._rest.timeout.emit()
    assert told[-1] == "update 49"


@pytest.mark.slow
@pytest.mark.parametrize("view", [each.key for each in VIEWS])
def test_that_every_view_of_the_network_can_be_reached_and_heard(
    program: Application, qtbot: QtBot, view: str
) -> None:
    look_at(program, page="mnist", leaf=None)
    window = program.window
    window.page.change(lambda choices: replace(choices, view=view))
    qtbot.waitUntil(partial(is_there, window.page), timeout=PATIENCE)
    check_all(window)
