"""The strip of learning rates, driven by mouse, keyboard and screen reader."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.core.descent.results import RateBound, RateMap, Trajectory
from explorer.session.shown import Result
from explorer.ui.pages.rate_strip import RateStrip
from explorer.ui.spoken import install
from explorer.ui.theme import Look
from explorer.ui.widgets.rate_map import RateMapStrip
from tests.ui.painted import recorded

RATES = np.geomspace(1e-4, 1.0, 201)
LOST_ABOVE = 0.5
MAP = RateMap(
    rates=RATES,
    left=np.where(RATES <= LOST_ABOVE, 18 * np.abs(1 - 4 * RATES) ** 40, np.nan),
    is_lost=RATES > LOST_ABOVE,
    window=(1e-4, 1.0),
    at_start=18.0,
    target=0.0,
    since=90,
    updates=100,
    best=0.25,
    best_end=0.0,
    bounds=(
        RateBound(0.25, "1/f″", is_stable=False),
        RateBound(0.5, "2/f″", is_stable=True),
    ),
)


def path_of(heights: list[float], diverged_at: int | None = None) -> Trajectory:
    """Return a path of which only the heights count."""
    y = np.array(heights, np.float32)
    zeros = np.zeros(len(y), np.int64)
    return Trajectory(y.copy(), y, y.copy(), y.copy(), zeros, y.copy(), diverged_at=diverged_at)


@pytest.fixture
def strip(look: Look, qtbot: QtBot) -> RateMapStrip:
    made = RateMapStrip("Learning rate", look)
    qtbot.addWidget(made)
    made.resize(208, 120)
    made.show()
    made.set_rate(0.01)
    made.set_map(MAP, pending=False)
    return made


@pytest.fixture
def wishes(strip: RateMapStrip) -> list[float]:
    found: list[float] = []
    strip.requested.connect(found.append)
    return found


def place(strip: RateMapStrip, rate: float) -> QPoint:
    return QPoint(round(strip.position_of(rate)), 40)


@pytest.mark.parametrize("rate", [3e-4, 0.01, 0.25, 0.9])
def test_that_a_click_wishes_for_the_rate_under_the_pointer(
    strip: RateMapStrip, wishes: list[float], rate: float
) -> None:
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place(strip, rate))
    assert wishes == [] if rate == 0.01 else wishes == [pytest.approx(rate, rel=0.06)]


def test_that_a_drag_wishes_for_every_rate_it_passes_and_stays_on_the_axis(
    strip: RateMapStrip, wishes: list[float]
) -> None:
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=place(strip, 0.02))
    for rate in (0.05, 0.1):
        QTest.mouseMove(strip, place(strip, rate))
    QTest.mouseMove(strip, QPoint(5_000, 40))
    QTest.mouseMove(strip, QPoint(-5_000, 40))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(-5_000, 40))
    assert wishes == pytest.approx([0.02, 0.05, 0.1, 1.0, 1e-4], rel=0.06)


def test_that_an_arrow_key_moves_a_twentieth_of_a_decade(
    strip: RateMapStrip, wishes: list[float]
) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(strip, key)
    assert wishes == [0.0112, 0.01, 0.0112, 0.01]


def test_that_keys_of_the_timeline_are_left_to_it(strip: RateMapStrip, wishes: list[float]) -> None:
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space):
        QTest.keyClick(strip, key)
    assert wishes == []


def test_that_what_the_program_sets_is_no_wish(strip: RateMapStrip, wishes: list[float]) -> None:
    strip.set_rate(0.3)
    strip.set_map(None, pending=True)
    strip.set_path(path_of([1.0] * 101))
    assert wishes == []


def reader(strip: RateMapStrip) -> QAccessibleInterface:
    install()
    found = QAccessible.queryAccessibleInterface(strip)
    assert found is not None
    return found


def test_that_a_screen_reader_is_told_a_slider_its_rate_and_what_is_left(
    strip: RateMapStrip,
) -> None:
    strip.set_path(path_of([18.0] * 90 + [0.0119] * 11))
    told = reader(strip)
    assert told.role() == QAccessible.Role.Slider
    assert told.text(QAccessible.Text.Name) == "Learning rate"
    description = "0.01. Updates 90 to 100: |f − f*| ≤ 0.012"
    assert told.text(QAccessible.Text.Description) == description


def test_that_a_screen_reader_can_move_it(strip: RateMapStrip, wishes: list[float]) -> None:
    strip.setValue(-100)  # hundredths of a decade, as an assistive technology sets it
    assert wishes == [0.1]


def test_that_a_lost_path_is_told_with_its_update(strip: RateMapStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.noted) as noted:
        strip.set_path(path_of([18.0, 40.0, np.inf], diverged_at=2))
    assert noted.args == ["Update 2: not a finite number."]


def test_that_nothing_is_said_of_a_path_while_a_newer_map_is_computed(
    strip: RateMapStrip, qtbot: QtBot
) -> None:
    strip.set_map(None, pending=True)
    with qtbot.waitSignal(strip.noted) as noted:
        strip.set_path(path_of([0.5] * 101))
    assert noted.args == [""]


def test_that_a_rate_beyond_the_axis_makes_it_longer_by_whole_decades(strip: RateMapStrip) -> None:
    strip.set_rate(37.0)
    assert strip.axis() == (1e-4, 100.0)
    strip.set_rate(2e-7)
    assert strip.axis() == pytest.approx((1e-7, 1.0))


def colours(strip: RateMapStrip, low: float, high: float, height: int = 12) -> set[str]:
    """Return the colours of a part of the strip between two rates."""
    picture = strip.grab().toImage()
    scale = picture.devicePixelRatio()
    found = set()
    for x in range(round(strip.position_of(low)) + 2, round(strip.position_of(high)) - 2):
        for y in range(height, height + 12):
            found.add(picture.pixelColor(round(x * scale), round(y * scale)).name())
    return found


def is_reddish(name: str) -> bool:
    colour = QColor(name)
    return colour.red() > colour.green() + 40 and colour.red() > colour.blue() + 20


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_lost_rates_are_hatched_and_no_others(
    strip: RateMapStrip, look: Look, theme: str
) -> None:
    look.choose(theme)
    assert any(map(is_reddish, colours(strip, 0.55, 1.0)))
    assert not any(map(is_reddish, colours(strip, 0.02, 0.45)))


def test_that_an_older_map_is_pale_while_a_newer_one_is_computed(strip: RateMapStrip) -> None:
    fresh = colours(strip, 2e-4, 0.005, height=20)
    strip.set_map(None, pending=True)
    pale = colours(strip, 2e-4, 0.005, height=20)
    darkest = [min(QColor(name).lightness() for name in names) for names in (fresh, pale)]
    assert darkest[1] > darkest[0] + 5


@pytest.mark.parametrize(
    "changes",
    [
        {"left": np.full(201, np.nan), "is_lost": np.ones(201, bool), "best": None},
        {"target": None, "best": None, "left": np.full(201, -5.0), "at_start": -9.0},
        {"left": np.zeros(201), "at_start": 0.0, "is_lost": np.zeros(201, bool)},
        {"at_start": np.inf},
        {"left": np.full(201, 1e300), "at_start": 1e305},
    ],
    ids=["all lost", "no minimum", "all at the minimum", "start not finite", "huge"],
)
def test_that_every_map_can_be_drawn(strip: RateMapStrip, changes: dict[str, object]) -> None:
    strip.set_map(replace(MAP, **changes), pending=False)  # type: ignore[arg-type]
    strip.grab()


@pytest.fixture
def part(look: Look, qtbot: QtBot) -> RateStrip:
    made = RateStrip(look, "f* = {value} at the minimum.")
    qtbot.addWidget(made.widget)
    qtbot.addWidget(made.jump)
    return made


def test_that_the_best_rate_is_offered_only_once_it_was_run_alone(part: RateStrip) -> None:
    part.draw_map(Result(replace(MAP, best_end=None)))
    assert not part.jump.isEnabled()
    part.draw_map(Result(MAP))
    assert part.jump.isEnabled()
    part.draw_map(Result(MAP, pending=True))
    assert not part.jump.isEnabled()


def test_that_the_button_wishes_for_the_best_rate(part: RateStrip, qtbot: QtBot) -> None:
    part.draw_map(Result(MAP))
    with qtbot.waitSignal(part.map.requested) as wish:
        part.jump.click()
    assert wish.args == [0.25]


def test_that_the_tip_names_minimum_noise_and_the_source_of_every_bound(part: RateStrip) -> None:
    part.draw_map(Result(MAP), seed=7)
    tip = part.map.toolTip()
    assert "f* = 0 at the minimum." in tip
    assert "the noise of seed 7" in tip
    assert "2/f″ = 0.5: above it" in tip
    assert "Cohen et al., 2021" in tip


def test_that_without_a_best_rate_the_button_says_why(part: RateStrip) -> None:
    part.draw_map(Result(replace(MAP, best=None, best_end=None)))
    assert "no stretch keeps f below its start" in part.jump.toolTip()
    part.draw_map(Result(replace(MAP, best=None, best_end=None, target=None)))
    assert "Without a known minimum" in part.jump.toolTip()
    part.draw_map(Result(failure=ValueError("no gradient")))
    assert "No rate can be run" in part.jump.toolTip()


def test_that_what_stands_below_does_not_move_with_the_note(part: RateStrip, qtbot: QtBot) -> None:
    part.widget.resize(198, 200)
    part.widget.show()
    part.draw_map(Result(MAP))
    before = part.widget.sizeHint()
    part.map.set_path(path_of([18.0] * 90 + [0.0119] * 11))
    qtbot.wait(10)
    assert part.widget.sizeHint() == before
    part.map.set_path(None)
    assert part.widget.sizeHint() == before


@pytest.mark.parametrize("rate", [1e-4, 1.2e-4, 0.01])
def test_that_the_handle_covers_no_number(
    strip: RateMapStrip, monkeypatch: pytest.MonkeyPatch, rate: float
) -> None:
    strip.set_rate(rate)
    with recorded(monkeypatch) as found:
        strip.grab()
    handle = QRectF(-8, -8, 16, 16).translated(strip.position_of(rate), strip._plot().bottom())
    assert len(found) > 4
    assert not [each.text for each in found if each.ink.intersects(handle)]
