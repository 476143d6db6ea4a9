"""Every control says in one sentence what it is, and the guide's glossary says the same."""

import runpy
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.session.pages import PAGES
from explorer.session.session import LEAVES
from explorer.ui.app import Application
from explorer.ui.terms.controls import CONTROLS
from explorer.ui.terms.meaning import meaning, tip_of
from explorer.ui.terms.subjects import TERMS
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.disclosure import Disclosure
from tests.ui.windows import look_at

CONTROL = (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider, Segmented)


def without_tip(window: QWidget) -> set[str]:
    """Return the names of the controls in sight that say nothing of themselves."""
    found = set()
    for each in window.findChildren(QWidget):
        if isinstance(each, CONTROL) and not isinstance(each, QScrollBar) and each.isVisible():
            text = each.text() if isinstance(each, QAbstractButton) else ""
            name = each.accessibleName() or text
            # What is said by itself: an action of the sentence line, a window's own button.
            if name and not tip_of(each):
                found.add(f"{type(each).__name__} {name}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_every_control_has_a_sentence(
    program: Application, qtbot: QtBot, language: str
) -> None:
    look_at(program, language=language)
    window, missing = program.window, set[str]()
    for key in PAGES:
        look_at(program, page=key)
        qtbot.wait(50)
        for line in window.pages[key].findChildren(Disclosure):
            line.open()
        for leaf in LEAVES:
            look_at(program, leaf=leaf)
            qtbot.wait(20)
            missing |= without_tip(window)
    assert not missing, sorted(missing)


def test_that_a_term_is_explained_within_a_longer_text(qtbot: QtBot) -> None:
    line = QLabel("0 ULP · float32")
    qtbot.addWidget(line)
    assert "last place" in meaning(line.text())
    assert not meaning("MULPIX")
    sentences = [str(each.about) for each in (*TERMS, *CONTROLS)]
    assert all(each[0].isupper() or each[0] == "f" for each in sentences)
    assert all(each.endswith(".") and each.count(". ") == 0 for each in sentences)


def test_that_the_glossary_is_that_of_the_tooltips(repository: Path) -> None:
    made = runpy.run_path(str(repository / ".ci" / "glossary.py"))["text"]()
    assert (repository / "docs" / "guide" / "glossary.md").read_text(encoding="utf-8") == made
    assert "|  |" not in made.split("|---|---|---|---|")[1]
