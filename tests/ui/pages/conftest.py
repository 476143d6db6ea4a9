"""The pages besides Descent, ready to be driven."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from explorer.core.training.settings import HiddenLayer
from explorer.session.session import LeafName, Session
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.ui.app import Application
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.surface.page import SurfacePage
from explorer.ui.pages.tape.page import TapePage
from tests.ui.pages.mnist_driving import asked, page_of
from tests.ui.windows import PATIENCE, begin_anew, forget_runs, viewing

ELSEWHERE = asked(
    steps=7, batch_size=9, seed=5, optimizer="ftrl", learning_rate=0.5, loss="categorical_hinge",
    hidden=(HiddenLayer(8, "tanh"),), initializer="zeros", dropout=0.5, l2=0.5, norms_every=1,
)  # fmt: skip


@pytest.fixture
def open_page(shared_program: Application, qtbot: QtBot) -> Iterator[Callable[..., MnistPage]]:
    """Return a function that shows the MNIST page with settings of a run, and no run made yet."""

    def open_it(leaf: LeafName | None = None, **fields: Any) -> MnistPage:
        wanted = viewing(asked(**fields), page="mnist", leaf=leaf)
        begin_anew(shared_program, ELSEWHERE, wanted)
        return page_of(shared_program, qtbot)

    yield open_it
    forget_runs(shared_program.training)


@pytest.fixture
def open_surface(
    shared_program: Application, qtbot: QtBot
) -> Callable[[SurfaceChoices], SurfacePage]:
    """Return a function that shows the Surface page with its map, its minima and its race drawn."""
    elsewhere = Session(
        surface=SurfaceChoices(formula="x+y", start=(1.0, 1.0), updates=10).adding("ftrl")
    )

    def open_it(choices: SurfaceChoices) -> SurfacePage:
        wanted = viewing(Session(surface=choices), page="surface")
        begin_anew(shared_program, elsewhere, wanted)
        page = shared_program.window.pages["surface"]
        assert isinstance(page, SurfacePage)
        page.hero.plot.way_home.go()
        qtbot.waitUntil(lambda: page.shows_content and not page.busy, timeout=PATIENCE)
        return page

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
