"""The MNIST page, driven as a person drives it, on the real data."""

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.core.training.reports import Stopped
from explorer.files.resources import resources
from explorer.ui.app import Application
from explorer.ui.pages.mnist.page import MnistPage
from tests.ui.keys import enter, type_into
from tests.ui.pages.mnist_driving import (
    LONG,
    PATIENCE,
    PROMPT,
    asked,
    begin,
    click,
    history_of,
    page_of,
    run_of,
    step_of,
    wait_for,
)


def test_that_the_page_opens_with_the_untrained_network(
    open_page: Callable[..., MnistPage],
) -> None:
    page = open_page()
    said = [item.answer for item in page.views.strip.items]
    wrong = sum(item.answer != item.digit for item in page.views.strip.items)
    assert page.sentence.text == "Ready. Press Space to train the network for 2,000 steps."
    assert len(said) == 24
    assert wrong > 12
    assert page.views.weights.values.shape == (128, 28, 28)


def test_that_space_trains_and_the_curve_grows_while_the_window_answers(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(steps=1000, batch_size=128)
    ticks: list[float] = []
    clock = QTimer(page, interval=10)
    clock.timeout.connect(lambda: ticks.append(time.thread_time()))  # not other programs'
    clock.start()
    drawn: set[int] = set()
    run_of(page).progressed.connect(lambda: drawn.add(len(page.hero.plot.raw.getData()[0])))
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    wait_for(qtbot, page, "done")
    history = run_of(page).current
    assert history is not None
    assert min(drawn) < 1000
    assert len(drawn) >= 2
    assert len(history.losses) == 1000
    assert np.mean(history.losses[-20:]) < 0.5 < history.losses[0]
    assert page.hero.numbers.read_outs["step"].value == "1,000"
    assert float(page.hero.numbers.read_outs["test"].value.removesuffix(" %")) > 88
    assert page.sentence.text.startswith("Done. 1,000 steps in ")
    assert page.sentence.text.endswith(" of 10,000 test images are right.")
    assert np.median(np.diff(ticks)) < 0.05


def test_that_a_run_pauses_resumes_and_stops_at_once(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(steps=LONG)
    begin(qtbot, page)
    click(qtbot, page.timeline.primary)
    assert page.sentence.text.startswith("Paused. ")
    qtbot.waitUntil(lambda: history_of(page).held, timeout=PATIENCE)
    held = step_of(page)
    qtbot.wait(2 * PROMPT)
    assert step_of(page) == held
    assert f"waits at step {held:,} of" in page.sentence.text
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: step_of(page) > held, timeout=PATIENCE)
    click(qtbot, page.timeline.stop)
    assert page.sentence.text.startswith("Stopped. ")
    qtbot.waitUntil(lambda: isinstance(history_of(page).outcome, Stopped), timeout=PATIENCE)
    stopped = step_of(page)
    qtbot.wait(PROMPT)
    assert step_of(page) == stopped
    assert f"ended at step {stopped:,} of" in page.sentence.text
    assert page.timeline.stop.isHidden()


def test_that_what_cannot_change_in_mid_run_is_dimmed_and_it_says_why(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(steps=LONG)
    assert not page.controls.fixed_note.isVisible()
    begin(qtbot, page)
    assert page.controls.fixed_note.isVisible()
    assert page.controls.fixed_note.text().startswith("Optimiser, seed, network and loss are")
    assert not any(field.isEnabled() for field in page.controls.fixed)
    assert page.controls.rate.isEnabled()
    click(qtbot, page.timeline.stop)
    assert all(field.isEnabled() for field in page.controls.fixed)


def test_that_the_same_seed_gives_the_same_curve_and_another_one_another(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(steps=20)
    for seed in ("0", "0", "1"):
        type_into(qtbot, page.controls.seed.edit, seed)
        click(qtbot, page.timeline.primary)
        wait_for(qtbot, page, "done")
    first, again, other = (history.losses for history in run_of(page).histories)
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    page.show_leaf("data")
    told = [(row.name, row.brief) for row in page.data_leaf.runs.table.rows]
    assert told == [("Run 3", "Adam, seed 1"), ("Run 2", "Adam, seed 0"), ("Run 1", "Adam, seed 0")]


def test_that_a_finished_run_is_hidden_shown_scrubbed_and_taken_home(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(steps=100)
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    page.show_leaf("data")
    table = page.data_leaf.runs.table
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert not page.hero.plot.raw.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert page.hero.plot.raw.isVisible()
    trained = page.views.weights.values
    page.timeline.slider.setValue(0)
    assert page.hero.numbers.read_outs["step"].value == "0"
    assert page.timeline.count.text() == "Step 0 of 100"
    assert not np.array_equal(page.views.weights.values, trained)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_End)
    np.testing.assert_array_equal(page.views.weights.values, trained)
    page.change(lambda choices: choices.tabulating("numbers"))
    page.show_leaf(None)
    QApplication.clipboard().clear()
    page.data.copy.click()
    qtbot.waitUntil(lambda: QApplication.clipboard().text().startswith("step\t"), timeout=PATIENCE)
    lines = QApplication.clipboard().text().splitlines()
    history = run_of(page).current
    assert history is not None
    assert lines[0] == "step\tloss\tvalidation accuracy (%)\tvalidation loss"
    copied = np.array([np.float32(line.split("\t")[1]) for line in lines[1:]])
    np.testing.assert_array_equal(copied, history.losses)


@pytest.mark.slow
def test_that_a_change_of_language_does_not_disturb_a_run(
    open_program: Callable[..., Application], qtbot: QtBot
) -> None:
    program = open_program(asked(steps=LONG), page="mnist")
    begin(qtbot, page_of(program, qtbot))
    program.store.change(lambda s: s.viewing(lambda view: replace(view, language="zh_CN")))
    qtbot.waitUntil(lambda: program.services.language == "zh_CN", timeout=PATIENCE)
    page = page_of(program, qtbot)
    before = step_of(page)
    qtbot.waitUntil(lambda: step_of(page) > before, timeout=PATIENCE)
    assert program.training.phase == "running"
    assert len(program.training.histories) == 1
    assert page.hero.plot.raw.isVisible()
    click(qtbot, page.timeline.stop)
    program.store.change(lambda s: s.viewing(lambda view: replace(view, language="en")))
    qtbot.waitUntil(lambda: program.services.language == "en", timeout=PATIENCE)


BAD_INPUT = (
    ("rate", "abc", "This is not a number. Type for example 0.01."),
    ("rate", "nan", "The number must be finite. Type for example 0.01."),
    ("rate", "0", "The rate must be above 0. Type for example 0.01."),
    ("rate", "1e9", "The rate must be at most 1,000,000. Type for example 0.01."),
    ("batch", "0", "The batch size must be a whole number from 1 to 10,000. Type for example 128."),
    ("steps", "-5", "The number of steps must be a whole number from 1 to 10,000,000. Type for example 2000."),
    ("steps", "2.5", "The number of steps must be a whole number from 1 to 10,000,000. Type for example 2000."),
    ("seed", "x", "The seed must be a whole number from 0 to 2,147,483,647. Type for example 0."),
)  # fmt: skip


def test_that_bad_input_gets_a_sentence_and_is_not_trained_with(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page()
    for field, text, sentence in BAD_INPUT:
        control = getattr(page.controls, field)
        enter(qtbot, control.edit, text)
        assert control.error == sentence
        click(qtbot, page.timeline.primary)
        assert page.sentence.text == f"Not started. {sentence}"
        assert run_of(page).phase == "idle"
        type_into(qtbot, control.edit, "1")
        assert not control.error


@pytest.mark.slow
def test_that_a_rate_that_bursts_float32_is_told_with_a_way_out(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page(optimizer="sgd", learning_rate=1000.0, steps=300, batch_size=8)
    click(qtbot, page.timeline.primary)
    qtbot.waitUntil(lambda: run_of(page).phase in ("diverged", "done"), timeout=PATIENCE)
    assert page.sentence.action.isVisible()
    assert page.sentence.action.text().startswith("Train with ")
    click(qtbot, page.sentence.action)
    assert page.controls.rate.value < 1000
    click(qtbot, page.timeline.stop)


@pytest.mark.slow
def test_that_a_truncated_file_of_the_data_is_told_and_the_window_lives(
    open_page: Callable[..., MnistPage], qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page()
    folder = tmp_path / "mnist"
    shutil.copytree(resources() / "mnist", folder)
    broken = folder / "t10k-images-idx3-ubyte.gz"
    broken.write_bytes(broken.read_bytes()[:1000])
    run = run_of(page)
    run.folder, run.digits = folder, None
    click(qtbot, page.timeline.primary)
    wait_for(qtbot, page, "failed")
    assert page.sentence.text.startswith("Not trained. ")
    assert broken.name in page.sentence.text
    assert page.sentence.text.endswith("Copy it again from its source.")
    run.folder = resources() / "mnist"
    begin(qtbot, page)
    click(qtbot, page.timeline.stop)


def test_that_a_drawn_digit_is_read_and_cleared(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page()
    pad = page.views.pad
    side = pad.width()
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(side // 2, side // 5))
    for part in range(6):
        qtbot.mouseMove(pad, QPoint(side // 2, side * (2 + part) // 10))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    values, network = page.views.bars.values, page.shown.network
    assert values is not None
    assert network is not None
    assert pad.picture is not None
    kernel, bias, last, last_bias = (tf.constant(each) for each in network.weights)
    hidden = tf.nn.relu(pad.picture.reshape(1, -1).astype("float32") / 255 @ kernel + bias)
    by_hand = tf.nn.softmax(hidden @ last + last_bias)[0]
    np.testing.assert_allclose(values, by_hand, rtol=1e-5)
    assert values.sum() == pytest.approx(1, abs=1e-5)
    click(qtbot, pad.clear_button)
    assert page.views.bars.values is None
