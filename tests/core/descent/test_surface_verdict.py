"""What is said of a descent on f(x, y)."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.descent.outlook import outlook
from explorer.core.descent.racing import surface_goal
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.surfaces import curvature_at
from explorer.core.descent.trajectory import trajectory
from explorer.core.descent.verdicts.line import Verdict
from explorer.core.descent.verdicts.surface import judge_surface
from explorer.core.functions.formula import parse
from tests.sparing import sparing


def verdict(
    cursor: int,
    text: str = "x**2 + 3*y**2",
    rate: float = 0.1,
    start: tuple[float, float] = (2, 1),
    optimizer: str = "sgd",
) -> Verdict:
    """Return the verdict on update `cursor` of 100."""
    wanted = DescentSettings(parse(text, ("x", "y")), start, 100, optimizer, rate)
    path = trajectory(wanted)
    row = min(cursor, path.updates)
    here = curvature_at(wanted.formula, (float(path.x[row, 0]), float(path.x[row, 1])))
    goal = surface_goal(wanted.formula, (-4.0, 4.0), (-4.0, 4.0))
    *_, beyond = outlook(path, wanted)
    return judge_surface(path, row, here, goal, wanted, beyond)


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


SPHERE = "x**2 + y**2"


@pytest.mark.parametrize(
    ("optimizer", "rate"),
    sparing(
        [("lion", 0.1), ("lion", 0.05), ("rmsprop", 0.1), ("momentum", 0.05), ("adam", 0.1)],
        ("momentum", 0.05),
    ),
)
def test_that_flying_through_a_minimum_is_not_to_have_converged(
    optimizer: str, rate: float
) -> None:
    start = (0.5, 0.5)
    settings = DescentSettings(parse(SPHERE, ("x", "y")), start, 100, optimizer, rate)
    far = trajectory(replace(settings, updates=10_000))
    away = np.hypot(*far.x.T.astype(np.float64))
    for n in {int(away[:101].argmin()), 50, 100}:
        said = verdict(n, SPHERE, rate, start, optimizer)
        is_for_good = bool((away[n:] <= 1e-4).all())
        assert (said.kind == "converged") <= is_for_good, (n, str(said.body))


def test_that_a_rate_at_which_f_merely_oscillates_is_not_told_as_success() -> None:
    said = verdict(100, SPHERE, 1.0, (2.0, 1.0))
    assert said.kind == "overshooting"
    assert str(said.word) == "No lower."
    assert str(said.body) == "After 100 updates f is 5.0000; at the start it was 5.0000."


def test_that_a_well_finer_than_a_ten_thousandth_has_a_scale_of_its_own() -> None:
    said = verdict(0, "(1e6*x - 1)**2 + (1e6*y)**2", 1e-14, (2e-6, 0.0))
    assert said.kind == "ready"
