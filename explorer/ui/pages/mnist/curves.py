"""Runs as the plot draws them."""

import numpy as np

from explorer.session.training.history import History
from explorer.ui.pages.mnist.runs_list import run_sign
from explorer.ui.plots.run_lines import TrainingCurve


def curve_of(history: History, *, detailed: bool) -> TrainingCurve:
    """Return a run as far as it has gone; `detailed` for the one that is looked into."""
    looks = np.array(history.accuracies, np.float64).reshape(-1, 2)
    return TrainingCurve(
        number=history.number,
        sign=run_sign(history.number),
        losses=history.losses,
        sums=history.sums,
        looks=looks[:, 0],
        accuracies=looks[:, 1],
        detailed=detailed,
    )
