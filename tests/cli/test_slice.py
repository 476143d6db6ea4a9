"""`slice`, as it is typed, on runs that were kept."""

import json
from pathlib import Path

import numpy as np
import pytest

from explorer import cli
from explorer.core.curvature.products import joined
from explorer.core.training.dataset import read_digits
from explorer.core.training.engine import Engine
from explorer.core.training.reports import Snapshot, weights_in
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.core.training.trainer import train
from explorer.files.checkpoints import write_checkpoint
from explorer.files.training_runs import Kept, Reins, run_anew

MNIST = Path(__file__).parents[2] / "resources" / "mnist"


def kept(folder: Path, seed: int, units: int = 6) -> str:
    settings = TrainingSettings(hidden=(HiddenLayer(units, "tanh"),), seed=seed)
    (folder / "checkpoints").mkdir(parents=True)
    variables = Engine(settings).variables()
    snapshot = Snapshot(step=0, position=0, loss=2.0, settings=settings, variables=variables)
    write_checkpoint(folder / "checkpoints", snapshot)
    return str(folder)


def command(*arguments: str) -> int:
    return cli.run(cli.parse(["slice", *arguments]))


def test_that_a_slice_is_told_with_the_check_of_its_derivatives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = kept(tmp_path / "run", 1)
    given = [run, "--along", "eigenvector", "--images", "40", "--points", "3", "--range", "0.5"]
    assert command(*given, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["x"] == [-0.5, 0.0, 0.5]
    assert told["images"] == 40
    assert told["f1"][1] == told["f1_at_0"] == pytest.approx(told["gradient_product"], abs=1e-5)
    assert told["f2"][1] == told["f2_at_0"] == pytest.approx(told["hessian_product"], rel=1e-3)
    assert told["eigenvalue"] == pytest.approx(told["f2_at_0"], abs=2 * told["residual"] + 1e-5)
    assert len(told["f"]) == 3


def test_that_update_is_the_last_one_of_a_kept_run_and_next_update_the_one_after_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = TrainingSettings(hidden=(HiddenLayer(6, "tanh"),), batch_size=20, steps=12)
    digits = read_digits(MNIST)
    # Kept by itself: of such a run only the newest checkpoint is there.
    news = [*run_anew(settings, digits, Reins(), tmp_path, by_itself=True)]
    run = next(str(each.folder) for each in news if isinstance(each, Kept))
    few = ["--images", "40", "--points", "3", "--range", "1", "--json"]
    assert command(run, "--along", "update", *few) == 0
    last = json.loads(capsys.readouterr().out)
    assert command(run, "--along", "next-update", *few) == 0
    coming = json.loads(capsys.readouterr().out)
    assert (last["along"], coming["along"], last["step"]) == ("update", "next-update", 12)
    made = [*train(settings, digits, snapshot_every=1)]
    after, before = (
        joined(weights_in(each))
        for step in (12, 11)
        for each in made
        if isinstance(each, Snapshot) and each.step == step
    )
    assert last["length"] == np.linalg.norm((after - before).astype(np.float64))
    assert coming["f"][1] == last["f"][1]
    assert coming["length"] != last["length"]


@pytest.mark.slow
def test_that_a_plane_is_told_row_by_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run, other = kept(tmp_path / "run", 1), kept(tmp_path / "other", 2)
    few = ["--images", "40"]
    assert command(run, "--plane", "random", other, *few, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["plane"] == ["random", "run"]
    assert np.shape(told["f"]) == (len(told["y"]), len(told["x"])) == (17, 17)
    assert told["x"][8] == 0
    assert command(run, "--along", "random", "--points", "3", *few, "--json") == 0
    line = json.loads(capsys.readouterr().out)
    # Along x the plane is the line: both ends of it are at their places, at y between two rows.
    assert told["x"][0] == pytest.approx(-line["length"], rel=1e-6)
    ranges = ["--range", "0.5", "--range-y", "2"]
    assert command(run, "--plane", "random", "gradient", *ranges, *few, "--json") == 0
    ranged = json.loads(capsys.readouterr().out)
    assert ranged["x"][-1] == pytest.approx(0.5 * line["length"], rel=1e-6)
    sine = (1 - ranged["cosine"] ** 2) ** 0.5
    assert ranged["y"][-1] == pytest.approx(
        2 * sine, rel=1e-6
    )  # a gradient's direction has length 1
    assert command(run, "--plane", "random", "random", *few) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3 + 17 * 17


@pytest.mark.slow
def test_that_the_way_to_another_run_has_21_points(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run, other = kept(tmp_path / "run", 1), kept(tmp_path / "other", 2)
    assert command(run, "--along", other, "--images", "40", "--json") == 0
    there = json.loads(capsys.readouterr().out)
    assert command(other, "--along", run, "--images", "40", "--json") == 0
    back = json.loads(capsys.readouterr().out)
    np.testing.assert_allclose(there["f"], back["f"][::-1], rtol=1e-6)
    assert len(there["x"]) == 21
    assert command(run, "--along", other, "--images", "40") == 0
    assert len(capsys.readouterr().out.splitlines()) == 4 + 21


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--along", "nowhere"], "There is no checkpoint in nowhere."),
        (["--points", "4"], "must be odd"),
        (["--range", "-1"], "The range must be a number above 0"),
        (["--plane", "gradient", "random", "--range-y", "1e4"], "above 0 and at most 1,000"),
        (["--images", "5001"], "A slice takes from 1 to 5,000 images."),
    ],
)
def test_that_what_cannot_be_sliced_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], sentence: str
) -> None:
    assert command(kept(tmp_path / "run", 1), *more) == 2
    assert sentence in capsys.readouterr().err


def test_that_two_different_networks_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run, other = kept(tmp_path / "run", 1), kept(tmp_path / "other", 1, units=7)
    assert command(run, "--along", other, "--images", "40") == 2
    assert "different networks" in capsys.readouterr().err
