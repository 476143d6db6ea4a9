"""Every sentence of a verdict against mathematics at 50 digits and the path gone on a hundredfold."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.trajectory import trajectory
from explorer.core.functions.formula import parse
from explorer.core.sentences import ExplorerError
from tests.core.descent.claims import refuted
from tests.core.descent.evidence import FAR, Terrain, Told
from tests.core.descent.judging import judged, known
from tests.core.descent.random_descents import PIECES, descents, ground
from tests.sparing import sparing


@pytest.mark.parametrize("seed", sparing(range(len(PIECES)), 0, 3, 10))
def test_that_nothing_refutes_what_is_said_of_random_descents(seed: int) -> None:
    on = ground(seed)
    terrain = Terrain(on.exact, on.shift, on.scale)
    for settings in descents(seed, optimizers=2, rates=2, updates=30):
        try:
            path, _, _ = known(settings)
        except ExplorerError:
            continue  # a rate or a start beyond the limits
        far = path
        if path.diverged_at is None:
            far = trajectory(replace(settings, updates=FAR * settings.updates))
        cursors = sorted({0, 1, path.updates // 2, path.updates})
        for n, verdict in zip(cursors, judged(settings, *cursors), strict=True):
            assert refuted(Told(settings, path, far, n, verdict, terrain)) is None, settings


def _said(text: str, start: float, rate: float, updates: int = 100, key: str = "sgd") -> list[str]:
    settings = DescentSettings(parse(text), start, updates, key, rate)
    rows = range(known(settings)[0].updates + 1)
    return [f"{each.word} {each.body}" for each in judged(settings, *rows)]


def test_that_a_local_maximum_is_not_told_as_converged() -> None:
    settings = DescentSettings(parse("(x**2 - 1)**2"), 1.5, 60, "sgd", 0.2)
    path, _, _ = known(settings)
    at_top = [n for n in range(path.updates + 1) if path.x[n] == 0]
    assert all(each.kind != "converged" for each in judged(settings, *at_top))


def test_that_falling_without_end_is_not_told_as_done() -> None:
    assert _said("-x**2", 3.0, 0.01)[-1].startswith("Still falling. 100 updates took f from −9 to")


@pytest.mark.parametrize(
    "text",
    ["sqrt(1 + x**2)", "ln(cosh(x))", "1 - exp(-x**2)", "x*atan(x)", "softplus(x) + softplus(-x)"],
)
@pytest.mark.parametrize("rate", [2.5, 6.0])
def test_that_a_cycle_is_not_told_as_diverging(text: str, rate: float) -> None:
    settings = DescentSettings(parse(text), 0.5, 100, "sgd", rate, dtype="float64")
    assert np.isfinite(trajectory(replace(settings, updates=10_000)).x).all()
    assert {each.kind for each in judged(settings, *range(101))}.isdisjoint({"diverged"})


def test_that_the_distance_is_that_to_the_minimum_of_the_valley_that_x_is_in() -> None:
    settings = DescentSettings(parse("x**4 - 2*x**2"), 2.0, 40, "sgd", 0.15)
    terrain = Terrain(lambda x: x**4 - 2 * x**2)
    path, _, _ = known(settings)
    for n, verdict in enumerate(judged(settings, *range(path.updates + 1))):
        assert refuted(Told(settings, path, path, n, verdict, terrain)) is None


def test_that_a_start_beside_a_fine_minimum_is_not_the_minimum() -> None:
    assert _said("(1e8*x - 1)**2", 5e-8, 1e-17, key="sgd")[0].startswith("Ready.")


def test_that_what_the_l1_strength_holds_at_0_is_not_told_as_rounding() -> None:
    settings = DescentSettings(
        parse("(x - 0.3)**2"), 0.0, 20, "ftrl", 0.1,
        parameters=(("l1_regularization_strength", 100.0),),
    )  # fmt: skip
    (said,) = judged(settings, 10)
    assert str(said.body).startswith("λ₁ = 100 holds x at 0: |z| = ")


@pytest.mark.parametrize("text", ["x**2", "x**4", "(x - 3)**2"])
def test_that_shares_are_in_our_numerals_and_never_a_hundred_beside_moving(text: str) -> None:
    for rate in (1e-7, 1e-4, 0.3, 0.49):
        for said in _said(text, 1.0, rate):
            assert "e-" not in said
            assert not (said.startswith("Moving") and "100 %" in said)


def test_that_no_slope_of_minus_0_is_shown() -> None:
    assert all("(−0)" not in said for said in _said("x**2", 0.0, 0.2))


def test_that_a_rate_was_tried_before_it_is_suggested() -> None:
    settings = DescentSettings(parse("x**4 + x**2"), 3.0, 60, "sgd", 1.2)
    path, _, _ = known(settings)
    (said,) = judged(settings, path.updates, target=0.0)
    assert said.suggestion is not None
    tried = trajectory(replace(settings, learning_rate=said.suggestion))
    assert tried.diverged_at is None
    assert tried.y[-1] < path.y[0]


def test_that_what_lands_on_the_minimum_has_not_crossed_it() -> None:
    # In float16 x is 0 after update 27; the minimum that is found lies 10⁻²⁴ beside it.
    settings = DescentSettings(
        parse("2*((1000*x)*atan((1000*x)))"), 0.001, 28, "nesterov", 1e-7, dtype="float16"
    )
    (said,) = judged(settings, 27)
    assert str(said.body) == "This update landed on the minimum."
