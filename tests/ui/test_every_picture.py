"""Every plot and picture of the program says in words what it shows, and gives its numbers as columns.

What is drawn on a page by itself is made here with two sets of numbers; what needs its page is
looked at there. A class of pictures that neither list has is found by the last test.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import explorer.ui
from explorer.ui import signs
from explorer.ui.app import Application
from explorer.ui.plots.heat_map import HeatMap
from explorer.ui.plots.loss_parts import TrainingCurve
from explorer.ui.plots.loss_plot import LossPlot
from explorer.ui.plots.map_layer import NO_GRADIENT, Cells
from explorer.ui.plots.norms_plot import NormsPlot
from explorer.ui.plots.plane_plot import PlanePlot
from explorer.ui.plots.range_plot import RangePlot
from explorer.ui.plots.run_plot import RunPlot
from explorer.ui.plots.sharpness_plot import SharpnessCurve, SharpnessPlot
from explorer.ui.plots.slice_plot import SlicePlot
from explorer.ui.plots.spark import Spark
from explorer.ui.spoken import describe
from explorer.ui.theme import Look
from explorer.ui.widgets.activation_rows import ActivationRows
from explorer.ui.widgets.digit_pad import DigitPad
from explorer.ui.widgets.digit_strip import DigitStrip, Said
from explorer.ui.widgets.grid_map import GridCell, GridMap
from explorer.ui.widgets.network_pictures import Confusion, WeightImages
from explorer.ui.widgets.pixel_picture import PixelPicture
from explorer.ui.widgets.plot_menu import PlotMenu
from explorer.ui.widgets.probability_bars import ProbabilityBars
from explorer.ui.widgets.unit_grid import UnitGrid
from explorer.ui.widgets.way_view import WayRow, WayView
from tests.ui.windows import PATIENCE, look_at

Role = QAccessible.Role
PICTURES = (Role.Chart, Role.Graphic, Role.Canvas)
NOTHING = "Nothing is drawn yet."
X = np.arange(5.0)
PIXELS = np.linspace(-1, 1, 784, dtype=np.float32).reshape(28, 28)
Fill = Callable[[Any, float], object]  # puts numbers of a size into a picture


def curve(by: float) -> TrainingCurve:
    losses = np.array([2.3, 1.1, 0.5], np.float32) * by
    sums = np.concatenate([[0.0], np.cumsum(losses, dtype=np.float64)])
    looks, accuracies = np.array([2.0]), np.array([0.9])
    return TrainingCurve(
        number=1, sign=signs.VALUE, losses=losses, sums=sums, looks=looks,
        accuracies=accuracies, detailed=True,
    )  # fmt: skip


def sharpness(by: float) -> SharpnessCurve:
    return SharpnessCurve(X, X * by, np.zeros(0), np.array([[0.0, 8.0]]), "2/lr", 5.0, now=4.0)


def cells(by: float) -> Cells:
    shades = np.full((2, 3), NO_GRADIENT, np.uint8)
    shades[int(by) % 2, 1] = 200
    return Cells(shades, 0.0, 10.0)


def shaded(plot: HeatMap, by: float) -> None:
    plot.set_names(("first/kernel", "last/kernel"), 0)
    plot.set_cells(cells(by), frozenset())


MADE: Mapping[type[QWidget], tuple[Callable[[Look], QWidget], Fill]] = {
    Confusion: (
        lambda look: Confusion("Confusion", lambda d, a, n: f"{d} read as {a}: {n}", look),
        lambda w, by: w.set_table(np.eye(10, dtype=np.int64) * int(by) + 1),
    ),
    WeightImages: (
        lambda look: WeightImages("Weights", "unit {unit}", look),
        lambda w, by: w.set_values(by * PIXELS[None]),
    ),
    UnitGrid: (
        lambda look: UnitGrid("Units", "unit {unit}", look),
        lambda w, by: w.set_values(by * PIXELS[None], 1.0),
    ),
    PixelPicture: (
        lambda look: PixelPicture("Pixels", lambda r, c, v: f"pixel {r}, {c}: {v:.3g}", look),
        lambda w, by: w.set_values(by * PIXELS, 1.0),
    ),
    DigitStrip: (
        lambda look: DigitStrip("Digits", lambda item: f"a {item.digit}", look),
        lambda w, by: w.set_items([Said(np.zeros((28, 28), np.uint8), int(by), 2, 0.5)]),
    ),
    DigitPad: (
        lambda look: DigitPad("Pad", "Draw here.", "Clear", look),
        lambda w, by: w.put(np.where(np.arange(784).reshape(28, 28) < 100 * by, 255, 0).astype(np.uint8)),
    ),
    GridMap: (
        lambda look: GridMap("Runs", look),
        lambda w, by: w.show_cells(
            ("Adam",), ("0.1",), {(0, 0): GridCell(by, f"{by}", f"Adam, 0.1: {by} %")}
        ),
    ),
    ActivationRows: (
        lambda look: ActivationRows("Layers", look),
        lambda w, by: w.set_layers([(f"hidden, {by:g} of 5 are 0", X * by)]),
    ),
    ProbabilityBars: (
        lambda look: ProbabilityBars("Answer", look),
        lambda w, by: w.set_values(np.eye(10)[int(by)]),
    ),
    WayView: (
        WayView,
        lambda w, by: w.show_way([WayRow(text="x"), WayRow(text="y")], f"From x to y by {by:g}."),
    ),
    Spark: (
        lambda look: Spark("Gradient", "orange", look),
        lambda w, by: w.set_points(X, X * by, (f"{4 * by:g}", "0")),
    ),
    HeatMap: (lambda look: HeatMap("Map", look), shaded),
    RunPlot: (
        lambda look: RunPlot("Loss", look, 52),
        lambda w, by: w.set_curves((X, X * by + 1), (X, X * by + 1), [], (1.0, 9.0), "loss"),
    ),
    LossPlot: (
        lambda look: LossPlot("Loss", (("loss",), ("accuracy",)), "No run yet.", look),
        lambda w, by: w.set_curves([curve(by)]),
    ),
    NormsPlot: (
        NormsPlot,
        lambda w, by: w.set_norms(5.0, X, (X + 1)[:, None] * by, (X + 1)[:, None]),
    ),
    RangePlot: (
        lambda look: RangePlot("Range test", look),
        lambda w, by: w.set_test(10.0**X, (X + 1) * by, (X + 1) * by),
    ),
    SlicePlot: (
        lambda look: SlicePlot("Slice", ("here", "parabola"), look),
        lambda w, by: w.set_slice(X - 2, np.array([X, X, X]) * by, X),
    ),
    PlanePlot: (
        lambda look: PlanePlot("Plane", look),
        lambda w, by: w.set_plane(X, X, np.outer(X + 1, X + 1) * by, np.array([[0.0, 0.0], [1, 1]])),
    ),
    SharpnessPlot: (
        lambda look: SharpnessPlot(pg.ViewBox(), look),
        lambda w, by: w.set_curve(sharpness(by)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_that_the_words_and_the_numbers_of_a_picture_follow_what_it_is_of(
    look: Look, qtbot: QtBot, kind: type[QWidget]
) -> None:
    make, fill = MADE[kind]
    picture = make(look)
    qtbot.addWidget(picture)
    assert picture.accessibleName()
    said = []
    for by in (1.0, 2.0):
        fill(picture, by)
        said.append(describe(picture))
    first, second = said
    assert first not in ("", NOTHING)
    assert second != first
    (menu,) = picture.findChildren(PlotMenu)
    if menu.values is not None:  # else they are those of the page's table
        columns = [list(each) for each in menu.values().values()]
        assert columns
        assert len({len(each) for each in columns}) == 1
        assert columns[0]


# What is drawn on a page, and what a person does there so that it shows something else.
SHOWN: Mapping[str, tuple[str, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "FunctionPlot": ("descent", lambda c: c, lambda c: replace(c, start=1.0)),
    "ConvergencePlot": (
        "descent", lambda c: replace(c, view="convergence"), lambda c: replace(c, learning_rate=0.2),
    ),
    "DifferencesPlot": (
        "descent", lambda c: replace(c, view="differences"), lambda c: c.with_formula("exp(x)"),
    ),
    "SurfacePlot": ("surface", lambda c: c, lambda c: replace(c, start=(1.0, 1.0))),
    "HeightPlot": ("surface", lambda c: c, lambda c: replace(c, start=(2.0, -1.5))),
    "GraphView": ("tape", lambda c: replace(c, cursor=1), lambda c: replace(c, cursor=2)),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_that_the_words_and_the_table_of_a_page_follow_its_plot(
    program: Application, qtbot: QtBot, name: str
) -> None:
    key, show, act = SHOWN[name]
    program.window.resize(1920, 1080)  # in which heights find room beside the map
    look_at(program, page=key, leaf="data")
    page: Any = program.window.pages[key]
    page.change(show)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    (plot,) = (each for each in page.findChildren(QWidget) if type(each).__name__ == name)
    # One that was not seen may for a moment still tell of what was there before.
    qtbot.waitUntil(
        lambda: plot.isVisible() and describe(plot) not in ("", NOTHING), timeout=PATIENCE
    )
    before = describe(plot)
    page.change(act)
    qtbot.waitUntil(lambda: not page.busy and describe(plot) not in (before, ""), timeout=PATIENCE)
    (menu,) = plot.findChildren(PlotMenu)
    assert menu.values is not None or page.data.drawn is not None
    assert page.data.isVisible()


# Legends, which have nothing but their ends; and the view that a graphics card draws, of the same numbers
# as the map's (`test_surface_solid`).
OTHERS = {"ColourBar", "SignedBar", "SurfaceSolid"}
BASES = {"LogPlot"}  # that are nowhere seen themselves


def test_that_no_picture_of_the_program_is_left_out() -> None:
    for module in pkgutil.walk_packages(explorer.ui.__path__, "explorer.ui."):
        if not module.name.endswith(("opengl", "surface_solid", "solid_geometry")):
            importlib.import_module(module.name)
    found = {
        kind.__name__ for kind in kinds(QWidget) if getattr(kind, "spoken_role", None) in PICTURES
    }
    looked_at = {kind.__name__ for kind in MADE} | set(SHOWN)
    assert found - OTHERS - BASES == looked_at


def kinds(of: type[QWidget]) -> set[type[QWidget]]:
    """Return all classes of the program that are made from one."""
    below: set[type[QWidget]] = {
        each for kind in of.__subclasses__() for each in (kind, *kinds(kind))
    }
    return {each for each in below if each.__module__.startswith("explorer.")}
