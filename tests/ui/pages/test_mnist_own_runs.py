"""Runs that keep themselves, in the window: listed, looked into, named, deleted and brought back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.files.own_runs import run_folders
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.preferences import PreferencesDialog
from tests.ui.pages.mnist_driving import PATIENCE, click, history_of, run_of, wait_for

Open = Callable[..., MnistPage]


@pytest.fixture
def page(open_page: Open, tmp_path: Path) -> Iterator[MnistPage]:
    """The page of a window that keeps runs below `tmp_path`, asked for a short run."""
    page = open_page(leaf="data", steps=30, batch_size=16, hidden=())
    run_of(page).own_runs = tmp_path
    yield page
    run_of(page).own_runs = None


def train(page: MnistPage, qtbot: QtBot) -> None:
    page.toggle_play()
    wait_for(qtbot, page, "done")


def test_that_a_run_keeps_itself_unless_the_preferences_say_otherwise(
    page: MnistPage, qtbot: QtBot, tmp_path: Path
) -> None:
    train(page, qtbot)
    assert run_folders(tmp_path) == [history_of(page).folder]
    page.window().run("preferences")  # type: ignore[attr-defined]
    (dialog,) = page.window().findChildren(PreferencesDialog)
    qtbot.waitUntil(lambda: "runs 1, of these for good 0" in dialog.note.text(), timeout=PATIENCE)
    click(qtbot, dialog.keeps)
    dialog.accept()
    train(page, qtbot)
    assert history_of(page).folder is None
    assert len(run_folders(tmp_path)) == 1
    page.store.change(lambda s: s.viewing(lambda view: replace(view, keeps_runs=True)))
