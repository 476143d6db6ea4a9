"""The plot of losses and accuracies."""

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import Mock

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from explorer.ui import signs
from explorer.ui.plots import downsample, run_lines
from explorer.ui.plots.loss_parts import TrainingCurve
from explorer.ui.plots.loss_plot import LossPlot
from explorer.ui.plots.norms_plot import NormsPlot
from explorer.ui.theme import Look


@pytest.fixture
def plot(qtbot: QtBot, look: Look) -> LossPlot:
    return shown(qtbot, look)


def shown(qtbot: QtBot, look: Look) -> LossPlot:
    plot = LossPlot("plot", (("loss",), ("accuracy",)), "nothing yet", look)
    qtbot.addWidget(plot)
    plot.resize(900, 300)
    plot.show()
    return plot


def curve(
    losses: list[float] | np.ndarray, *, detailed: bool = True, number: int = 1
) -> TrainingCurve:
    values = np.asarray(losses, np.float32)
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return TrainingCurve(
        number=number, sign=signs.VALUE, losses=values, sums=sums,
        looks=np.array([2.0]), accuracies=np.array([0.9]), detailed=detailed,
    )  # fmt: skip


def tick_texts(plot: LossPlot, row: int) -> list[str]:
    axis = plot.plots[row].left
    low, high = plot.plots[row].box.viewRange()[1]
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
    low, high = plot.plots[0].box.viewRange()[1]
    assert low == 0
    assert high >= 2.3
    np.testing.assert_allclose(plot.raw.getData()[1], [2.3, 0.1], rtol=1e-6)


def test_that_a_loss_of_0_does_not_break_the_log_axis(plot: LossPlot) -> None:
    plot.set_curves([curve([2.3, 0.0])])
    assert np.isfinite(plot.plots[0].box.viewRange()).all()
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


@pytest.mark.parametrize("width", [420, 700, 900])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.97, 1.0])
def test_that_words_and_values_of_a_run_stand_apart_and_off_its_smoothed_line(
    look: Look, qtbot: QtBot, width: int, share: float
) -> None:
    titles = (
        ("loss, each step and smoothed", "loss"),
        ("accuracy on 5,000 validation images", "validation accuracy"),
    )
    plot = LossPlot("plot", titles, "nothing yet", look)
    qtbot.addWidget(plot)
    plot.resize(width, 240)
    plot.show()
    plot.set_total(400)
    noise = np.random.default_rng(0).normal(1, 0.1, 400)
    steps = int(400 * share)
    losses = 2.3 / (1 + np.arange(400) / 20) * noise
    # The axes change at the last curve: its end is the first that is low.
    plot.set_curves([replace(curve(losses[: steps // 2]), accuracies=np.array([0.99]))])
    plot.set_curves([replace(curve(losses[:steps]), looks=np.array([float(steps)]))])
    qtbot.wait(20)
    words = [*plot.titles, *plot.ends]
    areas = [each.mapRectToScene(each.boundingRect()).adjusted(3, 3, -3, -3) for each in words]
    for row in range(2):
        if plot.ends[row].isVisible() and plot.titles[row].isVisible():
            assert not areas[row].intersects(areas[2 + row])
    x, y = plot.runs.points[0]
    box = plot.plots[0].box
    places = [box.mapViewToScene(pg.Point(*place)) for place in zip(x, y, strict=True)]
    assert not any(areas[0].contains(place) for place in places)
    assert plot.titles[0].isVisible()
    assert plot.titles[1].isVisible() or width < 500


def test_that_no_spike_of_the_losses_runs_through_their_name(look: Look, qtbot: QtBot) -> None:
    plot = LossPlot("plot", (("loss, each step and smoothed", "loss"), ("accuracy",)), "", look)
    qtbot.addWidget(plot)
    plot.resize(420, 230)
    plot.show()
    plot.set_total(2000)
    steps = np.arange(2000)
    mean = 2 * np.exp(-steps / 60) + 0.35 * np.exp(-steps / 900) + 0.02
    for seed in range(8):
        spikes = np.exp(np.random.default_rng(seed).normal(0, 0.4, 2000))
        plot.set_curves([curve(mean * spikes)])
        qtbot.wait(20)
        box, word = plot.plots[0].box, plot.titles[0]
        path = pg.functions.arrayToQPath(*plot.raw.getData())
        area = word.mapRectToScene(word.boundingRect()).adjusted(3, 3, -3, -3)
        inside = box.mapSceneToView(area).boundingRect()
        assert not path.intersects(inside)


def test_that_a_curve_with_little_room_has_a_short_name_off_its_line(
    look: Look, qtbot: QtBot
) -> None:
    titles = ("loss",), ("accuracy on 5,000 validation images", "validation accuracy")
    plot = LossPlot("plot", titles, "nothing yet", look)
    qtbot.addWidget(plot)
    plot.show()
    plot.set_total(2000)
    looks = np.arange(100.0, 2001.0, 100.0)
    run = replace(
        curve(np.full(2000, 0.1)), looks=looks, accuracies=0.972 - 0.06 * np.exp(-looks / 300)
    )
    told = {}
    for width in (900, 430):
        plot.resize(width, 220)
        plot.set_curves([run])
        qtbot.wait(20)
        name = plot.titles[1]
        told[width] = name.toPlainText()
        area = name.mapRectToScene(name.boundingRect()).adjusted(3, 3, -3, -3)
        box = plot.plots[1].box
        x = np.linspace(100, 2000, 400)
        places = zip(x, np.interp(x, looks, 100 * run.accuracies), strict=True)
        assert not any(area.contains(box.mapViewToScene(pg.Point(*each))) for each in places)
    assert told == {900: titles[1][0], 430: titles[1][1]}


@pytest.mark.parametrize("width", [260, 430, 900])
@pytest.mark.parametrize("step", [1, 700, 1200, 2000])
def test_that_what_is_read_stands_within_the_plot_and_alone(
    look: Look, qtbot: QtBot, width: int, step: int
) -> None:
    plot = LossPlot("plot", (("loss",), ("accuracy",)), "nothing yet", look)
    qtbot.addWidget(plot)
    plot.resize(width, 260)
    plot.show()
    plot.set_total(2000)
    looks = np.arange(100.0, 2001.0, 100.0)
    run = curve(np.linspace(2, 0.1, 2000))
    plot.set_curves([replace(run, looks=looks, accuracies=looks / 2500, held_out=2 - looks / 1100)])
    qtbot.wait(20)
    plot.reading.show(step)
    text, box = plot.reading.text, plot.plots[0].box
    qtbot.waitUntil(lambda: text.mapRectToScene(text.boundingRect()).left() > 0)
    area, room = text.mapRectToScene(text.boundingRect()), box.mapRectToScene(box.rect())
    assert room.adjusted(-2, -2, 2, 2).contains(area)
    others = [*plot.titles, *plot.ends, *plot.held_out.words]
    for each in others:
        lies_below = area.intersects(each.mapRectToScene(each.boundingRect()))
        assert each.opacity() == (0.0 if lies_below else 1.0)
    plot.reading.show(None)
    assert all(each.opacity() == 1.0 for each in others)


def ended_and_live(live_steps: int) -> list[TrainingCurve]:
    falling = 2.3 / (1 + np.arange(400) / 20)
    return [curve(falling, detailed=False), curve(1.2 * falling[:live_steps], number=2)]


def zoom(plot: LossPlot) -> None:
    plot.plots[0].box.setXRange(20, 120, padding=0)


def test_that_a_run_that_has_ended_is_not_computed_again(
    plot: LossPlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plot.set_curves(ended_and_live(50))
    seen: list[int] = []

    def averages(sums: np.ndarray, *rest: int) -> tuple[np.ndarray, np.ndarray]:
        seen.append(len(sums) - 1)
        return downsample.averages(sums, *rest)

    monkeypatch.setattr(run_lines, "averages", averages)
    plot.set_curves(ended_and_live(60))
    assert set(seen) == {60}


def test_that_runs_that_are_compared_are_not_painted_again_while_another_grows(
    plot: LossPlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = [curve([2.0] * 400, detailed=False, number=n) for n in range(2, 42)]
    plot.set_total(400)
    plot.set_curves([*ended, curve([1.0] * 50)])
    plot.grab()
    painted: list[object] = []
    monkeypatch.setattr(run_lines.ComparedLines, "draw", lambda self, _: painted.append(self))
    plot.set_curves([*ended, curve([1.0] * 60)])
    plot.grab()
    assert painted == []
    plot.set_curves([*ended[1:], curve([1.0] * 60)])
    plot.grab()
    assert painted == plot.runs.compared


def test_that_a_run_that_ended_before_its_first_look_is_compared(plot: LossPlot) -> None:
    early = replace(
        curve([2.0] * 9, detailed=False, number=2), looks=np.zeros(0), accuracies=np.zeros(0)
    )
    plot.set_total(400)
    plot.set_curves([early, curve([1.0] * 50)])
    alone = plot.grab().toImage()
    plot.set_curves([curve([1.0] * 50)])
    assert plot.grab().toImage() != alone


def test_that_a_compared_run_leads_as_deep_in_a_zoom_to_where_it_leads(plot: LossPlot) -> None:
    plot.set_total(1000)
    plot.plots[0].box.setXRange(990, 1000, padding=0)
    plot.plots[1].box.setYRange(0, 100, padding=0)
    drawn: list[QPointF] = []
    painter = Mock(drawPolyline=lambda piece: drawn.extend(piece.toList()))
    layer = plot.runs.compared[1]
    layer.set_lines(
        [
            run_lines.Drawn(
                np.array([0.0, 1000.0]), np.array([0.0, 80.0]), signs.SLOPE.pen(plot._look)
            )
        ]
    )
    layer.draw(painter)
    x, y = np.array([(point.x(), point.y()) for point in drawn]).T
    # At step 990 it is at 79.2, whose place is that share of the height from below.
    height = plot.plots[1].box.height()
    assert np.interp(0.0, x, y) == pytest.approx(height * (1 - 0.792), abs=0.01)


def test_that_the_dashes_of_a_compared_run_go_on_from_point_to_point(plot: LossPlot) -> None:
    plot.set_total(400)
    pictures = []
    for points in (2, 101):
        x = np.linspace(0, 400, points)
        pen = signs.SLOPE.pen(plot._look, 1.2)
        plot.runs.compared[0].set_lines([run_lines.Drawn(x, np.zeros(points), pen)])
        picture = plot.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.array(picture.constBits()).reshape(picture.height(), -1).astype(int)
        pictures.append(rows[:, : picture.width()])
    assert np.ptp(pictures[0]) > 100
    assert np.abs(pictures[0] - pictures[1]).max() < 40  # a seam would be a dash in place of a gap


@pytest.mark.parametrize(
    "change",
    [
        lambda plot, _: plot.set_smoothing(3),
        lambda plot, _: plot.set_log(False),
        lambda plot, _: zoom(plot),
        lambda plot, _: plot.resize(700, 400),
        lambda _, look: look.choose("dark"),
        lambda plot, _: plot.set_curves(ended_and_live(300)),
        lambda plot, _: plot.set_curves([curve([2.0] * 400, detailed=False, number=3)]),
    ],
    ids=["smoothing", "scale", "zoom", "size", "theme", "live run", "another run"],
)
def test_that_a_plot_that_was_changed_looks_like_one_made_anew(
    qtbot: QtBot, look: Look, plot: LossPlot, change: Callable[[LossPlot, Look], None]
) -> None:
    plot.set_total(400)
    plot.set_curves(ended_and_live(50))
    plot.grab()
    change(plot, look)
    fresh = shown(qtbot, look)
    fresh.resize(plot.size())
    fresh.set_total(400)
    fresh.set_smoothing(plot._width)
    fresh.set_log(plot.loss_axis.logarithmic)
    fresh.plots[0].box.setXRange(*plot.plots[0].box.viewRange()[0], padding=0)
    fresh.set_curves(plot._curves)
    qtbot.wait(20)
    each = [(p.titles, p.ends, p.held_out.words) for p in (plot, fresh)]
    for words in (word for parts in each for part in parts for word in part):
        words.hide()  # where they stand depends on what they had to make room for
    assert plot.grab().toImage() == fresh.grab().toImage()


def test_that_every_curve_is_read_where_one_points_in_steps_epochs_and_seconds(
    plot: LossPlot, qtbot: QtBot
) -> None:
    generator = np.random.default_rng(0)
    losses = generator.uniform(0.1, 2, (2, 40)).astype(np.float32)
    # The second run is twice as slow: at the end of the first it has made half of its steps.
    known = [(np.array([0.0, 40.0]), np.array([0.0, end])) for end in (4.0, 8.0)]
    curves = [
        replace(
            curve(losses[n], detailed=n == 0, number=n + 1), name=f"Run {n + 1}",
            looks=np.array([10.0, 20.0, 30.0]), accuracies=np.array([0.5, 0.9, 0.8]),
            held_out=np.array([1.5, 0.25, np.nan]), known=known[n], axis="seconds",
        )
        for n in range(2)
    ]  # fmt: skip
    plot.set_total(8.0, "{value} s")
    plot.set_smoothing(5)
    plot.set_curves(curves)
    for _ in range(2):  # first at the newest step
        qtbot.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert plot.reading.step == 39
    # 39 steps are 3.9 s, at which the other is at step 19.5, which is rounded to the even one.
    means = losses[0, 34:39].mean(dtype=np.float64), losses[1, 15:20].mean(dtype=np.float64)
    assert plot.reading.words == [
        f"Run 1, step 39: loss {means[0]:.4f}, 80.0 %",
        f"Run 2, step 20: loss {means[1]:.4f}, 90.0 %, validation loss 0.2500",
    ]
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.reading.words == []
    # The best looks of the run that is looked into are ringed, where they stand in seconds.
    assert plot.held_out.rings[0].getData()[0].tolist() == [2.0]
    np.testing.assert_allclose(np.array(plot.held_out.rings[1].getData())[:, 0], [2.0, 90.0])
    axis = plot.axis
    ((spacing, values),) = axis.tickValues(0, 8, axis.width())
    assert axis.tickStrings(values, 1.0, spacing)[-1].endswith(" s")


def test_that_norms_are_read_where_one_points(qtbot: QtBot, look: Look) -> None:
    plot = NormsPlot(look)
    qtbot.addWidget(plot)
    plot.show()
    norms = np.array([[1.0, 2.0], [0.5, 0.25], [0.125, 0.0625]])
    plot.set_norms(30, np.array([10.0, 20.0, 30.0]), norms, norms / 100)
    for _ in range(2):  # first the newest
        qtbot.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert plot.words == [
        "gradient, layer 1: 0.5000", "update, layer 1: 0.0050",
        "gradient, layer 2: 0.2500", "update, layer 2: 0.0025",
    ]  # fmt: skip
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert not plot.words


@pytest.mark.parametrize("last", [0.7, 0.842, 0.97])
def test_that_the_accuracy_is_written_off_its_line_where_the_plot_is_low(
    look: Look, qtbot: QtBot, last: float
) -> None:
    look.choose("light", projector=True)
    plot = shown(qtbot, look)
    plot.resize(500, 210)
    looks, accuracies = np.arange(5.0, 101.0, 5.0), np.full(20, last)
    accuracies[0] = last - 0.2
    flat = replace(curve(np.full(100, 0.3)), looks=looks, accuracies=accuracies)
    plot.set_total(100)
    plot.set_curves([flat])
    qtbot.waitUntil(plot.ends[1].isVisible)
    plot.grab()  # words are moved when they are painted
    box, word = plot.plots[1].box, plot.ends[1]
    area = box.mapSceneToView(word.mapRectToScene(word.boundingRect())).boundingRect()
    within = (looks >= area.left()) & (looks <= area.right())
    at = np.interp(np.linspace(area.left(), area.right(), 20), looks, 100 * accuracies)
    margin = 4 * box.viewPixelSize()[1]  # about the letters
    assert 50 < area.left() < 100
    assert within.any()
    assert not ((at > area.top() + margin) & (at < area.bottom() - margin)).any()
