"""How often is looked, by what a look costs."""

import numpy as np
import pytest

from explorer.core.observing.pacing import SHARE, Pacer


def trained(pace: Pacer, calls: int, plain: float, looked: float, size: int = 1) -> list[int]:
    """Let a pace go through calls that take so many seconds; return those that looked."""
    chance, seen = np.random.default_rng(0), []
    for call in range(calls):
        looks = pace.looks(call * size)
        if looks:
            seen.append(call)
        if pace.times(looks):
            seconds = (looked if looks else plain) * chance.uniform(0.9, 1.1)
            pace.note(np.array([seconds, seconds]), looks)
    return seen


@pytest.mark.parametrize("share", [0.02, 0.3, 3.0])
@pytest.mark.parametrize("size", [1, 20])
def test_that_looks_take_the_share_they_may(share: float, size: int) -> None:
    pace = Pacer(0, size)
    seen = trained(pace, 20_000, 1.0, 1.0 + share, size)
    late = [call for call in seen if call > 2_000]
    assert share * len(late) / 18_000 < 1.2 * SHARE
    assert share * len(late) / 18_000 > 0.3 * SHARE or pace.every == 2 * size


def test_that_the_first_calls_which_compile_say_nothing() -> None:
    pace = Pacer(0)
    for looks, seconds in ((True, 90.0), (False, 0.001)):
        assert pace.times(looks)
        assert not pace.note(np.array([seconds, seconds]), looks)
    trained(pace, 30, 1.0, 1.3)
    assert 50 < pace.every < 120


def test_that_a_chosen_interval_stays() -> None:
    pace = Pacer(7)
    assert trained(pace, 100, 1.0, 50.0) == list(range(6, 100, 7))
    assert pace.every == 7
