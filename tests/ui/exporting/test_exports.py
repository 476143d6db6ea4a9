"""Programs, notebooks and numbers as a person saves them, and what can be done with them next."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from explorer.core.training.dataset import read_digits
from explorer.files.notebooks import notebook
from explorer.files.resources import resources
from explorer.files.tables import rows_of
from explorer.session.descent.choices import DescentChoices, Rival
from explorer.session.file_names import file_name
from explorer.session.model.choices import ModelChoices
from explorer.session.session import PageName, Session
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.session.training.choices import TrainingChoices
from explorer.ui import showing_files
from explorer.ui.app import Application
from explorer.ui.exporting.exporters import EXPORTERS, ExportWish
from explorer.ui.exporting.text_fields import NumbersFields
from explorer.ui.showing_files import FolderShower
from tests.ui.pages.model_writer import write
from tests.ui.windows import PATIENCE

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

CHOSEN = DescentChoices(formula="x^2/2", cursor=4, start=1.5, learning_rate=0.25)


def show(program: Application, qtbot: QtBot, page: PageName, **chosen: Any) -> None:
    program.store.change(lambda s: replace(s, view=replace(s.view, page=page), **chosen))
    shown = program.window.pages[page]
    qtbot.waitUntil(
        lambda: shown.shows_content and not shown.busy and shown.typesetter.is_set, timeout=PATIENCE
    )


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[str]]:
    """Return a function that answers the dialog; what it was offered stands in the list."""

    def answer(path: Path) -> list[str]:
        asked: list[str] = []

        def dialog(_parent: object, title: str, usual: str, kind: str) -> tuple[str, str]:
            asked.extend([title, usual, kind])
            return str(path), kind

        monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
        return asked

    return answer


def saved(
    program: Application, qtbot: QtBot, command: str, form: str = "", *, marked: bool = False
) -> None:
    program.window.run(command)
    exports = program.window.exports
    assert exports.sheet is not None
    fields = exports.sheet.fields
    if isinstance(fields, NumbersFields):
        fields.form.set_value(form)
        fields.form.chosen.emit(form)
        fields.marked.setChecked(marked)
    exports.sheet.export.click()
    qtbot.waitUntil(lambda: exports.sheet is None and not exports.busy, timeout=PATIENCE)


@pytest.mark.slow
def test_that_a_saved_program_opens_as_it_was_and_is_no_document(
    program: Application, qtbot: QtBot, tmp_path: Path, answered: Callable[..., list[str]]
) -> None:
    show(program, qtbot, "descent", descent=CHOSEN)
    asked = answered(tmp_path / "walk 0.25")
    saved(program, qtbot, "export.program")
    assert asked[1].endswith("Descent x²_2 SGD 0.25.py")
    path, notice = tmp_path / "walk 0.25.py", program.window.notice
    assert notice.text == f"Saved as {path}."
    assert not notice.action.isHidden()
    assert program.documents.folder == tmp_path
    program.store.change(lambda s: replace(s, descent=DescentChoices()))
    program.documents.open(path)
    qtbot.waitUntil(lambda: not program.documents.busy)
    assert program.store.session.descent == CHOSEN
    assert program.documents.path is None


def test_that_numbers_are_saved_in_the_form_that_is_chosen(
    program: Application, qtbot: QtBot, tmp_path: Path, answered: Callable[..., list[str]]
) -> None:
    show(program, qtbot, "descent", descent=replace(CHOSEN, rivals=(Rival("adam", 0.1),)))
    answered(tmp_path / "a")
    saved(program, qtbot, "export.numbers", "csv", marked=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfrun,optimiser,learning rate,")
    answered(tmp_path / "a.npz")
    saved(program, qtbot, "export.numbers", "npz")
    with np.load(tmp_path / "a.npz") as held:
        assert held["x"].dtype == np.float32
        assert len(held["x"]) == 202


def test_that_what_cannot_be_written_is_told_and_the_next_file_is_written(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    show(program, qtbot, "descent")
    exports = program.window.exports
    exports.write(tmp_path / "missing" / "a.csv", ExportWish(ending="csv"))
    for name in ("a.csv", "a.json", "b.csv"):
        exports.write(tmp_path / name, ExportWish(ending=name.partition(".")[2]))
    qtbot.waitUntil(lambda: not exports.busy, timeout=PATIENCE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.json", "b.csv"]
    assert json.loads((tmp_path / "a.json").read_text())["columns"]["x"][:2] == [3.0, 2.88]


@pytest.mark.parametrize("page", ["descent", "mnist", "surface", "tape", "model"])
def test_that_a_file_is_called_by_what_is_shown(page: PageName) -> None:
    session = Session(descent=replace(CHOSEN, formula="1/0*'?\\"), tape=TapeChoices(x=1e-9))
    name = file_name(replace(session, view=replace(session.view, page=page)), "py")
    assert not set(name) & set('\\/:*?"<>|')
    assert name.endswith(".py")


def test_that_a_folder_is_opened_where_no_file_manager_answers(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(showing_files, "shown_by_file_manager", lambda _path: False)
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shower = FolderShower(qapp)
    shower.show(tmp_path / "a.py")
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].toLocalFile() == str(tmp_path)
    shower.close()


# A file manager, and as its client the very function, in a process of its own.
MANAGER = """\
import subprocess, sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection

application = QCoreApplication([])

@ClassInfo({"D-Bus Interface": "org.freedesktop.FileManager1"})
class Manager(QObject):
    @Slot("QStringList", str)
    def ShowItems(self, uris, startup):
        print(uris, flush=True)

bus, manager = QDBusConnection.sessionBus(), Manager()
bus.registerService("org.freedesktop.FileManager1")
slots = QDBusConnection.RegisterOption.ExportAllSlots
bus.registerObject("/org/freedesktop/FileManager1", manager, slots)
asking = "from explorer.ui.showing_files import *; print(shown_by_file_manager(Path('/a/ü b.py')))"
child = subprocess.Popen([sys.executable, "-c", asking])
timer = QTimer(interval=50)
timer.timeout.connect(lambda: child.poll() is not None and application.quit())
timer.start()
application.exec()
"""


@pytest.mark.slow
def test_that_the_file_manager_is_asked_to_show_the_file(repository: Path) -> None:
    if shutil.which("dbus-run-session") is None:
        pytest.skip("needs dbus-run-session")
    ended = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", MANAGER],
        cwd=repository, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ended.stdout.split("\n")[:2] == ["['file:///a/%C3%BC%20b.py']", "True"], ended.stderr


# What a notebook finds where nobody has installed this program: it fails if it asks for it.
CLEAN = """\
import sys
for name in ("explorer", "PySide6", "pyqtgraph", "lark", "sympy"):
    sys.modules[name] = None
import numpy as np
import tensorflow as tf
from keras.src.datasets import mnist
mnist.get_file = lambda **_: "mnist.npz"  # here, as if it had been fetched"""


@pytest.mark.slow
def test_that_every_notebook_runs_without_this_program_and_prints_the_numbers_of_the_screen(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    made: dict[str, bytes] = {}
    expected: dict[str, Callable[[str], bool]] = {}
    tape = TapeChoices(formula="x^3", x=2.0)
    training = TrainingChoices().choosing(steps=2, hidden=())
    pages: list[tuple[str, PageName, dict[str, Any]]] = [
        ("descent", "descent", {"descent": replace(CHOSEN, updates=6)}),
        ("surface", "surface", {"surface": SurfaceChoices(updates=6, cursor=4)}),
        ("nested", "tape", {"tape": replace(tape, mode="nested")}),
        ("forward", "tape", {"tape": replace(tape, mode="forward")}),
        ("mnist", "mnist", {"training": training}),
    ]
    write(tmp_path / "run", 9, 0.0)
    model = ModelChoices(run=str(tmp_path / "run"), variable="first/kernel", cursor=4)
    pages += [
        ("followed", "model", {"model": model}),
        ("example", "model", {"model": ModelChoices(example="healthy")}),
    ]
    for name, page, chosen in pages:
        show(program, qtbot, page, **chosen)
        if name == "followed":
            followed = program.window.pages[page]
            qtbot.waitUntil(
                lambda: followed.shown.variable == 0 and len(followed.data.seen) == 9,  # noqa: B023
                timeout=PATIENCE,
            )
        made[name] = EXPORTERS["ipynb"](program.window, ExportWish(), None)()
        if name == "surface":
            race = program.window.pages[page].shown.race.value
            cursor = program.store.session.surface.cursor
            last = [" ".join(map(str, (*path.x[cursor], path.y[cursor]))) for path in race.paths]
        if name == "followed":
            page_, place = program.window.pages[page], program.window.pages[page].shown.place
            cells = list(rows_of(page_.data.seen))[place]
            heads = page_.data.seen.headings()
            read_off = [
                f"{head} {float(cell)}\n" for head, cell in zip(heads, cells, strict=True) if cell
            ]
    expected["descent"] = lambda printed: f"x {1.5 * 0.75**4}\nf(x) " in printed
    expected["surface"] = lambda printed: all(each in printed for each in last)
    expected["nested"] = lambda printed: "12.0" in printed.splitlines()[-2:][0]
    expected["forward"] = lambda printed: "12.0" in printed
    expected["followed"] = lambda printed: all(line in printed for line in read_off)
    expected["example"] = lambda printed: "loss: " in printed
    expected["mnist"] = lambda printed: "step 1, loss 2." in printed and "test accuracy" in printed
    printed = outputs(made, tmp_path)
    for name, holds in expected.items():
        assert holds(printed[name]), (name, printed[name])


def outputs(made: dict[str, bytes], folder: Path) -> dict[str, str]:
    """Return what each notebook prints; in one process, as each would wait for TensorFlow anew."""
    digits = read_digits(resources() / "mnist")
    images = [
        np.concatenate([digits.validation.pixels, digits.training.pixels]),
        digits.test.pixels,
    ]
    labels = [
        np.concatenate([digits.validation.labels, digits.training.labels]),
        digits.test.labels,
    ]
    np.savez(
        folder / "mnist.npz",
        x_train=images[0].reshape(-1, 28, 28), y_train=labels[0],
        x_test=images[1].reshape(-1, 28, 28), y_test=labels[1],
    )  # fmt: skip
    whole = nbformat.reads(notebook([], CLEAN).decode(), as_version=4)
    ends = {}
    for name, content in made.items():
        cells = nbformat.reads(content.decode(), as_version=4).cells
        codes = [cell for cell in cells if cell.cell_type == "code"]
        first = len(whole.cells) + 1
        whole.cells += [nbformat.v4.new_code_cell("%reset -f"), *codes]
        ends[name] = range(first, len(whole.cells))
    NotebookClient(whole, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return {
        name: "".join(
            each.text
            for n in cells
            for each in whole.cells[n].outputs
            if each.get("name") == "stdout"
        )
        for name, cells in ends.items()
    }
