"""What is said of a descent on f(x, y)."""

import pytest

from explorer.core.descent.racing import surface_goal
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.surfaces import curvature_at
from explorer.core.descent.trajectory import trajectory
from explorer.core.descent.verdicts.line import Verdict
from explorer.core.descent.verdicts.surface import judge_surface
from explorer.core.functions.formula import parse


def verdict(
    cursor: int, text: str = "x**2 + 3*y**2", rate: float = 0.1, start: tuple[float, float] = (2, 1)
) -> Verdict:
    """Return the verdict on update `cursor` of 100."""
    wanted = DescentSettings(parse(text, ("x", "y")), start, 100, "sgd", rate)
    path = trajectory(wanted)
    row = min(cursor, path.updates)
    here = curvature_at(wanted.formula, (float(path.x[row, 0]), float(path.x[row, 1])))
    goal = surface_goal(wanted.formula, (-4.0, 4.0), (-4.0, 4.0))
    return judge_surface(path, row, here, goal, wanted)


@pytest.mark.parametrize(
    ("cursor", "changes", "kind", "words"),
    [
        (0, {}, "ready", "Press Space"),
        (2, {"rate": 0.01}, "moving", "took f from"),
        (100, {}, "converged", "within 0.0001 of a minimum"),
        (100, {"rate": 0.0001}, "done", "100 updates took f"),
        (3, {"rate": 0.4}, "overshooting", "raised f"),
        (100, {"rate": 5.0}, "diverged", "At update"),
        (0, {"text": "x**2 - y**2", "start": (0.0, 0.0)}, "stuck", "by −2.0000 one way and by 2"),
        (0, {"text": "x*0 + 7", "start": (0.0, 0.0)}, "stuck", "∇f is 0 here"),
        (0, {"text": "ln(x) + y", "start": (-1.0, 0.0)}, "undefined", "not a finite number"),
    ],
)
def test_that_the_phase_is_told(
    cursor: int, changes: dict[str, str], kind: str, words: str
) -> None:
    said = verdict(cursor, **changes)  # type: ignore[arg-type] # a table of keyword arguments
    assert said.kind == kind
    assert words in str(said.body)


def test_that_a_slower_rate_is_suggested_to_one_that_overshoots() -> None:
    assert verdict(3, rate=0.4).suggestion == pytest.approx(2 / 8)
