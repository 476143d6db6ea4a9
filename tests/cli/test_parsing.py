from pathlib import Path

import pytest

from explorer.cli import parse, run
from explorer.cli.parsing import caret_under


def test_that_the_caret_stands_under_its_column() -> None:
    assert caret_under("2 + sine(x)", 4) == "2 + sine(x)\n    ^"


def test_that_of_a_long_text_the_surroundings_are_shown() -> None:
    line, caret = caret_under("x+" * 200 + "?" + "+x" * 50, 400).split("\n")

    assert (len(line), line[caret.index("^")]) == (80, "?")


def test_that_a_text_of_several_lines_is_shown_in_one() -> None:
    assert caret_under("x\n+\t?", 4) == "x + ?\n    ^"


def test_that_a_caret_may_stand_behind_the_text() -> None:
    assert caret_under("x+", 2) == "x+\n  ^"


@pytest.mark.parametrize("argv", [["a.gex"], ["open", "a.gex"], ["gex:eJw"], ["open", "gex:eJw"]])
def test_that_a_document_or_a_link_opens_the_window(argv: list[str]) -> None:
    arguments = parse(argv)
    assert (arguments.command, arguments.document) == ("open", argv[-1])


def test_that_a_name_from_elsewhere_commands_no_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lesson = tmp_path / "mine.toml"
    lesson.write_text(
        'page = "tape"\ntitle = "a\\u001b]0;b\\u0007\\rc"\n[[step]]\ntext = "Look."\n'
    )
    assert run(parse(["lesson", "check", str(lesson)])) == 0
    run(parse(["lesson", "check", str(tmp_path / "no\x1b[2J\udcff")]))
    told = capsys.readouterr()
    assert "“a�]0;b��c”" in told.out
    assert "no�[2J?" in told.err
    assert not {"\x1b", "\x07", "\r"} & {*told.out, *told.err}
