"""A minimum at which f′ does not exist, as the page tells it."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage

PATIENCE = 30_000


@pytest.fixture
def corner(page: DescentPage, program: Application, qtbot: QtBot) -> DescentPage:
    """The page after an update across the corner of |x|."""
    choices = {
        "formula": "abs(x)",
        "start": 1.0,
        "learning_rate": 0.07,
        "updates": 60,
        "cursor": 60,
    }
    program.store.change(lambda s: s.with_descent(lambda d: replace(d, **choices)))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    return page


@pytest.mark.slow
def test_that_theory_marks_no_rate_at_a_corner(corner: DescentPage) -> None:
    rates = corner.shown.rate_map.fresh
    assert rates is not None
    assert rates.bounds == ()


def test_that_the_sentence_says_why_x_swings(corner: DescentPage) -> None:
    assert "f′ does not exist at the minimum, a corner or cusp" in corner.sentence.text
