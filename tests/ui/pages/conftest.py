"""The MNIST page, opened with settings of a run."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.app import Program
from explorer.ui.pages.mnist.page import MnistPage
from tests.ui.pages.mnist_driving import asked, page_of


@pytest.fixture
def open_page(open_program: Callable[..., Program], qtbot: QtBot) -> Callable[..., MnistPage]:
    """Return a function that opens the page with settings of a run."""

    def open_it(**fields: Any) -> MnistPage:
        return page_of(open_program(asked(**fields), page="mnist", leaf=None), qtbot)

    return open_it
