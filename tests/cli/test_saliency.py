"""`saliency`, as it is typed, on a run that was kept."""

import json
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from explorer import cli
from explorer.core.training.dataset import read_digits
from explorer.core.training.engine import Engine
from explorer.core.training.network import probabilities
from explorer.core.training.reports import Snapshot
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.files.checkpoints import write_checkpoint
from explorer.files.resources import resources

SETTINGS = TrainingSettings(hidden=(HiddenLayer(8),), seed=4)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "run" / "checkpoints").mkdir(parents=True)
    variables = Engine(SETTINGS).variables()
    snapshot = Snapshot(step=0, position=0, loss=2.0, settings=SETTINGS, variables=variables)
    write_checkpoint(tmp_path / "run" / "checkpoints", snapshot)
    return tmp_path / "run"


def command(*arguments: str) -> int:
    return cli.run(cli.parse(["saliency", *arguments]))


def test_that_a_test_image_is_drawn_and_its_numbers_are_those_of_the_network(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = kept / "seven.png"
    given = [str(kept), str(file), "--image", "17", "--method", "integrated"]
    assert command(*given, "--score", "probability", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    images = read_digits(resources() / "mnist").test
    weights = tuple([*Engine(SETTINGS).variables().values()][:4])
    answers = probabilities(weights, images.pixels[17:18], SETTINGS.hidden)[0]
    assert told["label"] == images.labels[17]
    assert told["digit"] == answers.argmax()
    assert told["score"] == pytest.approx(float(answers.max()), abs=1e-6)
    assert told["sum"] == pytest.approx(told["score"] - told["empty"], abs=1e-4)
    for pixel, tape, difference in told["checks"]:
        assert told["saliency"][pixel] == pytest.approx(tape)
        assert tape == pytest.approx(difference, abs=1e-4)
    drawn = tf.io.decode_png(file.read_bytes()).numpy()
    np.testing.assert_array_equal(255 - drawn[::10, :280:10, 0].ravel(), images.pixels[17])
    assert command(*given) == 0
    assert "to be" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "sentence"),
    [(["--image", "10000"], "There are 10000 test images."), (["--pixel", "784"], "not a pixel")],
)
def test_that_what_is_not_there_is_one_sentence(
    kept: Path, capsys: pytest.CaptureFixture[str], more: list[str], sentence: str
) -> None:
    try:
        status = command(str(kept), str(kept / "x.png"), *more)
    except SystemExit as left:
        status = int(str(left.code))
    assert status == 2
    assert sentence in capsys.readouterr().err
    assert not (kept / "x.png").exists()


def test_that_a_folder_without_a_run_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(str(tmp_path), str(tmp_path / "x.png")) == 2
    assert "There is no checkpoint in" in capsys.readouterr().err
