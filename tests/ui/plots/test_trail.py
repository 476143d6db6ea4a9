"""What of a long path is drawn."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from explorer.ui.plots.racer_path import drawable, polygon
from explorer.ui.plots.trail import MOST_DOTS, MOST_LINES, first_dots, first_visits


def test_that_a_short_path_is_drawn_line_by_line() -> None:
    x = np.array([0.0, 10.0, 20.0, 10.0])
    visits = first_visits(x, x)
    assert visits.points.tolist() == [0, 1, 2, 3]
    assert visits.joined.tolist() == [True, True, True, False]


def test_that_an_oscillation_is_drawn_as_one_line() -> None:
    x = np.tile([0.0, 100.0], 5_000)
    visits = first_visits(x, x)
    assert visits.points.tolist() == [0, 1]


def test_that_every_beginning_of_a_long_path_reaches_as_far_as_the_path() -> None:
    x = 300 * np.exp(-np.arange(10_000) / 2_000)
    visits = first_visits(x, np.zeros_like(x))
    for n in (10, 100, 1_000, 9_999):
        drawn = visits.points[: np.searchsorted(visits.points, n, side="right")]
        assert abs(x[drawn].min() - x[n]) <= 1.0


def test_that_a_slow_path_has_no_gaps_in_its_line() -> None:
    x = np.linspace(0, 300, 10_000)
    visits = first_visits(x, np.zeros_like(x))
    joined = visits.points[:-1][visits.joined[:-1]]
    ends = visits.points[1:][visits.joined[:-1]]
    assert (x[ends] - x[joined]).sum() > 298


def test_that_a_path_which_comes_to_rest_has_few_points() -> None:
    x = 300 * np.exp(-np.arange(500) / 10)
    assert len(first_visits(x, x).points) < 100


def test_that_a_random_path_is_cut_down_to_what_can_be_drawn_quickly() -> None:
    x, y = np.random.default_rng(0).normal(300, 60, (2, 10_000))
    visits = first_visits(x, y)
    assert visits.joined.sum() <= MOST_LINES
    assert len(first_dots(x, y)) <= MOST_DOTS


def test_that_dots_do_not_cover_one_another() -> None:
    x = np.linspace(0, 90, 1_000)
    dots = first_dots(x, np.zeros_like(x))
    assert len(dots) == 31


def test_that_a_path_of_one_place_has_no_line() -> None:
    visits = first_visits(np.array([1.0]), np.array([1.0]))
    assert not visits.joined.any()


def test_that_a_path_that_flies_far_off_is_thin_and_has_no_dashes() -> None:
    zigzag = np.array([[-25_600.0, 0.0], [25_600.0, 9.0]] * 300)
    for points, style in ((zigzag, Qt.PenStyle.SolidLine), (zigzag / 1e4, Qt.PenStyle.DashLine)):
        assert drawable(QPen(Qt.PenStyle.DashLine), points).style() == style
    assert drawable(QPen(Qt.GlobalColor.red, 4.5), zigzag).widthF() == 1.0
    beyond = np.array([[0.0, 0.0], [np.nan, 1.0], [5.0, 5.0]])
    assert polygon(beyond).size() == 2  # Qt complains of what is nowhere, and may paint anything
    assert drawable(QPen(Qt.PenStyle.DashLine), beyond).style() == Qt.PenStyle.DashLine
