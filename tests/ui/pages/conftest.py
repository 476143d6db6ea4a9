"""The pages besides Descent, ready to be driven."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from explorer.session.session import Session
from explorer.session.tape.choices import TapeChoices
from explorer.ui.app import Application
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.tape.page import TapePage
from tests.ui.pages.mnist_driving import asked, page_of
from tests.ui.windows import PATIENCE, begin_anew, viewing


@pytest.fixture
def open_page(open_program: Callable[..., Application], qtbot: QtBot) -> Callable[..., MnistPage]:
    """Return a function that opens the MNIST page with settings of a run."""

    def open_it(**fields: Any) -> MnistPage:
        return page_of(open_program(asked(**fields), page="mnist", leaf=None), qtbot)

    return open_it


@pytest.fixture
def tape_page(shared_program: Application, qtbot: QtBot) -> TapePage:
    """The Tape page with the lesson's recording drawn to its end."""
    elsewhere = Session(tape=TapeChoices(formula="x", x=1.0, case="modes"))
    begin_anew(shared_program, elsewhere, viewing(page="tape"))
    page = shared_program.window.pages["tape"]
    assert isinstance(page, TapePage)
    qtbot.waitUntil(lambda: page.shows_content and not page.busy, timeout=PATIENCE)
    page.look_elsewhere(picked=None)
    return page
