"""A descent judged as the window and the command line judge it."""

from functools import lru_cache

import numpy as np

from explorer.core.descent.minima import valleys
from explorer.core.descent.outlook import outlook
from explorer.core.descent.rate_map import rate_map, tried
from explorer.core.descent.results import RateMap, Trajectory, Valley
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.trajectory import trajectory
from explorer.core.descent.verdicts.line import Verdict, judge
from explorer.session.descent.snapshots import better_rate


@lru_cache(maxsize=32)
def known(settings: DescentSettings) -> tuple[Trajectory, tuple[Valley, ...], Trajectory]:
    """Return the path of a descent, the valleys that it passes, and what lies beyond."""
    path = trajectory(settings)
    passed = valleys(settings.formula, path.x.astype(np.float64), path.gradient.astype(np.float64))
    *_, beyond = outlook(path, settings)
    assert beyond is not None
    return path, passed, beyond


def judged(settings: DescentSettings, *cursors: int, target: float | None = None) -> list[Verdict]:
    """Return the verdicts on some positions; a path that ended before one stays at its end.

    Args:
        settings: The descent.
        cursors: The positions.
        target: f at the minimum, for which other rates are tried; None tries none.
    """
    path, passed, beyond = known(settings)
    better = None if target is None else better_rate(path, settings, best_of(settings, target))
    return [judge(path, min(n, path.updates), passed, settings, beyond, better) for n in cursors]


def best_of(settings: DescentSettings, target: float) -> RateMap:
    """Return the map of rates with its best one tried."""
    *_, found = rate_map(settings, target)
    assert found is not None
    return tried(settings, found)
