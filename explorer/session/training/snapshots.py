"""What the MNIST page draws: frozen snapshots, each telling what it was made for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.core.training.dataset import Digits
from explorer.core.training.inspection import Mistake
from explorer.core.training.reports import Weights
from explorer.core.training.settings import TrainingSettings


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What can be shown before the first run.

    Attributes:
        digits: The data set.
        settings: What the network was made by.
        weights: The untrained network's weights.
    """

    digits: Digits
    settings: TrainingSettings
    weights: Weights


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The network after some steps.

    Attributes:
        step: Updates made.
        weights: Weights at that step; none of a run that another program makes.
        accuracy: Share of validation images recognised, 0 to 1; None where nobody looked.
        confusion: Number of validation images by true digit (row) and answer (column), or None.
    """

    step: int
    weights: Weights
    accuracy: float | None = None
    confusion: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What a network says.

    Attributes:
        weights: The network's weights.
        strip: Probabilities for the first test images, shape (STRIP, 10).
        table: Number of test images by true digit (row) and answer (column); None if not all
            were tried.
        mistakes: Its most confident mistakes among all of them.
    """

    weights: Weights
    strip: NDArray[np.float32]
    table: NDArray[np.int64] | None = None
    mistakes: tuple[Mistake, ...] = ()
