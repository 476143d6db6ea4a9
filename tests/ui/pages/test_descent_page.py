"""The Descent page, driven as a person drives it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.session.descent.choices import DescentChoices, Rival
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.plots.function_items import CurvePoint
from tests.ui.keys import type_into
from tests.ui.pages.test_labels import area, check_apart, words_of
from tests.ui.windows import PATIENCE

LESSON = 3 * 0.96 ** np.arange(101)  # x after every update of 2x² from 3 with a rate of 0.01


def settle(qtbot: QtBot, page: DescentPage) -> None:
    """Wait until everything asked for has been drawn."""
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def pixel_of(page: DescentPage, x: float, y: float) -> QPoint:
    """Return where a place of the upper plot lies in its canvas."""
    view = page.hero.plot.plots[0].box
    place: QPoint = page.hero.plot.canvas.mapFromScene(view.mapViewToScene(QPointF(x, y)))
    return place


def test_that_the_page_opens_with_the_numbers_of_the_lesson(
    open_program: Callable[..., Application], qtbot: QtBot
) -> None:
    page = open_program().window.pages["descent"]
    assert isinstance(page, DescentPage)
    qtbot.waitUntil(lambda: page.shows_content, timeout=PATIENCE)
    shown = {name: read_out.value for name, read_out in page.hero.read_outs.items()}
    assert shown == {
        "x": "3.0000",
        "f": "18.0000",
        "slope": "12.0000",
        "curvature": "4.0000",
        "change": "−0.1200",
    }


def test_that_the_sentence_invites_to_the_first_step(page: DescentPage) -> None:
    assert page.sentence.text == "Ready. Press Space for the first step: 3 − 0.01 × 12 = 2.88."


def test_that_one_step_forward_lands_on_2_88(page: DescentPage, qtbot: QtBot) -> None:
    click(qtbot, page.timeline.forward)
    assert page.hero.read_outs["x"].value == "2.8800"


def test_that_the_slider_walks_the_whole_path_of_the_lesson(
    page: DescentPage, qtbot: QtBot
) -> None:
    settle(qtbot, page)
    walked = []
    for cursor in range(101):
        page.timeline.slider.setValue(cursor)
        walked.append(float(page.hero.read_outs["x"].value.replace("−", "-")))
    np.testing.assert_allclose(walked, LESSON, atol=6e-5)


def test_that_going_forth_and_back_shows_the_same_numbers(page: DescentPage, qtbot: QtBot) -> None:
    settle(qtbot, page)
    before = page.hero.read_outs["x"].value
    for button in (
        page.timeline.forward,
        page.timeline.forward,
        page.timeline.back,
        page.timeline.back,
    ):
        click(qtbot, button)
    assert page.hero.read_outs["x"].value == before


def test_that_a_press_on_the_slider_goes_there(page: DescentPage, qtbot: QtBot) -> None:
    slider = page.timeline.slider
    place = QPoint(round(slider.position_of(50)), slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    assert page.timeline.count.text() == "Update 50 of 100"


@pytest.mark.parametrize(
    ("key", "count"),
    [
        (Qt.Key.Key_End, "Update 100 of 100"),
        (Qt.Key.Key_Right, "Update 1 of 100"),
        (Qt.Key.Key_Home, "Update 0 of 100"),
    ],
)
def test_that_the_timeline_obeys_the_keyboard(
    page: DescentPage, qtbot: QtBot, key: Qt.Key, count: str
) -> None:
    page.setFocus()
    qtbot.keyClick(page, key)
    assert page.timeline.count.text() == count


def test_that_a_word_is_away_or_apart_from_all_others_while_the_point_moves(
    page: DescentPage, program: Application, qtbot: QtBot
) -> None:
    program.store.change(lambda s: s.with_descent(lambda d: d.with_learning_rate(0.0005)))
    settle(qtbot, page)
    word = page.hero.plot.labels["next"]
    for place in (1, 99, 98):  # the next place is all but the present one
        page.go(place)
        others = [each for each in words_of(page) if each is not word]
        if word.isVisible():
            assert not any(area(word).intersects(area(each)) for each in others)
    qtbot.waitUntil(word.isVisible, timeout=PATIENCE)
    check_apart(words_of(page))


def test_that_space_plays_and_space_holds(page: DescentPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(
        page.controls.speed,
        Qt.MouseButton.LeftButton,
        pos=page.controls.speed.area_of("60").center().toPoint(),
    )
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.timeline.slider.value() >= 5, timeout=5_000)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    held = page.timeline.slider.value()
    qtbot.wait(100)
    assert page.timeline.slider.value() == held


def test_that_playing_ends_at_the_last_update(page: DescentPage, qtbot: QtBot) -> None:
    type_into(qtbot, page.controls.updates.edit, "8")
    page.controls.speed.chosen.emit("60")
    settle(qtbot, page)
    click(qtbot, page.timeline.play)
    qtbot.waitUntil(
        lambda: page.timeline.play.text() == "Play" and page.timeline.slider.value() == 8,
        timeout=5_000,
    )


def test_that_the_rate_can_be_changed_while_it_plays(page: DescentPage, qtbot: QtBot) -> None:
    click(qtbot, page.timeline.play)
    type_into(qtbot, page.controls.rate.edit, "0.1")
    qtbot.waitUntil(lambda: page.timeline.slider.value() >= 2, timeout=5_000)
    click(qtbot, page.timeline.play)
    settle(qtbot, page)
    cursor = page.timeline.slider.value()
    assert float(page.hero.read_outs["x"].value) == pytest.approx(3 * 0.6**cursor, abs=6e-5)


def test_that_a_typed_start_moves_the_point(page: DescentPage, qtbot: QtBot) -> None:
    type_into(qtbot, page.controls.start.edit, "-2")
    qtbot.waitUntil(lambda: page.hero.read_outs["x"].value == "−2.0000", timeout=5_000)
    assert page.hero.read_outs["slope"].value == "−8.0000"


def test_that_the_up_key_steps_the_start(page: DescentPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.controls.start.edit, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.hero.read_outs["x"].value == "3.1000", timeout=5_000)


def test_that_the_point_can_be_dragged_along_x(page: DescentPage, qtbot: QtBot) -> None:
    settle(qtbot, page)
    canvas = page.hero.plot.canvas.viewport()
    start, end = pixel_of(page, 3, 18), pixel_of(page, 1, 10)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.2, 0.5, 0.8, 1.0):
        QTest.mouseMove(canvas, start + (end - start) * share)
        qtbot.wait(20)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    settle(qtbot, page)
    assert float(page.hero.read_outs["x"].value) == pytest.approx(1.0, abs=0.03)


def test_that_shift_and_an_arrow_nudge_the_point(page: DescentPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.hero.plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.hero.read_outs["x"].value == "2.9000", timeout=5_000)


def test_that_formula_and_optimiser_stand_side_by_side_with_the_same_bits(
    page: DescentPage,
) -> None:
    leaf = page.formula_leaf
    assert (leaf.by_formula.text(), leaf.by_keras.text(), leaf.badge.text) == (
        "2.88",
        "2.88",
        "Same bits 0 ULP · float32",
    )


def test_that_the_next_update_is_written_out_with_its_numbers(
    page: DescentPage, qtbot: QtBot
) -> None:
    views = page.formula_leaf.views
    qtbot.waitUntil(lambda: views["result"].accessibleName() == "= 2.88", timeout=10_000)
    shown = [
        views[name].accessibleName()
        for name in ("next", "numbers", "result")
        if views[name].isVisible()
    ]
    assert shown == ["x1 = x0 − lr · f′(x0)", "= 3 − 0.01 × 12", "= 2.88"]


def test_that_float64_shows_the_rate_that_keras_holds(page: DescentPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(
        page.controls.dtype,
        Qt.MouseButton.LeftButton,
        pos=page.controls.dtype.area_of("float64").center().toPoint(),
    )
    settle(qtbot, page)
    assert page.formula_leaf.by_keras.text() == "2.880000002682209"
    assert "0.009999999776" in page.formula_leaf.note.text()


def test_that_jump_to_best_lands_in_one_step_on_the_lessons_parabola(
    page: DescentPage, qtbot: QtBot
) -> None:
    settle(qtbot, page)
    click(qtbot, page.controls.rates.jump)
    settle(qtbot, page)
    click(qtbot, page.timeline.forward)
    assert (page.controls.rate.edit.text(), page.hero.read_outs["x"].value) == ("0.25", "0.0000")


def test_that_a_diverging_rate_is_told_and_leaves_the_axes_alone(
    page: DescentPage, qtbot: QtBot
) -> None:
    settle(qtbot, page)
    axes = page.hero.plot.plots[0].box.viewRange()
    type_into(qtbot, page.controls.rate.edit, "0.6")
    settle(qtbot, page)
    page.timeline.slider.setValue(20)
    assert "the rate is above 2/f″ = 0.5" in page.sentence.text
    assert page.hero.plot.plots[0].box.viewRange() == axes


def test_that_the_offered_rate_mends_a_diverging_descent(page: DescentPage, qtbot: QtBot) -> None:
    type_into(qtbot, page.controls.rate.edit, "0.6")
    settle(qtbot, page)
    page.timeline.slider.setValue(3)
    click(qtbot, page.sentence.action)
    settle(qtbot, page)
    assert page.controls.rate.edit.text() == "0.25"


def test_that_a_finished_descent_says_so(page: DescentPage, qtbot: QtBot) -> None:
    settle(qtbot, page)
    click(qtbot, page.timeline.last)
    assert page.sentence.text.startswith("Done.")


def test_that_a_check_box_hides_the_tangent(page: DescentPage, qtbot: QtBot) -> None:
    click(qtbot, page.controls.checks["tangent"])
    assert not page.hero.plot.tangent.isVisible()


def test_that_the_tangent_has_the_slope_of_the_tape(page: DescentPage) -> None:
    x, y = page.hero.plot.tangent.getData()
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(12.0)


def test_that_the_curves_are_2x2_4x_and_4(page: DescentPage) -> None:
    x, f = page.hero.plot.curves[0].getData()
    np.testing.assert_allclose(f, 2 * x**2, rtol=1e-12)
    np.testing.assert_allclose(page.hero.plot.curves[1].getData()[1], 4 * x, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(page.hero.plot.curves[2].getData()[1], np.full_like(x, 4.0))


def test_that_the_shown_program_runs_and_ends_where_the_path_ends(
    page: DescentPage, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    settle(qtbot, page)
    exec(page.code.program, {})  # noqa: S102 - the program that a reader would paste
    click(qtbot, page.timeline.last)
    printed = float(capsys.readouterr().out.split()[-1])
    assert page.hero.read_outs["x"].value == f"{printed:.4f}"


def test_that_the_numbers_can_be_copied_exactly(page: DescentPage, qtbot: QtBot) -> None:
    settle(qtbot, page)
    QApplication.clipboard().clear()
    click(qtbot, page.data.copy)
    qtbot.waitUntil(lambda: "f′" in QApplication.clipboard().text(), timeout=10_000)
    lines = QApplication.clipboard().text().splitlines()
    assert [line.split("\t")[:4] for line in lines[:3]] == [
        ["step", "x", "f(x)", "f′(x)"], ["0", "3.0", "18.0", "12.0"], ["1", "2.88", "16.5888", "11.52"],
    ]  # fmt: skip
    assert len(lines) == 102


def test_that_the_guide_sets_the_page_up(page: DescentPage, qtbot: QtBot) -> None:
    for _ in range(3):
        click(qtbot, page.guide.forward)
    click(qtbot, page.guide.show_me)
    settle(qtbot, page)
    assert page.controls.rate.edit.text() == "0.25"


def test_that_show_me_starts_from_the_pages_first_choices_and_view(
    page: DescentPage, program: Application, qtbot: QtBot
) -> None:
    rivals = (Rival("adam", 0.1),)
    program.store.change(
        lambda s: s.with_descent(
            lambda d: replace(d, rivals=rivals, noise=0.5, order=4, view="convergence")
        )
    )
    box = page.hero.plot.plots[0].box
    box.setRange(xRange=(40.0, 50.0))
    box.sigRangeChangedManually.emit([True, True])
    settle(qtbot, page)
    click(qtbot, page.guide.show_me)
    settle(qtbot, page)
    step = page.guide.steps[0].show
    assert program.store.session.descent == replace(DescentChoices(), **step)
    left, right = page.hero.plot.span
    assert -10 < left < 0
    assert 3 < right < 10


def test_that_a_leaf_button_pressed_again_closes_the_panel(
    program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    click(qtbot, program.window.header.leaves["code"])
    assert page.code.isVisible()
    click(qtbot, program.window.header.leaves["code"])
    assert not page.code.isVisible()


def test_that_every_control_has_an_accessible_name(page: DescentPage) -> None:
    nameless = [
        child
        for child in page.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible()
        and not (child.accessibleName() or getattr(child, "text", str)())
    ]  # fmt: skip
    assert not nameless


def test_that_a_point_rolls_to_its_place_though_the_curve_is_emptied_on_the_way(
    page: DescentPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plot = page.hero.plot
    monkeypatch.setattr(plot._look, "still", False)
    plot.set_curves(np.linspace(-1, 1, 9), np.zeros((3, 9)))
    plot.set_place(CurvePoint(0.0, (0.0, 0.0, 0.0)), 0)
    plot.set_place(CurvePoint(0.5, (2.0, 0.0, 0.0)), 1, rolling=True)
    # As for another function, which is drawn later than the point begins to roll.
    plot.set_curves(np.zeros(0), np.zeros((3, 0)))
    qtbot.waitUntil(lambda: plot._place.x == 0.5)
    assert plot.point.pos().y() == 2.0
