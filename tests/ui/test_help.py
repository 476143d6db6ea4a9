"""What the Help menu opens: the user guide with its search, and what the program is made of."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer import __version__
from explorer.files.fault_reports import PACKAGES
from explorer.ui.about import AboutDialog
from explorer.ui.app import Application
from explorer.ui.user_guide.window import UserGuide, show_user_guide
from tests.ui.windows import look_at

IMAGE = QTextDocument.ResourceType.ImageResource.value


def open_guide(program: Application) -> UserGuide:
    """Open the guide by its command, as the menu and its key do."""
    program.window.run("user_guide")
    guide = program.window.findChild(UserGuide)
    assert guide is not None
    assert QTest.qWaitForWindowActive(guide)
    return guide


def heading(guide: UserGuide) -> str:
    """Return the heading of the chapter that is read."""
    return guide.reader.document().begin().text()


def test_that_the_guide_opens_at_the_page_in_front(program: Application) -> None:
    look_at(program, page="surface")
    guide = open_guide(program)
    assert heading(guide) == guide.contents.currentItem().text() == "Surface"
    look_at(program, page="tape")
    assert open_guide(program) is guide  # brought to the front, not a second one
    assert heading(guide) == "Tape"
    guide.close()


def test_that_what_is_searched_for_is_found_marked_and_in_sight(
    program: Application, qtbot: QtBot
) -> None:
    guide = open_guide(program)
    qtbot.keyClicks(guide.field, "SmoothGrad")
    qtbot.keyClick(guide.field, Qt.Key.Key_Down)
    assert heading(guide) == "MNIST"
    (found, *_) = guide.reader.extraSelections()
    assert found.cursor.selectedText() == "SmoothGrad"
    # Beyond the first screen of its chapter, and brought there.
    at = guide.reader.cursorRect(found.cursor)
    assert guide.reader.viewport().rect().intersects(at)
    assert guide.reader.verticalScrollBar().value() > 0
    qtbot.keyClicks(guide.field, "zzz")
    assert "does not have these words" in guide.note.text()
    qtbot.keyClick(guide.field, Qt.Key.Key_Escape)
    assert guide.isVisible()
    assert guide.contents.item(0).text() == "User guide"
    qtbot.keyClick(guide.field, Qt.Key.Key_Escape)
    assert not guide.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_every_picture_is_there_and_every_link_leads_somewhere(
    program: Application, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    guide = open_guide(program)
    guide.show_chapter(0)
    if language != "en":
        guide.reader.link_pressed.emit(f"README.{language}.md")
        assert heading(guide) == "用户指南"
    pictures = links = 0
    for number, chapter in enumerate(guide._chapters):
        guide.show_chapter(number)
        for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", chapter.text):
            picture = guide.reader.loadResource(IMAGE, QUrl(name))
            assert picture.width() > 300  # type: ignore[attr-defined]
            pictures += 1
        within = re.findall(r"(?<!!)\[[^]]*\]\((?!http|README)([^)]+)\)", chapter.text)
        for link in dict.fromkeys(within):
            guide.reader.link_pressed.emit(link)
            assert heading(guide) != chapter.title, link
            assert guide.contents.currentItem().text() == heading(guide)
            guide.back.click()
            assert heading(guide) == chapter.title
            links += 1
    assert pictures >= 5
    assert links >= 5
    guide.reader.link_pressed.emit("https://www.tensorflow.org")
    assert [each.host() for each in opened] == ["www.tensorflow.org"]
    guide.close()


def test_that_chinese_is_found_in_the_chinese_guide(program: Application, qtbot: QtBot) -> None:
    guide = show_user_guide(replace(program.services, language="zh_CN"), program.window)
    guide.field.insert("拖动圆环")  # as an input method does
    qtbot.keyClick(guide.field, Qt.Key.Key_Return)
    assert heading(guide) == "曲面"
    assert "拖动圆环" in guide.contents.currentItem().text()
    guide.close()


def test_that_about_tells_each_part_that_the_program_is_installed_with(
    program: Application, qtbot: QtBot
) -> None:
    program.window.run("about")
    dialog = program.window.findChild(AboutDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.rows))
    assert [each.name for each in dialog.rows] == ["Python", "Qt", *PACKAGES]
    assert all(each.version and each.licence for each in dialog.rows)
    shown = {each.text() for each in dialog.findChildren(QLabel)}
    assert {f"Gradient Explorer {__version__}", "tensorflow", "MIT-CMU"} <= shown
    dialog.copy.click()
    report = QGuiApplication.clipboard().text()
    assert report.startswith(f"Gradient Explorer {__version__}\nPython 3")
    for part in ("tensorflow 2", "on offscreen, screens", "theme light", "language en"):
        assert part in report
    dialog.close()
