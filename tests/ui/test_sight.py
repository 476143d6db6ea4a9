"""Sizes, contrast and motion: what is chosen, and what the desktop asks for."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontDatabase, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from explorer.files.resources import resources
from explorer.session.pages import PAGES
from explorer.ui.app import Application
from explorer.ui.desktop import Motion, text_factor
from explorer.ui.theme import load_theme
from tests.ui.windows import look_at

PAIRS = ("text", "muted", "blue", "orange", "green", "purple", "amber", "red", "line", "edge")


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB" by WCAG 2."""
    shares = [each / 255 for each in bytes.fromhex(colour[1:])]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours by WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["contrast-light", "contrast-dark"])
def test_that_high_contrast_is_seven_to_one_without_tints(name: str) -> None:
    theme = load_theme(resources() / "themes", name)
    for ground in ("window", "surface"):
        assert min(contrast(theme[each], theme[ground]) for each in PAIRS) >= 7
    assert contrast(theme["on_chosen"], theme["chosen"]) >= 7
    assert theme.tint("red") == theme["surface"]


@pytest.mark.parametrize(("pixels", "factor"), [(12, 1.0), (15, 1.0), (19.5, 1.5), (40, 2.0)])
def test_that_a_larger_font_of_the_desktop_is_followed(
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,  # noqa: ARG001 - fonts need it
    pixels: float,
    factor: float,
) -> None:
    font = QFont()
    font.setPixelSize(round(pixels))
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _: font)
    assert text_factor() == pytest.approx(factor, abs=0.05)


def test_that_the_desktops_reduced_motion_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    for text, still in (
        ("", False),
        ("[KDE]\nAnimationDurationFactor=0\n", True),
        ("[[\x00", False),
    ):
        (tmp_path / "kdeglobals").write_text(text)
        assert Motion().reduced is still
    asked = tmp_path / "gsettings"
    asked.write_text("#!/bin/sh\necho false\n")
    asked.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    motion = Motion()
    qtbot.waitUntil(lambda: motion.reduced)
    motion.close()


@pytest.mark.slow
def test_that_text_of_twice_the_size_is_drawn_twice_as_large(
    program: Application, qtbot: QtBot
) -> None:
    look_at(program, size=200, leaf=None)
    window = program.window
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.width() == 1280)
    assert window.page.sentence.fontInfo().pixelSize() == 26
    header = window.header
    right = [tab.mapTo(header, tab.rect().topRight()).x() for tab in header.tabs.values()]
    assert max(right) < header.width()
    bar = window.page.timeline
    assert bar.slider.width() >= 320
    count = bar.count
    assert count.fontMetrics().horizontalAdvance(count.text()) <= count.width()
    assert bar.mapTo(window, QPoint(bar.width(), 0)).x() <= window.width()


def test_that_the_wheel_over_the_column_changes_nothing(program: Application, qtbot: QtBot) -> None:
    for key in PAGES:
        look_at(program, page=key)
        qtbot.wait(20)
        before = program.store.session
        column = program.window.pages[key].frame.controls.widget()
        assert column is not None
        for each in column.findChildren(QWidget):
            if each.isVisible() and each.isEnabled():
                if isinstance(each, QAbstractSlider | QComboBox | QLineEdit):
                    each.setFocus()
                turn(each)
        assert program.store.session == before, key


def turn(widget: QWidget) -> None:
    """Turn the wheel by three notches over a widget."""
    middle = widget.rect().center()
    event = QWheelEvent(
        middle.toPointF(), widget.mapToGlobal(middle).toPointF(), QPoint(), QPoint(0, -360),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
