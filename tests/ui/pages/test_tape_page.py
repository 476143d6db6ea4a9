"""The Tape page, driven as a person drives it: the lesson, bad input, and the leaves."""

import csv
import io
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.core.autodiff.results import Source
from explorer.core.sentences import ExplorerError, said
from explorer.session.tape import resolving
from explorer.session.tape.choices import TapeChoices
from explorer.ui.pages.tape.page import TapePage
from tests.ui.keys import enter, type_into
from tests.ui.pages.tape_driving import answers, click, numbers, settle


@pytest.fixture
def page(tape_page: TapePage) -> TapePage:
    return tape_page


def test_that_the_page_opens_with_the_four_answers_of_the_lesson(page: TapePage) -> None:
    assert answers(page) == ["12.0", "None", "12.0", "4.0"]


def test_that_another_x_brings_its_own_answers_while_typing(page: TapePage, qtbot: QtBot) -> None:
    type_into(qtbot, page.controls.x.edit, "-2")
    qtbot.waitUntil(lambda: answers(page) == ["−8.0", "None", "−8.0", "4.0"], timeout=10_000)


def test_that_another_expression_brings_its_own_answers(page: TapePage, qtbot: QtBot) -> None:
    enter(qtbot, page.controls.formula.edit, "x^3")
    qtbot.waitUntil(lambda: answers(page) == ["27.0", "None", "27.0", "18.0"], timeout=10_000)


def test_that_the_graph_has_the_numbers_of_the_lesson(page: TapePage) -> None:
    assert numbers(page) == {
        "x": ["3.0", "12.0"],
        "Pow": ["9.0", "2.0"],
        "Mul": ["18.0", "1.0"],
        "y": ["18.0", "1.0"],
    }


@pytest.mark.parametrize(
    ("source", "gradient"), [("variable", "12.0"), ("constant", "None"), ("watched", "12.0")]
)
def test_that_the_radio_rows_decide_whether_x_is_recorded(
    page: TapePage, qtbot: QtBot, source: Source, gradient: str
) -> None:
    click(qtbot, page.controls.source.rows[source])
    settle(qtbot, page)
    assert numbers(page)["x"] == ["3.0", gradient]


def test_that_an_unwatched_constant_is_drawn_as_unrecorded_and_told_why(
    page: TapePage, qtbot: QtBot
) -> None:
    click(qtbot, page.controls.source.rows["constant"])
    settle(qtbot, page)
    assert all(card.dashed for card in page.hero.graph.graph.cards)
    assert "The tape watched no x" in page.sentence.text


def test_that_the_table_can_be_copied_exactly(page: TapePage, qtbot: QtBot) -> None:
    QApplication.clipboard().clear()
    click(qtbot, page.data.copy)
    qtbot.waitUntil(lambda: "Pow" in QApplication.clipboard().text(), timeout=10_000)
    rows = list(csv.reader(io.StringIO(QApplication.clipboard().text()), delimiter="\t"))
    assert rows[0][4:6] == ["gradient", "local slope"]
    assert rows[1] == ["0", "Variable", "x", "3.0", "12.0", "", "yes"]
    assert rows[4] == ["3", "Pow", "x²", "9.0", "2.0", "6.0", "yes"]


def test_that_the_chain_rule_is_typeset_with_its_numbers(page: TapePage, qtbot: QtBot) -> None:
    views = page.formula_leaf.views
    qtbot.waitUntil(lambda: bool(views["result"].accessibleName()), timeout=10_000)
    assert views["value"].accessibleName() == "u1 = x² = 9"


def test_that_the_guide_sets_the_page_up(page: TapePage, qtbot: QtBot) -> None:
    for _ in range(2):
        click(qtbot, page.guide.forward)
    click(qtbot, page.guide.show_me)
    settle(qtbot, page)
    assert page.controls.source.rows["constant"].isChecked()
    assert answers(page) == ["None", "12.0", "12.0"]


def test_that_every_control_has_an_accessible_name(page: TapePage) -> None:
    nameless = [
        child
        for child in page.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible()
        and not (child.accessibleName() or getattr(child, "text", str)())
    ]  # fmt: skip
    assert not nameless


def test_that_the_cards_stand_two_abreast_in_a_narrow_window(page: TapePage, qtbot: QtBot) -> None:
    window = page.window()
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.width() == 1024, timeout=3_000)
    assert page.hero.clinic.grid.columns in (1, 2)
    right = [card.mapTo(page, QPoint(card.width(), 0)).x() for card in page.hero.clinic.shown_cards]
    assert max(right) <= page.hero.clinic.mapTo(page, QPoint(page.hero.clinic.width(), 0)).x()


def test_that_graph_and_cards_are_never_of_two_functions(page: TapePage, qtbot: QtBot) -> None:
    seen = []

    def look(*_: object) -> None:
        values = numbers(page).get("x", ["none"])
        seen.append((values[0], [card.program for card in page.hero.clinic.shown_cards]))

    page.circuit.changed.connect(look)
    for text in ("4", "5", "6"):
        type_into(qtbot, page.controls.x.edit, text)
        qtbot.wait(10)
    enter(qtbot, page.controls.formula.edit, "x^3")
    settle(qtbot, page)
    page.circuit.changed.disconnect(look)
    assert seen[-1][0] == "6.0"
    for value, programs in seen:
        assert bool(programs) == (value != "none")
        assert all(f"({value})" in program for program in programs)
        assert len({"x**3" in program for program in programs}) <= 1


def test_that_show_me_starts_from_the_pages_first_choices_and_view(
    page: TapePage, qtbot: QtBot
) -> None:
    scale = page.hero.graph.scale_now
    click(qtbot, page.controls.checks["values"])
    click(qtbot, page.controls.source.rows["watched"])
    settle(qtbot, page)
    click(qtbot, page.hero.graph.larger)
    click(qtbot, page.guide.show_me)
    settle(qtbot, page)
    step = page.guide.steps[0].show
    assert page.store.session.tape == replace(TapeChoices(), **step)
    assert page.hero.graph.scale_now == pytest.approx(scale)


def test_that_what_is_late_is_dimmed(page: TapePage, qtbot: QtBot) -> None:
    page.change(lambda choices: choices.with_x(4.0))
    page.circuit._tell_late("answer")
    assert page.hero.graph._drawing.opacity() < 1
    settle(qtbot, page)
    assert page.hero.graph._drawing.opacity() == 1


def test_that_what_failed_leaves_no_number_behind(
    page: TapePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: TapeChoices) -> None:
        raise ExplorerError(said("Errors", "This is not a number. Type for example 0.01."))

    with monkeypatch.context() as patched:
        patched.setattr(resolving, "recorded", refuse)
        type_into(qtbot, page.controls.x.edit, "7")
        settle(qtbot, page)
        assert page.sentence.text.endswith("This is not a number. Type for example 0.01.")
        assert (numbers(page), answers(page), page.code.program) == ({}, [], "")
        assert not page.data.rows.rowCount()
        assert not any(view.isVisible() for view in page.formula_leaf.views.values())
        click(qtbot, page.hero.graph.viewport())
    type_into(qtbot, page.controls.x.edit, "8")
    settle(qtbot, page)
    assert numbers(page)["x"] == ["8.0", "32.0"]
