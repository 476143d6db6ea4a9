"""What the page "Your model" says of a run with a NaN in it, and of a log without gradients."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.core.observing.births import OWN_LOOP, cure_of
from explorer.core.observing.observed import Born, ObservedVariable
from explorer.files.model_json import line_to_json
from explorer.session.model.choices import ModelChoices
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.pages.model.page import ModelPage
from tests.ui.pages import model_writer
from tests.ui.windows import PATIENCE, begin_anew, viewing


@pytest.fixture
def page(
    shared_program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[ModelPage]:
    """The page in front, with no run open and an empty folder of runs."""
    monkeypatch.setattr("explorer.files.kept_folders.usual_runs_folder", lambda: tmp_path / "runs")
    begin_anew(shared_program, Session(model=ModelChoices(smoothing=1)), viewing(page="model"))
    found = shared_program.window.pages["model"]
    assert isinstance(found, ModelPage)
    qtbot.waitUntil(lambda: found.shows_content, timeout=PATIENCE)
    yield found
    found.opening.close()
    found.change(lambda choices: choices.closed())
    found.look_elsewhere(seen=type(found.shown.seen)())


def told_of(page: ModelPage, folder: Path, born: Born, qtbot: QtBot) -> str:
    """Return what the Formula leaf tells of a birth in a run of 12 steps."""
    model_writer.write(folder, 12, 0.0)
    with (folder / "log.jsonl").open("a") as log:
        log.write(json.dumps(line_to_json(born)) + "\n")
    page.opening.open(str(folder))
    qtbot.waitUntil(lambda: page.shown.picture.fresh is not None, timeout=PATIENCE)
    note = page.formula_leaf.birth
    assert not note.widget.isHidden()
    return note.text.text()


def test_that_a_birth_is_told_with_its_place_its_values_and_a_cure(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    born = Born(7, "first", "Log", "forward", "inf", "/home/me/mine.py", 14, 0.0, 0.8277)
    told = told_of(page, tmp_path / "born", born, qtbot)
    assert page.sentence.text.startswith("Not finite. ")
    assert told.splitlines() == [
        "Log (first), in the forward pass",
        "File mine.py, line 14",
        "What went in: 0 to 0.828",
        str(cure_of(born)),
    ]


def test_that_without_an_operation_it_says_why_and_what_is_known(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    born = Born(7, "", "", "", "nan", note=str(OWN_LOOP), variable="last/bias")
    told = told_of(page, tmp_path / "loop", born, qtbot)
    assert told.splitlines() == ["First seen in the gradient of last/bias.", str(OWN_LOOP)]


def test_that_a_run_without_a_birth_tells_of_none(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    model_writer.write(tmp_path / "run", 12, 0.0)
    page.opening.open(str(tmp_path / "run"))
    qtbot.waitUntil(lambda: page.shown.step == 12, timeout=PATIENCE)
    assert page.formula_leaf.birth.widget.isHidden()


def test_that_a_log_of_metrics_alone_says_that_it_tells_no_gradients(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,accuracy,loss\n" + "".join(f"{n},0.9,{1 / (n + 1)}\n" for n in range(9)))
    page.opening.open(str(log))
    view = page.hero.view
    said = "This log tells no gradients."
    qtbot.waitUntil(lambda: view.reading.text() == said, timeout=PATIENCE)
    assert view.read_outs["step"].value == "9"
    assert page.timeline.count.text() == "Metrics only"
    assert view.bar.isHidden()
    model_writer.write(tmp_path / "run", 12, 0.0)
    page.opening.open(str(tmp_path / "run"))
    qtbot.waitUntil(lambda: view.reading.text().startswith("first/kernel"), timeout=PATIENCE)
    assert not view.bar.isHidden()


def test_that_the_first_kernel_over_the_last_is_of_those_that_a_gradient_reaches(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    first, *others = model_writer.VARIABLES
    cut_off = (replace(first, reached=False), *others)
    model_writer.write(tmp_path / "run", 12, 0.0, variables=cut_off)
    page.opening.open(str(tmp_path / "run"))
    leaf = page.formula_leaf
    qtbot.waitUntil(lambda: leaf.numbers["depth"].text() == "= 0.6", timeout=PATIENCE)
    group = leaf.numbers["depth"].parentWidget()
    assert group is not None
    said = [each.text() for each in group.window().findChildren(QLabel) if each.isVisible()]
    assert "First over last kernel with a gradient" in said


def test_that_a_quotient_of_gradients_that_are_all_zero_is_said_to_be_none(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    model_writer.write(tmp_path / "run", 12, 0.0, gradients=0.0)
    page.opening.open(str(tmp_path / "run"))
    leaf = page.formula_leaf
    said = "= not defined: divided by 0"
    qtbot.waitUntil(lambda: leaf.numbers["depth"].text() == said, timeout=PATIENCE)
    assert leaf.numbers["gradient"].text() == "= 0"


def test_that_a_long_name_of_a_run_does_not_push_the_column_out_of_sight(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    box = page.controls.run.box

    def least() -> int:
        # A box measures what is in it at its first show, and when its style changes.
        QApplication.sendEvent(box, QEvent(QEvent.Type.StyleChange))
        return box.minimumSizeHint().width()

    before = least()
    folder = tmp_path / "2026-11-27-155343-a_run_of_a_network_with_a_long_name"
    model_writer.write(folder, 12, 0.0)
    page.opening.open(str(folder))
    qtbot.waitUntil(lambda: box.currentText() == folder.name, timeout=PATIENCE)
    assert least() == before


def test_that_a_threshold_reads_as_its_source_writes_it(page: ModelPage) -> None:
    words = [each.text() for each in page.findChildren(QLabel)]
    assert "Update ÷ weight below 1e−8 · SageMaker 1e−8" in words


def test_that_the_reading_ends_where_the_button_of_the_timeline_does(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    model_writer.write(tmp_path / "run", 12, 0.0)
    page.opening.open(str(tmp_path / "run"))
    reading = page.hero.view.reading
    qtbot.waitUntil(lambda: reading.text().startswith("first/kernel"), timeout=PATIENCE)

    def end(widget: QWidget) -> int:
        return widget.mapToGlobal(widget.rect().topRight()).x()

    assert end(reading) == end(page.timeline.live)


def test_that_the_folder_of_keras_own_tensorboard_callback_shows_both_losses(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    import tensorflow as tf

    for part, loss in (("train", 0.25), ("validation", 0.5)):
        place = tmp_path / "logs" / part / "events.out.tfevents.1.host"
        place.parent.mkdir(parents=True)
        value = tf.compat.v1.Summary.Value(tag="epoch_loss", simple_value=loss)
        event = tf.compat.v1.Event(step=4, summary=tf.compat.v1.Summary(value=[value]))
        with tf.io.TFRecordWriter(str(place)) as writer:
            writer.write(event.SerializeToString())
    page.opening.open(str(tmp_path / "logs"))
    out = page.hero.view.read_outs
    qtbot.waitUntil(lambda: page.shown.step == 5, timeout=PATIENCE)
    assert (out["loss"].value, out["val_loss"].value) == ("0.25", "0.5")
    assert "loss 0.25" in page.sentence.text


@pytest.mark.parametrize(
    ("shape", "told"),
    [((200, 250), ""), ((784, 128), "20,071 of the gradient’s 100,352 entries")],
)
def test_that_a_share_of_zeros_says_of_how_many_entries_it_is(
    page: ModelPage, tmp_path: Path, qtbot: QtBot, shape: tuple[int, ...], told: str
) -> None:
    only = (ObservedVariable("first/kernel", shape, "first", "Dense"),)
    model_writer.write(tmp_path / "run", 12, 0.0, variables=only)
    page.opening.open(str(tmp_path / "run"))
    qtbot.waitUntil(lambda: page.shown.step == 12, timeout=PATIENCE)
    note = page.formula_leaf.note.text()
    assert ("zeros" in note, told in note) == (bool(told), True)


def test_that_a_log_of_metrics_alone_has_them_all_in_its_table_and_its_plot_most_of_the_room(
    page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,accuracy,loss\n" + "".join(f"{n},0.9,{n + 0.5}\n" for n in range(9)))
    page.opening.open(str(log))
    qtbot.waitUntil(lambda: page.shown.step == 9, timeout=PATIENCE)
    table = page.data_leaf.seen
    names, steps, values = (each.cells for each in table.columns)
    rows = list(zip(names, steps, values, strict=True))
    assert {("loss", 9, 8.5), ("accuracy", 1, 0.9)} <= {*rows}
    assert len(rows) == 18
    view = page.hero.view
    qtbot.waitUntil(lambda: view.loss.height() > view.map.height(), timeout=PATIENCE)
