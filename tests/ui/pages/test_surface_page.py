"""The Surface page, driven as a person drives it."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.session.shown import Result
from explorer.session.surface.choices import SurfaceChoices
from explorer.ui.app import Application
from explorer.ui.pages.surface.page import SurfacePage
from tests.ui.keys import enter, type_into

PATIENCE = 30_000  # milliseconds


@pytest.fixture
def page(open_surface: Callable[[SurfaceChoices], SurfacePage]) -> SurfacePage:
    return open_surface(SurfaceChoices())


def settle(qtbot: QtBot, page: SurfacePage) -> None:
    """Wait until everything asked for has been drawn."""
    # Not `is_set`: that holds as soon as the thread has them, before the views do.
    qtbot.waitUntil(lambda: not page.busy and not page.typesetter.busy, timeout=PATIENCE)


def click(qtbot: QtBot, widget: QWidget, pos: QPoint | None = None) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=pos or widget.rect().center())


def pixel_of(page: SurfacePage, x: float, y: float) -> QPoint:
    """Return where a place of the map lies in its canvas."""
    view = page.hero.plot.plot.box
    place: QPoint = page.hero.plot.canvas.mapFromScene(view.mapViewToScene(QPointF(x, y)))
    return place


def rows(page: SurfacePage) -> Iterator[list[str]]:
    """Yield the table row by row."""
    for row in range(len(page.hero.table.racers)):
        yield [page.hero.table.cell(row, column) for column in range(6)]


def test_that_the_page_opens_with_three_racers_in_three_valleys(page: SurfacePage) -> None:
    assert list(rows(page)) == [
        ["SGD", "0.005", "3.5844, −1.8474", "0.000007", "0.0007", "44"],
        ["Momentum", "0.005", "2.8825, 2.0663", "0.413656", "0.1349", "—"],
        ["Adam", "0.1", "−3.6778, −3.1835", "0.726517", "0.1422", "—"],
    ]
    assert page.sentence.text == (
        "They are nearest to 3 minima. Same start and number of updates; rates differ."
    )


def test_that_the_formulas_tell_the_curvature_at_the_first_racer(page: SurfacePage) -> None:
    told = {name: page.formula_leaf.views[name].accessibleName() for name in ("low", "high")}
    assert told == {"low": "λ₁ = 28.66", "high": "λ₂ = 105.42"}
    assert page.formula_leaf.views["stable"].accessibleName() == "lr < 2/λ₂ = 0.0190"
    assert page.formula_leaf.meaning.text().startswith("Both are positive")
    assert page.formula_leaf.badge.text == "Same bits all 300 updates, float64"


def test_that_the_axes_of_curvature_go_along_with_the_racer_at_every_step(
    page: SurfacePage, qtbot: QtBot
) -> None:
    for _ in range(3):
        click(qtbot, page.timeline.back)
        ends = np.stack(page.hero.plot.axes.getData(), axis=-1)
        assert page.hero.plot.axes.isVisible()
        np.testing.assert_allclose(ends.mean(axis=0), page.hero.plot.racers[0].place)


def test_that_a_row_of_the_table_chooses_whose_point_is_examined(
    page: SurfacePage, qtbot: QtBot
) -> None:
    cell = page.hero.table.visualRect(page.hero.table.model().index(2, 0)).center()
    click(qtbot, page.hero.table.viewport(), cell)
    settle(qtbot, page)
    assert page.formula_leaf.point_heading.text == "At Adam’s point −3.6778, −3.1835"


@pytest.mark.parametrize(
    ("key", "count"),
    [
        (Qt.Key.Key_End, "Update 100 of 100"),
        (Qt.Key.Key_Right, "Update 61 of 100"),
        (Qt.Key.Key_Home, "Update 0 of 100"),
    ],
)
def test_that_the_timeline_obeys_the_keyboard(
    page: SurfacePage, qtbot: QtBot, key: Qt.Key, count: str
) -> None:
    page.setFocus()
    qtbot.keyClick(page, key)
    assert page.timeline.count.text() == count


def test_that_at_the_start_there_is_an_invitation(page: SurfacePage, qtbot: QtBot) -> None:
    click(qtbot, page.timeline.first)
    assert page.sentence.text.startswith("Ready. Press Space: 3 optimisers run from one start.")


def test_that_space_plays_and_space_holds(page: SurfacePage, qtbot: QtBot) -> None:
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.timeline.slider.value() >= 63, timeout=5_000)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    held = page.timeline.slider.value()
    qtbot.wait(150)
    assert page.timeline.slider.value() == held


def test_that_the_start_can_be_dragged_and_the_race_follows(
    page: SurfacePage, qtbot: QtBot
) -> None:
    canvas, view = page.hero.plot.canvas.viewport(), page.hero.plot.seen
    start, end = pixel_of(page, 0, -3), pixel_of(page, 2, -2)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.2, 0.5, 0.8, 1.0):
        QTest.mouseMove(canvas, start + (end - start) * share)
        qtbot.wait(20)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    settle(qtbot, page)
    assert page.hero.plot.racers[0].places[0] == pytest.approx((2.0, -2.0), abs=0.06)
    assert page.controls.start_x.value == pytest.approx(2.0, abs=0.06)
    assert page.hero.plot.seen == view


def test_that_a_click_on_the_map_starts_there(page: SurfacePage, qtbot: QtBot) -> None:
    click(qtbot, page.hero.plot.canvas.viewport(), pixel_of(page, -1.0, 1.0))
    qtbot.waitUntil(
        lambda: page.controls.start_x.value == pytest.approx(-1.0, abs=0.03), timeout=5_000
    )


def test_that_shift_and_arrows_nudge_the_start(page: SurfacePage, qtbot: QtBot) -> None:
    page.hero.plot.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(page.hero.plot, key, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, page)
    assert (page.controls.start_x.edit.text(), page.controls.start_y.edit.text()) == ("0.1", "−2.9")


def test_that_a_typed_function_is_drawn_with_its_minimum(page: SurfacePage, qtbot: QtBot) -> None:
    enter(qtbot, page.controls.formula.edit, "(x-1)^2 + 4(y+2)^2")
    settle(qtbot, page)
    (point,) = page.hero.plot.minima.points()
    assert (point.pos().x(), point.pos().y()) == pytest.approx((1.0, -2.0))
    assert page.formula_leaf.views["high"].accessibleName() == "λ₂ = 8.0000"
    assert page.controls.written.text() == "(x − 1)² + 4(y + 2)²"


def test_that_a_landscape_brings_its_start_and_its_rate(page: SurfacePage, qtbot: QtBot) -> None:
    page.controls.formula.example_chosen.emit("ravine")
    settle(qtbot, page)
    assert (page.controls.name.text(), page.controls.start_x.edit.text()) == ("Ravine", "−3.5")
    assert page.hero.table.cell(0, 1) == "0.035"
    assert page.formula_leaf.views["condition"].accessibleName() == "κ = 25.00"


def test_that_a_racer_can_be_added_unticked_and_removed(page: SurfacePage, qtbot: QtBot) -> None:
    lion = next(a for a in page.controls.racers.menu.actions() if a.text().startswith("Lion"))
    lion.trigger()
    settle(qtbot, page)
    assert [row[0] for row in rows(page)] == ["SGD", "Momentum", "Adam", "Lion"]
    row = page.controls.racers.rows[3]
    assert not row.remove.isVisible()
    click(qtbot, row.check)
    settle(qtbot, page)
    assert [row[0] for row in rows(page)] == ["SGD", "Momentum", "Adam"]
    assert row.remove.isVisible()
    click(qtbot, row.remove)
    settle(qtbot, page)
    assert list(page.controls.racers.rows) == [0, 1, 2]


def test_that_without_racers_there_is_a_sentence(page: SurfacePage, qtbot: QtBot) -> None:
    for row in page.controls.racers.rows.values():
        click(qtbot, row.check)
    settle(qtbot, page)
    assert page.sentence.text.startswith("Empty.")
    assert not list(rows(page))


def test_that_a_single_racer_is_told_of_in_a_verdict(page: SurfacePage, qtbot: QtBot) -> None:
    for sign in (1, 2):
        click(qtbot, page.controls.racers.rows[sign].check)
    settle(qtbot, page)
    click(qtbot, page.timeline.last)
    settle(qtbot, page)
    assert page.sentence.text.startswith("Converged.")


def test_that_a_rate_that_diverges_is_told_with_a_way_out(page: SurfacePage, qtbot: QtBot) -> None:
    view = page.hero.plot.seen
    type_into(qtbot, page.controls.racers.rows[0].rate.edit, "0.5")
    settle(qtbot, page)
    assert page.sentence.text.startswith("Diverged. SGD left the finite numbers at update")
    assert page.hero.plot.seen == view
    click(qtbot, page.sentence.action)
    settle(qtbot, page)
    assert page.sentence.text.endswith("each at the best of hundreds of rates.")
    assert page.hero.table.cell(0, 5) != "—"


def test_that_a_search_can_be_cancelled(page: SurfacePage, qtbot: QtBot) -> None:
    before = [row[1] for row in rows(page)]
    click(qtbot, page.controls.tune)
    qtbot.waitUntil(lambda: page.sentence.text.startswith("Tuning."), timeout=PATIENCE)
    click(qtbot, page.sentence.action)
    settle(qtbot, page)
    assert [row[1] for row in rows(page)] == before
    assert page.controls.tune.isEnabled()
    assert page.sentence.text.startswith("They are nearest")


def test_that_a_search_ends_when_another_race_is_chosen(page: SurfacePage, qtbot: QtBot) -> None:
    click(qtbot, page.controls.tune)
    assert page.sentence.text.startswith("Tuning.")
    type_into(qtbot, page.controls.racers.rows[2].rate.edit, "0.2")
    settle(qtbot, page)
    assert [row[1] for row in rows(page)] == ["0.005", "0.005", "0.2"]
    assert page.controls.tune.isEnabled()
    assert page.sentence.text.startswith("They are nearest")


def test_that_check_boxes_show_and_hide(page: SurfacePage, qtbot: QtBot) -> None:
    plot, checks = page.hero.plot, page.controls.checks

    def visible() -> dict[str, bool]:
        items = {"minima": plot.minima, "axes": plot.axes, "newton": plot.newton}
        return {name: item.isVisible() for name, item in items.items()} | {
            name: name in plot.ground.shown for name in ("contours", "arrows")
        }

    before = visible()
    for name in before:
        click(qtbot, checks[name])
    settle(qtbot, page)
    assert visible() == {name: not shown for name, shown in before.items()}


def test_that_the_newton_step_of_a_bowl_ends_in_its_minimum(
    page: SurfacePage, qtbot: QtBot
) -> None:
    page.controls.formula.example_chosen.emit("booth")
    click(qtbot, page.controls.checks["newton"])
    settle(qtbot, page)
    assert (page.hero.plot.newton.x(), page.hero.plot.newton.y()) == pytest.approx((1.0, 3.0))


def test_that_zooming_samples_the_map_anew(page: SurfacePage, qtbot: QtBot) -> None:
    (left, right), _ = page.hero.plot.ground.area
    for _ in range(5):
        qtbot.keyClick(page.hero.plot, Qt.Key.Key_Plus)
    settle(qtbot, page)
    (now_left, now_right), _ = page.hero.plot.ground.area
    assert now_right - now_left < (right - left) / 2


def test_that_undo_brings_the_last_race_back(page: SurfacePage, qtbot: QtBot) -> None:
    before = list(rows(page))
    type_into(qtbot, page.controls.racers.rows[2].rate.edit, "0.2")
    settle(qtbot, page)
    assert list(rows(page)) != before
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert list(rows(page)) == before


def test_that_the_copied_numbers_are_exact(page: SurfacePage, qtbot: QtBot) -> None:
    QApplication.clipboard().clear()
    click(qtbot, page.data.copy)
    qtbot.waitUntil(lambda: "Adam" in QApplication.clipboard().text(), timeout=PATIENCE)
    lines = list(csv.DictReader(QApplication.clipboard().text().splitlines(), delimiter="\t"))
    assert len(lines) == 101
    x = np.array([float(line["Adam x"]) for line in lines])
    shown = page.hero.plot.racers[2].places[:, 0]
    np.testing.assert_array_equal(x, shown)


def test_that_the_shown_program_ends_where_the_race_ends(
    page: SurfacePage, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(page.code.program, {})  # noqa: S102 - the program that a reader would paste
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    for racer, (name, x, y, _) in zip(page.hero.plot.racers, printed, strict=True):
        assert racer.name == name
        assert [str(each) for each in racer.places[-1]] == [x, y]


@pytest.mark.slow
def test_that_every_step_of_the_guide_can_be_shown(page: SurfacePage, qtbot: QtBot) -> None:
    for _ in page.guide.steps:
        click(qtbot, page.guide.show_me)
        settle(qtbot, page)
        assert not page.sentence.text.startswith("Not computed")
        click(qtbot, page.guide.forward)
    assert page.hero.table.cell(3, 0) == "RMSprop"


def test_that_show_me_starts_from_the_pages_first_choices_and_view(
    page: SurfacePage, shared_program: Application, qtbot: QtBot
) -> None:
    page.controls.racers.menu.actions()[-1].trigger()
    click(qtbot, page.controls.checks["newton"])
    for _ in range(5):
        qtbot.keyClick(page.hero.plot, Qt.Key.Key_Plus)
    settle(qtbot, page)
    while page.guide.back.isEnabled():
        click(qtbot, page.guide.back)
    click(qtbot, page.guide.show_me)
    settle(qtbot, page)
    wanted = SurfaceChoices().with_choices(page.guide.steps[0].show)
    assert shared_program.store.session.surface == wanted
    assert page.hero.plot.seen[1] == pytest.approx((-5.0, 5.0))


def test_that_a_race_to_come_has_its_rows_without_numbers(page: SurfacePage, qtbot: QtBot) -> None:
    page.hero.draw(page.shown, replace(page.shown, race=Result(pending=True)))
    assert list(rows(page)) == [
        ["SGD", "0.005", "–", "–", "–", "–"],
        ["Momentum", "0.005", "–", "–", "–", "–"],
        ["Adam", "0.1", "–", "–", "–", "–"],
    ]
    assert not page.hero.plot.racers
    assert not page.hero.plot.axes.isVisible()
    page.hero.draw(None, page.shown)
    settle(qtbot, page)


def test_that_a_start_put_out_of_sight_is_brought_back_into_it(
    page: SurfacePage, qtbot: QtBot
) -> None:
    type_into(qtbot, page.controls.start_x.edit, "30")
    settle(qtbot, page)
    (left, right), _ = page.hero.plot.seen
    assert left <= -5 < 30 < right
    assert page.hero.plot.ground.area[0][1] >= right


def test_that_the_table_stands_beside_the_map_on_a_wide_window(
    page: SurfacePage, qtbot: QtBot
) -> None:
    page.window().resize(1920, 1080)
    qtbot.waitUntil(
        lambda: page.hero.table.mapTo(page, QPoint()).x() > page.hero.plot.geometry().right(),
        timeout=3_000,
    )


def test_that_every_control_has_an_accessible_name(page: SurfacePage) -> None:
    nameless = [
        child
        for child in page.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible()
        and not (child.accessibleName() or getattr(child, "text", str)())
    ]  # fmt: skip
    assert not nameless


def test_that_a_surface_without_gradient_leaves_nothing_of_the_one_before(
    page: SurfacePage, qtbot: QtBot
) -> None:
    page.go(5)
    enter(qtbot, page.controls.formula.edit, "3")
    settle(qtbot, page)
    page.jump(to_end=True)
    assert "this function is a constant" in page.sentence.text
    assert page.timeline.count.text() == "No updates"
    assert not page.timeline.play.isEnabled()
    assert not page.hero.plot.racers
    assert {page.hero.table.cell(row, 3) for row in range(3)} == {"–"}
    seen = [name for name, view in page.formula_leaf.formulas.views.items() if view.isVisible()]
    assert seen == ["f0"]
