"""Whoever keeps what is seen."""

from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from explorer.core.observing.observed import Born, ObservedVariable, Rows


class Receiver(Protocol):
    """Whoever keeps what is seen.

    Attributes:
        step: Asks where the training stands; set by whoever watches it.
    """

    step: Callable[[], int]

    def variables(self, variables: tuple[ObservedVariable, ...]) -> None:
        """Take all variables known by now."""

    def rows(self, rows: Rows) -> None:
        """Take what was seen at some steps."""

    def numbers(self, step: int, numbers: Mapping[str, float]) -> None:
        """Take metrics."""

    def silent(self, step: int, layers: Mapping[str, float]) -> None:
        """Take the share of silent units of each layer with ReLU."""

    def born(self, born: Born) -> None:
        """Take where the first value that is not finite was born."""

    def histograms(self, arrays: Mapping[str, NDArray[np.float32]]) -> None:
        """Take histograms of the weights."""

    def trouble(self, error: Exception) -> None:
        """Take a defect of ours; nothing is seen any more."""

    def ended(self, why: str) -> None:
        """The training is over: "finished", "stopped" or "failed"."""
