"""Other images than MNIST's: downloaded from the column, cancelled, refused, or from a folder."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from pytestqt.qtbot import QtBot

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.dataset import EMNIST_FILES, FILES, read_digits
from explorer.core.training.settings import TrainingSettings
from explorer.files import datasets
from explorer.files.resources import resources
from explorer.session.training.choices import OWN_DATA, TrainingChoices
from explorer.session.training.data_source import reading
from explorer.session.training.program import training_program
from explorer.ui.pages.mnist.page import MnistPage
from tests.ui.pages.mnist_driving import PATIENCE, click, run_of, wait_for

Open = Callable[..., MnistPage]
MNIST = resources() / "mnist"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where known data sets lie in this test; nothing is downloaded from anywhere."""
    folder_of = datasets.folder_of
    monkeypatch.setattr(
        datasets, "folder_of", lambda key: folder_of(key) if key == "mnist" else tmp_path / key
    )
    return tmp_path


def wait_for_images(qtbot: QtBot, page: MnistPage, count: int) -> None:
    """Wait until the run would learn from so many images."""
    run = run_of(page)

    def are_there() -> bool:
        return run.digits is not None and len(run.digits.training) == count

    qtbot.waitUntil(lambda: are_there() and not page.busy, timeout=PATIENCE)


def choose(page: MnistPage, key: str) -> None:
    """Choose images in the column."""
    page.controls.data.field.set_value(key)
    page.controls.data.field.chosen.emit(key)


@pytest.mark.usefixtures("place")
def test_that_a_known_set_is_downloaded_at_a_press_and_learned_from(
    open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The test images in place of the training images: another set in the same files.
    def download(_data: object, folder: Path) -> Iterator[float]:
        folder.mkdir()
        yield 0.5
        for source, name in zip((FILES[2], FILES[3]) * 2, FILES, strict=True):
            shutil.copy(MNIST / source, folder / name)
        yield 1.0

    monkeypatch.setattr(datasets, "download", download)
    page = open_page(steps=10)
    data = page.controls.data
    choose(page, "fashion")
    assert data.note.text() == (
        "Fashion-MNIST is not here yet: 31 MB from "
        "fashion-mnist.s3-website.eu-central-1.amazonaws.com."
    )
    assert page.sentence.text == f"Images missing. {data.note.text()}"
    page.toggle_play()
    assert page.sentence.text == f"Not started. {data.note.text()}"
    click(qtbot, data.get)
    wait_for_images(qtbot, page, 5000)
    assert "1\u00a0Trouser" in data.note.text()
    assert not data.get.isVisible()
    assert page.sentence.text.startswith("Ready. ")
    assert "fashion_mnist.load_data()" in page._program()
    choose(page, "mnist")
    wait_for_images(qtbot, page, 55_000)


@pytest.mark.usefixtures("place")
def test_that_a_download_is_cancelled_at_once_and_its_failure_is_told(
    open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_data: object, _folder: Path) -> Iterator[float]:
        for _ in range(1000):
            time.sleep(0.02)
            yield 0.25

    def offline(_data: object, _folder: Path) -> Iterator[float]:
        yield 0.0
        raise ExplorerError(said("Errors", "There is no connection to {host}.", host="nowhere"))

    page = open_page()
    data = page.controls.data
    choose(page, "kmnist")
    monkeypatch.setattr(datasets, "download", slow)
    click(qtbot, data.get)
    qtbot.waitUntil(lambda: data.progress.value() == 250)
    click(qtbot, data.cancel)
    assert data.get.isVisible()
    assert not data.progress.isVisible()
    qtbot.waitUntil(lambda: not page.data_sets._download.busy, timeout=1000)
    monkeypatch.setattr(datasets, "download", offline)
    click(qtbot, data.get)
    qtbot.waitUntil(lambda: data.note.text() == "There is no connection to nowhere.")
    assert data.get.isVisible()
    page.store.undo()
    assert page.shown.choices.data == "mnist"
    qtbot.waitUntil(lambda: run_of(page).folder == MNIST and not page.busy, timeout=PATIENCE)


@pytest.mark.slow
def test_that_runs_wait_for_their_images_to_come_back(
    open_page: Callable[..., MnistPage], qtbot: QtBot, tmp_path: Path
) -> None:
    for source, name in zip((FILES[2], FILES[3]) * 2, FILES, strict=True):
        shutil.copy(MNIST / source, tmp_path / name)
    page = open_page(steps=3, hidden=(), batch_size=16)
    page.toggle_play()
    wait_for(qtbot, page, "done")
    history = run_of(page).current
    page.change(lambda c: c.showing_run(1, shown=False))
    page.change(lambda c: c.learning_from(OWN_DATA, str(tmp_path)))
    wait_for_images(qtbot, page, 5000)
    assert run_of(page).histories == []
    assert page.sentence.text.startswith("Ready.")
    page.toggle_play()
    wait_for(qtbot, page, "done")
    other = run_of(page).current
    assert other is not history
    assert page.shown.drawn == [other]  # a run of MNIST is hidden, not this one
    page.change(lambda c: c.learning_from("mnist"))
    wait_for_images(qtbot, page, 55_000)
    assert run_of(page).histories == [history]
    assert page.shown.outcome is not None
    assert page.sentence.text.startswith("Done. 3 steps")
    page.store.undo()
    assert run_of(page).histories == [other]


def test_that_a_program_reads_emnist_by_its_own_names_and_turns_it(tmp_path: Path) -> None:
    for source, name in zip((FILES[2], FILES[3]) * 2, EMNIST_FILES, strict=True):
        shutil.copy(MNIST / source, tmp_path / name)
    text = training_program(TrainingSettings(steps=1, batch_size=8))
    names: dict[str, Any] = {}
    choices = TrainingChoices(data="emnist")
    exec(compile(reading(text, choices, str(tmp_path)), "mnist.py", "exec"), names)  # noqa: S102 - as it is shown
    wanted = tf.cast(read_digits(tmp_path).test.pixels, tf.float32).numpy() / 255
    np.testing.assert_array_equal(names["test_images"], wanted)


def test_that_a_program_reads_the_folder_of_ones_own_images(tmp_path: Path) -> None:
    for source, name in zip((FILES[2], FILES[3]) * 2, FILES, strict=True):
        shutil.copy(MNIST / source, tmp_path / name)
    choices = TrainingChoices(data=OWN_DATA, data_folder=str(tmp_path))
    text = training_program(TrainingSettings(steps=1, batch_size=8))
    names: dict[str, Any] = {}
    exec(compile(reading(text, choices, str(tmp_path)), "mnist.py", "exec"), names)  # noqa: S102 - as it is shown
    digits = read_digits(tmp_path)
    wanted = tf.cast(digits.test.pixels, tf.float32).numpy() / 255
    np.testing.assert_array_equal(names["test_images"], wanted)
    np.testing.assert_array_equal(names["test_labels"], digits.test.labels)
