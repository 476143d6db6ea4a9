"""Races, their standings, tuned rates, and basins of attraction."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.core.descent.minima import basins, minima
from explorer.core.descent.racing import line_goal, race, surface_goal, tuned
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.standings import RaceGoal, fairness, standing, summary
from explorer.core.descent.trajectory import previews, trajectory
from explorer.core.functions.formula import parse

HIMMELBLAU = parse("(x**2 + y - 11)**2 + (x + y**2 - 7)**2", ("x", "y"))
RACERS = tuple(
    DescentSettings(HIMMELBLAU, (0.0, -3.0), 100, key, rate)
    for key, rate in (("sgd", 0.005), ("momentum", 0.005), ("adam", 0.1))
)
LESSON = DescentSettings(parse("2*x**2"), 3.0, 100, "sgd", 0.01)
DOUBLE_WELL = parse("x**4/4 - x**2/2 + x/10")


@pytest.fixture(scope="module")
def goal() -> RaceGoal:
    return surface_goal(HIMMELBLAU, (-6.0, 6.0), (-5.0, 5.0))


def test_that_the_goal_of_a_surface_is_its_minima(goal: RaceGoal) -> None:
    assert len(goal.minima) == 4
    assert goal.lowest == pytest.approx(0.0, abs=1e-12)


def test_that_racers_arrive_one_after_another_with_exact_paths() -> None:
    lengths = []
    for paths in race(RACERS):
        lengths.append(len(paths))
        assert all(path.equal_bits for path in paths)
    assert lengths == [1, 2, 3]


def test_that_a_race_run_again_is_the_same_race() -> None:
    *_, first = race(RACERS)
    *_, again = race(RACERS)
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.x, other.x)


def test_that_previews_are_the_race_but_for_the_last_bits() -> None:
    *_, exact = race(RACERS)
    for soon, path in zip(previews(RACERS), exact, strict=True):
        np.testing.assert_allclose(soon.x, path.x, rtol=1e-3, atol=1e-4)


def test_that_a_standing_tells_place_value_distance_and_arrival(goal: RaceGoal) -> None:
    now = standing(trajectory(RACERS[0]), 60, goal)
    assert now.place == pytest.approx((3.58437, -1.84745), abs=1e-5)
    assert now.value == pytest.approx(6.7e-6, rel=0.1)
    assert now.distance == pytest.approx(0.00068, rel=0.05)
    assert now.reached_at == 44


def test_that_nothing_is_reached_before_its_update(goal: RaceGoal) -> None:
    assert standing(trajectory(RACERS[0]), 43, goal).reached_at is None


def test_that_three_racers_in_three_valleys_are_told(goal: RaceGoal) -> None:
    *_, paths = race(RACERS)
    assert (
        str(summary([standing(path, 60, goal) for path in paths]))
        == "They are nearest to 3 minima."
    )


def test_that_without_known_minima_nothing_is_claimed() -> None:
    now = standing(trajectory(LESSON), 10, RaceGoal((), None))
    assert now.distance is None
    assert now.reached_at is None
    assert str(summary([now])) == "No minimum is known."


def test_that_a_diverged_racer_stays_at_its_end() -> None:
    path = trajectory(replace(LESSON, learning_rate=0.6, updates=500))
    now = standing(path, 500, line_goal(LESSON.formula, -4.0, 4.0))
    assert now.place == (float(path.x[-1]),)


@pytest.mark.parametrize(
    ("racers", "is_tuned", "sentence"),
    [
        (RACERS, False, "Same start and number of updates; rates differ."),
        (RACERS, True, "Same start and number of updates; each at the best of hundreds of rates."),
        ((LESSON, LESSON), False, "Same start, number of updates and rate."),
        (
            (replace(LESSON, noise=1.0), LESSON),
            False,
            "Same start, number of updates, seed and rate.",
        ),
    ],
)
def test_that_the_fairness_line_says_what_was_equal(
    racers: tuple[DescentSettings, ...], is_tuned: bool, sentence: str
) -> None:
    assert str(fairness(racers, is_tuned=is_tuned)) == sentence


def test_that_tuning_a_parabola_finds_the_rate_that_lands_at_once() -> None:
    found = tuned(LESSON, line_goal(LESSON.formula, -4.0, 4.0))
    assert found is not None
    assert found.learning_rate == 0.25


def test_that_nobody_is_tuned_where_every_rate_is_lost() -> None:
    assert tuned(replace(LESSON, formula=parse("ln(x)"), start=-1.0), RaceGoal((), None)) is None


def test_that_a_tuned_rate_leaves_less_than_the_one_before(goal: RaceGoal) -> None:
    found = tuned(RACERS[2], goal)
    assert found is not None
    before, after = trajectory(RACERS[2]), trajectory(found)
    assert after.y[-1] < before.y[-1]


def test_that_minima_of_a_line_come_from_left_to_right() -> None:
    found = minima(DOUBLE_WELL, -2.0, 2.0)
    roots = np.sort(np.roots([1, 0, -1, 0.1]))
    assert [each.x for each in found] == pytest.approx([roots[0], roots[2]])


def test_that_starts_of_a_double_well_part_at_its_hill() -> None:
    hill = np.sort(np.roots([1, 0, -1, 0.1]))[1]
    found = basins(DescentSettings(DOUBLE_WELL, 1.0, 500, "sgd", 0.05), -2.0, 2.0)
    np.testing.assert_array_equal(found.reached, np.where(found.starts < hill, 0, 1))


def test_that_starts_that_diverge_reach_nothing() -> None:
    found = basins(replace(LESSON, learning_rate=0.6, updates=600), -3.0, 3.0, 7)
    assert found.reached.tolist() == [-1, -1, -1, 0, -1, -1, -1]
