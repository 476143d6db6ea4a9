"""What is typed wrong gets a sentence under its field, and what was good before stays."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from explorer.session.surface.choices import SurfaceChoices
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.pages.surface.page import SurfacePage
from explorer.ui.pages.tape.page import TapePage
from tests.ui.keys import enter, type_into
from tests.ui.pages.tape_driving import click, numbers, settle
from tests.ui.pages.test_surface_page import rows


@pytest.fixture
def surface(open_surface: Callable[[SurfaceChoices], SurfacePage]) -> SurfacePage:
    return open_surface(SurfaceChoices())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("abc", "This is not a number. Type for example 0.01."),
        ("nan", "The number must be finite. Type for example 0.01."),
        ("inf", "The number must be finite. Type for example 0.01."),
        ("0", "The rate must be above 0. Type for example 0.01."),
        ("-1", "The rate must be above 0. Type for example 0.01."),
        ("1e9", "The rate must be at most 1,000,000. Type for example 0.01."),
    ],
)
def test_that_a_bad_rate_is_explained_under_its_field(
    page: DescentPage, qtbot: QtBot, text: str, sentence: str
) -> None:
    enter(qtbot, page.controls.rate.edit, text)
    assert page.controls.rate.error == sentence


def test_that_a_bad_text_loses_neither_itself_nor_the_last_good_number(
    page: DescentPage, qtbot: QtBot
) -> None:
    type_into(qtbot, page.controls.rate.edit, "abc")
    click(qtbot, page.timeline.forward)
    assert page.controls.rate.edit.text() == "abc"
    assert page.hero.read_outs["x"].value == "2.8800"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0", "must be from 1 to 100,000"),
        ("-5", "must be from 1 to 100,000"),
        ("1e12", "must be from 1 to 100,000"),
        ("2.5", "must be a whole number"),
    ],
)
def test_that_a_bad_number_of_updates_is_explained(
    page: DescentPage, qtbot: QtBot, text: str, words: str
) -> None:
    enter(qtbot, page.controls.updates.edit, text)
    assert words in page.controls.updates.error


def test_that_a_mistake_in_a_surface_is_explained_and_the_drawing_stays(
    surface: SurfacePage, qtbot: QtBot
) -> None:
    before = list(rows(surface))
    # No part of this text is a formula by itself, so nothing is drawn on the way to it.
    enter(qtbot, surface.controls.formula.edit, "(sine(x) + y^2")
    assert "did you mean “sin”?" in surface.controls.formula.error
    assert surface.controls.formula.caret_column == 1
    assert list(rows(surface)) == before


@pytest.mark.parametrize(("text", "words"), [("abc", "not a number"), ("-1", "must be above 0")])
def test_that_a_bad_rate_of_a_racer_is_explained_under_its_row(
    surface: SurfacePage, qtbot: QtBot, text: str, words: str
) -> None:
    row = surface.controls.racers.rows[1]
    enter(qtbot, row.rate.edit, text)
    assert words in row.error.text()
    assert surface.hero.table.cell(1, 1) == "0.005"


def test_that_an_unknown_name_on_the_tape_is_explained_and_the_drawing_stays(
    tape_page: TapePage, qtbot: QtBot
) -> None:
    before = numbers(tape_page)
    enter(qtbot, tape_page.controls.formula.edit, "sine(x)")
    assert "did you mean “sin”?" in tape_page.controls.formula.error
    settle(qtbot, tape_page)
    assert numbers(tape_page) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [("abc", "not a number"), ("inf", "must be finite"), ("1e60", "float32 can hold")],
)
def test_that_a_bad_x_is_explained_and_the_drawing_stays(
    tape_page: TapePage, qtbot: QtBot, text: str, words: str
) -> None:
    before = numbers(tape_page)["y"]
    enter(qtbot, tape_page.controls.x.edit, text)
    assert words in tape_page.controls.x.error
    assert len(numbers(tape_page)["y"]) == len(before)
