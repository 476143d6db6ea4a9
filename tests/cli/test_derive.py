import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from explorer import cli
from explorer.core.autodiff import checks
from explorer.core.sentences import ExplorerError, said

ROOT = Path(__file__).parents[2]


def derive(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    status = cli.run(cli.parse(["derive", *arguments, "--json"]))

    assert status == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def test_that_the_lesson_s_json_is_exact(capsys: pytest.CaptureFixture[str]) -> None:
    assert derive(capsys, "2*x**2", "--at", "3") == {
        "expression": "2*x**2",
        "at": 3.0,
        "value": 18.0,
        "first": 12.0,
        "second": 4.0,
    }


def test_that_what_the_tape_did_not_watch_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    found = derive(capsys, "2*x**2", "--at", "3", "--source", "constant")

    assert (found["value"], found["first"], found["second"]) == (18.0, None, None)


def test_that_a_watched_constant_is_derived(capsys: pytest.CaptureFixture[str]) -> None:
    assert derive(capsys, "2*x**2", "--at", "3", "--source", "watched")["first"] == 12.0


@pytest.mark.parametrize("place", ["-2", "-2.5", "-1e-3", "-.5"])
def test_that_a_negative_place_is_a_place(capsys: pytest.CaptureFixture[str], place: str) -> None:
    assert derive(capsys, "2*x**2", "--at", place)["at"] == float(place)


def test_that_an_expression_may_begin_with_a_minus(capsys: pytest.CaptureFixture[str]) -> None:
    assert derive(capsys, "-x**2", "--at", "3")["first"] == -6.0


def test_that_the_order_asked_for_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    found = derive(capsys, "x**4", "--at", "1", "--order", "4")

    assert [found[name] for name in ("first", "second", "third", "fourth")] == [4, 12, 24, 24]


def test_that_infinities_and_nan_are_strings_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert derive(capsys, "sqrt(x)", "--at", "0")["first"] == "Infinity"
    assert derive(capsys, "ln(x)", "--at", "-1")["value"] == "NaN"


def test_that_half_precision_computes_in_half_precision(capsys: pytest.CaptureFixture[str]) -> None:
    assert derive(capsys, "x", "--at", "0.1", "--dtype", "float16")["value"] == 0.0999755859375


def test_that_a_check_adds_the_symbolic_and_the_central_difference_slope(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = derive(capsys, "2*x**2", "--at", "3", "--check")

    assert found["symbolic"] == 12.0
    assert found["difference"] == pytest.approx(12.0, rel=1e-8)


def test_that_a_check_without_symbols_says_so_and_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise ExplorerError(said("Errors", "There is no exact derivative."))

    monkeypatch.setattr(checks, "derivative", none)
    status = cli.run(cli.parse(["derive", "2*x**2", "--at", "3", "--check", "--json"]))

    output = capsys.readouterr()
    assert (status, json.loads(output.out)["symbolic"]) == (0, None)
    assert output.err == "gradient-explorer: There is no exact derivative.\n"


def test_that_a_check_shows_a_reader_the_exact_derivative(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.run(cli.parse(["derive", "2*x**2", "--at", "3", "--check"]))

    assert "f′ by symbols: 4x = 12.0" in capsys.readouterr().out


def test_that_a_derivative_lost_in_a_power_is_given_with_its_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = derive(capsys, "2*x**2", "--at", "0", "--order", "4")

    assert (found["second"], found["third"], found["lost"]) == (
        4.0,
        "NaN",
        {"third": 0.0, "fourth": 0.0},
    )
    assert found["safe"] == "2 * (x * x)"

    assert cli.run(cli.parse(["derive", "2*x**2", "--at", "0", "--order", "4"])) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[4].startswith("f‴ nan  f‴ is 0; TensorFlow answers NaN")
    assert lines[-1] == "Safe form: 2 * (x * x)"


def test_that_without_json_a_reader_gets_a_line_per_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.run(cli.parse(["derive", "2*x**2", "--at", "3"]))

    assert capsys.readouterr().out.splitlines()[1:] == ["f  18.0", "f′ 12.0", "f″ 4.0"]


def test_that_a_bad_expression_gets_a_sentence_and_a_caret_under_the_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = cli.run(cli.parse(["derive", "2 + sine(x)", "--at", "3"]))

    errors = capsys.readouterr().err.splitlines()
    assert status == 2
    assert "sin" in errors[0]
    assert errors[-1].index("^") - errors[-2].index("sine") == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["derive", "2*x**2"],
        ["derive", "2*x**2", "--at", "nan"],
        ["derive", "2*x**2", "--at", "-inf"],
        ["derive", "2*x**2", "--at", "three"],
        ["derive", "2*x**2", "--at", "3", "--order", "9"],
        ["derive", "2*x**2", "--at", "3", "--source", "other"],
    ],
)
def test_that_bad_usage_ends_with_status_two_and_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as leaving:
        cli.parse(arguments)

    assert leaving.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_that_help_comes_without_tensorflow() -> None:
    program = (
        "import sys; from explorer.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit: pass\n"
        "sys.exit('tensorflow' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, "derive", "--help"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, "--at" in done.stdout) == (0, True)
