"""A descent judged as the window and the command line judge it."""

from functools import lru_cache

import numpy as np

from explorer.core.descent.minima import valleys
from explorer.core.descent.outlook import outlook
from explorer.core.descent.results import Outlook, Trajectory, Valley
from explorer.core.descent.settings import DescentSettings
from explorer.core.descent.trajectory import trajectory
from explorer.core.descent.verdicts.line import Verdict, judge


@lru_cache(maxsize=32)
def known(settings: DescentSettings) -> tuple[Trajectory, tuple[Valley, ...], Outlook]:
    """Return the path of a descent, the valleys that it passes, and what lies beyond."""
    path = trajectory(settings)
    passed = valleys(settings.formula, path.x.astype(np.float64), path.gradient.astype(np.float64))
    *_, beyond = outlook(path, settings, passed)
    assert beyond is not None
    return path, passed, beyond


def judged(settings: DescentSettings, *cursors: int) -> list[Verdict]:
    """Return the verdicts on some positions; a path that ended before one stays at its end."""
    path, passed, beyond = known(settings)
    return [judge(path, min(n, path.updates), passed, settings, beyond) for n in cursors]
