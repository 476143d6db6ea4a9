"""What becomes of a descent beyond what is shown of it, and whether another rate does better."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from explorer.core.descent.results import Outlook, Trajectory, Valley
from explorer.core.descent.settings import MOST_UPDATES, DescentSettings
from explorer.core.descent.trajectory import descend, trajectory
from explorer.core.descent.verdicts.case import FAR

MOST_BEYOND = 50_000  # some 1.2 seconds
_SLOWER = (0.5, 0.25, 0.1, 0.01)  # of a rate, tried in this order


def outlook(
    shown: Trajectory, settings: DescentSettings, valleys: Sequence[Valley]
) -> Iterator[Outlook | None]:
    """Yield None while a path is continued by the same rule, and at last how it goes on.

    Args:
        shown: The whole path, in the bits of Keras.
        settings: What it was made from.
        valleys: Those that it passes.
    """
    longest = min(FAR * settings.updates, settings.updates + MOST_BEYOND, MOST_UPDATES)
    known = shown
    # Without memory, noise or schedule an update of 0 is followed by none but such.
    rests = settings.is_steady and (shown.x[-2:] == shown.x[-1]).all()
    if shown.diverged_at is None and not rests:
        for grown in descend(replace(settings, updates=max(longest, settings.updates))):
            known = grown
            yield None
    yield Outlook(known, _tried(shown, settings, valleys))


def _tried(shown: Trajectory, settings: DescentSettings, valleys: Sequence[Valley]) -> float | None:
    """Return the first slower rate with which as many updates end lower, by the real rule."""
    rates = [share * settings.learning_rate for share in _SLOWER]
    if settings.optimizer == "sgd":
        bends = [each.minimum.curvature for each in valleys if each.minimum is not None]
        # First what lands on the minimum of a parabola at once.
        rates = [1 / bend for bend in bends if 0 < bend < math.inf] + rates
    # Tried as it will be shown, and typed.
    for rate in (float(f"{rate:.3g}") for rate in rates):
        if rate >= settings.learning_rate:
            continue
        path = trajectory(replace(settings, learning_rate=rate))
        if path.diverged_at is None and (shown.diverged_at is not None or path.y[-1] < shown.y[-1]):
            return rate
    return None
