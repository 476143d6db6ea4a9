"""`export` and `--session`, as they are typed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from explorer import cli
from explorer.files.documents import link
from explorer.files.opening import open_named
from explorer.session.descent.choices import DescentChoices, Rival
from explorer.session.endings import ENDINGS
from explorer.session.session import PageName, Session
from explorer.session.surface.choices import SurfaceChoices
from explorer.session.tape.choices import TapeChoices
from explorer.ui.exporting.exporters import EXPORTERS
from tests.test_start import run

OTHER = Session(descent=DescentChoices(formula="cosh(x)", start=1.5, learning_rate=0.25, cursor=4))


def test_that_an_unknown_ending_is_answered_by_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.parse(["export", "descent", "a.xyz"])
    told = capsys.readouterr().err
    assert all(f".{ending}" in told for ending in ENDINGS)


@pytest.mark.parametrize("named", ["missing.gex", "gex:nothing", "missing.py"])
def test_that_a_session_that_cannot_be_read_is_told_in_one_line(
    named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.parse(["screenshot", "descent", "a.png", "--session", named])
    assert capsys.readouterr().err.count("\n") == 1


def test_that_each_ending_has_its_exporter() -> None:
    assert ENDINGS.keys() == EXPORTERS.keys()


@pytest.mark.slow
def test_that_an_exported_picture_shows_the_session_and_opens_it_again(
    repository: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "a.svg"
    arguments = ("export", "descent", str(picture), "--session", link(OTHER), "--caption")
    ended = run("main.py", *arguments, cwd=repository)
    assert ended.returncode == 0, ended.stderr
    assert "cosh(x)" in picture.read_text()
    assert open_named(str(picture), Session()).document.session.descent == OTHER.descent


CHOSEN = Session(
    descent=DescentChoices(
        formula="x^2/2", start=1.5, updates=3, optimizer="momentum", learning_rate=0.25, cursor=2,
        parameters=(("momentum", "momentum", 0.5),), rivals=(Rival("sgd", 0.5),),
    ),
    surface=SurfaceChoices(formula="x^2+y^2", start=(1.0, 2.0), updates=2),
    tape=TapeChoices(formula="x^3", x=2.0),
)  # fmt: skip


def printed(capsys: pytest.CaptureFixture[str], page: PageName, *arguments: str) -> Any:
    """Return what a command prints of the session, seen with a page in front."""
    line = link(replace(CHOSEN, view=replace(CHOSEN.view, page=page)))
    assert cli.run(cli.parse([*arguments, "--session", line, "--json"])) == 0
    return json.loads(capsys.readouterr().out)


def test_that_a_session_holds_where_nothing_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    steps = printed(capsys, "descent", "descend")["steps"]
    # Momentum 0.5 of the session: v = -lr x, then v = v / 2 - lr x.
    assert [step["x"] for step in steps] == [1.5, 1.125, 0.65625, 0.2578125]
    steps = printed(capsys, "descent", "descend", "--optimizer", "sgd", "--steps", "1")["steps"]
    assert [step["x"] for step in steps] == [1.5, 0.75]
    steps = printed(capsys, "descent", "descend", "x", "--start", "2", "--optimizer", "adam")[
        "steps"
    ]
    assert (len(steps), steps[0]["x"], steps[1]["x"]) == (4, 2.0, 1.999)


def test_that_a_race_and_a_derivative_are_of_the_page_in_front(
    capsys: pytest.CaptureFixture[str],
) -> None:
    racers = printed(capsys, "descent", "race")["racers"]
    assert [(each["optimizer"], each["learning_rate"]) for each in racers] == [
        ("momentum", 0.25), ("sgd", 0.5),
    ]  # fmt: skip
    assert {"x", "y"} < printed(capsys, "surface", "race")["racers"][0].keys()
    assert printed(capsys, "tape", "derive")["first"] == 12.0
    assert printed(capsys, "descent", "derive", "--at", "3")["first"] == 3.0


def test_that_a_training_begins_with_the_settings_of_a_session() -> None:
    chosen = replace(CHOSEN, training=CHOSEN.training.choosing(steps=7, seed=5))
    arguments = cli.parse(["train", "--session", link(chosen), "--seed", "9"])
    assert arguments.opened.training.settings.steps == 7
    assert arguments.seed == 9
