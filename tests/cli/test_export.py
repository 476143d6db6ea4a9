"""`export` and `--session`, as they are typed."""

from pathlib import Path

import pytest

from explorer import cli
from explorer.files.documents import link
from explorer.files.opening import open_named
from explorer.session.descent.choices import DescentChoices
from explorer.session.endings import ENDINGS
from explorer.session.session import Session
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
