"""One optimiser taken from page to page in the window."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.app import Application
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.surface.page import SurfacePage

PATIENCE = 30_000


@pytest.fixture
def program(program: Application) -> Application:
    """The program with momentum chosen on the Descent page."""
    page = program.window.pages["descent"]
    page.change(lambda choices: replace(choices, optimizer="momentum", learning_rate=0.03))
    page.change(lambda choices: choices.with_parameter("momentum", "momentum", 0.8))
    return program


def chosen(program: Application, page: str, action: int) -> None:
    """Choose from a page's list of other pages."""
    watch = program.window.pages[page]._column.watch
    assert watch is not None
    watch.menu.actions()[action].trigger()


def test_that_an_optimiser_is_watched_on_every_page_and_undo_takes_it_back(
    program: Application, qtbot: QtBot
) -> None:
    store = program.window.services.store
    first = store.session
    chosen(program, "descent", 0)
    assert program.window.page is program.window.pages["surface"]
    page = program.window.pages["surface"]
    assert isinstance(page, SurfacePage)
    racer = store.session.surface.examined
    assert racer is not None
    assert (racer.optimizer, racer.learning_rate) == ("momentum", 0.03)
    assert racer.parameters == (("momentum", 0.8),)
    row = page.controls.racers.rows[racer.sign]
    assert row.rate.value == 0.03
    fields = page.controls.racer.parameters.fields
    assert fields["momentum"].value == 0.8  # type: ignore[union-attr]
    # The race and its table have it, too.
    qtbot.waitUntil(lambda: page.shown.race.fresh is not None, timeout=PATIENCE)
    assert len(page.shown.race.fresh.paths) == 4  # type: ignore[union-attr]
    assert "momentum=0.8" in page.own.program(page.shown)
    fields["momentum"].committed.emit(0.7)  # type: ignore[union-attr]
    chosen(program, "surface", 1)
    assert program.window.page is program.window.pages["mnist"]
    settings = store.session.training.settings
    assert (settings.optimizer, settings.learning_rate) == ("momentum", 0.03)
    assert settings.parameters == (("momentum", 0.7),)
    chosen(program, "mnist", 0)
    assert store.session.descent.parameters_of("momentum") == (("momentum", 0.7),)
    for _ in range(4):
        store.undo()
    assert store.session.descent == first.descent
    assert store.session.training == first.training
    assert store.session.surface == first.surface


def test_that_a_schedule_goes_from_descent_to_surface_to_mnist_and_back(
    program: Application,
) -> None:
    store = program.window.services.store
    page = program.window.pages["descent"]
    page.change(lambda c: c.with_schedule("cosine").with_parameter("cosine", "alpha", 0.25))
    chosen(program, "descent", 0)
    surface, mnist = program.window.pages["surface"], program.window.pages["mnist"]
    assert isinstance(surface, SurfacePage)
    assert isinstance(mnist, MnistPage)
    assert surface.controls.racer.schedule.value == "cosine"
    chosen(program, "surface", 1)
    settings = store.session.training.settings
    assert (settings.schedule, settings.schedule_parameters) == ("cosine", (("alpha", 0.25),))
    controls = mnist.controls.schedule
    assert controls.field.value == "cosine"
    controls.parameters.fields["alpha"].committed.emit(0.5)  # type: ignore[union-attr]
    chosen(program, "mnist", 0)
    assert store.session.descent.schedule == "cosine"
    assert store.session.descent.parameters_of("cosine") == (("alpha", 0.5),)


def test_that_a_run_keeps_its_optimiser(
    program: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[Exception]()
    page = program.window.pages["descent"]
    page.trouble.connect(told.append)
    monkeypatch.setattr(type(program.training), "going", property(lambda _: True))
    chosen(program, "descent", 1)
    assert "A run is going" in str(told[0])
    assert not isinstance(program.window.page, MnistPage)
