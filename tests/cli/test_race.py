"""The command `race` as a person types it."""

import csv
import json
from pathlib import Path

import pytest

from explorer.cli import parse, run

HIMMELBLAU = "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"
RACE = ("--function-2d", HIMMELBLAU, "--start", "0,-3", "--steps", "60")
RACERS = ("--optimizers", "sgd=0.005,momentum=0.005,adam=0.1")


def race(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Run the command in this process and return what it printed."""
    arguments = parse(["race", *options])
    assert arguments.run(arguments) == 0
    return capsys.readouterr().out


def test_that_a_race_tells_where_each_racer_ends(capsys: pytest.CaptureFixture[str]) -> None:
    result = json.loads(race(capsys, *RACE, *RACERS, "--json"))
    sgd, momentum, adam = result["racers"]
    assert (sgd["optimizer"], momentum["optimizer"], adam["optimizer"]) == (
        "sgd",
        "momentum",
        "adam",
    )
    assert (sgd["x"], sgd["y"]) == pytest.approx((3.58437, -1.84745), abs=1e-5)
    assert sgd["reached_at"] == 44
    assert momentum["reached_at"] is None
    assert adam["value"] == pytest.approx(0.7265, abs=1e-3)
    assert result["status"] == "They are nearest to 3 minima."
    assert result["fairness"] == "Same start and number of updates; rates differ."


def test_that_the_table_has_one_line_for_each_racer(capsys: pytest.CaptureFixture[str]) -> None:
    lines = race(capsys, *RACE, *RACERS).splitlines()
    assert len(lines) == 5
    assert lines[0].split()[:2] == ["optimizer", "learning_rate"]
    assert [line.split()[0] for line in lines[1:4]] == ["sgd", "momentum", "adam"]


def test_that_csv_holds_the_same_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "race.csv"
    race(capsys, *RACE, *RACERS, "--csv", str(target))
    with target.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["optimizer"] for row in rows] == ["sgd", "momentum", "adam"]
    assert rows[1]["reached_at"] == ""


@pytest.mark.slow
def test_that_tuned_rates_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    text = race(capsys, "2*x**2", "--start", "3", "--optimizers", "sgd,adam", "--tune", "--json")
    result = json.loads(text)
    assert result["racers"][0]["learning_rate"] == pytest.approx(0.25, rel=0.1)
    assert result["fairness"].endswith("each at the best of hundreds of rates.")


def test_that_a_rate_for_all_is_told_as_equal(capsys: pytest.CaptureFixture[str]) -> None:
    text = race(capsys, "2*x**2", "--start", "3", "--learning-rate", "0.1", "--json")
    assert json.loads(text)["fairness"] == "Same start, number of updates and rate."


def test_that_a_parameter_goes_to_the_racers_that_have_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    race(capsys, "2*x**2", "--start", "3", "--momentum", "0.5", "--json")


def test_that_json_of_a_diverging_racer_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is not JSON")

    options = ("2*x**2", "--start", "3", "--optimizers", "sgd=2", "--json")
    assert json.loads(race(capsys, *options), parse_constant=refuse)["racers"][0]["value"] is None


@pytest.mark.parametrize(
    ("racers", "sentence"),
    [("sgd,nonsense", "is no optimiser"), ("sgd=x", "not a finite number"), ("", "no optimiser")],
)
def test_that_bad_racers_end_with_status_2_and_a_sentence(
    racers: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["race", "2*x**2", "--start", "3", "--optimizers", racers])
    assert left.value.code == 2
    assert sentence in capsys.readouterr().err


def test_that_a_bad_rate_ends_with_status_2_and_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(parse(["race", "2*x**2", "--start", "3", "--optimizers", "sgd=0"])) == 2
    assert "The rate must be above 0" in capsys.readouterr().err
