"""Runs that survive: kept on disk, resumed, followed while another program makes them."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from explorer.core.training.dataset import Digits
from explorer.core.training.reports import Progress
from explorer.core.training.trainer import train
from explorer.files.run_folders import create_run, recorded
from explorer.session.training.choices import TrainingChoices
from explorer.ui import training_run
from explorer.ui.app import Application
from explorer.ui.pages.mnist import words
from explorer.ui.pages.mnist.page import MnistPage
from tests.ui.pages.mnist_driving import (
    LONG,
    PATIENCE,
    begin,
    click,
    history_of,
    run_of,
    step_of,
    wait_for,
)

SMALL = TrainingChoices().choosing(steps=60, batch_size=32).settings


@pytest.fixture
def page(open_page: Callable[..., MnistPage]) -> MnistPage:
    return open_page(steps=60, batch_size=32)


@pytest.fixture
def program(page: MnistPage, shared_program: Application) -> Application:  # noqa: ARG001 - shows it
    return shared_program


def choose(
    program: Application, monkeypatch: pytest.MonkeyPatch, command: str, folder: Path
) -> None:
    """Choose a command of the File menu, and a folder in the dialog that it opens."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    next(each for each in program.window.actions_.commands if each.text == command).run()


def digits_of(page: MnistPage) -> Digits:
    digits = run_of(page).digits
    assert digits is not None
    return digits


def losses_of(digits: Digits) -> np.ndarray:
    reports = train(SMALL, digits)
    return np.concatenate([each.losses for each in reports if isinstance(each, Progress)])


def test_that_a_run_is_kept_on_disk_where_the_user_says(
    program: Application,
    page: MnistPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not page.controls.keep.isChecked()
    choose(program, monkeypatch, "Keep runs in a folder…", tmp_path)
    assert page.controls.keep.isChecked()
    assert page.controls.keep_note.accessibleName() == str(tmp_path)
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    (folder,) = tmp_path.iterdir()
    assert run_of(page).kept_in == folder
    assert json.loads((folder / "run.json").read_text())["settings"]["steps"] == 60
    assert json.loads((folder / "log.jsonl").read_text().splitlines()[-1])["report"] == "finished"
    assert (folder / "checkpoints" / "step-0000000060.npz").is_file()


def test_that_a_folder_that_refuses_is_told_while_training_goes_on(
    program: Application,
    page: MnistPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    choose(program, monkeypatch, "Keep runs in a folder…", in_the_way)
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    assert program.window.notice.isVisible()
    assert program.window.notice.text.endswith("Choose another folder.")


@pytest.mark.slow
def test_that_a_stopped_run_is_resumed_and_ends_with_the_same_losses(
    program: Application,
    page: MnistPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    digits = digits_of(page)
    folder = create_run(tmp_path / "run", SMALL, digits)
    reports = recorded(train(SMALL, digits, snapshot_every=20), folder)
    for report in reports:
        if getattr(report, "step", 0) >= 40:
            break
    folder.close()
    program.store.change(lambda s: s.with_training(lambda state: state.choosing(learning_rate=0.5)))
    choose(program, monkeypatch, "Resume a run…", tmp_path / "run")
    wait_for(qtbot, page, "done")
    np.testing.assert_array_equal(history_of(page).losses, losses_of(digits))
    assert page.controls.rate.value == SMALL.learning_rate
    assert page.sentence.text.startswith("Done. 60 steps ")


def test_that_a_folder_without_a_run_is_refused_with_a_sentence(
    program: Application, page: MnistPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ("Resume a run…", "Follow a run…"):
        choose(program, monkeypatch, command, tmp_path)
        assert program.window.notice.text.startswith("There is no run in ")
        program.window.notice.hide()
    assert run_of(page).phase == "idle"


def test_that_a_run_of_another_program_is_followed_live_to_its_end(
    program: Application,
    page: MnistPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    digits = digits_of(page)
    folder = create_run(tmp_path / "run", SMALL, digits)
    reports = recorded(train(SMALL, digits, snapshot_every=20), folder)
    while getattr(next(reports), "step", 0) < 20:
        pass
    log = tmp_path / "run" / "log.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole + b'{"report": "prog')  # the writer is in the middle of a line
    choose(program, monkeypatch, "Follow a run…", tmp_path / "run")
    qtbot.waitUntil(lambda: step_of(page) == 20, timeout=PATIENCE)
    assert run_of(page).phase == "following"
    assert page.sentence.text.startswith("Following. Another program is at step 20")
    assert not page.timeline.primary.isEnabled()
    assert not page.controls.rate.isEnabled()
    log.write_bytes(whole)
    for _ in reports:
        pass
    folder.close()
    wait_for(qtbot, page, "done")
    np.testing.assert_array_equal(history_of(page).losses, losses_of(digits))
    assert page.sentence.text.endswith(" of 10,000 test images are right.")


def test_that_a_silent_writer_is_told_and_following_can_be_ended(
    program: Application,
    page: MnistPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words, "SILENT", 0.3)
    folder = create_run(tmp_path / "run", replace(SMALL, steps=LONG), digits_of(page))
    choose(program, monkeypatch, "Follow a run…", tmp_path / "run")
    qtbot.waitUntil(lambda: "has been silent for" in page.sentence.text, timeout=PATIENCE)
    click(qtbot, page.timeline.stop)
    assert page.sentence.text == "Stopped. The run was followed up to step 0 of 20,000."
    folder.close()


def test_that_a_run_that_another_program_makes_is_not_resumed(
    program: Application,
    page: MnistPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = create_run(tmp_path / "run", SMALL, digits_of(page))
    choose(program, monkeypatch, "Resume a run…", tmp_path / "run")
    wait_for(qtbot, page, "failed")
    assert "Another program trains in" in page.sentence.text
    folder.close()


@pytest.fixture
def finished(page: MnistPage, tmp_path: Path) -> Path:
    """A folder with a run that has ended."""
    folder = create_run(tmp_path / "run", SMALL, digits_of(page))
    for _ in recorded(train(SMALL, digits_of(page), snapshot_every=20), folder):
        pass
    folder.close()
    return tmp_path / "run"


def test_that_a_resumed_finished_run_shows_its_own_digits_time_and_scrubber(
    program: Application,
    page: MnistPage,
    qtbot: QtBot,
    finished: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [json.loads(line) for line in (finished / "log.jsonl").read_text().splitlines()]
    spent = sum(line["seconds"] for line in lines)
    choose(program, monkeypatch, "Resume a run…", finished)
    wait_for(qtbot, page, "done")
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    outcome = page.shown.outcome
    assert outcome is not None
    answers = outcome.test_probabilities.argmax(axis=1)
    assert [item.answer for item in page.views.strip.items] == list(answers[:24])
    assert spent <= history_of(page).pace.seconds < spent + 10
    assert [each.step for each in history_of(page).checkpoints] == [0, 20, 40, 60]
    assert page.timing.end == 3
    page.jump(to_end=False)
    assert page.hero.numbers.read_outs["step"].value == "0"


def test_that_a_resumed_run_without_times_in_its_log_tells_none(
    program: Application,
    page: MnistPage,
    qtbot: QtBot,
    finished: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = finished / "log.jsonl"
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    for line in lines:
        del line["seconds"]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines))
    choose(program, monkeypatch, "Resume a run…", finished)
    wait_for(qtbot, page, "done")
    assert page.sentence.text.startswith("Done. 60 steps; ")


def test_that_what_stands_beside_an_earlier_step_is_of_that_step(
    page: MnistPage, qtbot: QtBot
) -> None:
    begin(qtbot, page)
    wait_for(qtbot, page, "done")
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    out = page.hero.numbers.read_outs
    at_end = out["test"].value
    page.jump(to_end=False)
    assert out["speed"].value == "–"
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    network, test = page.shown.network, digits_of(page).test
    assert network is not None
    kernel, bias, last, last_bias = network.weights
    hidden = np.maximum(test.pixels / 255 @ kernel + bias, 0)
    right = np.mean((hidden @ last + last_bias).argmax(axis=1) == test.labels)
    assert out["test"].value == f"{100 * right:.1f} %" != at_end
    page.jump(to_end=True)
    assert out["test"].value == at_end


@pytest.mark.slow
def test_that_a_kept_run_that_diverged_goes_on_with_the_smaller_rate(
    program: Application,
    page: MnistPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wild = replace(SMALL, optimizer="sgd", learning_rate=1e5, l2=0.1)  # weights grow by a factor
    folder = create_run(tmp_path / "run", wild, digits_of(page))
    for _ in recorded(train(wild, digits_of(page), snapshot_every=20), folder):
        pass
    folder.close()
    choose(program, monkeypatch, "Follow a run…", tmp_path / "run")
    wait_for(qtbot, page, "diverged")
    assert "It can be resumed with a smaller one, for example 10000." in page.sentence.text
    assert page.sentence.action.text() == "Go on with 10000"
    page.act()
    qtbot.waitUntil(lambda: history_of(page).settings.learning_rate == 1e4, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not run_of(page).going, timeout=PATIENCE)
    assert history_of(page).first.learning_rate == 1e5
    assert page.sentence.action.text() == "Go on with 1000"


def test_that_the_formulas_tell_of_the_run_while_it_goes_on(
    open_page: Callable[..., MnistPage], qtbot: QtBot
) -> None:
    page = open_page("formula", steps=LONG, batch_size=32)
    begin(qtbot, page)

    def told() -> int:
        return int(page.formula_leaf.formulas.lines["numbers"].plain.split()[3])

    qtbot.waitUntil(lambda: told() > 1, timeout=PATIENCE)
    assert run_of(page).phase == "running"
    assert told() <= step_of(page)
    click(qtbot, page.timeline.stop)


def test_that_a_defect_in_the_training_job_leaves_a_sentence_a_notice_and_a_report(
    program: Application, page: MnistPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def broken(*_: object) -> object:
        raise KeyError("step")

    monkeypatch.setattr(training_run, "do", broken)
    program.window.notice.hide()
    program.training.start(SMALL)
    wait_for(qtbot, page, "failed")
    assert page.sentence.text.startswith("Not trained. The program has a defect here: KeyError.")
    notice = program.window.notice
    assert notice.isVisible()
    notice.copy.click()
    report = QGuiApplication.clipboard().text()
    assert "Traceback" in report
    assert "tensorflow" in report
    notice.hide()
    caplog.clear()
