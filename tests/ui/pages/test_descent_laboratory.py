"""Any function, any optimiser: the Descent page beyond the lesson."""

import re

import numpy as np
import pytest
import tensorflow as tf
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.core.functions.examples.catalogue import CATALOGUE
from explorer.core.numerals import brief
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.widgets.fields import NumberField
from tests.sparing import sparing
from tests.ui.keys import enter, type_into


def settle(qtbot: QtBot, page: DescentPage) -> None:
    qtbot.waitUntil(lambda: not page.busy, timeout=30_000)


def choose_optimizer(page: DescentPage, key: str) -> None:
    box = page.controls.optimizer.box
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def number(page: DescentPage, name: str) -> float:
    return float(page.hero.read_outs[name].value.replace("−", "-"))


def test_that_a_typed_function_is_differentiated(page: DescentPage, qtbot: QtBot) -> None:
    enter(qtbot, page.controls.formula.edit, "sin(x)")
    settle(qtbot, page)
    assert number(page, "slope") == pytest.approx(np.cos(3.0), abs=1e-4)
    assert number(page, "curvature") == pytest.approx(-np.sin(3.0), abs=1e-4)


def test_that_the_exact_derivatives_are_written_on_the_plot(
    page: DescentPage, qtbot: QtBot
) -> None:
    enter(qtbot, page.controls.formula.edit, "x^3 - 3x")
    settle(qtbot, page)
    titles = [title.toPlainText() for title in page.hero.plot.titles[:3]]
    assert titles == ["f(x) = x³ − 3x", "f′(x) = 3x² − 3", "f″(x) = 6x"]


def test_that_an_unknown_name_is_explained_with_a_caret_and_a_suggestion(
    page: DescentPage, qtbot: QtBot
) -> None:
    enter(qtbot, page.controls.formula.edit, "2*sine(x)")
    field = page.controls.formula
    assert "sin" in field.error
    assert "sine" in field.error
    assert field.caret_column == 2


def test_that_a_bad_formula_leaves_the_last_good_function_drawn(
    page: DescentPage, qtbot: QtBot
) -> None:
    settle(qtbot, page)
    type_into(qtbot, page.controls.formula.edit, "sin(")
    settle(qtbot, page)
    x, f = page.hero.plot.curves[0].getData()
    np.testing.assert_allclose(f, 2 * x**2)


def test_that_nothing_typed_is_run(page: DescentPage, qtbot: QtBot) -> None:
    enter(qtbot, page.controls.formula.edit, "__import__('os').system('true')")
    assert page.controls.formula.error


def test_that_the_catalogue_sets_function_start_and_rate(page: DescentPage, qtbot: QtBot) -> None:
    example = next(each for each in CATALOGUE if each.text != "2*x**2")
    page.controls.formula.example_chosen.emit(example.key)
    settle(qtbot, page)
    controls = page.controls
    assert controls.formula.edit.text() == example.text
    assert (controls.start.value, controls.rate.value) == (example.start, example.learning_rate)


def test_that_a_pole_is_a_gap(page: DescentPage, qtbot: QtBot) -> None:
    enter(qtbot, page.controls.formula.edit, "1/x")
    settle(qtbot, page)
    assert np.isnan(page.hero.plot.curves[0].getData()[1]).any()


def test_that_derivatives_up_to_the_fourth_are_drawn(page: DescentPage, qtbot: QtBot) -> None:
    enter(qtbot, page.controls.formula.edit, "exp(x)")
    segment = page.controls.order.area_of("4").center().toPoint()
    qtbot.mouseClick(page.controls.order, Qt.MouseButton.LeftButton, pos=segment)
    settle(qtbot, page)
    x, fourth = page.hero.plot.curves[4].getData()
    np.testing.assert_allclose(fourth, np.exp(x), rtol=1e-9)


def test_that_three_ways_agree_on_the_parabola(page: DescentPage, qtbot: QtBot) -> None:
    settle(qtbot, page)
    assert page.formula_leaf.checks.text == "Three ways agree"


@pytest.mark.parametrize(
    ("formula", "words"),
    [("abs(x)", "corner"), ("sqrt(x)", "grows without bound"), ("floor(x)", "answers None")],
)
def test_that_the_page_says_where_tensorflow_and_mathematics_part(
    page: DescentPage, qtbot: QtBot, formula: str, words: str
) -> None:
    type_into(qtbot, page.controls.start.edit, "0")
    enter(qtbot, page.controls.formula.edit, formula)
    settle(qtbot, page)
    qtbot.waitUntil(lambda: words in page.formula_leaf.caveats_note.text(), timeout=10_000)


def test_that_a_tame_function_has_no_caveats(page: DescentPage, qtbot: QtBot) -> None:
    settle(qtbot, page)
    assert page.formula_leaf.caveats.isHidden()


def test_that_critical_points_are_marked(page: DescentPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.controls.checks["critical"], Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    places = page.hero.plot.overlays.critical.getData()[0]
    np.testing.assert_allclose(places, [0.0], atol=1e-6)


def test_that_adam_is_explained_equation_by_equation(page: DescentPage, qtbot: QtBot) -> None:
    choose_optimizer(page, "adam")
    settle(qtbot, page)
    views = page.formula_leaf.views
    assert [name for name in views if name.startswith("symbols") and not views[name].isHidden()]
    assert page.formula_leaf.badge.text.startswith("Same bits")


# The bits of all of them are those of `tests/core/descent/test_rules.py`; here the page says so.
@pytest.mark.parametrize("key", ["momentum", "adamw"])
def test_that_every_step_of_an_optimiser_has_the_bits_of_keras(
    page: DescentPage, qtbot: QtBot, key: str
) -> None:
    choose_optimizer(page, key)
    settle(qtbot, page)
    page.timeline.slider.setValue(57)
    assert page.formula_leaf.badge.text == "Same bits 0 ULP · float32"


def test_that_a_parameter_of_the_optimiser_changes_its_path(
    page: DescentPage, qtbot: QtBot
) -> None:
    choose_optimizer(page, "momentum")
    settle(qtbot, page)
    page.timeline.slider.setValue(10)
    before = number(page, "x")
    field = page.controls.parameters.fields["momentum"]
    assert isinstance(field, NumberField)
    type_into(qtbot, field.edit, "0.5")
    settle(qtbot, page)
    assert number(page, "x") != before


def test_that_an_optimisers_parameters_wait_until_they_are_asked_for(
    page: DescentPage, qtbot: QtBot
) -> None:
    choose_optimizer(page, "momentum")
    settle(qtbot, page)
    more, field = page.controls.parameters_more, page.controls.parameters.fields["momentum"]
    assert not field.isVisibleTo(page)
    qtbot.mouseClick(more.head, Qt.MouseButton.LeftButton)
    assert field.isVisibleTo(page)
    choose_optimizer(page, "adam")  # stays open for the next one
    settle(qtbot, page)
    assert page.controls.parameters.fields["beta_1"].isVisibleTo(page)


def test_that_a_schedule_lowers_the_rate(page: DescentPage, qtbot: QtBot) -> None:
    page.controls.more.open()
    box = page.controls.schedule.box
    box.setCurrentIndex(box.findData("exponential"))
    box.activated.emit(box.currentIndex())
    settle(qtbot, page)
    page.timeline.slider.setValue(100)
    assert number(page, "x") > 3 * 0.96**100 * 1.5


@pytest.mark.parametrize("place", [0, 40, 100])
def test_that_the_rate_in_force_is_the_one_that_keras_takes(
    page: DescentPage, qtbot: QtBot, place: int
) -> None:
    assert page.controls.scheduled.isHidden()  # nothing to say of a rate that stays
    page.controls.more.open()
    page.controls.schedule.chosen.emit("exponential")
    settle(qtbot, page)
    page.timeline.slider.setValue(place)
    n = min(place, 99)  # the last of 100 updates leaves place 99
    made = re.search(r"SGD\((.*)\)$", page.code.program, re.MULTILINE)
    assert made is not None
    rate = float(eval(made[1], {"tf": tf})(n))  # noqa: S307 - the schedule that the program makes
    told = f"Update {n} → {n + 1} takes the rate {brief(rate, 'float32')}"
    qtbot.waitUntil(lambda: page.controls.scheduled.text() == told)


def test_that_the_same_seed_gives_the_same_noise(page: DescentPage, qtbot: QtBot) -> None:
    page.controls.more.open()
    seen = []
    for text in ("1", "0", "1"):
        type_into(qtbot, page.controls.noise.edit, text)
        settle(qtbot, page)
        page.timeline.slider.setValue(30)
        seen.append(page.hero.read_outs["x"].value)
    assert seen[0] == seen[2] != seen[1]


def test_that_a_rival_descends_beside_and_can_be_taken_away(
    page: DescentPage, qtbot: QtBot
) -> None:
    page.controls.more.open()
    offers = page.controls.rivals.menu.actions()
    next(action for action in offers if action.text() == "Adam").trigger()
    settle(qtbot, page)
    assert len(page.controls.rivals.rows) == 1
    page.controls.rivals.rows[0].remove.click()
    assert len(page.controls.rivals.rows) == 0


def test_that_convergence_shows_height_and_slope_of_the_path(
    page: DescentPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.hero.view.buttons["convergence"], Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    height, slope = page.hero.convergence.lines[:2]
    steps = np.arange(101)
    np.testing.assert_allclose(height.y, 18 * 0.96 ** (2 * steps), rtol=1e-4)
    np.testing.assert_allclose(slope.y, 12 * 0.96**steps, rtol=1e-4)


def test_that_the_v_curves_have_their_bottom_where_rounding_meets_truncation(
    page: DescentPage, qtbot: QtBot
) -> None:
    enter(qtbot, page.controls.formula.edit, "sin(x)")
    qtbot.mouseClick(page.hero.view.buttons["differences"], Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    qtbot.waitUntil(lambda: len(page.hero.differences.lines) == 9, timeout=20_000)
    lines = {line.name: line for line in page.hero.differences.lines}
    best = {name: float(np.nanmin(line.y[line.y > 0])) for name, line in lines.items()}
    assert best["central, float64"] < best["central, float32"] < best["central, float16"]
    forward = lines["forward, float64"]
    assert 1e-10 < forward.x[np.nanargmin(forward.y)] < 1e-6


def test_that_basins_are_drawn_for_a_double_well(page: DescentPage, qtbot: QtBot) -> None:
    enter(qtbot, page.controls.formula.edit, "(x^2 - 1)^2")
    type_into(qtbot, page.controls.start.edit, "1.5")
    qtbot.mouseClick(page.controls.checks["basins"], Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert page.hero.plot.overlays.basins


def test_that_undo_takes_the_last_choice_back(
    program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    type_into(qtbot, page.controls.start.edit, "1")
    qtbot.keyClick(page.controls.start.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.store.session.descent.start == 3.0, timeout=3_000)
    assert page.controls.start.edit.text() == "3"


@pytest.mark.parametrize(
    "key", sparing(["adam", "momentum", "amsgrad", "rmsprop"], "adam", "momentum")
)
def test_that_the_program_of_any_optimiser_ends_where_the_path_ends(
    page: DescentPage, qtbot: QtBot, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    choose_optimizer(page, key)
    page.controls.schedule.chosen.emit("cosine")
    type_into(qtbot, page.controls.updates.edit, "12")
    settle(qtbot, page)
    exec(page.code.program, {})  # noqa: S102 - the program that a reader would paste
    printed = float(capsys.readouterr().out.split()[-1])
    page.timeline.slider.setValue(12)
    assert number(page, "x") == pytest.approx(printed, abs=6e-5)


def test_that_the_program_with_noise_ends_where_the_path_ends(
    page: DescentPage, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    type_into(qtbot, page.controls.updates.edit, "12")
    type_into(qtbot, page.controls.noise.edit, "0.5")
    settle(qtbot, page)
    exec(page.code.program, {})  # noqa: S102 - the program that a reader would paste
    printed = float(capsys.readouterr().out.split()[-1])
    page.timeline.slider.setValue(12)
    assert number(page, "x") == pytest.approx(printed, abs=6e-5)
