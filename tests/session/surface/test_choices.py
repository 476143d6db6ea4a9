"""What is chosen on the Surface page, and what is drawn for it."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.functions.examples.landscapes import LANDSCAPES
from explorer.core.functions.formula import FormulaError
from explorer.session.surface.choices import MOST_RACERS, SurfaceChoices, landscape_of, numbered
from explorer.session.surface.program import race_program
from explorer.session.surface.resolving import (
    curvature,
    race,
    race_preview,
    surface_map,
    surface_minima,
    tuning,
)
from explorer.session.surface.snapshots import UNDEFINED, RaceView
from tests.sparing import sparing

SPHERE = SurfaceChoices(formula="x^2 + y^2", start=(3.0, 4.0), updates=20)
SQUARE = ((-2.0, 2.0), (-2.0, 2.0))


def test_that_added_racers_get_the_first_free_sign() -> None:
    state = SurfaceChoices().without(1).adding("lion").adding("nadam")
    assert [(each.sign, each.optimizer) for each in state.racers] == [
        (0, "sgd"), (2, "adam"), (1, "lion"), (3, "nadam"),
    ]  # fmt: skip


def test_that_the_list_of_racers_has_an_end_at_both_sides() -> None:
    state = SurfaceChoices()
    for _ in range(20):
        state = state.adding("sgd")
    assert len(state.racers) == MOST_RACERS
    for sign in range(20):
        state = state.without(sign)
    assert len(state.racers) == 1


def test_that_any_other_race_is_no_longer_tuned() -> None:
    tuned = SurfaceChoices().with_rates({0: 0.01, 1: 0.01, 2: 0.1})
    assert tuned.tuned
    assert not SurfaceChoices().with_rates({0: 0.01}).tuned  # not all of them
    for other in (
        tuned.with_start(1.0, 1.0), tuned.with_rate(0, 0.02), tuned.with_formula("x+y"),
        tuned.with_updates(50), tuned.adding("lion"), tuned.with_running(1, running=False),
    ):  # fmt: skip
        assert not other.tuned


def test_that_a_function_of_the_catalogue_is_known_however_it_is_typed() -> None:
    known = landscape_of("(x**2+y-11)**2+(x+y**2-7)**2")
    assert known is not None
    assert known.key == "himmelblau"


def test_that_a_start_out_of_view_widens_the_view() -> None:
    (left, right), (low, high) = SurfaceChoices().with_start(8.0, -3.0).home
    assert (left, low, high) == (-5.0, -5.0, 5.0)
    assert right > 8.0


def test_that_racers_of_one_kind_are_numbered() -> None:
    assert numbered(["SGD", "Adam", "SGD"]) == ["SGD 1", "Adam", "SGD 2"]


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=lambda each: each.key)
def test_that_every_landscape_has_shades_contours_and_arrows(landscape: object) -> None:
    state = SurfaceChoices().with_landscape(landscape)  # type: ignore[arg-type]
    (view,) = surface_map(state.formula, state.home)
    assert view.shades.min() == 0
    assert np.ptp(view.shades.astype(int)) > 200
    assert len(view.minor) > 100
    assert len(view.major) > 20
    assert len(view.arrows) > 100


def test_that_contours_lie_where_the_height_is_that_of_their_level() -> None:
    (view,) = surface_map("x^2 + y^2", SQUARE)
    for line in (view.minor, view.major):
        breaks = np.flatnonzero(np.isnan(line[:, 0]))
        first = line[: breaks[0]]
        radius = np.hypot(*first.T)
        np.testing.assert_allclose(radius, radius.mean(), rtol=1e-3)


def test_that_arrows_point_downhill() -> None:
    (view,) = surface_map("x^2 + 3y^2", SQUARE)
    shafts = view.arrows.reshape(-1, 3, 2, 2)[:, 0]
    before, after = (x**2 + 3 * y**2 for x, y in (shafts[:, 0].T, shafts[:, 1].T))
    assert (after < before).mean() > 0.95  # those beside the minimum reach across it


def test_that_places_without_a_height_are_told_apart() -> None:
    (view,) = surface_map("sqrt(x) + y^2", SQUARE)
    left, right = view.shades[:, :20], view.shades[:, -20:]
    assert (left == UNDEFINED).all()
    assert (right != UNDEFINED).all()


def test_that_a_flat_function_is_drawn_without_contours_or_arrows() -> None:
    (view,) = surface_map("0*x + 3", SQUARE)
    assert len(view.arrows) == 0


def test_that_local_minima_are_told_from_the_lowest() -> None:
    (view,) = surface_minima("(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)/2", ((-5, 5), (-5, 5)))
    assert view.lowest.count(True) == 1
    assert len(view.goal.minima) == 4


def run(state: SurfaceChoices) -> RaceView:
    """Return a race that has been run to its end."""
    *_, view = race(state)
    assert view is not None
    return view


def test_that_the_same_settings_give_the_same_race() -> None:
    one, other = run(SurfaceChoices()), run(SurfaceChoices())
    assert one.exact
    for path, again in zip(one.paths, other.paths, strict=True):
        np.testing.assert_array_equal(path.x, again.x)


def test_that_a_long_race_is_seen_whole_before_it_is_exact() -> None:
    long = replace(SPHERE, updates=400)
    (first,) = race_preview(long)
    last = run(long)
    assert (first.steps, first.exact) == (1_200, False)
    assert (last.steps, last.exact, last.max_ulp) == (1_200, True, 0)


def test_that_the_second_derivatives_are_those_of_the_function_all_along_a_path() -> None:
    path = run(SPHERE).paths[0]
    (view,) = curvature("x^2 + 25y^2", path)
    assert view.path is path
    assert path.updates > 10
    for n, place in enumerate(path.x):
        here = view.curvatures.at(n)
        np.testing.assert_array_equal(here.point, place)
        np.testing.assert_allclose(here.hessian, [[2, 0], [0, 50]])
        np.testing.assert_allclose(here.gradient, place * [2, 50])


def test_that_tuned_rates_bring_everyone_there() -> None:
    state = replace(SPHERE, updates=200)
    *_, last = tuning(state)
    assert last.done
    assert last.rates[0] == pytest.approx(0.5, rel=0.2)  # 1/λ: one step
    view = run(state.with_rates(last.rates))
    assert all(path.y[180:].max() < 1e-3 for path in view.paths)


def test_that_a_formula_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(FormulaError):
        next(surface_map("x +", SQUARE))


# Smooth, of one variable only, two that overflow or have no slope where they start, and one with a corner.
RACED = ("x^2 + 25y^2", "x", "(1-x)^2 + 100(y-x^2)^2", "sqrt(x) + y^2", "abs(x) + abs(y)")


@pytest.mark.parametrize("start", [(1.5, -0.7), (-0.0, 0.3), (0.0, -0.0)])
@pytest.mark.parametrize("formula", sparing(RACED, *RACED[3:]))
def test_that_the_program_ends_where_the_race_ends(
    formula: str, start: tuple[float, float], capsys: pytest.CaptureFixture[str]
) -> None:
    state = SurfaceChoices(formula=formula, start=start, updates=12)
    for key in ("nesterov", "amsgrad", "adamw", "rmsprop", "ftrl", "lion", "sgd"):
        state = state.adding(key)
    exec(race_program(state), {})  # noqa: S102 - the program that a reader would paste
    printed = [line.split()[-3:] for line in capsys.readouterr().out.splitlines()]
    paths = run(state).paths
    expected = [[str(each) for each in (*path.x[-1], path.y[-1])] for path in paths]
    assert printed == expected
