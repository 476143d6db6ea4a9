"""A formula on its way: what is drawn, and what is said of it, while it is typed key by key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.session.surface.choices import SurfaceChoices
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.pages.formula_entry import TYPED
from explorer.ui.pages.surface.page import SurfacePage
from explorer.ui.pages.tape.page import TapePage
from explorer.ui.typesetting import FormulaView
from explorer.ui.widgets.formula_field import FormulaField
from tests.ui.keys import enter, type_into
from tests.ui.windows import PATIENCE

UNFINISHED = ["sin(", "2x^2 +", "2x^2 + 3*", "(x + 1", "x^", "2 sin", "|x - 1", "x < 0 ? 1 :"]


def meaning(field: FormulaField) -> FormulaView:
    """Return the view of what was understood."""
    view = field.below.findChild(FormulaView)
    assert isinstance(view, FormulaView)
    return view


def drawn(program: Application) -> list[str]:
    """Return the list of formulas that are asked for from now on."""
    formulas: list[str] = []
    program.store.changed.connect(lambda _, new: formulas.append(new.descent.formula))
    return formulas


@pytest.mark.parametrize("text", UNFINISHED)
def test_that_an_unfinished_text_never_draws_what_it_begins_with(
    program: Application, page: DescentPage, qtbot: QtBot, text: str
) -> None:
    field, asked = page.controls.formula, drawn(program)
    enter(qtbot, field.edit, text)
    assert field.error
    assert asked == []
    assert program.store.session.descent.formula == "2*x**2"
    assert field.edit.text() == text


def test_that_a_formula_is_drawn_once_when_typing_pauses(
    program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    asked = drawn(program)
    type_into(qtbot, page.controls.formula.edit, "2x^2 + 1")
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["2x^2 + 1"], timeout=3_000)


def test_that_leaving_the_field_draws_at_once(
    program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    type_into(qtbot, page.controls.formula.edit, "x^4")
    page.controls.start.edit.setFocus()
    assert program.store.session.descent.formula == "x^4"


def test_that_a_half_typed_formula_does_not_overwrite_one_chosen_from_the_list(
    program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    type_into(qtbot, page.controls.formula.edit, "x^4")
    page.controls.formula.example_chosen.emit("rastrigin")
    chosen = program.store.session.descent.formula
    qtbot.wait(700)
    assert program.store.session.descent.formula == chosen == page.controls.formula.edit.text()


def test_that_what_is_understood_stands_typeset_below_the_field_while_one_types(
    page: DescentPage, qtbot: QtBot
) -> None:
    field = page.controls.formula
    type_into(qtbot, field.edit, "sin² x + ½x")
    view = meaning(field)
    qtbot.waitUntil(lambda: view.isVisible() and not view.is_blank, timeout=PATIENCE)
    assert view.accessibleName() == "sin(x)² + 0.5x"
    qtbot.keyClicks(field.edit, " +")
    assert not view.isVisible()  # it would say that this text is understood
    qtbot.waitUntil(lambda: "missing at the end" in field.error, timeout=3_000)
    qtbot.keyClicks(field.edit, " 1")
    qtbot.waitUntil(lambda: view.accessibleName() == "sin(x)² + 0.5x + 1", timeout=PATIENCE)
    assert not field.error
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert not view.isVisible()


def test_that_the_leaf_keeps_its_formulas_while_one_types(page: DescentPage, qtbot: QtBot) -> None:
    before = page.formula_leaf.views["slope"].accessibleName()
    type_into(qtbot, page.controls.formula.edit, "x^5")
    view = meaning(page.controls.formula)
    qtbot.waitUntil(lambda: view.accessibleName() == "x⁵", timeout=PATIENCE)
    assert page.formula_leaf.views["slope"].accessibleName() == before
    assert TYPED not in page.formula_leaf.views
    enter(qtbot, page.controls.formula.edit, "x^5")
    told = page.formula_leaf.views["slope"].accessibleName
    qtbot.waitUntil(lambda: told() == "f′(x) = 5x⁴", timeout=PATIENCE)


@pytest.mark.slow
def test_that_surface_and_tape_show_what_they_understand_too(
    open_surface: Callable[[SurfaceChoices], SurfacePage], tape_page: TapePage, qtbot: QtBot
) -> None:
    type_into(qtbot, tape_page.controls.formula.edit, "3 sin 2x")
    view = meaning(tape_page.controls.formula)
    qtbot.waitUntil(lambda: view.accessibleName() == "3sin(2x)", timeout=PATIENCE)
    surface = open_surface(SurfaceChoices())
    type_into(qtbot, surface.controls.formula.edit, "f(x, y) = sqrt(x) y")
    view = meaning(surface.controls.formula)
    qtbot.waitUntil(lambda: view.accessibleName() == "√(x)·y", timeout=PATIENCE)
