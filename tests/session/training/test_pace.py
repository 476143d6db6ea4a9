"""How fast a run is, from the time that its reports took."""

import numpy as np

from explorer.core.training.reports import Progress, Started
from explorer.session.training.pace import Pace, Timed


def started() -> Started:
    return Started(weights=())


def progress(step: int, count: int) -> Progress:
    return Progress(step=step, losses=np.zeros(count, np.float32))


def pace_of(*timed: tuple[Started | Progress, float]) -> Pace:
    pace = Pace()
    for report, seconds in timed:
        pace.add(Timed(report, seconds))
    return pace


def test_that_the_update_that_compiles_the_loop_does_not_count() -> None:
    pace = pace_of((started(), 0.5), (progress(1, 1), 2.0), (progress(101, 100), 0.5))
    assert pace.overall == pace.newest == 200
    assert pace.seconds == 3.0


def test_that_a_single_update_counts_with_all_its_time() -> None:
    assert pace_of((started(), 0.5), (progress(1, 1), 2.0)).overall == 0.5


def test_that_the_newest_speed_forgets_what_is_longer_ago_than_a_second() -> None:
    slow = [(progress(1 + n, 1), 1.0) for n in range(5)]
    fast = [(progress(5 + 50 * n, 50), 0.5) for n in range(1, 5)]
    pace = pace_of(*slow, *fast)
    assert pace.newest == 100
    assert pace.overall == 204 / 6


def test_that_a_resumed_run_compiles_anew_and_its_past_took_no_time() -> None:
    past = [(progress(100, 100), 0.0), (progress(200, 100), 0.0)]
    pace = pace_of(*past, (started(), 1.0), (progress(201, 1), 3.0), (progress(301, 100), 1.0))
    assert pace.overall == pace.newest == 100
