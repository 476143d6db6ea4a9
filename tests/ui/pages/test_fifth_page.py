"""A fifth page is a folder like the others and one entry in the table of pages."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, make_dataclass, replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.core.sentences import said
from explorer.session import pages
from explorer.session.pages import PageSpec
from explorer.session.session import Session
from explorer.session.shown import Result, Shown
from explorer.ui.app import Application
from explorer.ui.pages.circuit import Request, ask
from explorer.ui.pages.column import Change, Column
from explorer.ui.pages.own import Own, Timing
from explorer.ui.pages.skeleton import Page
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.services import Services
from explorer.ui.widgets.code_view import CodeView
from explorer.ui.widgets.fields import NumberField
from explorer.ui.widgets.sentence_line import Words
from explorer.ui.widgets.timeline import Timeline
from tests.ui.windows import PATIENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class SquareChoices:
    """What is chosen: a number, and the step shown."""

    number: float = 3.0
    cursor: int = 0

    def settled(self) -> "SquareChoices":
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class SquareShown(Shown):
    """What the page shows."""

    choices: SquareChoices
    slope: Result[float] = Result()


def slope_of(number: float) -> Iterator[float]:
    """Yield d(x²)/dx by the tape."""
    import tensorflow as tf

    x = tf.Variable(number)
    with tf.GradientTape() as tape:
        y = x**2
    yield float(tape.gradient(y, x))


class SquareControls(Column[SquareChoices]):
    def __init__(self, look: Any, change: Change[SquareChoices]) -> None:
        super().__init__("square", change)
        edit = NumberField("Number", look, read=float, step=lambda x, n: x + n, write=str)
        self.number = self.bind(
            "number", edit, lambda c: c.number, lambda c, x: replace(c, number=x)
        )
        self.widget = edit

    def draw(self, old: SquareShown | None, new: SquareShown) -> None:
        self.draw_choices(None if old is None else old.choices, new.choices)


class SquareHero(QLabel):
    def draw(self, _old: SquareShown | None, new: SquareShown) -> None:
        self.setText("–" if new.slope.value is None else f"{new.slope.value}")


OWN: Own[SquareShown] = Own(
    words=lambda shown: Words("Ready.", f"At {shown.choices.number}."),
    timing=lambda _: Timing(0, 0, 0, 0, 1.0, "", ""),
    program=lambda shown: f"print(2 * {shown.choices.number})\n",
    program_depends_on=lambda shown: shown.choices.number,
    is_whole=lambda shown: shown.slope.fresh is not None,
)
REQUESTS: tuple[Request[SquareShown], ...] = (
    Request("slope", lambda shown: ask(slope_of, shown.choices.number)),
)


class SquarePage(Page[SquareChoices, SquareShown]):
    def __init__(self, services: Services) -> None:
        chosen = services.store.session.square  # type: ignore[attr-defined]
        super().__init__(services, "square", SquareShown(choices=chosen), OWN, REQUESTS)  # type: ignore[arg-type]
        self.controls, self.hero = SquareControls(self.look, self.change), SquareHero()
        self.assemble(
            controls=self.controls, hero=self.hero, timeline=Timeline("Steps", self.look),
            formula=QWidget(), program=("Program", CodeView("Program", self.look)),
            data=TableLeaf("Numbers", self.look), parts=[self.hero, self.controls],
        )  # fmt: skip


@pytest.fixture
def square(
    open_program: Callable[..., Application], monkeypatch: pytest.MonkeyPatch
) -> Application:
    """The program with a fifth page in front."""
    spec = PageSpec(
        key="square", subject="square", title=said("Page", "Tape"), choices=SquareChoices,  # type: ignore[arg-type]
        looks=frozenset({"cursor"}), widget=(__name__, "SquarePage"),
    )  # fmt: skip
    monkeypatch.setitem(pages.PAGES, "square", spec)  # type: ignore[misc]
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    lessons = "explorer.ui.pages.skeleton.lessons_of"
    read = __import__("explorer.files.lessons", fromlist=["read_lesson"]).read_lesson
    monkeypatch.setattr(lessons, lambda folder, _key, language: (read(folder, "tape", language),))
    entry = ("square", SquareChoices, field(default_factory=SquareChoices))
    five = make_dataclass("Five", [entry], bases=(Session,), frozen=True, kw_only=True, slots=True)
    return open_program(five(), page="square")


@pytest.mark.slow
def test_that_it_is_found_computes_draws_and_is_undone_like_the_others(
    square: Application, qtbot: QtBot
) -> None:
    assert "square" in square.window.header.tabs
    assert "square.number" in {command.key for command in square.window.commands}
    page = square.window.pages["square"]
    assert isinstance(page, SquarePage)
    qtbot.waitUntil(lambda: page.shows_content, timeout=PATIENCE)
    assert page.hero.text() == "6.0"
    page.controls.number.edit.selectAll()
    qtbot.keyClicks(page.controls.number.edit, "5")
    qtbot.waitUntil(lambda: page.hero.text() == "10.0", timeout=PATIENCE)
    assert page.code.program == "print(2 * 5.0)\n"
    square.store.undo()
    qtbot.waitUntil(lambda: page.hero.text() == "6.0", timeout=PATIENCE)
