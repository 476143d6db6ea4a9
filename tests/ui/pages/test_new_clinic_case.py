"""A sixteenth clinic case is one entry: chip, command, cards and programs that run follow."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from explorer.core.autodiff.clinic.attempts import AS_WRITTEN, Attempt, ClinicCase, tried
from explorer.core.autodiff.clinic.cases import CASES
from explorer.core.functions.formula import parse
from explorer.core.sentences import said
from explorer.session.session import Session
from explorer.session.tape.choices import TapeChoices
from explorer.ui.app import Application
from explorer.ui.commands import command_of
from explorer.ui.pages.tape.page import TapePage
from tests.core.autodiff.shown_code import printed_by
from tests.ui.pages.tape_driving import answers, settle
from tests.ui.windows import PATIENCE

CASE = ClinicCase(
    "not_trainable",
    said("Clinic", "Variable not used"),  # a title that is translated
    (
        Attempt(
            AS_WRITTEN,
            """
            > x = tf.Variable({at}, trainable=False)
              with tf.GradientTape() as tape:
                  y = {f}
              print(tape.gradient(y, x))
            """,
            said("Clinic", "y is not computed from other. TensorFlow says None rather than 0."),
        ),
        Attempt(
            said("Clinic", "Cure: watch it"),
            """
              x = tf.Variable({at}, trainable=False)
              with tf.GradientTape() as tape:
            >     tape.watch(x)
                  y = {f}
              print(tape.gradient(y, x))
            """,
            said("Lesson", "watch tells this tape to record what x is used for."),
        ),
    ),
)


@pytest.fixture(autouse=True)
def sixteenth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the case to the table."""
    monkeypatch.setitem(CASES, CASE.key, CASE)


def test_that_each_shown_program_prints_the_shown_answer_when_it_is_pasted() -> None:
    shown = [each.program for each in tried(CASE, parse("2*x**2"), 3.0)]
    assert [program.answer.short for program in shown] == ["None", "12.0"]
    assert [printed_by(program) for program in shown] == [each.answer.printed for each in shown]


@pytest.mark.slow
def test_that_its_chip_and_its_command_show_its_cards(
    open_program: Callable[..., Application], qtbot: QtBot
) -> None:
    choices = Session(tape=TapeChoices(formula="2*x**2", x=3.0))
    page = open_program(choices, page="tape").window.pages["tape"]
    assert isinstance(page, TapePage)
    qtbot.waitUntil(lambda: page.shows_content, timeout=PATIENCE)
    assert CASE.key in page.hero.clinic.chips.chips
    command_of(f"tape.case.{CASE.key}", page.commands).run()
    settle(qtbot, page)
    assert page.hero.clinic.chips.value == CASE.key
    assert answers(page) == ["None", "12.0"]
