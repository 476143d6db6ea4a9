"""The page "Your model", driven while another process writes the run."""

import csv
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.core.sentences import ExplorerError
from explorer.files.tables import encoded, separated
from explorer.session.model.choices import ModelChoices
from explorer.session.model.program import EXAMPLES
from explorer.session.model.tables import run_table
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.pages.model import words
from explorer.ui.pages.model.page import ModelPage
from explorer.ui.wishes import Wish, showing
from tests.ui.pages import model_writer
from tests.ui.windows import PATIENCE, begin_anew, viewing


@pytest.fixture
def page(
    shared_program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[ModelPage]:
    """The page in front, with no run open and an empty folder of runs."""
    monkeypatch.setattr("explorer.files.kept_folders.usual_runs_folder", lambda: tmp_path / "runs")
    elsewhere = Session(model=ModelChoices(quantity="silent", logarithmic=False, smoothing=1))
    begin_anew(shared_program, elsewhere, viewing(page="model"))
    found = shared_program.window.pages["model"]
    assert isinstance(found, ModelPage)
    found.look_elsewhere(held=False, example="", seen=type(found.shown.seen)())
    found.follower.begin()
    qtbot.waitUntil(lambda: found.shows_content, timeout=PATIENCE)
    yield found
    found.opening.close()
    found.change(lambda choices: choices.closed())
    found.look_elsewhere(seen=type(found.shown.seen)())


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Return a function that lets another process write a run, and returns its folder."""
    processes: list[subprocess.Popen[bytes]] = []

    def write(steps: int, seconds: float, name: str = "run") -> Path:
        folder = tmp_path / "runs" / name
        command = [
            sys.executable,
            "-m",
            model_writer.__name__,
            str(folder),
            str(steps),
            str(seconds),
        ]
        processes.append(subprocess.Popen(command))
        return folder

    yield write
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def opened(page: ModelPage, tmp_path: Path, qtbot: QtBot) -> ModelPage:
    """The page with a run of 120 steps that has ended."""
    folder = tmp_path / "elsewhere" / "run"
    model_writer.write(folder, 120, 0.0)
    page.opening.open(str(folder))
    qtbot.waitUntil(lambda: page.shown.picture.fresh is not None, timeout=PATIENCE)
    return page


def test_that_without_a_run_it_says_how_one_begins(page: ModelPage) -> None:
    empty = page.hero.empty
    assert page.hero.currentWidget() is empty
    assert "explorer.Follow()" in empty.code.toPlainText()
    empty.copy.click()
    assert QGuiApplication.clipboard().text() == (
        "import explorer\n\nmodel.fit(x, y, epochs=10, callbacks=[explorer.Follow()])\n"
    )
    assert page.sentence.text == "Waiting. A run that begins opens here by itself."
    assert not page.controls.quantity.isEnabled()


def test_that_a_run_that_begins_opens_and_is_followed_to_its_end(
    page: ModelPage, writing: Callable[..., Path], qtbot: QtBot
) -> None:
    folder = writing(60, 0.05)
    qtbot.waitUntil(lambda: page.shown.step > 3, timeout=PATIENCE)
    assert page.shown.choices.run == str(folder)
    assert page.hero.currentWidget() is page.hero.view
    assert page.sentence.text.startswith("Following. Step ")
    assert page.timeline.live.isChecked()
    early = page.shown.step
    qtbot.waitUntil(lambda: page.shown.following == "ended", timeout=PATIENCE)
    assert page.shown.step == 60 > early
    assert page.sentence.text == "Ended. Step 60, loss 0.258."
    assert (
        words.state(page.shown) == "Ended; last looked at: step 60"
    )  # others may have come after it
    assert page.hero.view.read_outs["step"].value == "60"
    bar = page.timeline  # of what has ended nothing is live, and nothing is there to stop
    assert not any((bar.live.isChecked(), bar.live.isEnabled(), bar.follow.isEnabled()))
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert not page.shown.held
    assert page.timeline.count.text() == "Step 60 of 60"


def test_that_recent_runs_stand_in_a_table_with_headings(
    page: ModelPage, writing: Callable[..., Path], qtbot: QtBot
) -> None:
    folder = writing(12, 0.0)
    qtbot.waitUntil(lambda: page.shown.following == "ended", timeout=PATIENCE)
    page.change(lambda choices: choices.closed())
    rows = page.hero.empty._rows

    def told(row: int) -> list[str]:
        cells = [rows.itemAtPosition(row, column) for column in range(4)]
        found = [each.widget() for each in cells if each is not None]
        return [each.text() for each in found if isinstance(each, QLabel)]

    qtbot.waitUntil(lambda: told(1)[1:] == ["3", "12", "0.577"], timeout=PATIENCE)
    assert told(0) == ["Run", "Layers", "Steps", "loss"]
    page.hero.empty.run_requested.emit(str(folder))
    qtbot.waitUntil(lambda: page.shown.step == 12, timeout=PATIENCE)


def test_that_the_map_and_the_reading_tell_what_was_written(
    opened: ModelPage, qtbot: QtBot
) -> None:
    view = opened.hero.view
    qtbot.waitUntil(lambda: view.map.layer.cells is not None, timeout=PATIENCE)
    cells = view.map.layer.cells
    assert cells is not None
    assert cells.shades.shape[0] == 6
    assert (np.diff(cells.shades[:, 0].astype(int)) > 0).all()  # each variable's is larger
    view.map.pointed.emit((2, 40))
    assert view.reading.text() == "second/kernel, step 40: ‖g‖ = 0.06"
    view.map.pointed.emit(None)


def test_that_a_click_selects_variable_and_step(opened: ModelPage, qtbot: QtBot) -> None:
    heat = opened.hero.view.map
    box = heat.plot.box
    place = box.mapViewToScene(QPoint(30, 0) - QPoint(0, 1)) + box.mapViewToScene(QPoint(30, 0))
    on_row = heat.canvas.mapFromScene(place / 2)  # the middle of the first row
    qtbot.mouseClick(heat.canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_row)
    qtbot.waitUntil(lambda: opened.shown.choices.variable == "first/kernel", timeout=PATIENCE)
    assert opened.shown.step == 30
    assert not opened.timeline.live.isChecked()
    assert opened.formula_leaf.numbers["gradient"].text() == "= 0.025"
    opened.timeline.live.click()
    assert opened.shown.step == 120


def test_that_the_keyboard_reads_every_cell(opened: ModelPage, qtbot: QtBot) -> None:
    heat, reading = opened.hero.view.map, opened.hero.view.reading
    qtbot.keyClick(heat, Qt.Key.Key_Down)
    assert reading.text().startswith("first/bias, step 120")
    qtbot.keyClick(heat, Qt.Key.Key_Left)
    assert reading.text().startswith("first/bias, step 119")
    qtbot.keyClick(heat, Qt.Key.Key_Return)
    assert (opened.shown.choices.variable, opened.shown.step) == ("first/bias", 119)
    opened.look_elsewhere(pointed=None)


def test_that_the_timeline_goes_from_look_to_look(opened: ModelPage, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_Home)
    assert opened.shown.step == 1
    qtbot.keyClick(opened, Qt.Key.Key_Right)
    assert opened.shown.step == 2
    assert opened.hero.view.read_outs["loss"].value == "1.41"
    qtbot.keyClick(opened, Qt.Key.Key_End)
    assert opened.shown.choices.cursor is None


def test_that_another_quantity_changes_map_title_and_reading(
    opened: ModelPage, qtbot: QtBot
) -> None:
    opened.store.change(lambda s: replace(s, model=s.model.showing_quantity("weight")))
    qtbot.waitUntil(
        lambda: opened.hero.view.title.text() == "Norm of each variable", timeout=PATIENCE
    )
    assert opened.hero.view.reading.text() == "first/kernel, step 120: ‖W‖ = 1.01"


def test_that_a_layer_can_be_left_out(opened: ModelPage, qtbot: QtBot) -> None:
    opened.controls.layers.rows["second"].click()
    qtbot.waitUntil(
        lambda: (
            opened.shown.picture.value is not None
            and opened.shown.picture.value.rows == (0, 1, 4, 5)
        ),
        timeout=PATIENCE,
    )
    opened.controls.layers.rows["second"].click()


def test_that_a_hint_follows_its_threshold(opened: ModelPage, qtbot: QtBot) -> None:
    assert opened.sentence.words.tone == "good"
    sliders = opened.controls.thresholds.sliders
    sliders["exploding"].setValue(0)
    opened.change(lambda c: c.with_threshold("exploding", 0.1))
    qtbot.waitUntil(lambda: opened.sentence.words.tone == "warning", timeout=PATIENCE)
    assert opened.sentence.text == (
        "Gradients grow. first/kernel’s gradient is 0.2 times last/kernel’s. "
        "You set the hint to above 0.1; AutoTrainer has 70."
    )
    opened.sentence.action.click()
    assert opened.shown.choices.variable == "first/kernel"


def test_that_a_folder_that_goes_away_leaves_what_was_read(
    opened: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    shutil.rmtree(tmp_path / "elsewhere")
    qtbot.waitUntil(lambda: opened.shown.following == "missing", timeout=PATIENCE)
    assert "has gone" in opened.sentence.text
    assert opened.shown.step == 120
    notice = opened.window().notice  # type: ignore[attr-defined]
    assert "has gone" in notice.text
    assert notice.isVisible()
    notice.hide()


def test_that_what_is_no_run_is_refused_by_a_sentence(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "empty").mkdir()
    page.opening.open(str(tmp_path / "empty"))
    qtbot.waitUntil(lambda: page.shown.following == "failed", timeout=PATIENCE)
    assert "There is no run in" in page.sentence.text


def test_that_following_can_be_stopped_and_taken_up(
    page: ModelPage, writing: Callable[..., Path], qtbot: QtBot
) -> None:
    writing(2_000, 0.03)
    qtbot.waitUntil(lambda: page.shown.step > 3, timeout=PATIENCE)
    page.timeline.follow.click()
    held = page.shown.step
    time.sleep(0.3)
    qtbot.wait(100)
    assert page.shown.step == held
    page.timeline.follow.click()
    qtbot.waitUntil(lambda: page.shown.step > held, timeout=PATIENCE)


def test_that_the_csv_holds_each_step_exactly(opened: ModelPage) -> None:
    header, first, *_ = separated(opened.data.seen, ",").splitlines()
    assert header.startswith("step,loss,‖g‖,‖W‖,‖ΔW‖,clipped,zeros (%)")
    step, loss, gradient, *_ = first.split(",")
    assert (step, float(loss)) == ("1", 2.0)
    assert np.float32(gradient) == np.float32(1 / 11)


@pytest.mark.parametrize("ending", ["csv", "json", "npz"])
def test_that_a_file_of_numbers_holds_every_variable_and_metric(
    opened: ModelPage, ending: str
) -> None:
    table = opened.data.whole()
    rows = list(csv.DictReader(separated(table, ",").splitlines()))
    names = [row["variable or metric"] for row in rows]
    assert list(dict.fromkeys(names)) == [each.name for each in model_writer.VARIABLES] + [
        "val_loss"
    ]
    assert (len(rows), names.count("val_loss")) == (6 * 120 + 2, 2)
    (found,) = (r for r in rows if r["variable or metric"] == "last/bias" and r["step"] == "40")
    assert np.float32(found["‖g‖"]) == np.float32(6 / 50)
    assert float(rows[-1]["value"]) == pytest.approx(0.21)
    assert len(encoded(table, ending)) > 5_000


def test_that_a_run_too_long_for_one_table_names_another_way(opened: ModelPage) -> None:
    run = opened.shown.run
    assert run is not None
    long = replace(run, steps=np.arange(1, 400_001))
    with pytest.raises(ExplorerError, match="runs export RUN FILE"):
        run_table(long)


def test_that_the_program_shown_reads_the_same_number(opened: ModelPage, tmp_path: Path) -> None:
    opened.change(lambda c: c.looking_at("last/kernel").at(40))
    script = tmp_path / "shown.py"
    script.write_text(opened.code.program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, cwd=Path.cwd(),
        env={"PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    step, value = done.stdout.split()
    assert step == "40"
    assert float(value) == pytest.approx(0.1)


def test_that_a_window_for_a_run_opens_on_it(page: ModelPage, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "mine"
    model_writer.write(folder, 30, 0.0)
    wanted = showing(page.store.session, Wish("run", str(folder)))
    assert wanted.view.page == "model"
    page.store.change(lambda _: wanted)
    qtbot.waitUntil(lambda: page.shown.step == 30, timeout=PATIENCE)


def test_that_a_place_without_a_run_is_said_to_be_empty(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.opening.open(str(tmp_path / "nothing"))
    qtbot.waitUntil(lambda: "There is nothing at" in page.sentence.text, timeout=PATIENCE)
    assert page.sentence.text == f"Waiting. There is nothing at {tmp_path / 'nothing'} yet."


def test_that_a_zoom_is_drawn_finer_and_a_pan_within_it_asks_for_nothing(
    opened: ModelPage, qtbot: QtBot
) -> None:
    box = opened.hero.view.map.plot.box
    box.setXRange(20, 40, padding=0)
    box.sigRangeChangedManually.emit([True, False])
    opened.hero.view.map.view_changed.emit()
    qtbot.waitUntil(lambda: opened.shown.window is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: opened.shown.picture.fresh is not None, timeout=PATIENCE)
    before = opened.shown.picture.value
    box.translateBy(x=5)
    qtbot.wait(50)
    assert opened.shown.picture.value is before
    opened.fit()
    qtbot.waitUntil(lambda: opened.shown.window is None, timeout=PATIENCE)


@pytest.mark.parametrize("key", EXAMPLES)
def test_that_every_example_is_a_program_that_can_be_read(repository: Path, key: str) -> None:
    source = (repository / "resources" / "examples" / f"{key}.py").read_text(encoding="utf-8")
    compile(source, key, "exec")


@pytest.mark.slow
def test_that_an_example_is_tried_and_followed(page: ModelPage, qtbot: QtBot) -> None:
    page.hero.empty.example.set_value("stopped_gradient")
    page.hero.empty.start.click()
    assert page.sentence.text.startswith("Starting. The example loads TensorFlow")
    qtbot.waitUntil(lambda: page.shown.step > 50, timeout=4 * PATIENCE)
    qtbot.waitUntil(lambda: page.sentence.text.startswith("No gradient."), timeout=PATIENCE)
    assert (
        page.sentence.text
        == "No gradient. 2 of 6 variables get none, first/kernel is the first of them."
    )
