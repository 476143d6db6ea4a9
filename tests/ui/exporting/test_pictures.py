"""Pictures of what is seen, opened again by other programs: TensorFlow's PNG, pypdf, an XML parser."""

import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QPicture
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QStyleOptionGraphicsItem, QWidget
from pytestqt.qtbot import QtBot

from explorer.files.documents import read_link
from explorer.files.tables import separated
from explorer.session.model.choices import ModelChoices
from explorer.session.pages import PAGES
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.exporting.exporters import ExportWish
from explorer.ui.exporting.pictures import SCALES, Recorded, encoded, record
from explorer.ui.exporting.sheet_fields import SIZES, Fields
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.plots.race_words import CasedText
from explorer.ui.plots.way_home import plots_of
from explorer.ui.widgets.plot_menu import PlotMenu
from tests.sparing import sparing
from tests.ui.pages.model_writer import write
from tests.ui.windows import PATIENCE, wait_until

SVG = "{http://www.w3.org/2000/svg}"


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(tf.io.decode_png(content, channels=4))


def words(content: bytes) -> str:
    (page,) = PdfReader(io.BytesIO(content)).pages
    return page.extract_text()


def choose(fields: Fields, **keys: str) -> None:
    """Choose as a person does: a chosen key is told."""
    for name, key in keys.items():
        field = getattr(fields, name)
        field.set_value(key)
        field.chosen.emit(key)


def drawn(page: DescentPage, ending: str, scale: int = 2, **wished: object) -> bytes:
    recorded = record(page.hero.plot, page.look, **wished)  # type: ignore[arg-type]
    return encoded(recorded, ending, scale)


@pytest.mark.parametrize("scale", sparing(SCALES, 1, 2))
def test_that_a_png_has_the_size_of_its_scale(page: DescentPage, scale: int) -> None:
    found = pixels(drawn(page, "png", scale))
    margins = 2 * page.look.px(16)
    size = page.hero.plot.size()
    assert found.shape[:2] == (scale * (size.height() + margins), scale * (size.width() + margins))
    assert (found[..., 3] == 255).all()


@pytest.mark.slow
def test_that_a_larger_scale_is_drawn_finer_and_not_blown_up(page: DescentPage) -> None:
    small, large = pixels(drawn(page, "png", 1)), pixels(drawn(page, "png", 4))
    blown = small.repeat(4, axis=0).repeat(4, axis=1)
    # The same picture as a whole, but edges that no enlarged pixel has.
    assert np.abs(blown.astype(int) - large).mean() < 4
    assert (np.abs(blown.astype(int) - large).max(axis=2) > 64).mean() > 0.002


def test_that_without_its_ground_a_picture_shows_what_lies_below(page: DescentPage) -> None:
    found = pixels(drawn(page, "png", 1, ground=False))
    assert (found[..., 3] == 0).mean() > 0.5
    assert (found[..., 3] == 255).any()


def test_that_the_text_of_a_pdf_is_text(page: DescentPage) -> None:
    content = drawn(page, "pdf", caption="2x² by SGD")
    found = " ".join(words(content).split())
    for text in ("f(x) = 2x²", "x = 3.0000", "next 2.8800", "tangent", "20", "2x² by SGD", "−3"):
        assert text in found
    reader = PdfReader(io.BytesIO(content))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    embedded = [
        "/FontFile2" in font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for font in fonts
    ]
    assert embedded
    assert all(embedded)
    # Headlines have a weight of their own.
    assert len({str(font.get_object()["/BaseFont"]) for font in fonts}) > 1


def test_that_no_curve_of_a_pdf_or_an_svg_is_made_of_pixels(page: DescentPage) -> None:
    (pdf,) = PdfReader(io.BytesIO(drawn(page, "pdf"))).pages
    assert not pdf.images
    tree = ET.fromstring(drawn(page, "svg"))  # noqa: S314 - our own
    assert not tree.findall(f".//{SVG}image")
    texts = {"".join(each.itertext()).strip() for each in tree.iter(f"{SVG}text")}
    assert {"x = 3.0000", "next 2.8800", "tangent"} <= texts


@pytest.mark.skipif(not shutil.which("rsvg-convert"), reason="rsvg-convert is not installed")
def test_that_another_program_draws_an_svg_as_the_page_is_seen(page: DescentPage) -> None:
    made = subprocess.run(
        ["rsvg-convert", "--dpi-x=96", "--dpi-y=96"], input=drawn(page, "svg"),
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    found, seen = pixels(made), pixels(drawn(page, "png", 1))
    assert found.shape == seen.shape
    # In other letters, perhaps, but no line is anywhere else or wider.
    away = np.abs(found[..., :3].astype(int) - seen[..., :3]).max(axis=2)
    assert (away > 96).mean() < 0.01


def test_that_a_picture_carries_the_state_that_it_shows(
    program: Application, page: DescentPage, qtbot: QtBot, tmp_path: Path
) -> None:
    program.store.change(lambda s: s.with_descent(lambda c: c.with_start(1.5)))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    path = tmp_path / "a.svg"
    program.window.exports.write(path, ExportWish(ending="svg", caption=True))
    qtbot.waitUntil(path.exists)
    tree = ET.fromstring(path.read_bytes())  # noqa: S314 - our own
    line = tree.findtext(f"{SVG}desc")
    assert line is not None
    assert read_link(line, Session()).session.descent == program.store.session.descent
    texts = {"".join(each.itertext()).strip() for each in tree.iter(f"{SVG}text")}
    assert (
        "f(x) = 2*x**2 · SGD, learning rate 0.01, from x = 1.5, float32 · update 0 of 100" in texts
    )


def test_that_no_point_of_a_path_is_left_out(
    program: Application, page: DescentPage, qtbot: QtBot
) -> None:
    # Most of them lie in one pixel.
    program.store.change(lambda s: s.with_descent(lambda c: c.with_updates(1000).at(1000)))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    tree = ET.fromstring(drawn(page, "svg"))  # noqa: S314 - our own
    assert len(list(tree.iter(f"{SVG}circle"))) > 999
    lines = [
        each for line in tree.iter(f"{SVG}polyline")
        if len(each := (line.get("points") or "").split()) == 1001
    ]  # fmt: skip
    assert len(lines) == 1
    (pdf,) = PdfReader(io.BytesIO(drawn(page, "pdf"))).pages
    assert not pdf.images


def test_that_a_word_with_a_rim_stays_text(page: DescentPage) -> None:
    word, picture = CasedText(page.look, "purple"), QPicture()
    word.set_text("Momentum")
    painter = QPainter(picture)
    word.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    content = encoded(Recorded(picture, QSize(90, 30), ground=True, link=""), "svg")
    tree = ET.fromstring(content)  # noqa: S314 - our own
    assert not tree.findall(f".//{SVG}image")
    assert [each.text for each in tree.iter(f"{SVG}text")] == ["Momentum"]


def test_that_a_long_caption_is_broken_and_not_cut(page: DescentPage) -> None:
    line = " · ".join(f"update {n} of 100" for n in range(20))
    found = " ".join(words(drawn(page, "pdf", caption=line)).split())
    assert "update 0 of 100" in found
    assert "update 19 of 100" in found


def test_that_a_plot_is_laid_out_anew_for_a_slide(page: DescentPage) -> None:
    plot = page.hero.plot
    plot.settle()
    before, (width, height) = plot.grab().toImage(), SIZES["4:3"]
    found = pixels(drawn(page, "png", 2, size=QSize(width, height)))
    assert found.shape[:2] == (2 * height, 2 * width)
    texts = {
        "".join(each.itertext()).strip()
        for each in ET.fromstring(drawn(page, "svg", size=QSize(300, 900))).iter()  # noqa: S314
    }
    assert {"x = 3.0000", "20"} <= texts
    assert plot.grab().toImage() == before


def test_that_the_screen_is_as_before_after_a_picture(page: DescentPage, qtbot: QtBot) -> None:
    before = page.hero.plot.grab().toImage()
    for ending in ("png", "svg", "pdf"):
        drawn(page, ending, ground=False)
    qtbot.wait(50)
    assert page.hero.plot.grab().toImage() == before


def test_that_the_plot_lies_on_the_clipboard(program: Application, qtbot: QtBot) -> None:
    QApplication.clipboard().clear()
    program.window.run("picture.copy")
    qtbot.waitUntil(lambda: not QApplication.clipboard().image().isNull())
    plot = plots_of(program.window.page)[0]
    margins = 2 * program.look.px(16)
    assert QApplication.clipboard().image().width() == 2 * (plot.width() + margins)


def test_that_a_recorded_graph_becomes_a_picture_too(program: Application) -> None:
    program.window.header.tabs["tape"].click()
    wait_until(lambda: program.window.page.shows_content)
    (graph,) = plots_of(program.window.page)
    found = pixels(encoded(record(graph, program.look), "png", 1))
    assert len(np.unique(found.reshape(-1, 4), axis=0)) > 8


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_that_the_whole_page_is_saved_as_chosen(
    program: Application,
    page: DescentPage,  # noqa: ARG001 - it is to be drawn
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    program.window.run("export.picture")
    sheet = program.window.exports.sheet
    assert sheet is not None
    choose(sheet.fields, what="page", form=ending, scale="2")
    sheet.export.click()
    path = tmp_path / f"a.{ending}"
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: program.window.exports.sheet is None)
    content = path.read_bytes()
    if ending == "png":
        assert pixels(content).shape[1] > 2 * program.window.width()
    elif ending == "svg":
        tree = ET.fromstring(content)  # noqa: S314 - our own
        assert "Learning rate" in {"".join(each.itertext()).strip() for each in tree.iter()}
    else:
        assert "Learning rate" in " ".join(words(content).split())


# What is painted beside plots and pictures, and is none itself.
NO_PICTURES = {
    "CheckRow", "ChoiceBox", "ColourBar", "Handle", "MarkedCode", "NumberEdit", "Numbered", "ReadOut", "Ring",
    "Segmented", "SentenceLine", "SignedBar", "Whole", "_Cell",
}  # fmt: skip


def pictures_without_menu(page: QWidget) -> set[str]:
    """Return the names of what is painted on a page and offers no menu, not even by what it is in."""
    with_menu = {menu.plot for menu in page.findChildren(PlotMenu)}
    found = set()
    for each in page.hero.findChildren(QWidget):  # type: ignore[attr-defined]
        kind, inside = type(each), {each}
        while (above := each.parentWidget()) is not None and above is not page:
            inside.add(above)
            each = above  # noqa: PLW2901 - up to the page
        is_own = kind.__module__.startswith("explorer.ui")
        paints = "paintEvent" in vars(kind) or kind.__name__ == "Canvas"
        if is_own and paints and not inside & with_menu:
            found.add(kind.__name__)
    return found - NO_PICTURES


def test_that_every_plot_and_picture_of_every_page_has_a_menu(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    write(tmp_path / "run", 9, 0.0)
    program.store.change(lambda s: replace(s, model=ModelChoices(run=str(tmp_path / "run"))))
    for key in PAGES:
        program.store.change(lambda s: s.viewing(lambda view: replace(view, page=key)))  # noqa: B023
        page = program.window.page
        qtbot.waitUntil(lambda: page.shows_content and not page.busy, timeout=PATIENCE)  # noqa: B023
        assert not pictures_without_menu(page), key
        heads, table = page.data.rows, page.data.seen  # as they stand on the screen, and in a file
        across = Qt.Orientation.Horizontal
        shown = [heads.headerData(n, across) for n in range(heads.columnCount())]
        assert set(shown) <= set(separated(table, ",").split("\n")[0].split(",")) or not len(table)
        for menu in page.findChildren(PlotMenu):
            if menu.plot.isVisible():
                assert [text for text, _ in program.window.plot_offers(menu)] == OFFERS
                assert (
                    menu.values is None or {len(each) for each in menu.values().values()} != set()
                )


OFFERS = [
    "Copy the plot as a picture", "Copy the numbers", "Export picture…", "Export numbers…"
]  # fmt: skip


def test_that_a_plot_opens_its_menu(program: Application, page: DescentPage, qtbot: QtBot) -> None:
    canvas = page.hero.plot.canvas.viewport()
    place = QPoint(40, 40)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.mapToGlobal(place))
    QApplication.sendEvent(canvas, event)
    menu = page.hero.plot.findChild(QMenu)
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Show all (0)", *OFFERS]
    QApplication.clipboard().clear()
    menu.actions()[1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: not QApplication.clipboard().image().isNull())
    assert not program.window.exports.busy
