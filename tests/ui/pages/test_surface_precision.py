"""Precision, and many minima, on the Surface page."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.session.surface.choices import SurfaceChoices
from explorer.ui.pages.surface.page import SurfacePage
from tests.sparing import sparing

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
    assert not page.controls.minima_note.isVisible()
    page.controls.formula.example_chosen.emit("rastrigin")
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert page.controls.minima_note.text() == "Many minima: the lowest 64 are marked."
