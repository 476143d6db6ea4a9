"""A window to test: real TensorFlow behind it, nothing left over when it is closed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.files.resources import resources
from explorer.session.descent.choices import DescentChoices, Rival
from explorer.session.pages import PAGES
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.collecting import Collector
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.theme import Look
from tests.ui.windows import (
    BUILT,
    FIRST,
    LASTING,
    PATIENCE,
    begin_anew,
    leaving_nothing,
    look_at,
    open_window,
    viewing,
)

ELSEWHERE = Session(
    descent=DescentChoices(
        formula="x+1", start=1.0, updates=5, optimizer="ftrl", learning_rate=0.5, dtype="float64",
        speed=60.0, shown=frozenset(), order=3, view="convergence", schedule="cosine", noise=0.1,
        seed=1, rivals=(Rival("adam", 0.1),),
    )
)  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _garbage_collected_between_events(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001 - its timer needs one
    """Look for garbage where the program does; by itself Python looks in any thread, which ends the process."""
    collector = Collector()
    collector.start()
    yield
    collector.close()


@pytest.fixture
def open_program(qapp: QApplication) -> Iterator[Callable[..., Application]]:  # noqa: ARG001 - a window needs it
    """Return a function that opens the program with changes of its view state; closes it at the end."""
    font, palette = QApplication.font(), QApplication.palette()
    with leaving_nothing() as opened:

        def open_it(session: Session | None = None, **view: Any) -> Application:
            opened.append(open_window(viewing(session, **view)))
            return opened[-1]

        yield open_it
    # They belong to the application: the window that tests share would keep those of this one.
    if QApplication.font() != font:
        QApplication.setFont(font)
    if QApplication.palette() != palette:
        QApplication.setPalette(palette)


@pytest.fixture(scope="session")
def shared_program(qapp: QApplication) -> Iterator[Application]:  # noqa: ARG001 - a window needs it
    """One program for all tests; to open one for each takes too long."""
    with leaving_nothing() as opened:
        opened.append(open_window(FIRST))
        for key in PAGES:  # at once: built when it is idle, they would appear in another test
            opened[0].window.pages[key]
        LASTING.append(opened[0])
        yield opened[0]
        LASTING.clear()


@pytest.fixture(scope="session")
def shared_look(qapp: QApplication) -> Look:  # noqa: ARG001 - it dresses the application
    """One look for all tests of single widgets: each that is put in force dresses every window anew."""
    return Look(resources())


@pytest.fixture
def look(shared_look: Look) -> Iterator[Look]:
    """The light theme, put in force only where another one is."""

    def to_light() -> None:
        shared_look.still = False
        if shared_look.theme.name != "light" or shared_look.scale != 1:
            shared_look.choose("light")

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if not application.styleSheet():
        shared_look.choose("light")
    to_light()
    yield shared_look
    to_light()


@pytest.fixture(autouse=True)
def _as_others_again(request: pytest.FixtureRequest) -> Iterator[None]:
    """Bring the shared window back after each test to the language and sizes of all other widgets."""
    yield
    if "shared_program" in request.fixturenames:
        program = request.getfixturevalue("shared_program")
        look_at(program, **{name: getattr(FIRST.view, name) for name in BUILT})


@pytest.fixture
def program(shared_program: Application) -> Application:
    """The program with the choices of a first start, in English and light."""
    begin_anew(shared_program, ELSEWHERE)
    return shared_program


@pytest.fixture
def page(program: Application, qtbot: QtBot) -> DescentPage:
    """The Descent page with its curves and its path drawn."""
    shown = program.window.pages["descent"]
    assert isinstance(shown, DescentPage)
    qtbot.waitUntil(lambda: shown.shows_content and not shown.busy, timeout=PATIENCE)
    return shown
