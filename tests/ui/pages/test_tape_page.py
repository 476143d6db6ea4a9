"""The Tape page, driven as a person drives it."""

import contextlib
import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from explorer.core.autodiff.clinic.cases import clinic_cases
from explorer.core.functions.formula import parse
from explorer.session.session import Session, ViewState
from explorer.session.tape import Source, TapeState
from explorer.ui.app import Program
from explorer.ui.pages.tape.clinic import case_titles
from explorer.ui.pages.tape.page import TapePage
from explorer.ui.widgets.buttons import Segmented

PATIENCE = 30_000


@pytest.fixture(scope="module")
def shown(qapp: QApplication) -> Iterator[TapePage]:
    """The Tape page of one window for all these tests; to open one for each takes too long."""
    view = ViewState(page="tape", theme="light", language="en", still=True)
    program = Program(Session(view=view))
    program.start()
    page = program.window.pages["tape"]
    assert isinstance(page, TapePage)
    for _ in range(PATIENCE // 50):
        if not page.shows_content:
            QTest.qWait(50)
    assert page.shows_content
    yield page
    program.close()
    program.window.deleteLater()
    program.deleteLater()
    qapp.sendPostedEvents(None, 0)


@pytest.fixture
def page(shown: TapePage, qtbot: QtBot) -> TapePage:
    """The Tape page with the lesson's recording drawn to its end."""
    store = shown._store
    for state in (TapeState(formula="x", x=1.0, case="modes"), TapeState()):
        store.change(partial(_taping, state))
        qtbot.wait(20)
        qtbot.waitUntil(lambda: not shown.busy, timeout=PATIENCE)
    shown._pick(None)
    shown.window().resize(1280, 800)
    return shown


def _taping(state: TapeState, session: Session) -> Session:
    return replace(session, tape=state)


def type_into(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, cells: Segmented, key: str) -> None:
    place = cells.area_of(key).center().toPoint()
    qtbot.mouseClick(cells, Qt.MouseButton.LeftButton, pos=place)


def settle(qtbot: QtBot, page: TapePage) -> None:
    qtbot.wait(20)
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)


def answers(page: TapePage) -> list[str]:
    return [card.badge.text for card in page.clinic.shown_cards]


def numbers(page: TapePage) -> dict[str, list[str]]:
    """Return the numbers on every card by its title."""
    return {card.title: [row.value for row in card.rows] for card in page.graph.graph.cards}


def printed_by(page: TapePage) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(page.code.text.toPlainText(), {})  # noqa: S102 - the program that a reader would paste
    return out.getvalue().strip()


# ---- the lesson


def test_that_the_page_opens_with_the_four_answers_of_the_lesson(page: TapePage) -> None:
    assert answers(page) == ["12.0", "None", "12.0", "4.0"]


def test_that_another_x_brings_its_own_answers_while_typing(page: TapePage, qtbot: QtBot) -> None:
    type_into(qtbot, page.controls.x.edit, "-2")
    qtbot.waitUntil(lambda: answers(page) == ["−8.0", "None", "−8.0", "4.0"], timeout=10_000)


def test_that_another_expression_brings_its_own_answers(page: TapePage, qtbot: QtBot) -> None:
    type_into(qtbot, page.controls.formula.edit, "x^3")
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
    click(qtbot, page.controls.sources[source])
    settle(qtbot, page)
    assert numbers(page)["x"] == ["3.0", gradient]


def test_that_an_unwatched_constant_is_drawn_as_unrecorded_and_told_why(
    page: TapePage, qtbot: QtBot
) -> None:
    click(qtbot, page.controls.sources["constant"])
    settle(qtbot, page)
    assert all(card.dashed for card in page.graph.graph.cards)
    assert "The tape watched no x" in page.sentence.text


# ---- stepping


def test_that_the_last_step_says_the_chain_rule_with_its_numbers(page: TapePage) -> None:
    assert page.sentence.text == (
        "Backward 3 of 3. Pow multiplies the incoming 2 by its local slope 6, so dy/dx = 12."
    )


def test_that_the_recording_is_told_step_by_step(page: TapePage, qtbot: QtBot) -> None:
    click(qtbot, page.timeline.first)
    told = []
    for _ in range(6):
        click(qtbot, page.timeline.forward)
        told.append(page.sentence.text)
    assert told == [
        "Forward 1 of 3. x is a Variable that holds 3. The tape watches it.",
        "Forward 2 of 3. Pow gives x² = 9. The tape records it.",
        "Forward 3 of 3. Mul gives 2x² = 18. The tape records it.",
        "Backward 1 of 3. Backward starts at y = 18, where dy/dy = 1.",
        "Backward 2 of 3. Mul multiplies the incoming 1 by its local slope 2, so dy/d(x²) = 2.",
        "Backward 3 of 3. Pow multiplies the incoming 2 by its local slope 6, so dy/dx = 12.",
    ]


def test_that_numbers_appear_as_they_become_known(page: TapePage, qtbot: QtBot) -> None:
    for _ in range(4):
        click(qtbot, page.timeline.back)
    assert numbers(page) == {"x": ["3.0", ""], "Pow": ["9.0", ""], "Mul": ["", ""], "y": ["", ""]}


@pytest.mark.parametrize(
    ("key", "count"),
    [
        (Qt.Key.Key_Home, "Step 0 of 6"),
        (Qt.Key.Key_Left, "Step 5 of 6"),
        (Qt.Key.Key_End, "Step 6 of 6"),
    ],
)
def test_that_the_timeline_obeys_the_keyboard(
    page: TapePage, qtbot: QtBot, key: Qt.Key, count: str
) -> None:
    page.setFocus()
    qtbot.keyClick(page, key)
    assert page.timeline.count.text() == count


def test_that_space_plays_from_the_start_and_space_holds(page: TapePage, qtbot: QtBot) -> None:
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert page.timeline.play.text() == "Pause"
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert page.timeline.count.text() == "Step 1 of 6"


def test_that_a_step_stays_where_it_is_while_x_changes(page: TapePage, qtbot: QtBot) -> None:
    click(qtbot, page.timeline.back)
    type_into(qtbot, page.controls.x.edit, "5")
    settle(qtbot, page)
    assert page.timeline.count.text() == "Step 5 of 6"
    assert numbers(page)["Pow"] == ["25.0", "2.0"]


def test_that_paths_to_x_add_up_one_after_another(page: TapePage, qtbot: QtBot) -> None:
    type_into(qtbot, page.controls.formula.edit, "x*x+x")
    settle(qtbot, page)
    click(qtbot, page.timeline.back)
    rows = page.graph.graph.cards[0].rows
    assert rows[1].name == "so far"
    click(qtbot, page.timeline.last)
    assert numbers(page)["x"] == ["3.0", "7.0"]


# ---- the graph


def test_that_a_clicked_node_is_highlighted_everywhere(page: TapePage, qtbot: QtBot) -> None:
    page.show_leaf("data")
    qtbot.mouseClick(page.graph.viewport(), Qt.MouseButton.LeftButton, pos=page.graph.place_of(2))
    marks = page.code.text.extraSelections()
    assert page.formula_leaf.typed.marked == ["2*x**2"]
    assert marks[0].cursor.block().text().strip() == "y = 2 * u1"
    assert page.data.view.currentIndex().row() == 4


def test_that_the_arrow_keys_go_from_node_to_node(page: TapePage, qtbot: QtBot) -> None:
    page.graph.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.graph, Qt.Key.Key_Up)
    assert (
        page.graph.accessibleDescription()
        == "x, Variable, value 3.0, gradient 12.0, watched by the tape"
    )


def test_that_the_timeline_obeys_while_the_graph_has_the_keyboard(
    page: TapePage, qtbot: QtBot
) -> None:
    page.graph.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.graph, Qt.Key.Key_Left)
    assert page.timeline.count.text() == "Step 5 of 6"


def test_that_fit_shows_the_whole_graph(page: TapePage, qtbot: QtBot) -> None:
    type_into(qtbot, page.controls.formula.edit, "sin(cos(exp(sin(cos(x*x)*x)+x)-x)*x)+1/x")
    settle(qtbot, page)
    click(qtbot, page.graph.larger)
    click(qtbot, page.graph.fit_button)
    inside = page.graph.viewport().rect()
    places = [page.graph.place_of(card) for card in range(len(page.graph.graph.cards))]
    assert all(inside.contains(place) for place in places)


def test_that_sixty_nodes_are_laid_out_apart(page: TapePage, qtbot: QtBot) -> None:
    text = "+".join(f"sin({n}x)*x^{n}" for n in range(2, 14))
    type_into(qtbot, page.controls.formula.edit, text)
    settle(qtbot, page)
    places = [page.graph.place_of(card) for card in range(len(page.graph.graph.cards))]
    assert len(places) >= 60
    assert len({(place.x(), place.y()) for place in places}) == len(places)


@pytest.mark.parametrize(("name", "count"), [("values", 1), ("gradients", 1)])
def test_that_a_check_box_takes_its_numbers_away(
    page: TapePage, qtbot: QtBot, name: str, count: int
) -> None:
    click(qtbot, page.controls.checks[name])
    assert {len(card.rows) for card in page.graph.graph.cards} == {count}


# ---- nested tapes and forward mode


def test_that_nested_tapes_end_with_the_second_derivative(page: TapePage, qtbot: QtBot) -> None:
    choose(qtbot, page.controls.tapes, "nested")
    settle(qtbot, page)
    assert numbers(page)["x"] == ["3.0", "4.0"]
    assert page.sentence.text.endswith("d²y/dx² = 4.")
    assert [frame.name for frame in page.graph.graph.frames] == ["outer tape", "inner tape"]


def test_that_forward_mode_stands_beside_reverse_mode_with_its_passes(
    page: TapePage, qtbot: QtBot
) -> None:
    choose(qtbot, page.controls.direction, "forward")
    settle(qtbot, page)
    assert [card.title for card in page.clinic.shown_cards] == ["Reverse mode", "Forward mode"]
    assert answers(page) == ["12.0", "12.0"]
    assert numbers(page)["Pow"] == ["9.0", "6.0"]
    assert page.sentence.text == (
        "Forward 3 of 3. Mul gives 2x² = 18 and hands on dy/dx = 2 × 6 = 12."
    )


@pytest.mark.parametrize(
    ("mode", "answer"),
    [("reverse", "12.0"), ("nested", "4.0"), ("forward", "12.0")],
)
def test_that_the_shown_program_runs_and_prints_the_answer(
    page: TapePage, qtbot: QtBot, mode: str, answer: str
) -> None:
    if mode == "nested":
        choose(qtbot, page.controls.tapes, "nested")
    if mode == "forward":
        choose(qtbot, page.controls.direction, "forward")
    settle(qtbot, page)
    assert printed_by(page).endswith(f"tf.Tensor({answer}, shape=(), dtype=float32)")


# ---- the clinic


def test_that_the_chips_say_what_the_cases_are_called(page: TapePage) -> None:
    titles = dict(case_titles())
    for case in clinic_cases(parse("2*x**2"), 3.0):
        assert titles[case.name] == str(case.title)
    assert page.clinic.chips.value == "lesson"


def test_that_every_case_shows_what_tensorflow_answers_now(page: TapePage, qtbot: QtBot) -> None:
    expected = {
        case.name: [each.program.answer.short for each in (case.written, *case.cures)]
        for case in clinic_cases(parse("2*x**2"), 3.0)
    }
    shown = {}
    for name in expected:
        chips = page.clinic.chips
        if chips.chips[name].isVisible():
            click(qtbot, chips.chips[name])
        else:
            place = chips.hidden_keys.index(name)
            chips.menu.actions()[place].trigger()
        settle(qtbot, page)
        shown[name] = answers(page)
    assert shown == expected


def test_that_a_card_copies_its_whole_program(page: TapePage, qtbot: QtBot) -> None:
    click(qtbot, page.clinic.shown_cards[2].copy)
    assert QApplication.clipboard().text() == (
        "import tensorflow as tf\n\nx = tf.constant(3.0)\nwith tf.GradientTape() as tape:\n"
        "    tape.watch(x)\n    y = 2 * x**2\nprint(tape.gradient(y, x))\n"
    )


def test_that_the_line_that_decides_is_set_off(page: TapePage) -> None:
    marked = [card.code.marked_lines for card in page.clinic.shown_cards]
    assert marked[2] == ["    tape.watch(x)"]


def test_that_the_arrow_keys_go_from_chip_to_chip(page: TapePage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.clinic.chips.chips["lesson"], Qt.Key.Key_Right)
    settle(qtbot, page)
    assert answers(page) == ["None", "12.0", "12.0"]


# ---- bad input


def test_that_an_unknown_name_is_explained_and_the_drawing_stays(
    page: TapePage, qtbot: QtBot
) -> None:
    before = numbers(page)
    type_into(qtbot, page.controls.formula.edit, "sine(x)")
    qtbot.waitUntil(lambda: "did you mean “sin”?" in page.controls.formula.error, timeout=3_000)
    settle(qtbot, page)
    assert numbers(page) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [("abc", "not a number"), ("inf", "must be finite"), ("1e60", "float32 can hold")],
)
def test_that_a_bad_x_is_explained_and_the_drawing_stays(
    page: TapePage, qtbot: QtBot, text: str, words: str
) -> None:
    before = numbers(page)["y"]
    type_into(qtbot, page.controls.x.edit, text)
    qtbot.waitUntil(lambda: words in page.controls.x.error, timeout=3_000)
    assert len(numbers(page)["y"]) == len(before)


# ---- leaves


def test_that_the_table_can_be_copied_exactly(page: TapePage, qtbot: QtBot) -> None:
    click(qtbot, page.data.copy)
    rows = list(csv.reader(io.StringIO(QApplication.clipboard().text())))
    assert rows[1] == ["0", "Variable", "x", "3", "", "12", "yes"]
    assert rows[4] == ["3", "Pow", "x²", "9", "6", "2", "yes"]


def test_that_the_chain_rule_is_typeset_with_its_numbers(page: TapePage, qtbot: QtBot) -> None:
    views = page.formula_leaf.views
    qtbot.waitUntil(lambda: bool(views["result"].accessibleName()), timeout=10_000)
    assert views["value"].accessibleName() == "u1 = x² = 9"


def test_that_the_guide_sets_the_page_up(page: TapePage, qtbot: QtBot) -> None:
    for _ in range(2):
        click(qtbot, page.guide.forward)
    click(qtbot, page.guide.show_me)
    settle(qtbot, page)
    assert page.controls.sources["constant"].isChecked()
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
    assert page.clinic.grid.columns in (1, 2)
    right = [card.mapTo(page, QPoint(card.width(), 0)).x() for card in page.clinic.shown_cards]
    assert max(right) <= page.clinic.mapTo(page, QPoint(page.clinic.width(), 0)).x()
