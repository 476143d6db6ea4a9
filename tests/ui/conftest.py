"""A window to test: real TensorFlow behind it, nothing left over when it is closed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.session.session import Session, ViewState
from explorer.ui.app import Program
from explorer.ui.pages.descent.page import DescentPage

PATIENCE = 30_000  # milliseconds; the first TensorFlow import of a run is slow on a busy machine


def ours(widget: QWidget) -> bool:
    """Whether a widget's class is the program's own; pyqtgraph leaves some of its own behind."""
    return type(widget).__module__.startswith("explorer.")


@pytest.fixture
def open_program(qtbot: QtBot) -> Iterator[Callable[..., Program]]:
    """Return a function that opens the program with changes of its view state; closes it at the end."""
    opened: list[Program] = []

    def open_it(session: Session | None = None, **view: Any) -> Program:
        base = session or Session()
        state = replace(
            base, view=replace(ViewState(theme="light", language="en", still=True), **view)
        )
        program = Program(state)
        opened.append(program)
        program.start()
        qtbot.waitExposed(program.window)
        qtbot.waitUntil(lambda: program.engine.ready, timeout=PATIENCE)
        return program

    yield open_it
    for program in opened:
        program.close()
        program.window.deleteLater()
        program.deleteLater()
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()
    left = [
        widget for widget in QApplication.topLevelWidgets() if ours(widget) and widget.isVisible()
    ]
    assert not left, left
    assert not [
        job for program in opened for job in program.findChildren(QThread) if job.isRunning()
    ]


@pytest.fixture
def program(open_program: Callable[..., Program]) -> Program:
    """The program as it opens for the first time, in English and light."""
    return open_program()


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> DescentPage:
    """The Descent page with its curves and its path drawn."""
    shown = program.window.pages["descent"]
    assert isinstance(shown, DescentPage)
    qtbot.waitUntil(lambda: shown.shows_content, timeout=PATIENCE)
    return shown
