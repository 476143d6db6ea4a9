"""What becomes of a descent beyond what is shown of it."""

from collections.abc import Iterator
from dataclasses import replace

from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import MOST_UPDATES, DescentSettings
from explorer.core.descent.trajectory import descend
from explorer.core.descent.verdicts.case import FAR

MOST_BEYOND = 50_000  # some 1.2 seconds


def outlook(shown: Trajectory, settings: DescentSettings) -> Iterator[Trajectory | None]:
    """Yield None while a path is continued by the same rule, and at last the longer path.

    Args:
        shown: The whole path, in the bits of Keras.
        settings: What it was made from.
    """
    longest = min(FAR * settings.updates, settings.updates + MOST_BEYOND, MOST_UPDATES)
    known = shown
    # Without memory, noise or schedule an update of 0 is followed by none but such.
    rests = settings.is_steady and (shown.x[-2:] == shown.x[-1]).all()
    if shown.diverged_at is None and not rests:
        for grown in descend(replace(settings, updates=max(longest, settings.updates))):
            known = grown
            yield None
    yield known
