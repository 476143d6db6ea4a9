"""The plot of losses and accuracies."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.files.resources import resources
from explorer.ui import signs
from explorer.ui.plots.loss_plot import LossPlot, TrainingCurve
from explorer.ui.theme import Look


@pytest.fixture
def plot(qtbot: QtBot) -> Iterator[LossPlot]:
    look = Look(resources())
    look.choose("light")
    plot = LossPlot("plot", ("loss", "accuracy"), "nothing yet", look)
    qtbot.addWidget(plot)
    plot.resize(900, 300)
    plot.show()
    yield plot
    look.deleteLater()


def curve(losses: list[float] | np.ndarray, *, detailed: bool = True) -> TrainingCurve:
    values = np.asarray(losses, np.float32)
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return TrainingCurve(
        sign=signs.VALUE, losses=values, sums=sums,
        looks=np.array([2.0]), accuracies=np.array([0.9]), detailed=detailed,
    )  # fmt: skip


def tick_texts(plot: LossPlot, row: int) -> list[str]:
    axis = plot.plots[row].getAxis("left")
    low, high = plot.plots[row].viewRange()[1]
    ((spacing, values),) = axis.tickValues(low, high, axis.height())
    return [text.strip() for text in axis.tickStrings(values, 1.0, spacing)]


def test_that_an_empty_plot_says_what_will_be_drawn(plot: LossPlot) -> None:
    assert plot.hint.isVisible()
    plot.set_curves([curve([2.3, 2.0])])
    assert not plot.hint.isVisible()


def test_that_the_log_axis_has_ticks_at_1_and_3(plot: LossPlot) -> None:
    plot.set_curves([curve([2.3, 0.1])])
    assert tick_texts(plot, 0) == ["0.03", "0.1", "0.3", "1", "3"]


def test_that_the_linear_axis_starts_at_0(plot: LossPlot) -> None:
    plot.set_curves([curve([2.3, 0.1])])
    plot.set_log(False)
    low, high = plot.plots[0].viewRange()[1]
    assert low == 0
    assert high >= 2.3
    np.testing.assert_allclose(plot.raw.getData()[1], [2.3, 0.1], rtol=1e-6)


def test_that_a_loss_of_0_does_not_break_the_log_axis(plot: LossPlot) -> None:
    plot.set_curves([curve([2.3, 0.0])])
    assert np.isfinite(plot.plots[0].viewRange()).all()
    assert np.isfinite(plot.raw.getData()[1]).all()


def test_that_the_end_is_labelled_with_the_smoothed_loss(plot: LossPlot) -> None:
    plot.set_smoothing(2)
    plot.set_curves([curve([5.0, 1.0, 0.5])])
    assert plot.ends[0].toPlainText() == "0.750"
    plot.set_cursor(2)
    assert plot.ends[0].toPlainText() == "3.000"


def test_that_a_long_run_is_drawn_with_few_points(plot: LossPlot) -> None:
    plot.set_total(1_000_000)
    plot.set_curves([curve(np.full(1_000_000, 0.5))])
    assert len(plot.raw.getData()[0]) < 4000


def test_that_only_one_run_is_drawn_step_by_step(plot: LossPlot) -> None:
    plot.set_curves([curve([2.0, 1.0], detailed=False)])
    assert not plot.raw.isVisible()
