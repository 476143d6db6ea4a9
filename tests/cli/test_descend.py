"""The command `descend` as a person types it."""

import csv
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.cli import parse, run
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.sentences import ExplorerError
from tests.sparing import sparing

HIMMELBLAU = "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"


def descend(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Run the command in this process and return what it printed."""
    arguments = parse(["descend", *options])
    assert arguments.run(arguments) == 0
    return capsys.readouterr().out


def test_that_json_holds_the_steps_of_the_lesson(capsys: pytest.CaptureFixture[str]) -> None:
    text = descend(capsys, "2*x**2", "--start", "3", "--steps", "5", "--json")
    result = json.loads(text)
    assert result["steps"][0] == {"step": 0, "x": 3.0, "y": 18.0, "gradient": 12.0}
    assert [step["step"] for step in result["steps"]] == [0, 1, 2, 3, 4, 5]
    assert result["steps"][1]["x"] == 2.88
    assert result["formula"] == {"equal_bits": True, "max_ulp": 0}
    assert result["status"].startswith("Done. After 5 updates")


def test_that_json_of_a_diverging_run_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("2*x**2", "--start", "3", "--learning-rate", "0.6", "--steps", "500", "--json")

    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is not JSON")

    result = json.loads(descend(capsys, *options), parse_constant=refuse)
    assert result["steps"][-1]["y"] is None
    assert result["status"].startswith("Diverged. At update 128")


def test_that_float64_is_computed_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    text = descend(capsys, "2*x**2", "--start", "3", "--steps", "1", "--dtype", "float64", "--json")
    assert json.loads(text)["steps"][1]["x"] == 2.880000002682209


def test_that_a_table_is_printed_without_options(capsys: pytest.CaptureFixture[str]) -> None:
    lines = descend(capsys, "2*x**2", "--start", "3", "--steps", "2").splitlines()
    assert lines[0].split() == ["step", "x", "y", "gradient"]
    assert lines[2].split()[:2] == ["1", "2.88"]
    assert lines[-1].startswith("Done.")


def test_that_csv_holds_the_same_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "steps.csv"
    descend(capsys, "2*x**2", "--start", "3", "--steps", "2", "--csv", str(target))
    with target.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[:3] == [
        ["step", "x", "f(x)", "f′(x)", "Δx"],
        ["0", "3.0", "18.0", "12.0", "-0.119999886"],
        ["1", "2.88", "16.5888", "11.52", "-0.11520004"],
    ]


def test_that_csv_leaves_nothing_beside_its_target(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "steps.csv"
    target.write_text("old", encoding="utf-8")
    descend(capsys, "2*x**2", "--start", "3", "--steps", "2", "--csv", str(target))
    assert list(tmp_path.iterdir()) == [target]
    assert stat.S_IMODE(target.stat().st_mode) & 0o600 == 0o600


def test_that_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "no folder" / "steps.csv"
    arguments = parse(["descend", "2*x**2", "--start", "3", "--steps", "2", "--csv", str(target)])
    with pytest.raises(ExplorerError, match="Choose another folder"):
        arguments.run(arguments)


def test_that_a_surface_is_descended_with_two_coordinates(
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ("--function-2d", HIMMELBLAU, "--start", "0,-3", "--learning-rate", "0.005")
    result = json.loads(descend(capsys, *options, "--steps", "100", "--json"))
    assert result["steps"][0] == {
        "step": 0,
        "x": 0.0,
        "y": -3.0,
        "value": 200.0,
        "gradient_x": 4.0,
        "gradient_y": -52.0,
    }
    assert result["formula"]["equal_bits"] is True
    assert result["status"].startswith("Converged.")


@pytest.mark.parametrize("optimizer", sparing(OPTIMIZERS, "sgd", "momentum", "adam"))
def test_that_every_optimizer_descends_with_its_bits_checked(
    optimizer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = descend(capsys, "2*x**2", "--start", "3", "--optimizer", optimizer, "--json")
    assert json.loads(text)["formula"] == {"equal_bits": True, "max_ulp": 0}


def test_that_parameters_schedule_and_noise_change_the_path(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lesson = ("2*x**2", "--start", "3", "--steps", "20", "--optimizer", "momentum", "--json")
    variations: list[tuple[str, ...]] = [
        (),
        ("--momentum", "0.5"),
        ("--schedule", "cosine"),
        ("--schedule", "cosine", "--decay-steps", "20"),
        ("--noise", "0.5"),
        ("--noise", "0.5", "--seed", "1"),
    ]
    ends = [json.loads(descend(capsys, *lesson, *each))["steps"][-1]["x"] for each in variations]
    assert len(set(ends)) == len(variations)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("2*x**2", "--start", "3", "--momentum", "0.5"), "no parameter momentum"),
        (("2*x**2", "--start", "3,4"), "two such as 1,2"),
        (("--function-2d", "x*y", "--start", "3"), "two such as 1,2"),
        (("--start", "3"), "Give one function"),
        (("x", "--function-2d", "x*y", "--start", "3"), "Give one function"),
        (("sine(x)", "--start", "3"), "sin"),
        (("floor(x)", "--start", "3"), "The tape answers None"),
        (("x", "--start", "3", "--noise", "-1"), "The noise must be"),
        (("x", "--start", "3", "--optimizer", "adam", "--beta-1", "2"), "β₁ must be from 0"),
        (("x", "--start", "3", "--steps", "1000000"), "The number of updates"),
    ],
)
def test_that_bad_input_ends_with_status_2_and_a_sentence(
    options: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(parse(["descend", *options])) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--start", "nan"), "not a finite number"),
        (("--start", "3", "--steps", "0"), "not a count"),
        (("--start", "3", "--steps", "-1"), "not a count"),
        (("--start", "3", "--learning-rate", "inf"), "not a finite number"),
        (("--start", "3", "--optimizer", "nonsense"), "invalid choice"),
        (("--start", "3", "--dtype", "int32"), "invalid choice"),
        ((), "--start"),
    ],
)
def test_that_bad_usage_ends_with_status_2_and_a_sentence(
    options: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["descend", "2*x**2", *options])
    assert left.value.code == 2
    printed = capsys.readouterr().err
    assert sentence in printed
    assert printed.count("\n") == 1


@pytest.mark.parametrize("rate", ["0", "-1", "1e9"])
def test_that_a_bad_rate_ends_with_status_2_and_a_sentence(
    rate: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = parse(["descend", "2*x**2", "--start", "3", f"--learning-rate={rate}"])
    assert run(arguments) == 2
    assert "The rate must be" in capsys.readouterr().err


def test_that_the_command_runs_on_its_own_with_json_alone_on_standard_output() -> None:
    command = [sys.executable, "-m", "explorer", "descend", "2*x**2", "--start", "3", "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=120, env=dict(os.environ)
    )
    assert len(json.loads(done.stdout)["steps"]) == 101
