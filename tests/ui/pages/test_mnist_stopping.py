"""Runs kept at the very step where they are held, stopped or closed; runs of others that end."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from explorer.core.training.brake import Brake
from explorer.core.training.reports import (
    Diverged,
    Finished,
    Halted,
    Held,
    Report,
    Snapshot,
    weights_digest,
)
from explorer.core.training.settings import TrainingSettings
from explorer.core.training.trainer import train
from explorer.files.checkpoints import newest_checkpoint
from explorer.files.run_folders import create_run, recorded
from explorer.session.training.choices import TrainingChoices
from explorer.ui.app import Application
from explorer.ui.pages.mnist import words
from explorer.ui.pages.mnist.page import MnistPage
from tests.ui.pages.mnist_driving import (
    LONG,
    PATIENCE,
    asked,
    begin,
    click,
    history_of,
    page_of,
    promptly,
    run_of,
    step_of,
    wait_for,
)

Open = Callable[..., MnistPage]


@pytest.fixture
def kept(open_page: Open, tmp_path: Path) -> Callable[..., MnistPage]:
    """Return a function that opens the page with a run to be kept below `tmp_path`."""

    def open_it(**fields: Any) -> MnistPage:
        page = open_page(**fields)
        page.services.store.change(lambda s: s.with_training(lambda t: t.keeping_in(str(tmp_path))))
        return page

    return open_it


def folder_of(page: MnistPage) -> Path:
    folder = run_of(page).kept_in
    assert folder is not None
    return folder


def log_of(folder: Path) -> list[dict[str, Any]]:
    """Return what the log tells, without the times that it took."""
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    return [{key: line[key] for key in line if key != "seconds"} for line in lines]


def kept_step(folder: Path) -> int:
    snapshot = newest_checkpoint(folder / "checkpoints")
    assert snapshot is not None
    return snapshot.step


def wait_for_end(qtbot: QtBot, folder: Path) -> None:
    """Wait until the log's last line says that the run was stopped."""
    qtbot.waitUntil(lambda: log_of(folder)[-1]["report"] == "stopped", timeout=PATIENCE)


@pytest.mark.slow
def test_that_a_stopped_run_is_kept_at_its_step_and_resumed_to_the_same_weights(
    kept: Open, qtbot: QtBot
) -> None:
    page = kept(steps=3000)
    begin(qtbot, page)
    qtbot.waitUntil(lambda: step_of(page) > 100, timeout=PATIENCE)
    with promptly():
        click(qtbot, page.timeline.stop)
    assert page.sentence.text.startswith("Stopped. ")
    folder = folder_of(page)
    wait_for_end(qtbot, folder)
    step = kept_step(folder)
    qtbot.waitUntil(lambda: step_of(page) == step, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not run_of(page)._ending, timeout=PATIENCE)
    run_of(page).resume_from(folder)
    wait_for(qtbot, page, "done")
    outcome, digits = history_of(page).outcome, run_of(page).digits
    assert isinstance(outcome, Finished)
    assert digits is not None
    *_, alone = train(TrainingChoices().choosing(steps=3000).settings, digits)
    assert isinstance(alone, Finished)
    assert weights_digest(outcome.weights) == weights_digest(alone.weights)


def test_that_a_paused_run_is_kept_at_its_step(kept: Open, qtbot: QtBot) -> None:
    page = kept(steps=LONG)
    begin(qtbot, page)
    click(qtbot, page.timeline.primary)
    qtbot.waitUntil(lambda: history_of(page).held, timeout=PATIENCE)
    assert kept_step(folder_of(page)) == step_of(page)
    assert log_of(folder_of(page))[-1] == {"report": "held", "step": step_of(page)}
    click(qtbot, page.timeline.stop)


def test_that_closing_the_window_ends_within_a_second_and_keeps_the_run_at_its_step(
    open_program: Callable[..., Application], qtbot: QtBot, tmp_path: Path
) -> None:
    chosen = asked(steps=LONG).with_training(lambda t: t.keeping_in(str(tmp_path)))
    page = page_of(open_program(chosen, page="mnist", leaf=None), qtbot)
    begin(qtbot, page)
    folder, before = folder_of(page), time.process_time()
    page.window().close()
    run_of(page).close()
    # What the run's threads do in a second on two cores; other programs' does not count.
    assert time.process_time() - before < 2.0
    assert not page.window().isVisible()
    last = log_of(folder)[-1]
    assert last == {"report": "stopped", "step": kept_step(folder)}


def _followed(
    page: MnistPage, folder: Path, last: Callable[[Snapshot], Report] | None, brake: Brake
) -> Any:
    """Let another program make a run up to step 20, then say a last word."""
    digits = run_of(page).digits
    assert digits is not None
    settings = TrainingSettings(steps=60, batch_size=32)
    run = create_run(folder, settings, digits)
    reports = recorded(
        train(settings, digits, snapshot_every=20, steps_per_call=10, brake=brake), run
    )
    for report in reports:
        if isinstance(report, Snapshot) and report.step == 20:
            if last is not None:
                run.record(last(report))
            break
    return run, reports


def _diverged(snapshot: Snapshot) -> Report:
    return Diverged(step=20, weights=(), snapshot=snapshot, learning_rate=500.0, smaller_rate=50.0)


def _halted(snapshot: Snapshot) -> Report:
    return Halted(step=20, snapshot=snapshot)


@pytest.mark.parametrize(
    ("last", "phase", "sentence"),
    [
        (
            _diverged,
            "diverged",
            (
                "Diverged. The other program’s run left float32 after 20 updates: its learning rate "
                "500 is probably too high. It can be resumed with a smaller one, for example 50."
            ),
        ),
        (
            _halted,
            "stopped",
            "Stopped. The other program lost a worker; its run ended safely at step 20 of 60.",
        ),
    ],
)
def test_that_a_follower_says_how_a_run_failed(
    last: Callable[[Snapshot], Report],
    phase: str,
    sentence: str,
    open_page: Open,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    page = open_page()
    run, _ = _followed(page, tmp_path / "run", last, Brake())
    run_of(page).follow(tmp_path / "run")
    wait_for(qtbot, page, phase)
    assert page.sentence.text == sentence
    assert page.controls.rate.isEnabled()
    run.close()


def test_that_a_held_and_a_stopped_run_are_told_apart_from_a_silent_one(
    open_page: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "SILENT", 0.3)
    page, brake = open_page(), Brake()
    run, reports = _followed(page, tmp_path / "run", None, brake)
    run_of(page).follow(tmp_path / "run")
    qtbot.waitUntil(lambda: "may be busy or gone" in page.sentence.text, timeout=PATIENCE)
    brake.hold()
    next(report for report in reports if isinstance(report, Held))
    held = "Following. The other program holds its run at step 30 of 60."
    qtbot.waitUntil(lambda: page.sentence.text == held, timeout=PATIENCE)
    qtbot.wait(500)
    assert page.sentence.text == held
    brake.end()
    next(reports)
    wait_for(qtbot, page, "stopped")
    assert page.sentence.text == "Stopped. The other program ended its run at step 30 of 60."
    run.close()
