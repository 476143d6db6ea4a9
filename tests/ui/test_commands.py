"""Everything that can be chosen is a command: it has a key, and the search finds it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.core.autodiff.clinic.cases import CASES
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.functions.examples.catalogue import CATALOGUE
from explorer.core.functions.examples.landscapes import LANDSCAPES
from explorer.core.sentences import ExplorerError
from explorer.session.pages import PAGES
from explorer.ui.app import Application
from explorer.ui.commands import command_of
from explorer.ui.plots.graph_view import GraphView
from explorer.ui.widgets.fields import Field
from explorer.ui.widgets.palette import Palette
from tests.ui.windows import PATIENCE, look_at, wait_until


def found(program: Application, words: str) -> list[str]:
    """Return what the search finds, as a person types into it."""
    program.window.search()
    (palette,) = program.window.findChildren(Palette)
    palette.field.insert(words)
    texts = [palette.list.item(row).text() for row in range(palette.list.count())]
    palette.close()
    return texts


@pytest.mark.parametrize(
    "words",
    [
        "learning rate", "adam", "hessian", "csv", "rosenbrock", "convergence", "finite differences",
        "guide step 3", "numpy detour", "tune", "nested", "float64", "norms", "start x",
    ],
)  # fmt: skip
def test_that_the_search_finds_what_a_person_calls_it(program: Application, words: str) -> None:
    assert found(program, words)


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("rate", "Descent: Learning rate"), ("digits", "MNIST: View: Digits"), ("dark", "Dark theme"),
        ("try it", "Your model: Example: A network that learns"), ("live", "Your model: Go live"),
        ("weights", "MNIST: View: Weights"), ("descent last", "Descent: Last (End)"),
        ("where hints", "Your model: Where hints begin"), ("sinc", "Descent: Function: Sine over x"),
    ],
)  # fmt: skip
def test_that_what_is_called_just_so_is_found_first_then_what_begins_so(
    program: Application, words: str, nearest: str
) -> None:
    assert found(program, words)[0] == nearest


@pytest.mark.parametrize("page", ["descent", "surface"])
def test_that_what_the_page_in_front_has_is_found_first(program: Application, page: Any) -> None:
    look_at(program, page=page)
    assert found(program, "first")[0] == f"{page.title()}: First (Home)"


@pytest.mark.parametrize("page", PAGES)
def test_that_every_button_in_sight_is_found_by_what_it_says(
    program: Application, qtbot: QtBot, page: Any
) -> None:
    known = [f"{each.text} {each.words} {each.shortcut}" for each in program.window.commands]
    look_at(program, page=page, leaf=None)
    shown = program.window.pages[page]
    qtbot.waitUntil(lambda: shown.begun and not shown.busy, timeout=PATIENCE)
    QApplication.processEvents()
    for button in shown.findChildren(QAbstractButton):
        said = re.sub(r"[…&]", "", button.text() or button.accessibleName()).casefold().split()
        of_plot = any(isinstance(each, GraphView) for each in parents(button))  # it has its keys
        lists_choices = re.fullmatch(r"\d+ more", button.text())  # each is a command
        if button.isVisible() and said and not (of_plot or lists_choices):
            assert any(all(word in each.casefold() for word in said) for each in known), said


def parents(widget: QWidget) -> Iterator[QWidget]:
    while (above := widget.parentWidget()) is not None:
        yield above
        widget = above


@pytest.mark.parametrize("words", ["theme: dark", "Theme：dark", "theme:dark"])
def test_that_a_colon_parts_the_words_of_a_search(program: Application, words: str) -> None:
    assert "Dark theme" in found(program, words)


def test_that_no_two_commands_have_one_key(program: Application) -> None:
    keys = [command.key for command in program.window.commands]
    assert len(keys) == len(set(keys))


def test_that_every_function_optimiser_case_and_lesson_step_is_a_command(
    program: Application,
) -> None:
    keys = {command.key for command in program.window.commands}
    assert {f"descent.function.{each.key}" for each in CATALOGUE} <= keys
    assert {f"surface.function.{each.key}" for each in LANDSCAPES} <= keys
    assert {f"descent.optimizer.{key}" for key in OPTIMIZERS} <= keys
    assert {f"mnist.optimizer.{key}" for key in OPTIMIZERS} <= keys
    assert {f"tape.case.{key}" for key in CASES} <= keys
    for page in PAGES:
        steps = len(program.window.pages[page].guide.steps)
        assert {f"{page}.lesson.{number}" for number in range(1, steps + 1)} <= keys


@pytest.mark.parametrize("page", PAGES)
def test_that_every_field_of_a_column_is_a_command(program: Application, page: str) -> None:
    shown = program.window.pages[page]
    names = [command.text for command in shown.commands]
    fields = [
        field.control.accessibleName()
        for field in shown._column.widget.findChildren(Field)
        if not any(isinstance(above, Field) for above in _above(field))
    ]
    tables = [each.parameters for each in OPTIMIZERS.values()]
    tables += [each.parameters for each in SCHEDULES.values()]
    own = {str(parameter.label) for parameters in tables for parameter in parameters}
    missing = set(fields) - set(names) - own  # parameters have fields only while they are chosen
    assert not {name for name in missing if not name.startswith("Learning rate of")}


def _above(widget: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    above = widget.parentWidget()
    while above is not None:
        found.append(above)
        above = above.parentWidget()
    return found


def test_that_a_command_of_another_page_brings_it_to_the_front(
    program: Application, qtbot: QtBot
) -> None:
    program.window.run("surface.function.rosenbrock")
    assert program.store.session.view.page == "surface"
    rosenbrock = next(each for each in LANDSCAPES if each.key == "rosenbrock")
    assert program.store.session.surface.formula == rosenbrock.text
    qtbot.waitUntil(lambda: not program.window.page.busy, timeout=30_000)


def test_that_a_command_of_a_field_puts_the_caret_there(program: Application) -> None:
    program.window.run("descent.rate")
    page = program.window.pages["descent"]
    wait_until(lambda: QApplication.focusWidget() is page.controls.rate.edit)  # type: ignore[attr-defined]


def test_that_an_unknown_key_is_answered_with_the_nearest(program: Application) -> None:
    with pytest.raises(ExplorerError, match=r"descent\.optimizer\.adam"):
        program.window.run("descent.optimiser.adam")
    with pytest.raises(ExplorerError, match="no command “”"):
        command_of("", program.window.commands)


@pytest.mark.parametrize("page", PAGES)
def test_that_a_key_opens_the_list_of_the_page_in_front(
    program: Application, qtbot: QtBot, page: str
) -> None:
    program.window.run(f"page.{page}")
    qtbot.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=2_000)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert program.window.isAncestorOf(popup) or popup.parentWidget() is not None
    popup.close()
