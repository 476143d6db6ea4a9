"""The fields of a racer have room in the Surface page's column."""

import pytest
from pytestqt.qtbot import QtBot

from explorer.core.descent.schedules import SCHEDULES
from explorer.ui.app import Application
from explorer.ui.pages.surface.page import SurfacePage
from tests.ui.windows import look_at


@pytest.mark.parametrize("schedule", ["cosine", "piecewise", "warmup"])
def test_that_no_schedule_makes_the_column_wider_than_its_room(
    program: Application, qtbot: QtBot, schedule: str
) -> None:
    look_at(program, page="surface")
    page = program.window.pages["surface"]
    assert isinstance(page, SurfacePage)
    page.controls.racer.widget.open()
    page.change(lambda c: c.with_schedule(0, schedule))
    known = {each.key for each in SCHEDULES[schedule].parameters}
    own = page.controls.racer.schedule_parameters
    qtbot.waitUntil(lambda: own.fields.keys() == known)
    qtbot.wait(50)
    column = page.controls.widget
    viewport = column.parentWidget()
    assert viewport is not None
    assert column.minimumSizeHint().width() <= viewport.width()
