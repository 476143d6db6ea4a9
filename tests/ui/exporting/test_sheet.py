"""The sheet on which every export is chosen, as a person uses it; what it foretells against the file."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from explorer.core.numerals import told_size
from explorer.files.tables import encoded
from explorer.session.endings import Kind
from explorer.ui.app import Application
from explorer.ui.exporting.dyeing import Dye
from explorer.ui.exporting.exporters import ExportWish, handout
from explorer.ui.exporting.exports import _FIRST
from explorer.ui.exporting.films import Pixels, pixels
from explorer.ui.exporting.pictures import image, record
from explorer.ui.exporting.printing import first_page
from explorer.ui.exporting.sheet import ExportSheet
from explorer.ui.exporting.sheet_fields import FilmFields, PictureFields
from explorer.ui.pages.descent.page import DescentPage
from tests.ui.windows import PATIENCE

ENCODED = "explorer.ui.exporting.exporters.encoded_table"
Open = Callable[[Kind], ExportSheet]


@pytest.fixture
def sheet(
    program: Application, page: DescentPage, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Open]:  # fmt: skip
    """Return a function that opens the sheet of a kind, whose file will be called "a"."""
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    exports = program.window.exports
    exports._wishes = dict(_FIRST)  # not as the sheets of other tests were left

    def opened(kind: Kind) -> ExportSheet:
        exports.open(kind)
        assert exports.sheet is not None
        return exports.sheet

    yield opened
    if exports.sheet is not None:
        exports.sheet.leave()
        exports.sheet.leave()
    qtbot.waitUntil(lambda: exports.sheet is None and not exports.busy, timeout=PATIENCE)


def foretold(sheet: ExportSheet, qtbot: QtBot) -> str:
    """Return what the sheet says of the size, once it is known."""
    qtbot.waitUntil(
        lambda: any(n in sheet.size_note.text() for n in ("bout", "Pages")), timeout=PATIENCE
    )
    return sheet.size_note.text()


@pytest.mark.parametrize("kind", ["picture", "program", "notebook", "numbers", "page"])
def test_that_the_file_is_as_large_as_the_sheet_says(
    sheet: Open, program: Application, qtbot: QtBot, tmp_path: Path, kind: Kind
) -> None:
    told = foretold(opened := sheet(kind), qtbot)
    opened.export.click()
    qtbot.waitUntil(lambda: program.window.exports.sheet is None, timeout=PATIENCE)
    (file,) = tmp_path.iterdir()
    assert told == f"About {told_size(len(file.read_bytes()))}"


def test_that_programs_and_numbers_are_previewed_as_text_that_another_thread_makes(
    sheet: Open, page: DescentPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_in: list[int] = []

    def watched(*given: Any, **named: Any) -> bytes:
        made_in.append(threading.get_ident())
        return encoded(*given, **named)

    monkeypatch.setattr(ENCODED, watched)
    numbers = sheet("numbers")
    foretold(numbers, qtbot)
    lines = numbers.preview.text.toPlainText().split("\n")
    assert lines[0] == ",".join(page.data.seen.headings())
    assert lines[1].startswith("0,3.0,18.0,")
    assert made_in
    assert threading.get_ident() not in made_in
    numbers.leave()
    qtbot.waitUntil(lambda: page.window().exports.sheet is None)  # type: ignore[attr-defined]
    program = sheet("program")
    foretold(program, qtbot)
    assert page.code.program.split("\n")[0] in program.preview.text.toPlainText()
    program.copy.click()
    assert QApplication.clipboard().text() == page.code.program


def test_that_a_picture_has_the_pixels_that_are_typed(
    sheet: Open, program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    opened = sheet("picture")
    fields = opened.fields
    assert isinstance(fields, PictureFields)
    foretold(opened, qtbot)
    for field, text in ((fields.width_, "40"), (fields.height_, "777")):
        field.edit.selectAll()
        qtbot.keyClicks(field.edit, text)
    qtbot.keyClicks(fields.width_.edit, "1")  # 401: odd, at two pixels per pixel
    assert fields.size_.value == "own"
    foretold(opened, qtbot)
    opened.export.click()
    qtbot.waitUntil(lambda: program.window.exports.sheet is None, timeout=PATIENCE)
    found = tf.io.decode_png((tmp_path / "a.png").read_bytes())
    assert found.shape[:2] == (777, 401)
    # Finer, but not larger, for four pixels per pixel.
    fields = sheet("picture").fields
    assert isinstance(fields, PictureFields)
    fields.scale.set_value("4")
    fields.scale.chosen.emit("4")
    assert fields.wish.size == (802, 1554)


def test_that_an_animation_has_the_pixels_that_are_typed(sheet: Open, qtbot: QtBot) -> None:
    opened = sheet("animation")
    fields = opened.fields
    assert isinstance(fields, FilmFields)
    for field, text in ((fields.width_, "600"), (fields.height_, "500"), (fields.last, "1")):
        field.edit.selectAll()
        qtbot.keyClicks(field.edit, text)
    assert foretold(opened, qtbot).startswith("Frames: 2, 0.2 s · At most about ")
    assert fields.wish.size == (600, 500)


def test_that_what_is_exported_is_what_the_sheet_shows_though_the_page_played(
    sheet: Open, program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    program.store.change(lambda s: s.with_descent(lambda c: c.at(0)))
    page.toggle_play()
    qtbot.waitUntil(lambda: page.timing.place > 0, timeout=PATIENCE)
    sheet("picture")
    assert not page.playing


def test_that_what_is_cancelled_leaves_no_file(
    sheet: Open, program: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, gate = sheet("numbers"), threading.Event()
    foretold(opened, qtbot)

    def slow(*given: Any, **named: Any) -> bytes:
        gate.wait(20)
        return encoded(*given, **named)

    monkeypatch.setattr(ENCODED, slow)
    opened.export.click()
    assert not opened.fields.isEnabled()
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert opened.fields.isEnabled()
    assert opened.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: not program.window.exports.busy)
    assert not list(tmp_path.iterdir())


def drawn(program: Application, page: DescentPage, dye: Dye | None = None) -> Pixels:
    return pixels(image(record(page.hero, program.look, dye=dye), 1))


def test_that_a_dark_page_becomes_the_very_picture_of_the_light_one(
    program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    def dress(theme: Any) -> None:
        program.store.change(lambda s: s.viewing(lambda view: replace(view, theme=theme)))
        qtbot.waitUntil(lambda: not page.busy and page.typesetter.is_set, timeout=PATIENCE)

    before = program.store.session.view.theme
    try:
        dress("light")
        light, theme = drawn(program, page), program.look.theme
        dress("dark")
        dyed = drawn(program, page, Dye(program.look.theme, theme))
        assert np.abs(dyed.astype(int) - light).max() <= 2
        # What is printed, and how a dark window's web page is wished for in light colours.
        shown = handout(program.window, ExportWish(ending="", theme="light")).dyed()
        assert (shown.ground, shown.ink) == (theme["surface"], theme["text"])
        paper, pages = first_page(shown, program.look.font().families())
        ground = QColor(theme["surface"])
        seen = pixels(paper)
        assert (seen == [ground.red(), ground.green(), ground.blue()]).all(axis=2).mean() > 0.8
        assert pages > 1
        inks = b"".join(svg for _, svg in shown.formulas).decode().upper()
        assert program.look.theme["text"] not in inks
    finally:
        dress(before)


def test_that_every_colour_of_a_theme_becomes_its_own_in_the_other(program: Application) -> None:
    dark, light = program.look.beside(dark=True), program.look.beside(dark=False)
    for old, new in ((dark, light), (light, dark)):
        dye = Dye(old, new)
        assert {
            role: dye.name(old[role]) for role in ("text", "blue", "map", "red", "surface")
        } == {role: new[role] for role in ("text", "blue", "map", "red", "surface")}
        assert dye.name(old.tint("blue")) == new.tint("blue")


def test_that_the_sheet_fits_the_smallest_window(
    sheet: Open, program: Application, qtbot: QtBot
) -> None:
    before = program.window.size()
    program.window.resize(QSize(1024, 700))
    try:
        opened = sheet("animation")
        qtbot.waitUntil(lambda: program.window.rect().contains(opened.card.geometry()))
        assert opened.card.rect().contains(opened.export.geometry())
    finally:
        program.window.resize(before)
