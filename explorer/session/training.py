"""What is chosen on the MNIST page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingState:
    """Choices on the MNIST page that are not the run's own settings.

    Attributes:
        log_axis: Whether the loss axis is logarithmic.
        smoothing: Number of steps that the smoothed line averages over, about.
    """

    log_axis: bool = True
    smoothing: int = 25
