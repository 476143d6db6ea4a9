"""While a rate is dragged the Descent page draws compiled paths; it ends with Keras' own."""

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.core.descent.trajectory import trajectory
from explorer.session.descent import Rival
from explorer.session.drawing import rival_settings, settings_of
from explorer.ui.app import Program
from explorer.ui.pages.descent.page import DescentPage

PATIENCE = 30_000


@pytest.fixture
def warm(page: DescentPage, program: Program, qtbot: QtBot) -> DescentPage:
    """The page after a pause in which it has made ready for a drag."""
    rivals = (Rival("momentum", 0.01), Rival("adam", 0.05))
    program.store.change(lambda s: s.descending(lambda d: replace(d, rivals=rivals)))
    with qtbot.waitSignal(page._asking.work.preview, timeout=PATIENCE):
        pass
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    return page


def drag(program: Program, rate: float) -> None:
    program.store.change(lambda s: s.descending(lambda d: d.with_learning_rate(rate)))


def test_that_a_new_rate_is_drawn_before_the_exact_path_is_there(
    warm: DescentPage, program: Program, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(warm._asking.work.preview, timeout=PATIENCE):
        drag(program, 0.04)
    x, _ = warm.hero.plot.trail._places
    np.testing.assert_allclose(x, 3 * 0.84 ** np.arange(101), rtol=1e-4)


def test_that_a_preview_is_called_a_preview(
    warm: DescentPage, program: Program, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(warm._asking.work.preview, timeout=PATIENCE):
        drag(program, 0.04)
    assert warm.formula_leaf.badge.text == "Preview Keras follows"


def test_that_a_drag_ends_with_the_bits_of_keras(
    warm: DescentPage, program: Program, qtbot: QtBot
) -> None:
    for rate in (0.02, 0.03, 0.07):
        drag(program, rate)
        qtbot.wait(20)
    qtbot.waitUntil(lambda: not warm.busy, timeout=PATIENCE)
    exact = trajectory(settings_of(program.store.session.descent))
    assert warm.hero.plot.trail._places[0].tolist() == exact.x.astype(np.float64).tolist()
    assert warm.formula_leaf.badge.text == "Same bits 0 ULP · float32"


def test_that_rivals_end_with_the_bits_of_keras(
    warm: DescentPage, program: Program, qtbot: QtBot
) -> None:
    rivals = (Rival("momentum", 0.02), Rival("adam", 0.3))
    program.store.change(lambda s: s.descending(lambda d: d.with_rivals(rivals)))
    qtbot.waitUntil(lambda: not warm.busy, timeout=PATIENCE)
    expected = [trajectory(each).x for each in rival_settings(program.store.session.descent)]
    for trail, x in zip(warm.hero.plot.overlays.rivals, expected, strict=True):
        assert trail._places[0].tolist() == x.astype(np.float64).tolist()
