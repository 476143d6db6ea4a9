"""The recording on the Tape page: its steps and its graph."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.ui.pages.tape.page import TapePage
from tests.ui.keys import enter, type_into
from tests.ui.pages.tape_driving import click, numbers, settle


@pytest.fixture
def page(tape_page: TapePage) -> TapePage:
    return tape_page


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
    enter(qtbot, page.controls.formula.edit, "x*x+x")
    settle(qtbot, page)
    click(qtbot, page.timeline.back)
    rows = page.hero.graph.graph.cards[0].rows
    assert rows[1].name == "so far"
    click(qtbot, page.timeline.last)
    assert numbers(page)["x"] == ["3.0", "7.0"]


def test_that_a_clicked_node_is_highlighted_everywhere(page: TapePage, qtbot: QtBot) -> None:
    qtbot.mouseClick(
        page.hero.graph.viewport(), Qt.MouseButton.LeftButton, pos=page.hero.graph.place_of(2)
    )
    assert page.formula_leaf.typed.marked == ["2*x**2"]
    page.show_leaf("code")
    marks = page.code.text.extraSelections()
    assert marks[0].cursor.block().text().strip() == "y = 2 * u1"
    page.show_leaf("data")
    assert page.data.view.currentIndex().row() == 4


def test_that_the_arrow_keys_go_from_node_to_node(page: TapePage, qtbot: QtBot) -> None:
    page.hero.graph.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.hero.graph, Qt.Key.Key_Up)
    told = "x, Variable, value 3.0, gradient 12.0, watched by the tape"
    assert page.hero.graph.described().startswith(told)


def test_that_the_timeline_obeys_while_the_graph_has_the_keyboard(
    page: TapePage, qtbot: QtBot
) -> None:
    page.hero.graph.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.hero.graph, Qt.Key.Key_Left)
    assert page.timeline.count.text() == "Step 5 of 6"


def test_that_fit_shows_the_whole_graph(page: TapePage, qtbot: QtBot) -> None:
    enter(qtbot, page.controls.formula.edit, "sin(2x)*x+cos(3x)*x+exp(x/2)*x+x^5+1/x")
    settle(qtbot, page)
    click(qtbot, page.hero.graph.larger)
    click(qtbot, page.hero.graph.fit_button)
    inside = page.hero.graph.viewport().rect()
    places = [page.hero.graph.place_of(card) for card in range(len(page.hero.graph.graph.cards))]
    assert all(inside.contains(place) for place in places)


@pytest.mark.slow
def test_that_sixty_nodes_are_laid_out_apart(page: TapePage, qtbot: QtBot) -> None:
    text = "+".join(f"sin({n}x)*x^{n}" for n in range(2, 14))
    enter(qtbot, page.controls.formula.edit, text)
    settle(qtbot, page)
    places = [page.hero.graph.place_of(card) for card in range(len(page.hero.graph.graph.cards))]
    assert len(places) >= 60
    assert len({(place.x(), place.y()) for place in places}) == len(places)


@pytest.mark.parametrize(("name", "count"), [("values", 1), ("gradients", 1)])
def test_that_a_check_box_takes_its_numbers_away(
    page: TapePage, qtbot: QtBot, name: str, count: int
) -> None:
    click(qtbot, page.controls.checks[name])
    assert {len(card.rows) for card in page.hero.graph.graph.cards} == {count}
