"""Widgets of the Tape page by themselves."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.ui import signs
from explorer.ui.theme import Look
from explorer.ui.widgets.cards import CardGrid, CardText, CaseCard
from explorer.ui.widgets.chip_row import ChipRow
from explorer.ui.widgets.code_view import SpanText
from explorer.ui.widgets.sentence_line import SentenceLine, Words
from explorer.ui.widgets.sliders import PhaseSlider, SliderPhase

CHOICES = [(str(number), f"Choice number {number}") for number in range(8)]


@pytest.fixture
def chips(look: Look, qtbot: QtBot) -> ChipRow:
    row = ChipRow("Choices", CHOICES, look)
    qtbot.addWidget(row)
    row.resize(500, 30)
    row.show()
    return row


def test_that_chips_that_do_not_fit_stand_in_the_list(chips: ChipRow) -> None:
    assert chips.hidden_keys
    assert len(chips.menu.actions()) == len(chips.hidden_keys)
    assert chips.more.text() == f"{len(chips.hidden_keys)} more"


def test_that_a_wide_row_has_no_list(chips: ChipRow) -> None:
    chips.resize(2_000, 30)
    assert not chips.hidden_keys
    assert chips.more.isHidden()


def test_that_a_choice_from_the_list_comes_into_the_row(chips: ChipRow, qtbot: QtBot) -> None:
    last = chips.hidden_keys[-1]
    with qtbot.waitSignal(chips.chosen) as signal:
        chips.menu.actions()[-1].trigger()
    assert signal.args == [last]
    assert chips.chips[last].isVisible()


def test_that_showing_a_choice_reports_nothing(chips: ChipRow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(chips.chosen):
        chips.set_value("3")


@pytest.mark.parametrize(("width", "columns"), [(420, 1), (760, 2), (1_100, 3), (1_400, 4)])
def test_that_cards_stand_in_as_many_columns_as_fit(
    look: Look, qtbot: QtBot, width: int, columns: int
) -> None:
    grid = CardGrid("Cards", look)
    qtbot.addWidget(grid)
    grid.resize(width, 400)
    grid.show()
    grid.set_cards([QWidget() for _ in range(4)])
    assert grid.columns == columns


def test_that_a_copied_card_says_so(look: Look, qtbot: QtBot) -> None:
    card = CaseCard(look)
    qtbot.addWidget(card)
    card.show_case(CardText(
        title="As written", tone="error", answer="RuntimeError", printed="RuntimeError: once only",
        program="import this\n", shown="import this", lines=(0,), cause="Because.",
    ))  # fmt: skip
    before = card.copy.icon().cacheKey()
    qtbot.mouseClick(card.copy, Qt.MouseButton.LeftButton)
    assert card.copy.icon().cacheKey() != before
    qtbot.waitUntil(lambda: card.copy.icon().cacheKey() == before, timeout=4_000)


def test_that_an_error_is_told_in_full(look: Look, qtbot: QtBot) -> None:
    card = CaseCard(look)
    qtbot.addWidget(card)
    card.show_case(CardText(
        title="As written", tone="error", answer="RuntimeError", printed="RuntimeError: once only",
        program="", shown="", lines=(), cause="Because.",
    ))  # fmt: skip
    assert card._error.text() == "RuntimeError: once only"


def test_that_a_press_on_the_slider_goes_to_the_step_there(look: Look, qtbot: QtBot) -> None:
    slider = PhaseSlider("Steps", look)
    qtbot.addWidget(slider)
    slider.resize(400, 52)
    slider.setRange(0, 6)
    slider.set_phases(
        [SliderPhase("forward", 3, signs.VALUE), SliderPhase("backward", 3, signs.SLOPE)]
    )
    place = QPoint(round(slider.position_of(4)), slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    assert slider.value() == 4
    assert (slider._role_at(3), slider._role_at(4)) == ("blue", "orange")


def test_that_columns_of_a_formula_are_set_off(look: Look, qtbot: QtBot) -> None:
    text = SpanText(look)
    qtbot.addWidget(text)
    text.show_text("2*x**2", [(2, 6)])
    assert text.marked == ["x**2"]
    assert text.accessibleName() == "2*x**2"


def test_that_a_long_formula_takes_more_lines(look: Look, qtbot: QtBot) -> None:
    text = SpanText(look)
    qtbot.addWidget(text)
    text.show_text("x+" * 60 + "x", [])
    assert text.heightForWidth(200) > 3 * text.heightForWidth(2_000)


def test_that_a_long_sentence_makes_its_line_grow(look: Look, qtbot: QtBot) -> None:
    line = SentenceLine(look)
    qtbot.addWidget(line)
    line.resize(400, 44)
    line.show()
    line.say(Words("Forward 1 of 3.", "Pow gives x² = 9. " * 8, role="blue", icon="forward"))
    assert line.height() > 44
    line.say(Words("Forward 1 of 3.", "Short.", role="blue", icon="forward"))
    assert line.height() == 44


def test_that_markup_in_a_sentence_stays_text(look: Look, qtbot: QtBot) -> None:
    line = SentenceLine(look)
    qtbot.addWidget(line)
    body = "where gives x < 0 ? <b> : x = 9."
    line.say(Words("Forward.", body, role="blue", icon="forward", result="x = 9"))
    assert "&lt;b&gt;" in line._text.text()
    assert line.text == f"Forward. {body}"
