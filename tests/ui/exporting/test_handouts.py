"""A page handed out as a web page and on paper, read again by other programs: html5lib, pypdf."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from explorer.files.documents import read_link
from explorer.files.tables import rows_of
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.pages.descent.page import DescentPage
from tests.ui.windows import PATIENCE

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def web_page(
    program: Application,
    page: DescentPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> bytes:
    """The Descent page after three updates, as a person exports it."""
    program.store.change(lambda s: s.with_descent(lambda c: c.with_learning_rate(0.1).at(3)))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    program.window.run("export.page")
    assert program.window.exports.sheet is not None
    program.window.exports.sheet.export.click()
    path = tmp_path / "a.html"
    qtbot.waitUntil(path.exists)
    return path.read_bytes()


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext())


def test_that_a_web_page_shows_what_the_page_shows_and_asks_for_nothing(
    web_page: bytes, program: Application, page: DescentPage
) -> None:
    # Strict: whatever is no HTML raises.
    tree = html5lib.HTMLParser(strict=True).parse(web_page)
    shown = text_of(tree)
    words = page.own.words(page.shown)
    assert words.state in shown
    assert words.text in shown
    # Read-outs and words on the plot are text of the page.
    assert {"0.6480", "x = 0.6480"} <= {text_of(each).strip() for each in tree.iter()}
    assert page.code.program.strip() in shown
    rows = [[text_of(cell) for cell in row] for row in tree.iter(f"{HTML}tr")]
    assert len(rows) == 102
    assert rows[4][1].startswith("0.6479")
    formulas = [each.get("alt") for each in tree.iter(f"{HTML}img")]
    assert formulas
    assert all(formulas)
    (line,) = re.findall(r"gex:[\w-]+", shown)
    assert read_link(line, Session()).session.descent == program.store.session.descent
    assert not list(tree.iter(f"{HTML}script"))
    asked = [
        value
        for each in tree.iter()
        for name, value in each.attrib.items()
        if name.rpartition("}")[2] in ("src", "href", "action", "data") or name.startswith("on")
    ]
    assert all(each.startswith(("data:", "#")) for each in asked)


CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


@pytest.mark.slow
@pytest.mark.skipif(
    CHROMIUM is None,
    reason="no Chromium; its 160 MB are not fetched for one test of an open standard",
)
def test_that_a_browser_without_a_network_shows_the_numbers_of_the_page(
    web_page: bytes, page: DescentPage, tmp_path: Path
) -> None:
    path, shown = tmp_path / "b.html", tmp_path / "b.pdf"
    path.write_bytes(web_page)
    subprocess.run(
        [
            str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            f"--user-data-dir={tmp_path / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--log-net-log={tmp_path / 'net.json'}", f"--print-to-pdf={shown}", path.as_uri(),
        ],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    # As it is laid out and painted, plots with their words included; not as it is written.
    words = " ".join(" ".join(printed(shown.read_bytes())).split())
    assert page.own.words(page.shown).text in words
    assert "0.6480" in words
    assert "x = 0.6480" in words
    numbers = set(words.split())
    for row in rows_of(page.data.seen):
        assert numbers >= set(filter(None, row))
    # Of all that the browser asked for, and it asks for much by itself, nothing is of the page.
    asked = (tmp_path / "net.json").read_text()
    assert path.as_uri() in asked
    referred = re.findall(r'"initiator":"([^"]*)"', asked)
    assert not [each for each in referred if each.startswith("file:")]


def printed(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_that_a_page_is_printed_with_picture_formulas_and_table(
    program: Application, page: DescentPage, qtbot: QtBot, tmp_path: Path
) -> None:
    program.store.change(lambda s: s.with_descent(lambda c: c.with_learning_rate(0.1).at(3)))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    path = tmp_path / "a.pdf"

    def accept(dialog: QPrintDialog) -> QDialog.DialogCode:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return QDialog.DialogCode.Accepted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QPrintDialog, "exec", accept)
        program.window.run("print")
        assert program.window.exports.sheet is not None
        program.window.exports.sheet.export.click()
    qtbot.waitUntil(lambda: path.exists() and not program.window.exports.busy)
    pages = printed(path.read_bytes())
    first = " ".join(pages[0].split())
    assert "Descent" in first
    assert "learning rate 0.1, from x = 3" in first
    assert "x = 0.6480" in first
    # Each row of the table is on one of the pages, under its headings.
    whole = "\n".join(pages)
    heading = page.data.seen.headings()[0]
    assert sum(heading in each for each in pages[1:]) == len(pages) - 1
    for row in rows_of(page.data.seen):
        assert row[1] in whole
