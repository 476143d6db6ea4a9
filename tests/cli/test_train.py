import argparse
import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from explorer.cli import train
from explorer.cli.training_options import chosen_settings
from explorer.core.descent import parameters as limits
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.sentences import ExplorerError
from explorer.core.training.reports import Sharpness
from explorer.core.training.settings import HiddenLayer, TrainingSettings
from explorer.files.checkpoints import newest_checkpoint
from explorer.files.own_runs import kept_runs
from explorer.files.run_logs import LogTail
from tests.cli.refused import refusal
from tests.processes import no_file_above


def _arguments(*texts: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    train.add_to(parser.add_subparsers())
    return parser.parse_args(["train", *texts])


def program(*texts: str) -> list[str]:
    return [sys.executable, "-m", "explorer", "train", *texts]


def test_that_the_defaults_are_those_of_the_lesson() -> None:
    assert chosen_settings(_arguments(), TrainingSettings()) == TrainingSettings()


def test_that_every_choice_reaches_the_run() -> None:
    texts = "--steps 3 --batch-size 4 --optimizer sgd --learning-rate 0.5 --seed 6 --layers 128,64"
    texts += " --loss mean_squared_error --dropout 0.25"
    assert chosen_settings(_arguments(*texts.split()), TrainingSettings()) == TrainingSettings(
        steps=3,
        batch_size=4,
        optimizer="sgd",
        learning_rate=0.5,
        seed=6,
        hidden=(HiddenLayer(128), HiddenLayer(64)),
        loss="mean_squared_error",
        dropout=0.25,
    )


def test_that_every_optimiser_trains_with_keras_defaults_unless_told_otherwise() -> None:
    for key, spec in OPTIMIZERS.items():
        chosen = chosen_settings(_arguments("--optimizer", key), TrainingSettings())
        assert chosen == TrainingSettings(optimizer=key, learning_rate=spec.rate)
    told = ["--optimizer", "rmsprop", "--learning-rate", "0.002", "--rho", "0.8", "--centered", "1"]
    assert chosen_settings(_arguments(*told), TrainingSettings()) == TrainingSettings(
        optimizer="rmsprop", learning_rate=0.002, parameters=(("rho", 0.8), ("centered", 1.0))
    )


def test_that_a_parameter_of_another_optimiser_is_refused() -> None:
    with pytest.raises(ExplorerError, match="There is no parameter rho here"):
        chosen_settings(_arguments("--rho", "0.5"), TrainingSettings())


def test_that_no_layers_give_softmax_regression() -> None:
    assert chosen_settings(_arguments("--layers", "none"), TrainingSettings()).hidden == ()


def test_that_json_has_the_agreed_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert train.run(_arguments("--steps", "20", "--json")) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(result) == ["steps", "loss", "test_accuracy", "steps_per_second", "weights_sha256"]
    assert result["steps"] == 20
    assert 0.3 < result["test_accuracy"] < 1
    assert result["steps_per_second"] > 0
    assert len(bytes.fromhex(result["weights_sha256"])) == 32


def test_that_eigenvalues_and_noise_scale_are_told_where_they_are_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    texts = "--steps 5 --layers none --eigenvalues 3 --noise-scale --no-keep --json"
    assert train.run(_arguments(*texts.split())) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    found, noise = result["eigenvalues"], result["noise_scale"]
    assert found["values"] == sorted(found["values"], reverse=True)
    assert len(found["residuals"]) == 3
    assert max(found["residuals"]) <= 0.011 * found["values"][0]
    assert noise["low"] < noise["value"] < noise["high"]
    assert noise["value"] == pytest.approx(noise["variance"] / noise["squared_gradient"])


def test_that_progress_goes_to_standard_error_only(capsys: pytest.CaptureFixture[str]) -> None:
    train.run(_arguments("--steps", "20", "--json"))
    captured = capsys.readouterr()
    assert captured.out.count("\n") == 1
    assert "step 20 of 20" in captured.err


def test_that_text_says_the_same_and_the_run_is_kept_unless_told_otherwise(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(train, "own_runs_folder", lambda: tmp_path)
    train.run(_arguments("--steps", "5"))
    assert "test accuracy" in capsys.readouterr().out
    train.run(_arguments("--steps", "5", "--no-keep"))
    (kept,) = kept_runs(tmp_path)
    assert (kept.summary.steps, kept.summary.outcome) == (5, "finished")


def test_that_a_grid_prints_each_run_and_what_seeds_make_of_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(train, "own_runs_folder", lambda: tmp_path / "runs")
    (tmp_path / "grid.json").write_text('{"seed": [0, 1], "network": [[]], "steps": 5}')
    assert train.run(_arguments("--grid", str(tmp_path / "grid.json"), "--json")) == 0
    told = capsys.readouterr()
    result = json.loads(told.out)
    assert [each["outcome"] for each in result["runs"]] == ["finished", "finished"]
    assert {each["folder"] for each in result["runs"]} == {
        str(each.folder) for each in kept_runs(tmp_path / "runs")
    }
    (group,) = result["groups"]
    shares = [each["test_accuracy"] for each in result["runs"]]
    assert group["test_accuracy"]["mean"] == pytest.approx(sum(shares) / 2)
    assert "Run 2 of 2: adam, rate 0.001, batch 128, network 784-10, seed 1, finished" in told.err


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["--steps", "0"], "--steps"),
        (["--learning-rate", "nan"], "--learning-rate"),
        (["--learning-rate", "0"], "must be above 0"),
        (["--learning-rate", "1e9"], "must be at most 1,000,000"),
        (["--batch-size", "-3"], "--batch-size"),
        (["--seed", "x"], "--seed"),
        (["--optimizer", "rmspropp"], "invalid choice"),
        (["--loss", "mse"], "mse is not known here"),
        (["--data", "/nowhere"], "There is no folder /nowhere"),
        (["--st", "3"], "--st"),
        (["--layers", "128,,3"], "are no layers"),
        (["--layers", "9,9,9,9,9"], "at most 4 hidden layers"),
        (["--full-batch", "5001"], "from 1 to 5,000"),
        (["--centre"], "The mean image is subtracted where"),
        (["--resume", "/nowhere"], "There is no run in /nowhere"),
        (["--resume", "a", "--run", "b"], "not allowed with"),
    ],
)
def test_that_bad_usage_is_one_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], texts: list[str], sentence: str
) -> None:
    assert sentence in refusal(capsys, ["train", *texts])


def test_that_a_cluster_that_makes_no_sense_leaves_no_run_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = ["train", "--distribute", "multiworker", "--run", str(tmp_path / "run")]
    told = refusal(capsys, texts)
    assert told.startswith("gradient-explorer: TF_CONFIG does not name a cluster")
    assert not (tmp_path / "run").exists()


def result(*texts: str) -> dict[str, Any]:
    """Return what a run prints, made in this process, where its engine serves again."""
    with redirect_stdout(io.StringIO()) as printed:
        train.run(_arguments("--json", *texts))
    result: dict[str, Any] = json.loads(printed.getvalue())
    return result


LENGTH = ("--steps", "2300", "--batch-size", "32")


@pytest.fixture(scope="module")
def undisturbed() -> str:
    """The digest of the weights of a run that nobody ends."""
    return str(result(*LENGTH)["weights_sha256"])


@pytest.mark.slow
def test_that_a_run_killed_again_and_again_ends_with_the_same_weights(
    tmp_path: Path, undisturbed: str
) -> None:
    kept = ("--checkpoint-every", "50", "--steps-per-call", "10", *LENGTH)
    where = ("--run", str(tmp_path / "run"))
    for delay in (0.05, 0.4):
        with subprocess.Popen(program(*where, *kept), stderr=subprocess.PIPE, text=True) as run:
            assert run.stderr is not None
            next(line for line in run.stderr if "step" in line)
            time.sleep(delay)
            run.kill()
        where = ("--resume", str(tmp_path / "run"))
    assert result(*where, *kept)["weights_sha256"] == undisturbed


@pytest.mark.slow
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_that_a_run_ended_by_a_signal_goes_on_from_its_very_step(
    kind: signal.Signals, tmp_path: Path, undisturbed: str
) -> None:
    # One of them ends a run that is kept by itself, as nobody said where.
    where = () if kind is signal.SIGINT else ("--run", str(tmp_path / "run"))
    kept = ("--steps-per-call", "7", "--checkpoint-every", "1000", *where)
    with subprocess.Popen(
        program(*LENGTH, *kept), stderr=subprocess.PIPE, text=True,
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path)},
    ) as run:  # fmt: skip
        assert run.stderr is not None
        next(line for line in run.stderr if "step 100 " in line)
        run.send_signal(kind)
        last = run.stderr.read().splitlines()[-1]
    assert run.returncode == 1
    (folder,) = (log.parent for log in tmp_path.rglob("log.jsonl"))
    log = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    stopped = log[-1]["step"]
    last_two = [(line["report"], line["step"]) for line in log[-2:]]
    assert last_two == [("checkpoint", stopped), ("stopped", stopped)]
    assert last == f"Stopped after {stopped:,} steps. Go on with train --resume {folder}."
    checkpoint = newest_checkpoint(folder / "checkpoints")
    assert checkpoint is not None
    assert 100 <= checkpoint.step == stopped
    assert result(*LENGTH, "--resume", str(folder))["weights_sha256"] == undisturbed


@pytest.mark.slow
def test_that_a_resumed_run_keeps_its_optimiser_and_takes_other_parameters_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "run")
    train.run(_arguments("--optimizer", "rmsprop", "--steps", "10", "--run", folder))
    assert train.run(_arguments("--resume", folder, "--rho", "0.8", "--steps", "12")) == 0
    assert capsys.readouterr().out.count("weights SHA-256") == 2
    log = (tmp_path / "run" / "log.jsonl").read_text().splitlines()
    (changed,) = [line for line in map(json.loads, log) if line["report"] == "changed"]
    assert changed["step"] == 10
    assert changed["settings"]["optimizer"] == "rmsprop"
    assert changed["settings"]["parameters"] == {"rho": 0.8}
    with pytest.raises(ExplorerError, match="another optimizer"):
        train.run(_arguments("--resume", folder, "--optimizer", "adam", "--steps", "14"))


@pytest.mark.slow
def test_that_a_finished_run_goes_on_for_more_steps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "run")
    for texts in ("40 --run", "60 --resume"):
        train.run(_arguments("--json", "--steps", *texts.split(), folder))
    train.run(_arguments("--json", "--steps", "60"))
    digests = [json.loads(line)["weights_sha256"] for line in capsys.readouterr().out.splitlines()]
    assert digests[0] != digests[1] == digests[2]


@pytest.mark.slow
def test_that_a_diverged_run_goes_on_with_a_smaller_rate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HIGHEST_RATE", 1e38)
    folder = str(tmp_path / "run")
    wild = ("--optimizer", "sgd", "--learning-rate", "1e30", "--steps", "20", "--run", folder)
    assert train.run(_arguments(*wild)) == 1
    assert "learning rate 1e+30 is probably too high" in capsys.readouterr().err
    train.run(_arguments("--resume", folder, "--learning-rate", "0.01"))
    log = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    steps = {
        line["report"]: line["step"] for line in log if line["report"] in ("diverged", "resumed")
    }
    assert steps["diverged"] == steps["resumed"] > 0


@pytest.mark.slow
def test_that_a_full_disk_is_told_and_training_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = ("--checkpoint-every", "20", "--run", str(tmp_path / "run"))
    with no_file_above(600_000):  # bytes; a checkpoint has twice as many
        assert train.run(_arguments("--steps", "60", *kept)) == 0
    assert "takes nothing any more: File too large. Training goes on" in capsys.readouterr().err


def test_that_an_experiment_is_its_settings_by_name() -> None:
    spelled = (
        "--full-batch 1000 --centre --activation tanh --loss half_squared_error --optimizer sgd "
        "--learning-rate 0.158 --steps 1500 --sharpness-every 25 --validate-every 75"
    )
    by_name = chosen_settings(_arguments("--experiment", "edge-of-stability"), TrainingSettings())
    assert by_name == chosen_settings(_arguments(*spelled.split()), TrainingSettings())


def test_that_json_tells_the_sharpness_of_a_full_batch_and_a_kept_run_keeps_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    texts = (
        "--experiment edge-of-stability --full-batch 100 --layers 12 --activation tanh --steps 4 "
    )
    texts += f"--sharpness-every 2 --json --run {folder}"
    assert train.run(_arguments(*texts.split())) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["two_over_rate"] == result["edge"] == 2 / 0.158
    assert [row[0] for row in result["sharpness"]] == [0, 2, 4]
    assert all(0 <= residual <= 0.01 * value for _, value, residual in result["sharpness"])
    _, reports = LogTail(folder).look()
    kept = [each for each in reports if isinstance(each, Sharpness)]
    assert [[e.step, e.eigenvalues[0], e.residuals[0]] for e in kept] == result["sharpness"]


def test_that_a_schedule_is_trained_with_and_its_edge_is_that_of_each_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    texts = (
        "--experiment edge-of-stability --full-batch 100 --layers 12 --activation tanh --steps 4 "
        "--schedule exponential --decay-steps 2 --decay-rate 0.25 "
    )
    texts += f"--sharpness-every 2 --json --run {folder}"
    assert train.run(_arguments(*texts.split())) == 0
    result = json.loads(capsys.readouterr().out)
    edges = [[step, pytest.approx(2 / (0.158 * 0.5**step))] for step in (0, 2, 4)]
    assert result["edges"] == edges
    assert result["two_over_rate"] == result["edge"] == edges[-1][1]
    assert LogTail(folder).settings.schedule_values() == {"decay_steps": 2, "decay_rate": 0.25}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("--schedule cosine --decay-rate 0.5", "There is no parameter decay_rate here."),
        ("--decay-steps 5", "There is no parameter decay_steps here."),
        ("--schedule piecewise --first 9 --second 5", "The second drop must come after the first."),
    ],
)
def test_that_a_parameter_of_another_schedule_is_refused(given: str, sentence: str) -> None:
    with pytest.raises(ExplorerError, match=sentence):
        chosen_settings(_arguments(*given.split()), TrainingSettings())
