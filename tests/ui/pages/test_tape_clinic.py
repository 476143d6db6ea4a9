"""What the Tape page answers beside the lesson: nested tapes, forward mode, and the clinic."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.core.autodiff.clinic.attempts import tried
from explorer.core.autodiff.clinic.cases import CASES
from explorer.core.functions.formula import parse
from explorer.session.tape.choices import YOURS
from explorer.ui.commands import command_of
from explorer.ui.pages.tape.page import TapePage
from tests.ui.pages.tape_driving import answers, choose, click, numbers, printed_by, settle


@pytest.fixture
def page(tape_page: TapePage) -> TapePage:
    return tape_page


def test_that_nested_tapes_end_with_the_second_derivative(page: TapePage, qtbot: QtBot) -> None:
    choose(qtbot, page.controls.tapes, "nested")
    settle(qtbot, page)
    assert numbers(page)["x"] == ["3.0", "4.0"]
    assert page.sentence.text.endswith("d²y/dx² = 4.")
    assert [frame.name for frame in page.hero.graph.graph.frames] == ["outer tape", "inner tape"]


def test_that_forward_mode_stands_beside_reverse_mode_with_its_passes(
    page: TapePage, qtbot: QtBot
) -> None:
    choose(qtbot, page.controls.direction, "forward")
    settle(qtbot, page)
    assert [card.title for card in page.hero.clinic.shown_cards] == ["Reverse mode", "Forward mode"]
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


def test_that_every_case_is_a_chip_and_a_command_by_its_title(page: TapePage) -> None:
    chips = {key: chip.text() for key, chip in page.hero.clinic.chips.chips.items()}
    titles = {key: str(case.title) for key, case in CASES.items()}
    assert chips == titles | {YOURS: "Your function"}
    commands = {command.key: command.text for command in page.commands}
    for key, case in CASES.items():
        assert commands[f"tape.case.{key}"] == f"Why is my gradient None?: {case.title}"
    assert page.hero.clinic.chips.value == "lesson"


def test_that_the_command_of_a_case_shows_its_cards(page: TapePage, qtbot: QtBot) -> None:
    command_of("tape.case.numpy_detour", page.commands).run()
    settle(qtbot, page)
    assert page.hero.clinic.chips.value == "numpy_detour"
    assert answers(page) == ["None", "36.0", "36.0"]


def test_that_every_case_shows_what_tensorflow_answers_now(page: TapePage, qtbot: QtBot) -> None:
    expected = {
        case.key: [each.program.answer.short for each in tried(case, parse("2*x**2"), 3.0)]
        for case in CASES.values()
    }
    shown = {}
    for name in expected:
        chips = page.hero.clinic.chips
        if chips.chips[name].isVisible():
            click(qtbot, chips.chips[name])
        else:
            place = chips.hidden_keys.index(name)
            chips.menu.actions()[place].trigger()
        settle(qtbot, page)
        shown[name] = answers(page)
    assert shown == expected


def test_that_a_card_copies_its_whole_program(page: TapePage, qtbot: QtBot) -> None:
    click(qtbot, page.hero.clinic.shown_cards[2].copy)
    assert QApplication.clipboard().text() == (
        "import tensorflow as tf\n\nx = tf.constant(3.0)\nwith tf.GradientTape() as tape:\n"
        "    tape.watch(x)\n    y = 2 * x**2\nprint(tape.gradient(y, x))\n"
    )


def test_that_the_line_that_decides_is_set_off(page: TapePage) -> None:
    marked = [card.code.marked_lines for card in page.hero.clinic.shown_cards]
    assert marked[2] == ["    tape.watch(x)"]


def test_that_the_arrow_keys_go_from_chip_to_chip(page: TapePage, qtbot: QtBot) -> None:
    for key in ("lesson", YOURS):
        qtbot.keyClick(page.hero.clinic.chips.chips[key], Qt.Key.Key_Right)
    settle(qtbot, page)
    assert answers(page) == ["None", "12.0", "12.0"]
