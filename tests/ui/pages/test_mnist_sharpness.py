"""The experiment "Edge of stability" in the window, and what is said of a run's sharpness."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.core.training.experiments import EDGE_OF_STABILITY
from explorer.core.training.reports import Progress, Sharpness
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.session.training.experiment import experiment_of
from explorer.session.training.history import History
from explorer.session.training.pace import Timed
from explorer.session.training.sharp import standing_of
from explorer.ui.pages.mnist.page import MnistPage
from explorer.ui.pages.mnist.sharp_words import sharpness_words
from tests.ui.pages.mnist_driving import history_of, wait_for

Open = Callable[..., MnistPage]


@pytest.mark.slow
def test_that_a_schedule_gives_each_step_its_rate_and_its_edge(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(
        optimizer="sgd", learning_rate=0.1, steps=80, hidden=(HiddenLayer(8, "tanh"),), batch_size=60,
        images=60, loss="half_squared_error", sharpness_every=1,
    )  # fmt: skip
    controls = page.controls.schedule
    assert controls.note.isHidden()
    controls.field.chosen.emit("cosine")
    controls.parameters.fields["alpha"].committed.emit(0.5)  # type: ignore[union-attr]
    assert controls.note.text() == "Update 1 takes the rate 0.1."
    page.toggle_play()
    wait_for(qtbot, page, "done")
    history = history_of(page)
    told = [0.1 * (0.75 + 0.25 * np.cos(np.pi * step / 100)) for step in (0, 40, 80)]
    steps, edges = page.hero.training.sharpness.edge.getData()
    held = [edges[np.flatnonzero(steps <= step)[-1]] for step in (0, 40, 79)]
    np.testing.assert_allclose(held[:2], 2 / np.array(told[:2]), rtol=0.02)
    assert page.hero.numbers.read_outs["edge"].value == f"{2 / told[2]:.1f}"
    assert controls.note.text() == f"Update 81 takes the rate {told[2]:.4g}."
    found = standing_of(history)
    assert found is not None
    assert found.edge == pytest.approx(2 / told[2])
    assert "CosineDecay(0.1, 100, 0.5)" in page.own.program(page.shown)


def test_that_the_experiment_shows_its_sharpness_under_the_loss(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(steps=2000)
    controls, training = page.controls.experiments, page.hero.training
    controls.experiment.chosen.emit("edge-of-stability")
    chosen = page.store.session.training.settings
    assert experiment_of(chosen) == "edge-of-stability"
    assert controls.images.isVisibleTo(page)
    assert page.controls.batch.isHidden()
    assert not training.sharpness.isHidden()
    # A small one of it, as a person would type it.
    page.change(lambda c: c.taking(60).choosing(steps=80, hidden=(HiddenLayer(8, "tanh"),)))
    page.toggle_play()
    wait_for(qtbot, page, "done")
    history = history_of(page)
    assert [each.step for each in history.sharpness] == [0, 40, 80]
    value = history.sharpness[-1].eigenvalues[0]
    x, y = training.sharpness.first.getData()
    assert list(x) == [0, 40, 80]
    assert y[-1] == value
    np.testing.assert_allclose(training.sharpness.edge.getData()[1], 2 / 0.158)
    for _ in range(2):
        qtbot.keyClick(training.sharpness, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    middle = history.sharpness[1].eigenvalues[0]
    assert training.sharpness.told == f"step 40: λ₁ {middle:.4g}, 2/lr {2 / 0.158:.4g}"
    qtbot.keyClick(training.sharpness, Qt.Key.Key_Escape)
    assert training.sharpness.told == ""
    out = page.hero.numbers.read_outs
    assert out["edge"].value == "12.7"
    assert float(out["sharpness"].value) == pytest.approx(value, rel=6e-3)
    page.change(lambda c: c.tabulating("numbers"))
    columns = {str(each.name): each.cells for each in page.data_leaf.seen.columns}
    assert columns["sharpness"][79] == value
    assert np.isnan(columns["sharpness"][78])
    page.store.undo()
    page.change(lambda c: c.experimenting("lesson"))
    assert page.store.session.training.settings == TrainingSettings()


@given(
    values=st.lists(st.floats(0.01, 1e4), min_size=1, max_size=12),
    rate=st.floats(1e-3, 1.0),
    full=st.booleans(),
)
def test_that_what_is_said_of_the_sharpness_is_so(
    values: list[float], rate: float, full: bool
) -> None:
    settings = replace(EDGE_OF_STABILITY, learning_rate=rate, batch_size=1000 if full else 100)
    history = History(1, settings)
    losses = np.linspace(1, 0.5, 10 * len(values), dtype=np.float32)
    history.add(Timed(Progress(step=len(losses), losses=losses), 1.0))
    for n, value in enumerate(values, start=1):
        sharpness = Sharpness(
            step=10 * n,
            eigenvalues=(value, value),
            residuals=(0.0, 0.0),
            along_gradient=0.0,
            products=1,
        )
        history.add(Timed(sharpness, 0.1))
    found, words, newest, edge = (
        standing_of(history),
        sharpness_words(history),
        values[-1],
        2 / rate,
    )
    assert found is not None
    assert words is not None
    assert (found.state == "at") == (abs(newest - edge) <= 0.03 * edge)
    assert (found.state == "above") == (newest > 1.03 * edge)
    if found.state == "rising":
        assert newest > values[-1 - min(4, len(values) - 1)]
    assert ("mini-batches" in words.text) == (found.state == "below" and not full)
    assert "2/lr" in words.text


def test_that_nothing_is_said_where_no_edge_is_known() -> None:
    history = History(1, replace(EDGE_OF_STABILITY, optimizer="lion"))
    history.add(Timed(Progress(step=1, losses=np.ones(1, np.float32)), 1.0))
    sharpness = Sharpness(
        step=1, eigenvalues=(1.0, 0.5), residuals=(0.0, 0.0), along_gradient=0.0, products=1
    )
    history.add(Timed(sharpness, 0.1))
    assert sharpness_words(history) is None
