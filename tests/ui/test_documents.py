"""Documents, links and the last session, as a person opens, saves and finds them again."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from explorer.files.documents import Document, kept_session, link, written
from explorer.session.descent.choices import MOST_RIVALS, DescentChoices
from explorer.session.model import choices as model
from explorer.session.session import Session
from explorer.session.training import choices as training
from explorer.session.training.choices import TrainingChoices
from explorer.ui.app import Application
from explorer.ui.document_dialogs import OpenDialog
from explorer.ui.documents import Documents
from explorer.ui.pages.descent.page import DescentPage
from explorer.ui.pages.mnist import controls as mnist_controls
from explorer.ui.pages.model import controls as model_controls
from explorer.ui.pages.optimizer_rows import RIVAL_SIGNS
from explorer.ui.store import Store
from tests.ui.pages.model_writer import write
from tests.ui.windows import FIRST, PATIENCE

OTHER = Session(descent=DescentChoices(formula="cosh(x)", start=1.5, cursor=4))


@pytest.fixture
def named(program: Application) -> Any:
    """The documents of the shared program, none of them open before or after the test."""
    documents = program.documents
    documents.path, documents.recent = None, ()
    yield documents
    documents.path, documents.recent = None, ()
    documents.changed.emit()
    program.window.notice.hide()


def opened(program: Application, qtbot: QtBot) -> DescentChoices:
    qtbot.waitUntil(lambda: not program.documents.busy)
    return program.store.session.descent


def answering(monkeypatch: pytest.MonkeyPatch, dialog: str, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, dialog, lambda *_: (str(path), ""))


def choose_to_open(program: Application, qtbot: QtBot, named: str) -> None:
    """Type a name into the dialog of Ctrl+O, and press Enter."""
    program.window.run("document.open")
    dialog = program.window.findChild(OpenDialog)
    assert isinstance(dialog, OpenDialog)
    edit = dialog.findChild(QLineEdit)
    assert isinstance(edit, QLineEdit)
    edit.setText(named)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.findChild(OpenDialog) is None)


@pytest.mark.usefixtures("named")
def test_that_a_link_and_a_run_are_opened_as_a_document_is(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    choose_to_open(program, qtbot, link(OTHER))
    assert opened(program, qtbot) == OTHER.descent
    write(tmp_path / "run", 3, 0.0)
    for named in (tmp_path / "run", tmp_path / "run" / "run.json"):
        choose_to_open(program, qtbot, str(named))
        qtbot.waitUntil(lambda: program.store.session.view.page == "model")
        assert program.store.session.model.run == str(tmp_path / "run")
        assert opened(program, qtbot) == OTHER.descent  # what was chosen stays
        view = replace(program.store.session.view, page="descent")
        program.store.change(lambda s: replace(s, view=view, model=model.ModelChoices()))  # noqa: B023


@pytest.mark.usefixtures("named")
def test_that_a_saved_document_opens_as_it_was(
    program: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.store.change(lambda s: replace(s, descent=OTHER.descent))
    answering(monkeypatch, "getSaveFileName", tmp_path / "lecture")
    program.window.run("document.save")
    opened(program, qtbot)
    assert program.window.windowTitle() == "lecture[*] – Gradient Explorer"
    program.window.run("document.new")
    assert opened(program, qtbot) == DescentChoices()
    choose_to_open(program, qtbot, str(tmp_path / "lecture.gex"))
    assert opened(program, qtbot) == OTHER.descent


@pytest.mark.usefixtures("named")
def test_that_the_title_tells_what_is_not_saved(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    program.documents.save(tmp_path / "a.gex")
    opened(program, qtbot)
    window = program.window
    assert not window.isWindowModified()
    program.store.change(lambda s: s.with_descent(lambda c: c.at(3)))  # where one looks
    assert not window.isWindowModified()
    program.store.change(lambda s: s.with_descent(lambda c: c.with_start(1.0)))
    assert window.isWindowModified()
    program.store.undo()
    assert not window.isWindowModified()
    program.store.redo()
    window.run("document.save")
    opened(program, qtbot)
    assert not window.isWindowModified()


@pytest.mark.usefixtures("named")
def test_that_an_open_document_is_saved_before_another_opens(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.gex", tmp_path / "second.gex"
    second.write_text(written(Document(OTHER)), "utf-8")
    program.documents.save(first)
    opened(program, qtbot)
    program.store.change(lambda s: s.with_descent(lambda c: c.with_start(1.25)))
    program.documents.open(second)
    assert opened(program, qtbot) == OTHER.descent
    assert json.loads(first.read_text("utf-8"))["descent"]["start"] == 1.25
    assert program.documents.recent == (second, first)


@pytest.mark.usefixtures("named")
def test_that_undo_brings_back_what_a_document_replaced(program: Application, qtbot: QtBot) -> None:
    program.store.change(lambda s: s.with_descent(lambda c: c.with_formula("tan(x)")))
    program.documents.open_link(link(OTHER))
    assert opened(program, qtbot).formula == "cosh(x)"
    program.store.undo()
    assert program.store.session.descent.formula == "tan(x)"


@pytest.mark.usefixtures("named")
def test_that_a_copied_link_is_opened_by_pasting_it(program: Application, qtbot: QtBot) -> None:
    program.store.change(lambda s: replace(s, descent=OTHER.descent))
    program.window.run("link.copy")
    opened(program, qtbot)
    line = QApplication.clipboard().text()
    assert line == link(program.store.session)
    program.window.run("document.new")
    opened(program, qtbot)
    program.window.page.setFocus()
    qtbot.keyClick(program.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.store.session.descent == OTHER.descent)


@pytest.mark.usefixtures("named")
def test_that_what_is_no_link_is_told_and_changes_nothing(
    program: Application, qtbot: QtBot
) -> None:
    QApplication.clipboard().setText("hello")
    program.window.run("link.open")
    assert opened(program, qtbot) == FIRST.descent
    qtbot.waitUntil(program.window.notice.isVisible)
    assert program.window.notice.text.startswith("There is no link of Gradient Explorer here.")


@pytest.mark.usefixtures("named")
def test_that_a_document_dropped_on_the_window_opens(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a.gex"
    path.write_text(written(Document(OTHER)), "utf-8")
    data, keys, button = QMimeData(), Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    data.setUrls([QUrl.fromLocalFile(str(path))])
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, button, keys)
    QApplication.sendEvent(program.window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, button, keys)
    QApplication.sendEvent(program.window, drop)
    qtbot.waitUntil(lambda: program.store.session.descent == OTHER.descent)


@pytest.mark.usefixtures("named")
def test_that_what_a_document_has_beyond_our_knowledge_is_told_and_stays(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a.gex"
    table = json.loads(written(Document(OTHER)))
    path.write_text(json.dumps({**table, "novel": 1}), "utf-8")
    program.documents.open(path)
    opened(program, qtbot)
    assert program.window.notice.text.startswith("novel is not known to this version")
    program.window.run("document.save")
    opened(program, qtbot)
    assert json.loads(path.read_text("utf-8"))["novel"] == 1


@pytest.mark.usefixtures("named")
def test_that_a_folder_that_refuses_leaves_the_document_as_it_was(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    program.documents.save(tmp_path / "none" / "a.gex")
    qtbot.waitUntil(program.window.notice.isVisible)
    assert "cannot be written" in program.window.notice.text
    assert program.documents.path is None


def test_that_resetting_touches_the_page_in_front_alone(program: Application) -> None:
    kept = TrainingChoices(kept=True, runs_folder="/somewhere")
    program.store.change(lambda s: replace(s, descent=OTHER.descent, training=kept))
    program.window.run("page.reset")
    assert program.store.session == replace(FIRST, training=kept)
    program.store.undo()
    assert program.store.session.descent == replace(OTHER.descent, cursor=0)


def test_that_every_change_is_kept_for_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    store, last = Store(Session()), tmp_path / "folder" / "last.gex"
    documents = Documents(store, last)
    store.change(lambda s: replace(s, descent=OTHER.descent))
    # Without being ended, as by kill -9.
    qtbot.waitUntil(lambda: kept_session(last, Session()) == OTHER, timeout=10_000)
    store.change(lambda s: s.with_descent(lambda c: c.with_start(9.0)))
    documents.finish()
    assert kept_session(last, Session()).descent.start == 9.0


def test_that_every_rival_has_a_sign() -> None:
    assert len(RIVAL_SIGNS) == MOST_RIVALS


def test_that_every_smoothing_of_a_slider_can_be_kept() -> None:
    assert max(mnist_controls.WIDTHS) <= training.WIDEST_SMOOTHING
    assert max(model_controls.WIDTHS) <= model.WIDEST_SMOOTHING


@pytest.mark.usefixtures("named")
def test_that_a_document_looks_where_it_looked_when_it_was_saved(
    program: Application, page: DescentPage, qtbot: QtBot, tmp_path: Path
) -> None:
    plot = page.hero.plot
    box = plot.plots[0].box
    box.setRange(xRange=(1.0, 2.0), yRange=(0.0, 9.0), padding=0)
    box.sigRangeChangedManually.emit(box.state["mouseEnabled"])
    page.guide.go(2)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    program.documents.save(tmp_path / "a.gex")
    opened(program, qtbot)
    program.window.run("document.new")
    qtbot.waitUntil(lambda: not plot.way_home.away and not page.busy, timeout=PATIENCE)
    assert page.guide.index == 0
    program.documents.open(tmp_path / "a.gex")
    qtbot.waitUntil(lambda: plot.way_home.away, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert page.guide.index == 2
    assert [np.allclose(each, want) for each, want in zip(
        box.viewRange(), ((1.0, 2.0), (0.0, 9.0)), strict=True
    )] == [True, True]  # fmt: skip
    page.fit()


def test_that_the_next_start_goes_on_with_the_document(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.gex"
    path.write_text(written(Document(OTHER, {"": {"novel": 1}})))
    store = Store(OTHER)
    documents = Documents(store, None)
    documents.go_on_with(path)
    qtbot.waitUntil(lambda: documents.path == path)
    qtbot.waitUntil(lambda: not documents.is_modified)
    store.change(lambda s: s.with_descent(lambda c: c.with_start(2.0)))
    qtbot.waitUntil(lambda: documents.is_modified)
    documents.save(path)
    qtbot.waitUntil(lambda: not documents.is_modified)
    assert json.loads(path.read_text())["novel"] == 1
    documents.go_on_with(tmp_path / "none.gex")
    qtbot.waitUntil(lambda: not documents.busy)
    assert documents.path == path
    documents.finish()
