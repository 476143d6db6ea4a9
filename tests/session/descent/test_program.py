"""The Descent page's program, run as a reader would run it."""

import pytest

from explorer.session.descent.choices import DescentChoices, Rival
from explorer.session.descent.program import descent_program
from explorer.session.descent.resolving import rivals


def test_that_the_program_prints_the_paths_of_the_rivals(
    capsys: pytest.CaptureFixture[str],
) -> None:
    state = DescentChoices(
        updates=12, noise=0.1, seed=3, rivals=(Rival("adam", 0.1), Rival("momentum", 0.05))
    )
    exec(descent_program(state), {})  # noqa: S102 - the program that a reader would paste
    printed = [line.split() for line in capsys.readouterr().out.splitlines()][12:]
    *_, view = rivals(state)
    expected = [
        [rival.optimizer, str(n), str(x)]
        for rival, path in zip(state.rivals, view.paths, strict=True)
        for n, x in enumerate(path.x[1:], start=1)
    ]
    assert printed == expected
