"""Where one looked comes back in a window that is opened anew, and gives way to what one does meanwhile."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from explorer.session.glance import Glance
from explorer.session.surface.choices import SurfaceChoices
from explorer.ui.app import Application
from explorer.ui.plots.way_home import WayHome
from tests.ui.keys import enter, type_into
from tests.ui.windows import PATIENCE, begin_anew, look_at, viewing

ZOOM = ((0, ((1.0, 2.0, 1.0, 2.0),)),)
AWAY = Glance(lesson=3, zooms=ZOOM)


@pytest.fixture
def page(program: Application) -> Any:
    """The Surface page while it computes, about to show its fourth step and a small part of the plane."""
    program.store.change(lambda session: viewing(session, page="surface"))
    page = program.window.pages["surface"]
    page.change(lambda choices: choices.with_formula("x^2 + 3y^2 + x"))
    assert page.busy
    program.window.glances.put({"surface": AWAY})
    return page


def controls_of(program: Application, key: str) -> Any:
    page: Any = program.window.pages[key]
    return page.controls


def drawn(page: Any, qtbot: QtBot) -> WayHome:
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    glances = page.window().glances
    qtbot.waitUntil(lambda: not glances._turns.isActive(), timeout=PATIENCE)
    way: WayHome = page.hero.plot.way_home
    return way


def test_that_a_zoom_and_a_step_come_back(page: Any, qtbot: QtBot) -> None:
    assert page.guide.index == 3
    assert page.window().glances.taken() == {"surface": AWAY}
    assert drawn(page, qtbot).away
    low, high = page.hero.plot.seen[1]
    assert (low, high) == pytest.approx((1.0, 2.0))


def test_that_a_step_that_one_goes_to_while_the_page_computes_stays(
    page: Any, qtbot: QtBot
) -> None:
    page.guide.forward.click()
    assert drawn(page, qtbot).away
    assert page.guide.index == 4


def test_that_show_me_pressed_while_the_page_computes_shows_all(page: Any, qtbot: QtBot) -> None:
    page.guide.show_me.click()
    assert not drawn(page, qtbot).away


def test_that_a_part_that_one_zooms_to_while_the_page_computes_stays(
    page: Any, qtbot: QtBot
) -> None:
    page.hero.plot.show_part(((0.25, 0.5), (0.25, 0.5)))
    assert drawn(page, qtbot).away
    assert page.hero.plot.seen[1] == pytest.approx((0.25, 0.5))


def test_that_a_page_built_later_opens_at_its_step(program: Application) -> None:
    begin_anew(program, viewing(), viewing())
    window = program.window
    window.glances._coming = {"surface": AWAY}
    before = window.pages.pop("surface")
    late = window.pages["surface"]
    assert late.guide.index == 3
    assert window.glances.taken()["surface"] == AWAY
    late.close_jobs()
    late.deleteLater()
    window.pages["surface"] = before


def test_that_a_document_without_a_zoom_shows_all(program: Application, qtbot: QtBot) -> None:
    program.store.change(lambda session: viewing(session, page="surface"))
    page: Any = program.window.pages["surface"]
    page.change(lambda _: SurfaceChoices())
    page.hero.plot.show_part(((0.25, 0.5), (0.25, 0.5)))
    program.window.glances.put({"surface": Glance(lesson=2)})
    assert not drawn(page, qtbot).away


@pytest.mark.parametrize("view", [{"language": "zh_CN"}, {"projector": True}])
def test_that_what_is_typed_and_cannot_be_read_stands_in_a_window_built_anew(
    program: Application, qtbot: QtBot, view: dict[str, Any]
) -> None:
    controls = controls_of(program, "descent")
    for field, text in ((controls.formula, "x^2 +"), (controls.rate, "0.x")):
        enter(qtbot, field.edit, text)
        assert field.error
    surface = controls_of(program, "surface").start_x
    surface.resume("here")
    before = program.store.session
    look_at(program, **view)
    other = controls_of(program, "descent")
    assert other is not controls
    qtbot.waitUntil(lambda: not program.window.pages["descent"].busy, timeout=PATIENCE)
    assert (other.formula.edit.text(), other.rate.edit.text()) == ("x^2 +", "0.x")
    assert other.formula.error
    assert other.rate.error
    assert controls_of(program, "surface").start_x.edit.text() == "here"
    assert program.store.session.descent == before.descent
    other.formula.edit.setFocus()
    type_into(qtbot, other.rate.edit, "0.02")
    assert program.store.session.descent.learning_rate == 0.02
