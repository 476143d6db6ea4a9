import argparse
import json
import signal
import subprocess
import sys
from typing import Any

import pytest

from explorer.cli import train


def _arguments(*texts: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    train.add_to(parser.add_subparsers())
    return parser.parse_args(["train", *texts])


def _program(*texts: str) -> list[str]:
    return [sys.executable, "-m", "explorer", "train", *texts]


def test_that_the_defaults_are_those_of_the_lesson() -> None:
    found = vars(_arguments())
    assert (found["steps"], found["batch_size"], found["learning_rate"]) == (2000, 128, 0.001)
    assert (found["optimizer"], found["seed"]) == ("adam", 0)


def test_that_json_has_the_agreed_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert train.run(_arguments("--steps", "20", "--json")) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(result) == ["steps", "loss", "test_accuracy", "steps_per_second", "weights_sha256"]
    assert result["steps"] == 20
    assert 0.3 < result["test_accuracy"] < 1
    assert result["steps_per_second"] > 0
    assert len(bytes.fromhex(result["weights_sha256"])) == 32


def test_that_progress_goes_to_standard_error_only(capsys: pytest.CaptureFixture[str]) -> None:
    train.run(_arguments("--steps", "20", "--json"))
    captured = capsys.readouterr()
    assert captured.out.count("\n") == 1
    assert "step 20 of 20" in captured.err


def test_that_text_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    train.run(_arguments("--steps", "5"))
    assert "test accuracy" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["--steps", "0"], "--steps"),
        (["--learning-rate", "nan"], "--learning-rate"),
        (["--learning-rate", "0"], "must be above 0"),
        (["--learning-rate", "1e9"], "must be at most 1,000"),
        (["--batch-size", "-3"], "--batch-size"),
        (["--seed", "x"], "--seed"),
        (["--optimizer", "rmsprop"], "rmsprop is not known here"),
        (["--data", "/nowhere"], "There is no folder /nowhere"),
        (["--st", "3"], "--st"),
    ],
)
def test_that_bad_usage_is_one_sentence_and_status_2(texts: list[str], sentence: str) -> None:
    result = subprocess.run(_program(*texts), capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_that_control_c_ends_the_run_with_a_sentence_and_status_1() -> None:
    with subprocess.Popen(_program("--steps", "1000000"), stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        for line in run.stderr:
            if "step 100 " in line:
                run.send_signal(signal.SIGINT)
                break
        last = run.stderr.read().splitlines()[-1]
    assert run.returncode == 1
    assert last.startswith("Stopped after")
