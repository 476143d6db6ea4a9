"""Precision, many minima and crowded contours on the Surface page."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.session.surface.choices import SurfaceChoices
from explorer.ui.pages.surface.page import SurfacePage
from tests.sparing import sparing
from tests.ui.keys import enter

PATIENCE = 30_000  # milliseconds


@pytest.fixture
def page(open_surface: Callable[[SurfaceChoices], SurfacePage]) -> SurfacePage:
    return open_surface(SurfaceChoices(cursor=5))


def choose(qtbot: QtBot, page: SurfacePage, dtype: str) -> None:
    area = page.controls.dtype.area_of(dtype).center().toPoint()
    qtbot.mouseClick(page.controls.dtype, Qt.MouseButton.LeftButton, pos=area)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)


def dtypes(page: SurfacePage) -> set[np.dtype[np.floating]]:
    race = page.shown.race.fresh
    assert race is not None
    return {path.x.dtype for path in race.paths}


@pytest.mark.parametrize("dtype", sparing(["float32", "float16"], "float16"))
def test_that_a_precision_is_chosen_and_taken_back(
    page: SurfacePage, qtbot: QtBot, dtype: str
) -> None:
    choose(qtbot, page, dtype)
    assert dtypes(page) == {np.dtype(dtype)}
    assert f'dtype="{dtype}"' in page.code.program
    assert page.formula_leaf.badge.text.endswith(dtype)
    qtbot.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert page.controls.dtype.value == "float64"
    assert dtypes(page) == {np.dtype("float64")}


def test_that_a_start_beyond_float16_is_told(page: SurfacePage, qtbot: QtBot) -> None:
    page.controls.start_x.committed.emit(20.0)  # f is about 160,000 there, float16 ends at 65,504
    choose(qtbot, page, "float16")
    assert "not a finite number of float16 at the start" in page.sentence.text


@pytest.mark.slow
def test_that_more_minima_than_are_marked_are_told(page: SurfacePage, qtbot: QtBot) -> None:
    assert not page.controls.map_note.isVisible()
    page.controls.formula.example_chosen.emit("rastrigin")
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert page.controls.map_note.text() == "Many minima: the lowest 64 are marked."


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("x^2 + y^2", ""),
        ("sin(6*x) * sin(6*y)", "every fourth is drawn."),
        ("sin(60*x*y)", "none is drawn. Zoom in."),
    ],
)
def test_that_contours_too_close_to_be_told_apart_are_left_out_and_told(
    page: SurfacePage, qtbot: QtBot, formula: str, told: str
) -> None:
    enter(qtbot, page.controls.formula.edit, formula)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    note = page.controls.map_note
    assert note.text().endswith(told)
    assert note.isVisible() == bool(told)
    view = page.shown.map.value
    assert view is not None
    assert (len(view.minor) == 0, len(view.major) == 0) == (bool(told), told.startswith("none"))
