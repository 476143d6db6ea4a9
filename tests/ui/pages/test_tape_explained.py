"""What `explain` says of somebody's own function, on the Tape page."""

from collections.abc import Callable
from pathlib import Path

import pytest
import tensorflow as tf
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.core.autodiff.explaining.explain import explain
from explorer.core.autodiff.explaining.texts import TEXTS
from explorer.files.explanations import keep_explanation
from explorer.session.tape.choices import YOURS
from explorer.ui.app import Application
from explorer.ui.commands import command_of
from explorer.ui.pages.tape.page import TapePage
from explorer.ui.wishes import Wish
from tests.ui.pages.tape_driving import settle
from tests.ui.windows import PATIENCE, viewing


def of_a_cut(folder: Path) -> Path:
    x = tf.Variable([1.0, 2.0], name="mine")

    def f() -> tf.Tensor:
        return tf.reduce_sum(tf.cast(tf.argmax(tf.nn.relu(tf.exp(x) * 2.0)), tf.float32) * 3.0)

    return keep_explanation(explain(f, x), folder)


def test_that_an_explanation_is_shown_with_its_way_and_where_it_is_cut(
    tape_page: TapePage, program: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    program.fulfil(Wish("explanation", str(of_a_cut(tmp_path))))
    clinic = tape_page.hero.clinic
    qtbot.waitUntil(lambda: len(clinic.shown_ways) == 1, timeout=PATIENCE)
    assert clinic.chips.value == YOURS
    assert not clinic.shown_cards
    (card,) = clinic.shown_ways
    assert (card.title, card.badge.text) == ("ArgMax: not differentiable", "None")
    rows = card.way.rows
    assert [row.text for row in rows] == [
        "mine", "Exp", "Mul", "Relu", "ArgMax", "Cast", "Mul", "Sum", "the result of f",
    ]  # fmt: skip
    assert [row.text for row in rows if row.blamed] == ["ArgMax"]
    # The gradient comes from the result down to the first that hands none back.
    assert rows[card.way.comes_back_to].text == "Cast"
    assert rows[4].aside.startswith("test_tape_explained.py:")
    assert "softmax" in card.words
    card.copy.click()
    assert "ArgMax: not differentiable" in QApplication.clipboard().text()
    command_of("tape.case.lesson", tape_page.commands).run()
    settle(qtbot, tape_page)
    assert (len(clinic.shown_ways), len(clinic.shown_cards)) == (0, 4)


def test_that_a_whole_way_and_a_file_that_is_gone_are_told(
    tape_page: TapePage, program: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    clinic = tape_page.hero.clinic
    x = tf.Variable(2.0, name="mine")
    path = keep_explanation(explain(lambda: x * x, x), tmp_path)
    program.fulfil(Wish("explanation", str(path)))
    qtbot.waitUntil(lambda: len(clinic.shown_ways) == 1, timeout=PATIENCE)
    assert clinic.shown_ways[0].way.comes_back_to == 0
    assert clinic.said.startswith("mine: Variable float32 (): a gradient comes back to it.")
    program.fulfil(Wish("explanation", str(tmp_path / "gone")))
    qtbot.waitUntil(lambda: "cannot be opened" in clinic.said, timeout=PATIENCE)
    assert not clinic.shown_ways
    assert tape_page.sentence.text.startswith("Backward 3 of 3.")  # the recording is none of it


def test_that_without_an_explanation_the_page_says_how_one_comes(
    tape_page: TapePage, qtbot: QtBot
) -> None:
    command_of(f"tape.case.{YOURS}", tape_page.commands).run()
    settle(qtbot, tape_page)
    (card,) = tape_page.hero.clinic.shown_cards
    assert "why.show()" in card.program
    compile(card.program, "card", "exec")


@pytest.mark.slow
def test_that_all_that_an_explanation_says_is_said_in_chinese(
    open_program: Callable[..., Application], tmp_path: Path, qtbot: QtBot
) -> None:
    session = viewing(language="zh_CN", page="tape")
    program = open_program(session, language="zh_CN", page="tape")
    program.fulfil(Wish("explanation", str(of_a_cut(tmp_path))))
    clinic = program.window.pages["tape"].hero.clinic  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(clinic.shown_ways) == 1, timeout=PATIENCE)
    (card,) = clinic.shown_ways
    assert card.title == "ArgMax：不可微"
    shown = f"{clinic.said}{card.words}"
    assert "没有梯度传回到它" in shown
    for each in TEXTS.values():
        head = each.text.split("{")[0]
        assert len(head) < 4 or head not in shown
