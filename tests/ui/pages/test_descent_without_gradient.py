"""Functions for which TensorFlow answers None or NaN: nothing of another function stays, and why is said."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.plots.trail import Marker
from tests.sparing import sparing
from tests.ui.keys import enter
from tests.ui.windows import PATIENCE


def settle(qtbot: QtBot, page: DescentPage) -> None:
    qtbot.waitUntil(lambda: not page.busy and not page.typesetter.busy, timeout=PATIENCE)


@pytest.fixture(params=sparing(["floor(x)", "3", "round(2x) + ceil(x)"], "floor(x)", "3"))
def flat(page: DescentPage, qtbot: QtBot, request: pytest.FixtureRequest) -> DescentPage:
    """The page with a function whose gradient is None, after another one in the middle of its path."""
    settle(qtbot, page)
    page.go(5)
    enter(qtbot, page.controls.formula.edit, request.param)
    qtbot.waitUntil(lambda: page.shown.path.failure is not None, timeout=PATIENCE)
    settle(qtbot, page)
    return page


def test_that_no_number_or_line_of_the_function_before_stays(flat: DescentPage) -> None:
    plot, leaf, controls = flat.hero.plot, flat.formula_leaf, flat.controls
    assert {each.value for each in flat.hero.read_outs.values()} == {"–"}
    marks = [plot.point, plot.ghost, plot.start_ring, plot.tangent, plot.parabola]
    assert not any(item.isVisible() for item in [*marks, *plot.guides, *plot.companions])
    assert plot.trail.places[0].size == 0
    assert not any(word.isVisible() for word in plot.labels.values())
    seen = {name for name, view in leaf.views.items() if view.isVisible()}
    assert seen <= {"f", "slope", "curvature"}
    for name in seen:
        assert "2x²" not in leaf.views[name].accessibleName()
    assert not any(part.isVisible() for part in (leaf.badge, leaf.checks, leaf.by_keras))
    assert not controls.rates.jump.isEnabled()
    assert flat.data.rows.rowCount() == 0 or not flat.data.isVisible()


def test_that_the_derivatives_are_not_said_to_be_the_tape_s(flat: DescentPage) -> None:
    assert flat.formula_leaf.heading.text == "Derivatives exact, not by the tape"


def test_that_the_sentence_is_true_of_the_function_and_stays(
    flat: DescentPage, qtbot: QtBot
) -> None:
    text = flat.sentence.text
    constant = flat.controls.formula.edit.text() == "3"
    assert "The tape answers None" in text
    assert ("is a constant" in text) is constant
    assert ("no operation of this function hands a gradient back" in text) is not constant
    for key in (Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Home):
        flat.setFocus()
        qtbot.keyClick(flat, key)
    settle(qtbot, flat)
    assert flat.sentence.text == text


def test_that_the_timeline_rests(flat: DescentPage, qtbot: QtBot) -> None:
    qtbot.keyClick(flat, Qt.Key.Key_End)
    bar = flat.timeline
    assert bar.count.text() == "No updates"
    controls = (bar.play, bar.slider, bar.first, bar.back, bar.forward, bar.last)
    assert not any(control.isEnabled() for control in controls)
    flat.toggle_play()
    assert not flat.playing


def test_that_the_timeline_goes_on_with_the_next_function(flat: DescentPage, qtbot: QtBot) -> None:
    enter(qtbot, flat.controls.formula.edit, "x^2")
    settle(qtbot, flat)
    assert flat.timeline.count.text() == "Update 0 of 100"
    assert flat.timeline.play.isEnabled()
    assert flat.formula_leaf.heading.text == "Derivatives by the tape"


def test_that_a_jump_is_not_told_as_a_fault_of_the_tape(page: DescentPage, qtbot: QtBot) -> None:
    enter(qtbot, page.controls.formula.edit, "x + floor(x)")
    settle(qtbot, page)
    leaf = page.formula_leaf
    assert leaf.checks.text == "Three ways agree"
    assert "without jumps" in leaf.checks_note.text()
    assert "32768" not in leaf.checks_note.text()


def test_that_a_derivative_that_tensorflow_loses_is_told_where_it_is_missing(
    program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    program.store.change(lambda s: s.with_descent(lambda d: replace(d, start=0.0, order=4)))
    settle(qtbot, page)
    plot, note = page.hero.plot, page.formula_leaf.caveats_note.text
    qtbot.waitUntil(lambda: "f‴ is 0; TensorFlow answers NaN" in note(), timeout=PATIENCE)
    assert note().count("Safe form: 2 * (x * x)") == 1
    third = plot.companions[2]
    assert isinstance(third, Marker)
    assert not third.isVisible()
    assert plot.titles[3].toPlainText() == "f‴(x) at x is 0; TensorFlow answers NaN"
    assert program.store.session.descent.formula == "2*x**2"
    program.store.change(lambda s: s.with_descent(lambda d: d.with_start(1.0)))
    qtbot.waitUntil(lambda: plot.titles[3].toPlainText() == "f‴(x)", timeout=PATIENCE)
