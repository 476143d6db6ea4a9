"""How a test drives the MNIST page."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.session.session import Session
from explorer.session.training.history import History
from explorer.ui.app import Application
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.training_run import TrainingRun

PATIENCE = 30_000  # milliseconds
PROMPT = 200  # milliseconds within which a press shows
LONG = 20_000  # steps: a run that does not end by itself during a test


def asked(**fields: Any) -> Session:
    """Return a session in which a run is asked for."""
    session = Session()
    return replace(session, training=session.training.choosing(**fields))


def page_of(program: Application, qtbot: QtBot) -> MnistPage:
    """Return the page once its network has been made and looked into."""
    page = program.window.pages["mnist"]
    assert isinstance(page, MnistPage)
    making = program.training._preparation
    qtbot.waitUntil(lambda: page.shows_content and not (making.busy or page.busy), timeout=PATIENCE)
    return page


def click(qtbot: QtBot, widget: QWidget) -> None:
    """Press a widget."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@contextmanager
def promptly() -> Iterator[None]:
    """Fail if a press keeps the window's thread for too long; other programs' time does not count."""
    before = time.thread_time()
    yield
    assert 1000 * (time.thread_time() - before) < PROMPT


def run_of(page: MnistPage) -> TrainingRun:
    """Return the run that the page shows."""
    return page.services.training


def history_of(page: MnistPage) -> History:
    """Return what the newest run has told."""
    history = run_of(page).current
    assert history is not None
    return history


def step_of(page: MnistPage) -> int:
    """Return how many updates were made."""
    history = run_of(page).current
    return 0 if history is None else history.step


def wait_for(qtbot: QtBot, page: MnistPage, phase: str) -> None:
    """Wait until the run is in a phase."""
    qtbot.waitUntil(lambda: run_of(page).phase == phase, timeout=PATIENCE)


def begin(qtbot: QtBot, page: MnistPage) -> None:
    """Press Start and wait for the first loss."""
    click(qtbot, page.timeline.primary)
    qtbot.waitUntil(lambda: step_of(page) > 0, timeout=PATIENCE)
