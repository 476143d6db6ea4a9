"""Widgets that look into a network."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from explorer.core.training.dataset import read_digits
from explorer.files.resources import resources
from explorer.ui.theme import Look
from explorer.ui.widgets.digit_pad import DigitPad, centred
from explorer.ui.widgets.digit_strip import DigitStrip, Said
from explorer.ui.widgets.network_pictures import Confusion, WeightImages
from explorer.ui.widgets.network_views import NetworkViews


def test_that_a_cell_tells_how_often_a_digit_was_taken_for_another(
    look: Look, qtbot: QtBot
) -> None:
    matrix = Confusion("m", lambda digit, answer, n: f"{digit} read as {answer}: {n} times", look)
    qtbot.addWidget(matrix)
    matrix.resize(200, 200)
    table = np.zeros((10, 10), np.int64)
    table[4, 9] = 23
    matrix.set_table(table)
    matrix.show()
    for key in [Qt.Key.Key_Down] * 4 + [Qt.Key.Key_Right] * 12:
        qtbot.keyClick(matrix, key)
    assert matrix.described().startswith("4 read as 9: 23 times.")


def test_that_a_press_chooses_the_cell_under_the_pointer(look: Look, qtbot: QtBot) -> None:
    matrix = Confusion("m", lambda digit, answer, n: f"{digit}{answer}{n}", look)
    qtbot.addWidget(matrix)
    matrix.resize(220, 220)
    with qtbot.waitSignal(matrix.cell_chosen) as chosen:
        qtbot.mouseClick(
            matrix, Qt.MouseButton.LeftButton, pos=matrix.cell(7, 2).center().toPoint()
        )
    assert chosen.args == [7, 2]


def test_that_a_drawing_comes_out_as_mnist_has_its_digits() -> None:
    ink = np.zeros((280, 280), np.uint8)
    ink[10:150, 200:230] = 255  # a stroke in a corner, 140 px high
    picture = centred(ink)
    rows, columns = np.nonzero(picture)
    assert picture.shape == (28, 28)
    assert np.ptp(rows) + 1 == 20
    assert np.ptp(columns) + 1 == 4
    assert np.average(rows, weights=picture[rows, columns]) == pytest.approx(14.0, abs=0.5)
    assert np.average(columns, weights=picture[rows, columns]) == pytest.approx(14.0, abs=0.5)


def test_that_a_stored_digit_comes_back_bit_for_bit() -> None:
    pictures = read_digits(resources() / "mnist").test.pixels[:300].reshape(-1, 28, 28)
    changed = [n for n, each in enumerate(pictures) if not np.array_equal(centred(each), each)]
    assert changed == []


def test_that_an_empty_drawing_is_an_empty_picture() -> None:
    assert not centred(np.zeros((280, 280), np.uint8)).any()


def stroke(qtbot: QtBot, pad: DigitPad, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(pad, end)
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=end)


def test_that_ink_is_covered_on_what_one_has_drawn_too_and_a_new_stroke_begins_anew(
    look: Look, qtbot: QtBot
) -> None:
    pad = DigitPad("pad", "hint", "clear", look)
    qtbot.addWidget(pad)
    pad.set_side(168)
    pad.show()
    stroke(qtbot, pad, QPoint(80, 30), QPoint(80, 130))
    drawn = pad.picture
    assert drawn is not None
    pad.set_covering(True)
    stroke(qtbot, pad, QPoint(40, 80), QPoint(130, 80))
    covered = pad.picture
    assert covered is not None
    assert pad.whole is not None
    np.testing.assert_array_equal(pad.whole, drawn)
    assert 0 < covered.sum() < drawn.sum()
    pad.set_covering(False)
    stroke(qtbot, pad, QPoint(80, 30), QPoint(80, 130))
    assert pad.picture is not None
    np.testing.assert_array_equal(pad.picture, drawn)


def test_that_a_stroke_is_handed_out_and_delete_empties_the_pad(look: Look, qtbot: QtBot) -> None:
    pad = DigitPad("pad", "hint", "clear", look)
    qtbot.addWidget(pad)
    pad.set_side(168)
    pad.show()
    handed: list[object] = []
    pad.drawn.connect(handed.append)
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(80, 30))
    qtbot.mouseMove(pad, QPoint(80, 120))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(80, 120))
    picture = handed[-1]
    assert isinstance(picture, np.ndarray)
    assert picture.max() == 255
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert handed[-1] is None
    assert pad.picture is None


def test_that_a_picture_of_the_strip_is_chosen_by_keys(look: Look, qtbot: QtBot) -> None:
    strip = DigitStrip("strip", lambda said: f"a {said.digit}", look)
    qtbot.addWidget(strip)
    strip.resize(600, 34)
    picture = np.zeros((28, 28), np.uint8)
    strip.set_items([Said(picture, digit, digit, 0.5) for digit in range(20)])
    strip.show()
    assert strip.shown == 8
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.described().startswith("a 1.")
    with qtbot.waitSignal(strip.chosen) as chosen:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert chosen.args == [1]


def test_that_more_weight_images_are_shown_where_there_is_more_room(
    look: Look, qtbot: QtBot
) -> None:
    images = WeightImages("w", "{unit} {low} {high}", look)
    qtbot.addWidget(images)
    images.set_values(np.random.default_rng(0).normal(size=(128, 28, 28)))
    images.show()
    shown = []
    for width in (180, 430, 1200):
        images.resize(width, 168)
        shown.append(images.shown)
    assert shown == sorted(shown)
    assert shown[0] == 20
    assert shown[1] == 40


def test_that_the_axes_of_the_matrix_say_which_digit_is_true(look: Look, qtbot: QtBot) -> None:
    views = NetworkViews(look)
    qtbot.addWidget(views)
    assert views.confusion.axes == ("true digit", "answer")
    named, nameless = (
        Confusion("m", lambda *_: "", look, axes) for axes in (views.confusion.axes, ("", ""))
    )
    for matrix in (named, nameless):
        qtbot.addWidget(matrix)
        matrix.resize(188, 188)
        assert matrix.cell(9, 9).right() <= 188
    assert named.grab().toImage() != nameless.grab().toImage()
