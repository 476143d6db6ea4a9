"""The surface in three dimensions, in a window with OpenGL, and its geometry without one."""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.plots import opengl
from explorer.ui.plots.solid_geometry import TALL, relief, ticks

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What a window on a virtual screen tells of its view in three dimensions."""
    if find_spec("OpenGL") is None:
        pytest.skip("PyOpenGL is not installed")
    if shutil.which("xvfb-run") is None or shutil.which("xauth") is None:
        pytest.skip("there is no xvfb-run with xauth to open a screen with OpenGL")
    command = ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24 +extension GLX", sys.executable]
    done = subprocess.run(
        [*command, "-m", "tests.ui.plots.solid_window"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        pytest.fail(done.stderr[-2000:])
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_that_the_surface_is_drawn_in_many_colours(seen: dict[str, Any]) -> None:
    assert seen["colours"] > 100


def test_that_the_racers_move_on_it(seen: dict[str, Any]) -> None:
    assert seen["moved"]


def test_that_keys_turn_and_zoom_it_and_0_comes_back(seen: dict[str, Any]) -> None:
    assert all(seen[f"Key_{name}"] for name in ("Left", "Up", "Plus"))
    assert seen["home"] == [3.6, 38.0, -62.0]


def test_that_it_follows_the_theme(seen: dict[str, Any]) -> None:
    assert seen["dark"]


def test_that_the_map_comes_back(seen: dict[str, Any]) -> None:
    assert seen["back"]


def test_that_a_missing_extra_is_told_with_a_remedy(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opengl, "find_spec", lambda _name: None)
    probe = opengl.OpenGLProbe()
    with qtbot.waitSignal(probe.told) as told:
        probe.start()
    probe.close()
    assert "pip install PyOpenGL" in told.args[0]


def test_that_a_display_without_opengl_is_told_with_a_remedy(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    monkeypatch.setattr(opengl, "find_spec", lambda _name: object())
    probe = opengl.OpenGLProbe()
    with qtbot.waitSignal(probe.told, timeout=30_000) as told:
        probe.start()
    probe.close()
    assert "needs OpenGL" in told.args[0]


@pytest.mark.parametrize(
    ("renderer", "hindered"),
    [("llvmpipe (LLVM 15.0.6, 256 bits)", True), ("Mesa Intel(R) Graphics", False)],
)
def test_that_drivers_that_clash_with_tensorflow_are_kept_off(
    renderer: str, hindered: bool
) -> None:
    assert bool(opengl.obstacle(renderer)) == hindered


def test_that_the_map_needs_nothing_of_opengl() -> None:
    code = "import sys, explorer.ui.pages.surface.page; print('pyqtgraph.opengl' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_that_the_highest_place_stands_as_tall_as_the_scale() -> None:
    shades = np.arange(16, dtype=np.uint8).reshape(4, 4) * 16
    shades[-1, -1] = 254
    made = relief(shades, ((-2.0, 2.0), (-1.0, 1.0)), ((-9.0, 9.0), (-9.0, 9.0)))
    corner = made.solid(np.array([[made.x[-1], made.y[-1]]]), made.shares[-1:, -1])
    np.testing.assert_allclose(corner, [[1, 0.5, TALL]])


def test_that_a_line_is_cut_where_it_leaves_the_surface() -> None:
    made = relief(np.zeros((8, 8), np.uint8), ((0.0, 8.0), (0.0, 8.0)), ((0.0, 8.0), (0.0, 8.0)))
    line = np.array([[1.0, 1.0], [2.0, 2.0], [50.0, 50.0], [3.0, 3.0], [4.0, 4.0]])
    assert len(made.segments(line, np.zeros(5))) == 4  # two pieces, each with two ends


@pytest.mark.parametrize(
    ("low", "high", "numbers"), [(-6.1, 6.1, [-5, 0, 5]), (0.0, 1.0, [0, 0.2, 0.4, 0.6, 0.8, 1])]
)
def test_that_ticks_are_round(low: float, high: float, numbers: list[float]) -> None:
    assert ticks(low, high) == pytest.approx(numbers)
