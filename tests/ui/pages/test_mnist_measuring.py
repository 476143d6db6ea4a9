"""What the MNIST page measures on request: the range test, the largest eigenvalues, the gradient noise."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from explorer.core.training.settings import HiddenLayer
from explorer.ui.pages.mnist.page import MnistPage
from tests.ui.pages.mnist_driving import PATIENCE, begin, click, promptly, wait_for

Open = Callable[..., MnistPage]
SMALL = {"hidden": (HiddenLayer(8),), "batch_size": 32}


def small(open_page: Open, qtbot: QtBot, **fields: object) -> MnistPage:
    """Return the page with a small network, whose first weights are there."""
    page = open_page(**(SMALL | fields))
    qtbot.waitUntil(lambda: page.shown.network is not None, timeout=PATIENCE)
    return page


def test_that_a_range_test_suggests_a_rate_that_is_taken_and_can_be_taken_back(
    open_page: Open, qtbot: QtBot
) -> None:
    page = small(open_page, qtbot)
    ranges, before = page.controls.ranges, page.store.session.training.settings
    assert ranges.widget.isHidden()
    click(qtbot, ranges.begin)
    assert ranges.row.cancel.isVisibleTo(page)
    qtbot.waitUntil(lambda: ranges.use.isVisibleTo(page), timeout=PATIENCE)
    found = page.shown.range_test.fresh
    assert found is not None
    assert found.is_over
    rate = found.suggestion
    assert rate is not None
    assert ranges.note.text().startswith(f"{rate:g}: there the loss falls steepest")
    raw, mean = ranges.plot.lines
    np.testing.assert_array_equal(raw.y, found.losses)
    np.testing.assert_array_equal(mean.y, found.means)
    # Under the mouse the update whose rate is nearest, by the keys the one beside it.
    plot, at = ranges.plot, len(found.rates) // 2
    scene = plot.plot.box.mapViewToScene(QPointF(float(np.log10(found.rates[at])), 0.0))
    qtbot.mouseMove(plot.canvas.viewport(), plot.canvas.mapFromScene(scene))
    qtbot.waitUntil(lambda: plot.index == at)
    numbers = [float(each.split()[1].replace("−", "-")) for each in plot.words.split(", ")]
    told = found.rates[at], found.losses[at], found.means[at]
    np.testing.assert_allclose(numbers, told, rtol=0.05)
    qtbot.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert plot.index == at + 1
    assert plot.described() == plot.words
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.words == ""
    click(qtbot, ranges.use)
    assert page.store.session.training.settings.learning_rate == rate
    assert not ranges.use.isEnabled()
    assert not ranges.widget.isHidden()  # another rate is no other test
    page.store.undo()
    assert page.store.session.training.settings == before
    # Of another network it would say nothing.
    page.change(lambda c: c.choosing(seed=5))
    assert ranges.widget.isHidden()
    assert page.shown.range_test.value is None


def test_that_a_range_test_is_left_at_once_and_none_begins_while_a_run_goes(
    open_page: Open, qtbot: QtBot
) -> None:
    page = small(open_page, qtbot, steps=20_000)
    ranges = page.controls.ranges
    click(qtbot, ranges.begin)
    with promptly():
        click(qtbot, ranges.row.cancel)
    assert ranges.widget.isHidden()
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert page.shown.range_test.value is None
    begin(qtbot, page)
    assert not ranges.begin.isEnabled()
    assert ranges.begin.toolTip().startswith("Pause the run first")
    page.toggle_play()
    qtbot.waitUntil(ranges.begin.isEnabled, timeout=PATIENCE)
    click(qtbot, page.timeline.stop)


@pytest.mark.slow
def test_that_eigenvalues_and_noise_are_of_the_step_shown_and_go_with_its_run(
    open_page: Open, qtbot: QtBot
) -> None:
    page = small(open_page, qtbot, steps=40)
    cards = page.measured
    page.open_leaf("formula")
    for row in (cards.eigenvalues, cards.noise):
        click(qtbot, row.begin)
        assert row.cancel.isVisibleTo(page)
        qtbot.waitUntil(lambda row=row: row.begin.isVisibleTo(page), timeout=PATIENCE)  # type: ignore[misc]
    search, noise = page.shown.eigenvalues.fresh, page.shown.noise.fresh
    assert search is not None
    assert search.found is not None
    assert noise is not None
    assert noise.found is not None
    assert cards.values.text().splitlines()[0].startswith("λ₁ = ")
    assert len(cards.values.text().splitlines()) == 5
    assert cards.found.text().startswith(
        "At step 0, of the loss of the first 1,000 training images."
    )
    share = noise.found.share_at(32)
    assert share is not None
    assert f"= {100 * share:.0f} %" in cards.meaning.text()
    page.toggle_play()
    wait_for(qtbot, page, "done")
    # They were of the network before any run.
    assert (cards.values.text(), cards.meaning.text()) == ("", "")
    click(qtbot, cards.eigenvalues.begin)
    qtbot.waitUntil(lambda: bool(cards.values.text()), timeout=PATIENCE)
    assert cards.found.text().startswith("At step 40,")


def test_that_a_measurement_is_left_at_once(open_page: Open, qtbot: QtBot) -> None:
    page = small(open_page, qtbot)
    page.open_leaf("formula")
    row = page.measured.noise
    click(qtbot, row.begin)
    click(qtbot, row.cancel)
    assert row.begin.isVisibleTo(page)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert page.measured.meaning.text() == ""
