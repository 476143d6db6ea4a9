"""What a lesson does to its page: a frame around a part, a prediction on the plot, choices out of sight."""

import argparse
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.cli.lesson import run_class
from explorer.files.documents import Document, read, written
from explorer.files.lessons import class_lesson
from explorer.session.lessons.parts import parts_on
from explorer.session.pages import PAGES
from explorer.session.session import Session
from explorer.ui.app import Application
from explorer.ui.plots.loss_plot import LossPlot
from tests.ui.windows import PATIENCE, look_at

Place = tuple[float, float]
CLASS = """
title = "One rate"
page = "descent"
hide = ["optimizer", "dtype", "more", "show.basins"]

[[step]]
text = "Find the rate by yourself."
look_at = "rate"
show = { learning_rate = 0.1, updates = 100 }

[step.goal]
ask = "Land in one update."
when = [{ fact = "updates_to_minimum", equals = 1.0 }]

[[step]]
text = "The end."
"""


@pytest.fixture
def class_file(tmp_path: Path) -> Path:
    lesson, made = tmp_path / "one.toml", tmp_path / "one.gex"
    lesson.write_text(CLASS)
    assert run_class(argparse.Namespace(file=lesson, into=made)) == 0
    return made


def opened(program: Application, qtbot: QtBot, file: Path) -> Any:
    program.documents.open(file)
    page: Any = program.window.pages["descent"]
    qtbot.waitUntil(lambda: page.guide.index == 0 and "One rate" in page.guide.box.currentText())
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    return page


@pytest.mark.parametrize("key", PAGES)
def test_that_every_part_that_a_lesson_can_name_is_on_its_page(
    shared_program: Application, key: Any
) -> None:
    page = shared_program.window.pages[key]
    assert {*parts_on(key)} <= {*page.stage.parts}
    assert {*page._column.named} <= {*parts_on(key)}


def test_that_a_step_sets_off_what_it_explains_while_it_is_read(
    program: Application, qtbot: QtBot
) -> None:
    look_at(program, page="descent", leaf="guide")
    page: Any = program.window.pages["descent"]
    page.guide.open("curvature")
    page.guide.go(2)
    ring = page.stage.ring
    assert ring.isVisible()
    assert ring.target is page.controls.rate
    assert ring.geometry().contains(page.controls.rate.geometry())
    QTest.mouseClick(page.controls.rate.edit, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert page.controls.rate.edit.hasFocus()
    page.guide.go(3)
    assert ring.target is page.controls.formula
    look_at(program, leaf="formula")
    qtbot.waitUntil(lambda: not ring.isVisible())


def drag(view: Any, box: Any, old: Place, new: Place, qtbot: QtBot) -> None:
    """Drag what is at a place of a plot, in data units, to another, by what the plot shows by then."""

    def shown(place: Place) -> QPoint:
        return view.mapFromScene(box.mapViewToScene(QPointF(*place)))  # type: ignore[no-any-return]

    viewport, start = view.viewport(), shown(old)
    QTest.mouseMove(viewport, start)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(viewport, start + (shown(new) - start) * share)
        qtbot.wait(20)
    QTest.mouseMove(viewport, shown(new))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=shown(new))


def test_that_a_prediction_is_put_on_the_plot_by_mouse_or_by_number(
    program: Application, qtbot: QtBot
) -> None:
    look_at(program, page="descent", leaf="guide")
    page: Any = program.window.pages["descent"]
    guide = page.guide
    guide.forget()
    guide.open("curvature")
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    guide.show_me.click()  # sets the plot up
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert guide.progress.given is None
    line, box = page.stage.guesses["x"].mark, page.hero.plot.plots[0].box
    assert line.isVisible()
    # By its handle, half way up.
    height = sum(box.viewRange()[1]) / 2
    drag(page.hero.plot.canvas, box, (sum(box.viewRange()[0]) / 2, height), (1.5, height), qtbot)
    assert float(guide.asking.edit.text()) == pytest.approx(1.5, abs=0.1)
    guide.asking.edit.setText("0")
    assert line.value() == 0
    guide.asking.predict.click()
    assert not line.movable
    guide.show_me.click()
    qtbot.waitUntil(lambda: guide.progress.judged is not None, timeout=PATIENCE)
    assert guide.progress.judged.is_right
    # Both stand side by side, on the plot too.
    assert line.isVisible()
    guide.go(1)
    assert not line.isVisible()


def test_that_a_point_is_put_on_the_map_and_left_there(program: Application, qtbot: QtBot) -> None:
    look_at(program, page="surface", leaf="guide")
    page: Any = program.window.pages["surface"]
    guide, plot = page.guide, page.hero.plot
    guide.forget()
    guide.open("surface")
    guide.go(2)
    guide.show_me.click()  # sets the map up
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    guess, box = page.stage.guesses["point"], plot.plot.box
    spot = guess.mark
    assert spot.isVisible()
    middle = tuple(sum(each) / 2 for each in box.viewRange())
    drag(plot.canvas, box, middle, (-3.255, -0.75), qtbot)
    x, y = guide.asking.number
    assert (x, y) == pytest.approx((-3.255, -0.75), abs=0.1)
    assert page.shown.choices.start == (-3.5, 1.0)  # the start beside it stays
    assert (spot.pos().x(), spot.pos().y()) == (x, y)
    assert guess.label.toPlainText().startswith("your prediction −3.")
    guide.asking.edit.setText("−3.3")
    guide.asking.predict.click()
    assert "two numbers" in guide.asking._error.text()
    guide.asking.edit.setText("−3.3, −0.7")
    guide.asking.predict.click()
    guide.show_me.click()
    qtbot.waitUntil(lambda: guide.progress.judged is not None, timeout=PATIENCE)
    assert guide.progress.judged.is_right
    assert guide.asking._outcome.text == (
        "You said (−3.3, −0.7); TensorFlow found (−3.255, −0.75). Right."
    )
    # Kept, and read again.
    glance = guide.kept()
    kept = read(written(Document(Session(), glances={"surface": glance})), Session())
    assert kept.glances["surface"] == glance
    guide.go(3)
    assert not spot.isVisible()


def test_that_a_loss_is_put_on_the_plot_at_its_height_on_either_scale(
    program: Application, qtbot: QtBot
) -> None:
    look_at(program, page="mnist", leaf="guide")
    page: Any = program.window.pages["mnist"]
    guide = page.guide
    guide.forget()
    guide.open("mnist")
    guide.go(1)
    plot = page.findChild(LossPlot)
    line, box = page.stage.guesses["y"].mark, plot.plots[0].box
    page.change(lambda c: replace(c, log_axis=False))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert line.isVisible()
    assert not plot.hint.isVisible()  # words that it would lie on
    across = sum(box.viewRange()[0]) / 2
    drag(plot._canvas, box, (across, line.value()), (across, 0.5), qtbot)
    assert guide.asking.number == pytest.approx(0.5, abs=0.05)
    assert line.value() == pytest.approx(guide.asking.number, abs=1e-3)
    page.change(lambda c: replace(c, log_axis=True))
    qtbot.waitUntil(lambda: plot.loss_axis.logarithmic)
    assert line.value() == pytest.approx(math.log10(guide.asking.number), abs=1e-3)
    drag(plot._canvas, box, (across, line.value()), (across, -1.0), qtbot)
    assert guide.asking.number == pytest.approx(0.1, rel=0.1)


STEP_LESSON = """
title = "When"
page = "mnist"
[[step]]
text = "Look."
show = { steps = 100, train = true }
[step.predict]
ask = "At which step is the validation loss least?"
fact = "best_step"
within = 50
place = true
"""


def test_that_a_step_is_put_on_the_plot_while_its_axis_counts_steps(
    program: Application, qtbot: QtBot
) -> None:
    look_at(program, page="mnist", leaf="guide")
    page: Any = program.window.pages["mnist"]
    page.guide.teach(class_lesson(STEP_LESSON))
    line = page.stage.guesses["x"].mark
    page.guide.place(400.0)
    assert line.isVisible()
    assert line.value() == 400
    page.change(lambda c: replace(c, axis="epoch"))
    qtbot.waitUntil(lambda: not line.isVisible())
    page.guide.teach(None)


def test_that_a_class_file_opens_into_its_lesson_and_hides_what_it_says(
    program: Application, qtbot: QtBot, class_file: Path, tmp_path: Path
) -> None:
    page = opened(program, qtbot, class_file)
    view = program.store.session.view
    assert (view.page, view.leaf) == ("descent", "guide")
    controls = page.controls
    hidden = [controls.optimizer, controls.dtype, controls.more, controls.checks["basins"]]
    assert not any(each.isVisible() for each in hidden)
    assert controls.rate.isVisible()
    assert page.stage.hiding.isVisible()
    # What the page does by itself brings nothing back.
    page.change(lambda c: c.with_optimizer("adam"))
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert not any(each.isVisible() for each in hidden)
    page.change(lambda c: c.with_optimizer("sgd").with_learning_rate(0.25))
    qtbot.waitUntil(lambda: page.guide.progress.reached, timeout=PATIENCE)
    # Saved, it is a class file still, and knows what was done.
    copy = tmp_path / "mine.gex"
    program.documents.save(copy)
    qtbot.waitUntil(lambda: program.documents.path == copy)
    again = read(copy.read_bytes(), Session())
    assert again.lesson is not None
    assert [each.reached for each in again.glances["descent"].done] == [True]
    page.stage.hiding.show_all.click()
    assert all(each.isVisible() for each in hidden)
    program.documents.new()
    qtbot.waitUntil(lambda: program.documents.lesson is None)
    assert page.guide.lessons[-1].key != again.lesson.key


def test_that_progress_is_there_again_at_the_next_start(program: Application) -> None:
    first = program
    look_at(first, page="tape", leaf="guide")
    page: Any = first.window.pages["tape"]
    page.guide.open("nested")
    page.guide.asking.edit.setText("24")
    page.guide.asking.predict.click()
    glances = first.window.glances.taken()
    kept = read(written(first.documents._as_document()), Session())
    assert kept.glances == glances
    page.guide.forget()
    page.guide.open("tape")
    first.window.glances.put(dict(kept.glances))
    assert page.guide._lesson.key == "nested"
    assert page.guide.progress.given == 24
    page.guide.again.click()
    assert page.guide.progress.given is None


def test_that_a_damaged_lesson_in_a_document_is_told_and_left_out() -> None:
    text = written(read(written_with("title = 3"), Session()))
    assert "title = 3" not in text
    told = read(
        written_with('title = "a"\npage = "descent"\nhide = ["rat"]\n[[step]]\ntext = "b"'),
        Session(),
    ).told
    assert any("rate" in str(each) for each in told)


def written_with(lesson: str) -> str:
    table = json.loads(written(read('{"gradient_explorer": 1}', Session())))
    return json.dumps({**table, "lesson": lesson})
