"""A training in a process of its own, in the window: killed, it takes nothing with it and can go on."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.files.isolated import RunLostError
from explorer.ui.app import Application
from tests.files.test_isolated import isolated_children
from tests.ui.pages.mnist_driving import page_of
from tests.ui.windows import PATIENCE, look_at


@pytest.mark.slow
def test_that_a_killed_process_leaves_the_window_which_goes_on_from_the_last_checkpoint(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    look_at(program, isolated=True, page="mnist")
    page = page_of(program, qtbot)
    program.store.change(
        lambda s: s.with_training(
            lambda t: replace(
                t.choosing(steps=100_000, batch_size=32), kept=True, runs_folder=str(tmp_path)
            )
        )
    )
    page.toggle_play()
    run = program.training
    qtbot.waitUntil(lambda: run.view.step > 1_000, timeout=4 * PATIENCE)
    (child,) = isolated_children()
    os.kill(child, signal.SIGKILL)
    qtbot.waitUntil(lambda: run.phase == "failed", timeout=PATIENCE)
    assert isinstance(run.failure, RunLostError)
    assert "ended from outside (SIGKILL)" in page.sentence.text
    assert page.sentence.words.action == "Go on from the last checkpoint"
    page.act()
    qtbot.waitUntil(lambda: run.phase == "running" and run.view.step > 1_200, timeout=4 * PATIENCE)
    run.stop()
    qtbot.waitUntil(lambda: not isolated_children(), timeout=PATIENCE)


def test_that_a_training_in_a_process_of_its_own_is_chosen_in_the_file_menu(
    program: Application,
) -> None:
    program.window.run("isolated")
    assert program.store.session.view.isolated
    (command,) = (each for each in program.window.commands if each.key == "isolated")
    assert command.checked is not None
    assert command.checked(program.store.session)
    program.window.run("isolated")
    assert not program.store.session.view.isolated
