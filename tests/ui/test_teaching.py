"""Lessons of a person's own folder: offered on their pages, from wherever they are chosen to lie."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from explorer.session.glance import Glance
from explorer.ui.app import Application
from explorer.ui.preferences import PreferencesDialog
from tests.ui.windows import PATIENCE, look_at

MINE = """
title = "Of my own"
page = "tape"
hide = ["x"]
[[step]]
text = "First."
[[step]]
text = "Look."
show = { x = 2.0 }
[step.predict]
ask = "What is x?"
fact = "x"
within = 0.1
"""
Open = Callable[..., Application]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(MINE)
    (tmp_path / "broken.toml").write_text("title = ")
    return tmp_path


def guide_of(program: Application) -> Any:
    return program.window.pages["tape"].guide


def offered(program: Application) -> list[str]:
    return [each.key for each in guide_of(program).lessons]


def test_that_a_folder_of_lessons_is_chosen_in_the_preferences(
    program: Application, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at(program, page="tape", leaf="guide")
    before = offered(program)
    program.window.run("preferences")
    (dialog,) = program.window.findChildren(PreferencesDialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    dialog.lessons.choose.click()
    qtbot.waitUntil(lambda: offered(program) == [*before, "mine"], timeout=PATIENCE)
    assert dialog.lessons.place.text().replace("\u200b", "") == str(folder)
    assert dialog.lessons.note.text() == (
        "Lessons: 1\nNo lessons: broken.toml. `lesson check` says why."
    )
    guide = guide_of(program)
    guide.open("mine")
    assert not program.window.pages["tape"].controls.x.isVisible()  # type: ignore[attr-defined]
    dialog.lessons.usual.click()
    qtbot.waitUntil(lambda: offered(program) == before, timeout=PATIENCE)
    assert guide.lesson.key == before[0]
    assert program.window.pages["tape"].controls.x.isVisible()  # type: ignore[attr-defined]
    dialog.accept()


def test_that_a_lesson_written_anew_is_read_where_one_was(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    look_at(program, page="tape", leaf="guide", lessons=str(folder))
    qtbot.waitUntil(lambda: "mine" in offered(program), timeout=PATIENCE)
    guide = guide_of(program)
    guide.open("mine")
    guide.go(1)
    (folder / "mine.toml").write_text(MINE.replace("Look.", "Look again."))
    program.window.teaching.read_again()
    qtbot.waitUntil(lambda: guide.text == "Look again.", timeout=PATIENCE)
    look_at(program, lessons="")
    qtbot.waitUntil(lambda: "mine" not in offered(program), timeout=PATIENCE)


def test_that_a_lesson_that_is_read_late_leads_nobody_away_who_has_gone_on(
    program: Application, qtbot: QtBot, folder: Path
) -> None:
    guide = guide_of(program)
    look_at(program, page="tape", leaf="guide")
    guide._is_offered = False  # as before the folder is read
    kept = {"tape": Glance(lesson=1, opened="mine")}
    program.window.glances.put(kept)
    assert program.window.glances.taken() == kept
    guide.forward.click()
    look_at(program, lessons=str(folder))
    qtbot.waitUntil(lambda: "mine" in offered(program), timeout=PATIENCE)
    assert (guide.lesson, guide.index) == (guide.lessons[0], 1)
    look_at(program, lessons="")
    qtbot.waitUntil(lambda: "mine" not in offered(program), timeout=PATIENCE)


@pytest.mark.slow
def test_that_what_was_done_of_it_is_there_again_at_the_next_start(
    program: Application, open_program: Open, qtbot: QtBot, folder: Path
) -> None:
    look_at(program, page="tape", leaf="guide", lessons=str(folder))
    qtbot.waitUntil(lambda: "mine" in offered(program), timeout=PATIENCE)
    guide = guide_of(program)
    guide.open("mine")
    guide.go(1)
    guide.asking.edit.setText("2")
    guide.asking.predict.click()
    kept = program.window.glances.taken()
    second = open_program(page="tape", leaf="guide", lessons=str(folder))
    again = guide_of(second)
    again.offer(())  # as before the folder is read
    again._is_offered = False
    second.window.glances.put(kept)
    assert again.kept().done == kept["tape"].done
    second.window.teaching.read_again()
    qtbot.waitUntil(lambda: again.lesson.key == "mine", timeout=PATIENCE)
    assert (again.index, again.progress.given) == (1, 2.0)
