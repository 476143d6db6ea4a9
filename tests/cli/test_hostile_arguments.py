"""Arguments and outputs that nobody would give, and that one sentence answers all the same."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from explorer import cli
from explorer.cli.parsing import shortened
from tests.cli.refused import refusal
from tests.sparing import sparing

LONG = "9" * 5_000
NAME = "a" * 5_000


@pytest.mark.parametrize(
    "arguments",
    [
        ("derive", "x", "--at=--"),
        ("derive", "x", "--at", LONG),
        ("derive", "x", "--at", "1", "--order", LONG),
        ("derive", "x", "--at", "1", "--dtype", NAME),
        ("derive", "x", "--at", "1", NAME),
        ("descend", "x", "--start", LONG),
        ("descend", "x", "--start=--"),
        ("descend", "x", "--start", "1", "--steps", LONG),
        ("descend", "x", "--start", "1", "--seed", LONG),
        ("race", "x", "--start", "1", "--optimizers", NAME),
        ("train", "--steps", LONG),
        ("train", "--steps", LONG[:4_000]),
        ("train", "--seed", LONG),
        ("train", "--layers", LONG),
        ("train", "--layers", "²"),
        ("train", "--data", NAME),
        ("train", "--validate-every", "10000001"),
        ("train", "--steps-per-call", "100000000"),
        ("slice", NAME),
        ("slice", "run", "--range", LONG),
        ("slice", "run", "--points", LONG[:4_000]),
        ("slice", "run", "--seed", LONG[:4_000]),
        ("slice", "run", "--along", NAME),
        ("screenshot", "descent", "a.png", "--size", f"{LONG}x700"),
        ("screenshot", "descent", "a.png", "--size", "9x9"),
        ("screenshot", "moon", "a.png"),
        (NAME,),
        ("a b" * 2_000,),
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_that_a_hostile_argument_is_refused_in_one_short_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert len(refusal(capsys, arguments)) < 1_000


@pytest.mark.parametrize(
    ("formula", "sign"), [("x" + "¹" * 310, "¹"), ("x - " + "9" * 400 + "½", "9")]
)
def test_that_a_number_beyond_float64_is_refused_where_it_stands(
    capsys: pytest.CaptureFixture[str], formula: str, sign: str
) -> None:
    assert cli.run(cli.parse(["derive", formula, "--at", "2"])) == 2
    sentence, shown, caret = capsys.readouterr().err.splitlines()
    assert "beyond the largest there is" in sentence
    assert shown[caret.index("^")] == sign


@pytest.mark.parametrize(
    ("formula", "start"),
    sparing([("x^2", "7e18"), ("x^2", "1.7e308"), ("sin(x)", "-1e300")], ("x^2", "7e18")),
)
def test_that_a_race_from_afar_is_run(
    capsys: pytest.CaptureFixture[str], formula: str, start: str
) -> None:
    race = ["race", formula, f"--start={start}", "--optimizers", "sgd", "--dtype", "float64"]
    assert cli.run(cli.parse([*race, "--steps", "2", "--json"])) == 0
    assert "sgd" in capsys.readouterr().out


def test_that_a_word_that_is_read_stays_whole() -> None:
    text = "There is no run in /home/somebody/runs/2026. Choose another."
    assert shortened(text) == text


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["train", "--help"]])
def test_that_help_that_nothing_takes_says_so(repository: Path, arguments: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "explorer", *arguments],
            cwd=repository, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr == (
        "gradient-explorer: the output cannot be written: No space left on device.\n"
    )


@pytest.mark.slow
def test_that_a_result_that_nothing_takes_is_a_failure(repository: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "explorer", "derive", "x", "--at", "1"],
            cwd=repository, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    assert "cannot be written: No space left on device" in ended.stderr


@pytest.mark.slow
def test_that_progress_that_nothing_takes_does_not_end_a_training(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with suppress(OSError), Path("/dev/full").open("w") as full:  # to close it fails, too
        monkeypatch.setattr(sys, "stderr", full)
        assert cli.run(cli.parse(["train", "--steps", "3", "--json"])) == 0
        assert sys.stderr is not full  # it was given up
    assert '"steps": 3' in capsys.readouterr().out
