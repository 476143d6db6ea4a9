"""The map of f(x, y), its paths and their thinning."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from explorer.ui import signs
from explorer.ui.plots.downsample import distinct, stride
from explorer.ui.plots.map_ground import map_colours
from explorer.ui.plots.racer_path import RacerDrawing
from explorer.ui.plots.surface_plot import SurfacePlot
from explorer.ui.theme import Look


@pytest.fixture
def plot(qtbot: QtBot, look: Look) -> SurfacePlot:
    look.still = True
    made = SurfacePlot("Map", look)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    made.set_home(((-3.0, 3.0), (-2.0, 2.0)))
    return made


def pixel_of(plot: SurfacePlot, x: float, y: float) -> QPoint:
    place: QPoint = plot.canvas.mapFromScene(plot.plot.box.mapViewToScene(QPointF(x, y)))
    return place


def drawing(places: np.ndarray, at: int, name: str = "SGD", number: int = 0) -> RacerDrawing:
    return RacerDrawing(signs.of_racer(number), name, places, at, len(places) - 1)


def test_that_both_axes_have_one_scale(plot: SurfacePlot) -> None:
    box = plot.plot.box
    (left, right), (low, high) = plot.seen
    assert (right - left) / box.width() == pytest.approx((high - low) / box.height(), rel=1e-3)


def test_that_the_home_is_in_view(plot: SurfacePlot) -> None:
    (left, right), (low, high) = plot.seen
    assert left <= -3
    assert right >= 3
    assert low <= -2
    assert high >= 2


def test_that_a_click_asks_for_a_start_there(plot: SurfacePlot, qtbot: QtBot) -> None:
    with qtbot.waitSignal(plot.start_requested, timeout=2_000) as asked:
        qtbot.mouseClick(
            plot.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel_of(plot, 1.0, -1.0)
        )
    assert asked.args == pytest.approx([1.0, -1.0], abs=0.03)


def test_that_a_click_on_a_racer_asks_for_the_racer(plot: SurfacePlot, qtbot: QtBot) -> None:
    plot.set_racers([drawing(np.array([[0.0, 0.0], [1.0, 1.0]]), 1)])
    with qtbot.waitSignal(plot.racer_requested, timeout=2_000) as asked:
        qtbot.mouseClick(
            plot.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel_of(plot, 1.0, 1.0)
        )
    assert asked.args == [0]


def test_that_zoom_keys_zoom_and_0_comes_back(plot: SurfacePlot, qtbot: QtBot) -> None:
    before = plot.seen
    qtbot.keyClick(plot, Qt.Key.Key_Plus)
    assert plot.seen[0][1] < before[0][1]
    assert plot.way_home.button.isVisible()
    qtbot.keyClick(plot, Qt.Key.Key_0)
    np.testing.assert_allclose(plot.seen, before, rtol=1e-6)
    assert not plot.way_home.button.isVisible()


def test_that_a_path_ends_at_its_cursor(plot: SurfacePlot) -> None:
    places = np.linspace([0, 0], [2, 1], 51)
    plot.set_racers([drawing(places, 20)])
    end = plot.traces.paths[0].until(20)[-1]
    wanted = pixel_of(plot, *places[20]) - pixel_of(plot, plot.seen[0][0], plot.seen[1][1])
    np.testing.assert_allclose(end, [wanted.x(), wanted.y()], atol=1.5)


def test_that_names_stand_apart(plot: SurfacePlot) -> None:
    places = np.linspace([0, 0], [2, 1], 51)
    plot.set_racers([drawing(places, 50, f"Racer {n}", n) for n in range(4)])
    spots = {(round(name.pos().x(), 6), round(name.pos().y(), 6)) for name in plot.names}
    assert len(spots) == 4


def test_that_a_racer_off_the_map_is_pointed_at(plot: SurfacePlot) -> None:
    plot.set_racers([drawing(np.array([[0.0, 0.0], [50.0, 0.0]]), 1)])
    assert plot.names[0].text == "→ SGD"


def test_that_a_racer_at_astronomic_distance_is_drawn(plot: SurfacePlot) -> None:
    plot.set_racers([drawing(np.array([[0.0, 0.0], [1e300, -1e300]]), 1)])
    plot.grab()
    assert np.abs(plot.traces.paths[0].pixels).max() < 100_000


def test_that_ten_thousand_places_are_thinned_to_what_can_be_seen() -> None:
    angle = np.linspace(0, 60, 10_001)
    spiral = np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.linspace(1, 0, 10_001)[:, None]
    thin = spiral[distinct(spiral / 0.02)]
    assert len(thin) < 3_500
    np.testing.assert_array_equal(thin[[0, -1]], spiral[[0, -1]])
    gaps = np.abs(np.diff(thin, axis=0)).max()
    assert gaps < 0.04


@pytest.mark.parametrize(("updates", "every"), [(1, 1), (20, 1), (30, 2), (100, 5), (10_000, 500)])
def test_that_dots_stand_at_round_updates(updates: int, every: int) -> None:
    assert stride(updates) == every


def test_that_thirteen_racers_have_thirteen_signs() -> None:
    assert len({signs.of_racer(number) for number in range(13)}) == 13


def test_that_a_map_is_painted_once_for_all_steps_of_a_race(plot: SurfacePlot) -> None:
    plot.set_map(np.arange(16, dtype=np.uint8).reshape(4, 4), ((-4.0, 4.0), (-4.0, 4.0)))
    drawn: list[int] = []
    draw = plot.ground.draw
    plot.ground.draw = lambda painter: (drawn.append(1), draw(painter))[-1]  # type: ignore[method-assign,func-returns-value]
    places = np.linspace([0, 0], [2, 1], 51)
    for at in range(10):
        plot.set_racers([drawing(places, at)])
        plot.grab()
    assert len(drawn) == 1


def test_that_a_step_of_a_race_paints_what_it_moves(plot: SurfacePlot) -> None:
    places = np.linspace([0, 0], [2, 1], 51)
    pictures = []
    for at in (10, 20):
        plot.set_racers([drawing(places, at)])
        pictures.append(plot.grab().toImage())
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_a_higher_place_is_bluer_in_every_theme_as_the_lesson_says(
    look: Look, theme: str
) -> None:
    look.choose(theme)
    colours = map_colours(look)[:255].astype(int)

    blueness = (colours & 0xFF) - (colours >> 16 & 0xFF)

    assert (np.diff(blueness) >= -1).all()  # each channel is rounded by itself
    assert blueness[-1] > blueness[0] + 20


def test_that_contours_are_lines_between_their_gaps_and_no_others(plot: SurfacePlot) -> None:
    gap = [np.nan, np.nan]
    lines = np.array([[-2.0, 1.0], [2.0, 1.0], gap, [-2.0, -1.0], [2.0, -1.0], gap])
    plot.set_shown(frozenset({"contours"}))
    plot.set_lines(np.zeros((0, 2)), lines, np.zeros((0, 2)))
    image = plot.canvas.grab().toImage()

    def is_drawn(x: float, y: float) -> bool:
        place = pixel_of(plot, x, y)
        near = [image.pixelColor(place + QPoint(0, step)).lightness() for step in range(-12, 13)]
        return bool(max(near) - min(near) > 40)

    assert is_drawn(1.0, 1.0)
    assert is_drawn(1.0, -1.0)
    assert not is_drawn(1.0, 0.3)  # on the way from one line to the next
