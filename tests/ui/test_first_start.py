"""At the very first start the descent moves by itself, and one line invites; at no later one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from tests.ui.windows import PATIENCE, look_at

INVITATION = "Space pauses it."


@pytest.fixture(autouse=True)
def _nothing_chosen(program: Application) -> None:
    """Forget the choices that tests before have made."""
    program.store._done.clear()


def cursor(page: DescentPage) -> int:
    return page.shown.choices.cursor


def test_that_it_moves_with_a_line_that_invites_until_it_is_paused(
    page: DescentPage, program: Application, qtbot: QtBot
) -> None:
    look_at(program, still=False)
    program.invite()
    qtbot.waitUntil(lambda: cursor(page) >= 2, timeout=PATIENCE)
    assert page.sentence.text.startswith(f"Moving. {INVITATION}")
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.playing)
    assert INVITATION not in page.sentence.text
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.playing)
    assert INVITATION not in page.sentence.text  # who has pressed it once knows


def test_that_a_choice_ends_the_invitation(
    page: DescentPage, program: Application, qtbot: QtBot
) -> None:
    look_at(program, still=False)
    program.invite()
    assert INVITATION in page.sentence.text
    page.change(lambda choices: choices.with_learning_rate(0.25))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert INVITATION not in page.sentence.text


@pytest.mark.parametrize("before", ["still", "chosen", "elsewhere"])
def test_that_nothing_moves_where_motion_is_reduced_or_something_was_chosen_or_is_looked_at(
    page: DescentPage, program: Application, before: str
) -> None:
    look_at(program, still=before == "still")
    if before == "chosen":
        page.change(lambda choices: choices.with_learning_rate(0.25))
    if before == "elsewhere":
        look_at(program, page="tape")
    program.invite()
    assert not page.playing
    assert INVITATION not in page.sentence.text


STARTED = """
from PySide6.QtCore import QTimer
from explorer.ui import app, loading
loading._load = lambda: iter(())
app.Application.invite = lambda program: print("invited")
begin = app.Application.start
def start(program):
    begin(program)
    QTimer.singleShot(0, program.window.close)
app.Application.start = start
raise SystemExit(app.run_window())
"""


@pytest.mark.slow
def test_that_it_is_so_at_the_very_first_start_alone(tmp_path: Path) -> None:
    own = {f"XDG_{kind}_HOME": str(tmp_path) for kind in ("CONFIG", "DATA", "STATE")}
    told = [
        subprocess.run(
            [sys.executable, "-c", STARTED], capture_output=True, text=True, timeout=120,
            env=os.environ | own, check=True,
        ).stdout
        for _ in range(2)
    ]  # fmt: skip
    assert told == ["invited\n", ""]
