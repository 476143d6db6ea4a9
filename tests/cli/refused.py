"""What a command says that is refused."""

from collections.abc import Sequence

import pytest

from explorer import cli


def refusal(capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> str:
    """Return the one line that a refused command says; nothing else is printed, and the status is 2."""
    try:
        status = cli.run(cli.parse(arguments))
    except SystemExit as left:
        status = int(str(left.code))
    told = capsys.readouterr()
    assert (status, told.out) == (2, ""), told
    assert told.err.count("\n") == 1
    return told.err
