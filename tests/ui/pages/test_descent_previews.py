"""While a rate is dragged the Descent page draws compiled paths; it ends with Keras' own."""

import csv
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.core.descent.trajectory import trajectory
from explorer.files.tables import separated
from explorer.session.descent.choices import Rival
from explorer.session.descent.resolving import rival_settings, settings_of
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage

PATIENCE = 30_000
PREVIEW = "Preview Keras follows"


@pytest.fixture
def warm(page: DescentPage, program: Application, qtbot: QtBot) -> DescentPage:
    """The page with two rivals, made ready for a drag as it is after a pause."""
    rivals = (Rival("momentum", 0.01), Rival("adam", 0.05))
    program.store.change(lambda s: s.with_descent(lambda d: replace(d, rivals=rivals)))
    page.circuit._trace()
    qtbot.waitUntil(lambda: page.circuit.is_traced and not page.busy, timeout=PATIENCE)
    return page


def hold(page: DescentPage, *rates: float) -> QPoint:
    """Press on the map of rates and move over some of them, without letting go."""
    rates_map = page.controls.rates.map
    places = [QPoint(round(rates_map.position_of(rate)), 12) for rate in rates]
    QTest.mousePress(rates_map, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places:
        QTest.mouseMove(rates_map, place)
    return places[-1]


def drag(page: DescentPage, qtbot: QtBot, *rates: float) -> None:
    """Move over some rates, let go, and wait for the steps of Keras."""
    place = hold(page, *rates)
    QTest.mouseRelease(page.controls.rates.map, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)


def tabulated(page: DescentPage) -> Sequence[str]:
    """Return x at every update, as the table would be saved."""
    return [row["x"] for row in csv.DictReader(separated(page.data.seen, ",").splitlines())]


def test_that_a_rate_held_is_drawn_before_the_exact_path_and_called_a_preview(
    warm: DescentPage, program: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    badge, previews = warm.formula_leaf.badge, []
    say = badge.say

    def note(*words: str) -> None:  # the exact path may be there before anybody looks again
        say(*words)
        if badge.text == PREVIEW and warm.shown.path.value is not None:
            previews.append(warm.shown.path.value)

    monkeypatch.setattr(badge, "say", note)
    hold(warm, 0.02, 0.04)
    rate = program.store.session.descent.learning_rate
    qtbot.waitUntil(lambda: bool(previews) and not warm.busy, timeout=PATIENCE)
    assert previews[-1].settings.learning_rate == rate
    expected = 3 * (1 - 4 * rate) ** np.arange(101)
    np.testing.assert_allclose(previews[-1].trajectory.x, expected, rtol=1e-4)


def test_that_the_field_shows_the_rate_that_is_dragged(
    warm: DescentPage, program: Application, qtbot: QtBot
) -> None:
    hold(warm, 0.02, 0.03)
    rate = program.store.session.descent.learning_rate
    qtbot.waitUntil(lambda: warm.controls.rate.value == rate, timeout=PATIENCE)


def test_that_a_drag_ends_with_the_bits_of_keras(
    warm: DescentPage, program: Application, qtbot: QtBot
) -> None:
    drag(warm, qtbot, 0.02, 0.03, 0.07)
    exact = trajectory(settings_of(program.store.session.descent))
    assert tabulated(warm) == [str(x) for x in exact.x]
    assert warm.formula_leaf.badge.text == "Same bits 0 ULP · float32"


def test_that_rivals_end_with_the_bits_of_keras(
    warm: DescentPage, program: Application, qtbot: QtBot
) -> None:
    field = warm.controls.rivals.rows[1].rate.edit
    field.selectAll()
    qtbot.keyClicks(field, "0.3")
    qtbot.waitUntil(lambda: not warm.busy, timeout=PATIENCE)
    box = warm.updates.whose.box
    box.setCurrentIndex(2)
    box.activated.emit(2)
    exact = trajectory(rival_settings(program.store.session.descent)[1])
    assert exact.updates == 100
    assert tabulated(warm) == [str(x) for x in exact.x]
