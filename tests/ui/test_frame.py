"""In a narrow window the panel lies over the hero, and over nothing else."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from tests.ui.windows import look_at

LEAST_SLIDER = 160


def place(widget: QWidget) -> QRect:
    """Return where a widget is seen in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def resized(program: Application, qtbot: QtBot, width: int, height: int) -> None:
    program.window.resize(width, height)
    qtbot.waitUntil(lambda: program.window.width() == width)
    qtbot.wait(50)


def test_that_the_panel_of_a_narrow_window_covers_neither_sentence_nor_timeline(
    program: Application, qtbot: QtBot
) -> None:
    resized(program, qtbot, 1024, 700)
    check_the_panel(program, qtbot, 1)


@pytest.mark.slow
def test_that_the_panel_covers_neither_sentence_nor_timeline_on_a_projector(
    program: Application, qtbot: QtBot
) -> None:
    look_at(program, projector=True)
    resized(program, qtbot, 1280, 800)
    check_the_panel(program, qtbot, 1.35)


def check_the_panel(program: Application, qtbot: QtBot, scale: float) -> None:
    """Check on each page that the panel covers nothing else and leaves the timeline its room."""
    window = program.window
    for key in ("descent", "mnist", "surface", "tape", "model"):
        look_at(program, page=key, leaf="formula")
        qtbot.wait(50)
        page = window.pages[key]
        panel = place(page.frame.panel)
        assert panel.right() == window.rect().right()
        assert not panel.intersects(place(page.sentence)), key
        assert not panel.intersects(place(page.timeline)), key
        assert place(page.timeline).right() == window.rect().right()
        if key != "model":
            slider = getattr(page.timeline, "_middle", page.timeline.slider)
            assert slider.width() >= LEAST_SLIDER * scale


def test_that_escape_closes_the_panel_and_leads_back_to_its_button(
    program: Application, qtbot: QtBot
) -> None:
    window = program.window
    look_at(program, page="descent", leaf="data")
    resized(program, qtbot, 1024, 700)
    frame = window.page.frame
    window.page.data.copy.setFocus()
    QTest.keyClick(window.page.data.copy, Qt.Key.Key_Escape)
    assert not frame.panel.isVisible()
    assert window.focusWidget() is window.header.leaves["data"]
    # Beside the hero it hides nothing, and stays.
    look_at(program, leaf="data")
    resized(program, qtbot, 1280, 800)
    window.page.data.copy.setFocus()
    QTest.keyClick(window.page.data.copy, Qt.Key.Key_Escape)
    assert frame.panel.isVisible()


def test_that_the_panel_is_drawn_wider_by_its_edge_and_never_too_wide(
    program: Application, qtbot: QtBot
) -> None:
    window = program.window
    look_at(program, page="descent", leaf="data")
    resized(program, qtbot, 1280, 800)
    frame = window.page.frame
    first = frame.panel.width()  # that of its table
    assert 320 <= first < 440
    for wish, got in ((-100, first + 100), (-600, 560), (600, 280)):
        edge = QPoint(frame.width() - frame.panel.width(), 100)
        grip = frame.childAt(edge)
        assert grip is not None
        QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(3, 100))
        QTest.mouseMove(grip, QPoint(3 + wish, 100))
        QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=QPoint(3, 100))
        assert abs(frame.panel.width() - got) <= 2
    frame.draw_panel(320)
    resized(program, qtbot, 1920, 1080)
    frame._wished = 0
    frame.arrange()
    assert frame.panel.width() == 440


def test_that_an_error_moves_nothing_and_makes_way_for_the_field_that_is_typed_into(
    program: Application, qtbot: QtBot
) -> None:
    window = program.window
    look_at(program, page="descent", leaf=None)
    resized(program, qtbot, 1024, 700)
    page = window.pages["descent"]
    assert isinstance(page, DescentPage)
    controls = page.controls
    fields = [controls.start, controls.updates, controls.optimizer, controls.rate]
    before = [place(each) for each in fields]
    bar = window.page.frame.controls.verticalScrollBar()
    range_before = bar.maximum()
    controls.start.edit.setFocus()
    controls.start.edit.selectAll()
    QTest.keyClicks(controls.start.edit, "abc")
    QTest.keyClick(controls.start.edit, Qt.Key.Key_Return)
    below = controls.start.below
    assert controls.start.error
    assert below.isVisible()
    assert below.height() >= below.heightForWidth(below.width())
    assert [place(each) for each in fields] == before
    assert bar.maximum() == range_before
    controls.optimizer.box.setFocus()
    assert not place(below).intersects(place(controls.optimizer.box)) or not below.isVisible()
    controls.rate.edit.setFocus()
    assert below.isVisible()
    controls.start.edit.setFocus()
    controls.start.edit.selectAll()
    QTest.keyClicks(controls.start.edit, "3")
    assert not below.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_the_header_has_one_row_at_one_and_a_half_the_text_size(
    program: Application, qtbot: QtBot, language: str
) -> None:
    look_at(program, size=150, language=language)
    header = program.window.header
    resized(program, qtbot, 1280, 800)
    assert header.height() < 1.5 * place(header.search).height() + 48
    parts = [header.menu_bar, *header.tabs.values(), header.search, *header.leaves.values()]
    places = [place(each) for each in parts]
    assert max(each.center().y() for each in places) - min(each.center().y() for each in places) < 4
    for one, other in pairwise(places):
        assert one.right() < other.left()
    assert places[-1].right() <= header.width()


@pytest.mark.parametrize("updates", [100, 1000])
def test_that_a_table_shows_whole_columns(program: Application, qtbot: QtBot, updates: int) -> None:
    look_at(program, page="descent", leaf="data")
    resized(program, qtbot, 1280, 800)
    page = program.window.pages["descent"]
    assert isinstance(page, DescentPage)
    page.change(
        lambda choices: replace(choices, start=-123456.789, updates=updates, cursor=updates)
    )
    qtbot.waitUntil(
        lambda: not page.busy and page.data.rows.rowCount() == updates + 1, timeout=60_000
    )
    qtbot.wait(100)
    assert page.frame.panel.width() <= 440
    view, rows = page.data.view, page.data.rows
    edges = [view.columnViewportPosition(at) for at in range(rows.columnCount())]
    right = view.viewport().width()
    seen = [at for at, left in enumerate(edges) if left < right - 2]
    assert len(seen) >= 4
    for at in seen:
        assert edges[at] + view.columnWidth(at) <= right + 2
        text = rows.data(rows.index(updates, at))
        assert view.fontMetrics().horizontalAdvance(text) + 14 <= view.columnWidth(at)
