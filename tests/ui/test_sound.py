"""The curve for the ear."""

import io
import math
import stat
import wave
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.sound import RATE, CurveSound, pitches, sound_of


def samples_of(sound: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(sound)) as file:
        assert file.getframerate() == RATE
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)


def loudest(samples: np.ndarray) -> float:
    """Return the loudest frequency in Hz."""
    strength = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(strength)) * RATE / len(samples)


def test_that_pitch_follows_height_by_octaves() -> None:
    assert pitches(np.array([0.0, 1.0, 2.0]), 0, 2) == pytest.approx([220, 440, 880])
    assert pitches(np.array([3.0, 3.0]), 3, 3) == pytest.approx([440, 440])


@pytest.mark.parametrize("pitch", [220.0, 587.0])
def test_that_a_pitch_is_heard_as_it_is(pitch: float) -> None:
    assert loudest(samples_of(sound_of(np.full(5, pitch), 1.0))) == pytest.approx(pitch, abs=2)


def test_that_what_has_no_height_is_silent() -> None:
    samples = samples_of(sound_of(np.array([440.0, 440.0, math.nan, math.nan]), 1.0))
    assert np.abs(samples[: RATE // 3]).max() > 5_000
    assert np.abs(samples[-RATE // 4 :]).max() == 0
    assert not samples_of(sound_of(np.array([math.nan, math.nan]), 0.1)).any()


def test_that_a_computer_without_a_player_is_told_what_to_install(qtbot: QtBot) -> None:
    parent = QObject()
    sound = CurveSound(lambda: (np.arange(3.0), 1.0), parent, find=lambda: None)
    with qtbot.waitSignal(sound.failed) as told:
        sound.sweep()
    assert "aplay" in str(told.args[0])
    sound.close()


def test_that_a_player_that_fails_is_told_of_and_the_point_falls_silent(qtbot: QtBot) -> None:
    parent = QObject()
    sound = CurveSound(lambda: (np.arange(3.0), 1.0), parent, find=lambda: ("false",))
    with qtbot.waitSignal(sound.failed) as told:
        sound.toggle()
    assert "sound output" in str(told.args[0])
    assert not sound.follows
    sound.close()


def test_that_the_point_is_heard_at_each_new_place(
    page: DescentPage, qtbot: QtBot, tmp_path: Path
) -> None:
    player = tmp_path / "player"
    player.write_text(f'#!/bin/sh\ncp "$1" "{tmp_path}/$$.wav"\n', encoding="utf-8")
    player.chmod(player.stat().st_mode | stat.S_IXUSR)

    def heard() -> list[float]:
        files = sorted(tmp_path.glob("*.wav"), key=lambda file: file.stat().st_mtime_ns)
        return [round(loudest(samples_of(file.read_bytes()))) for file in files]

    page.sound._find = lambda: (str(player),)
    page.sound.toggle()
    qtbot.waitUntil(lambda: len(heard()) == 1)
    page.jump(to_end=True)
    qtbot.waitUntil(lambda: len(heard()) == 2)
    high, low = heard()
    page.sound.toggle()
    page.jump(to_end=False)
    qtbot.wait(100)
    assert 220 <= low < high <= 880
    assert len(heard()) == 2
