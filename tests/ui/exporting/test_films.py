"""Films of what is seen, opened again by Pillow and PyAV."""

import io
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from explorer.ui.app import Application
from explorer.ui.exporting.filming import Filming, Scene
from explorer.ui.exporting.films import Film, Pixels, pixels
from explorer.ui.exporting.pictures import image, record
from explorer.ui.exporting.sheet_fields import FilmFields
from explorer.ui.pages.descent.page import DescentPage
from tests.ui.windows import PATIENCE

PLACES = range(2, 11, 3)


@pytest.fixture
def filmed(program: Application, page: DescentPage, qtbot: QtBot) -> Callable[..., bytes]:
    """Return a function that films a descent, and returns the file's content."""
    program.store.change(lambda s: s.with_descent(lambda c: c.with_learning_rate(0.2).at(3)))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)

    def film(ending: str, **wished: Any) -> bytes:
        kept: list[bytes] = []
        scene = Scene(page, partial(record, page.hero.plot, page.look), PLACES, 1)
        filming = Filming(scene, Film(ending, len(PLACES), **wished), kept.append)
        # Closed in any case: a thread that is left behind ends all the tests, with no summary.
        with closing(filming), qtbot.waitSignal(filming.ended, timeout=60_000) as ended:
            pass
        assert ended.args == [None]
        (content,) = kept
        return content

    return film


def frames(content: bytes) -> tuple[list[Pixels], list[int], int | None]:
    """Return frames, how long each is shown in ms, and how often all are, 0 for ever."""
    found, durations = [], []
    with Image.open(io.BytesIO(content)) as opened:
        for number in range(opened.n_frames):  # type: ignore[attr-defined]
            opened.seek(number)
            found.append(np.asarray(opened.convert("RGB")))
            durations.append(opened.info["duration"])
        return found, durations, opened.info.get("loop")


def as_seen(page: DescentPage, qtbot: QtBot, place: int) -> Pixels:
    page.go(place)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    return pixels(image(record(page.hero.plot, page.look), 1))


@pytest.mark.slow
def test_that_each_frame_is_the_picture_of_its_update(
    filmed: Callable[..., bytes], page: DescentPage, qtbot: QtBot
) -> None:
    found, durations, loop = frames(filmed("webp", rate=5))
    assert page.timing.place == 3  # as before
    assert (durations, loop) == ([200] * len(PLACES), 0)
    for frame, place in zip(found, PLACES, strict=True):
        assert np.array_equal(frame, as_seen(page, qtbot, place))


@pytest.mark.slow
def test_that_a_gif_has_the_same_frames_in_fewer_colours(
    filmed: Callable[..., bytes], page: DescentPage, qtbot: QtBot
) -> None:
    found, durations, loop = frames(filmed("gif", rate=50, loops=False))
    assert (durations, loop) == ([20] * len(PLACES), None)
    away = [
        np.abs(frame.astype(int) - as_seen(page, qtbot, place)).mean()
        for frame, place in zip(found, PLACES, strict=True)
    ]
    assert max(away) < 1


@pytest.mark.slow
def test_that_an_mp4_has_the_same_frames_at_their_times(
    filmed: Callable[..., bytes], page: DescentPage, qtbot: QtBot
) -> None:
    content = filmed("mp4", rate=25, link="gex:abc")
    with av.open(io.BytesIO(content), "r") as file:
        assert file.metadata["comment"] == "gex:abc"
        found = list(file.decode(video=0))
        assert [float(each.time or 0) for each in found] == [n / 25 for n in range(len(PLACES))]
        for each, place in zip(found, PLACES, strict=True):
            wanted = as_seen(page, qtbot, place)
            shown = each.to_ndarray(format="rgb24")[: wanted.shape[0], : wanted.shape[1]]
            assert np.abs(shown.astype(int) - wanted).mean() < 2


def test_that_a_film_ends_at_once_and_leaves_nothing(
    page: DescentPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path, told = tmp_path / "a.webp", list[object]()
    scene = Scene(page, partial(record, page.hero.plot, page.look), range(100), 2)
    filming = Filming(scene, Film("webp", 100), path.write_bytes)  # type: ignore[arg-type]
    filming.progressed.connect(told.append)
    filming.ended.connect(told.append)
    with closing(filming):
        qtbot.waitUntil(lambda: len(told) > 2, timeout=PATIENCE)
        filming.cancel()
        assert told[-1] is None
        assert page.timing.place == 0
    assert not path.exists()


def test_that_the_sheet_films_what_is_chosen_and_leaves_the_window_its_keys(
    program: Application,
    page: DescentPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, path = program.window, tmp_path / "a.webp"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    window.run("export.animation")
    sheet = window.exports.sheet
    assert sheet is not None
    assert isinstance(sheet.fields, FilmFields)
    qtbot.keyClick(sheet.export, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    for field, text in ((sheet.fields.first, "7"), (sheet.fields.last, "5")):
        field.edit.selectAll()
        qtbot.keyClicks(field.edit, text)
    assert not sheet.export.isEnabled()
    sheet.fields.last.edit.selectAll()
    qtbot.keyClicks(sheet.fields.last.edit, "9")
    sheet.export.click()
    qtbot.waitUntil(lambda: window.exports.sheet is None, timeout=60_000)
    _, durations, _ = frames(path.read_bytes())
    assert durations == [100] * 3
    assert page.timing.place == 0
    assert not window.exports.busy
    program.window.run("export.animation")
    last = window.exports.sheet
    assert last is not None
    qtbot.keyClick(last, Qt.Key.Key_Escape)
    assert last.focusNextPrevChild(True)  # Tab, pressed as it closes
    qtbot.waitUntil(lambda: window.exports.sheet is None)
