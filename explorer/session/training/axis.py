"""Where the steps of a run stand on an axis of steps, of epochs, or of time."""

import numpy as np
from numpy.typing import NDArray

from explorer.session.training.choices import Axis
from explorer.session.training.history import History

Places = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Steps, and where each stands; between two of them a step stands in proportion."""


def places(history: History, axis: Axis, images: int) -> Places | None:
    """Return where a run's steps stand; None for an axis of the steps themselves.

    Args:
        history: The run.
        axis: What the axis counts: updates, passes over the training images, or seconds at work.
        images: Number of training images.
    """
    if axis == "step":
        return None
    if axis == "epoch":
        images = history.first.images or images  # a run may learn from the first ones alone
        ends = [change.step for change in history.changes if 0 < change.step < history.step]
        last = max(history.settings.steps, history.step)
        steps = np.array(sorted({0, *ends, last}), np.float64)
        sizes = [history.settings_at(int(step)).batch_size for step in steps[:-1]]
        return steps, np.concatenate([[0.0], np.cumsum(np.diff(steps) * sizes)]) / images
    known = np.array(history.times or [(0, 0.0)], np.float64)
    # Of a run that was taken up only the sum is known: its steps were equally fast, for all we know.
    newest = np.append(np.diff(known[:, 1]) > 0, True)
    steps, seconds = known[newest].T
    if steps[0] > 0:
        steps, seconds = np.append(0.0, steps), np.append(0.0, seconds)
    return steps, seconds
