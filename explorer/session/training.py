"""What is chosen on the MNIST page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from explorer.core.training.settings import TrainingSettings

_FEWEST_LOOKS, _MOST_LOOKS = 20, 200  # at the validation images in one run


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingState:
    """Choices on the MNIST page.

    Attributes:
        settings: What the next run is asked to do.
        log_axis: Whether the loss axis is logarithmic.
        smoothing: Number of steps that the smoothed line averages over.
        hidden_runs: Numbers of the runs that are not drawn.
        cursor: Index of the checkpoint of the last run that is looked into; None for the newest.
    """

    settings: TrainingSettings = field(default_factory=TrainingSettings)
    log_axis: bool = True
    smoothing: int = 25
    hidden_runs: frozenset[int] = frozenset()
    cursor: int | None = None

    def choosing(self, **fields: Any) -> TrainingState:
        """Choose other settings for the next run, by the names of their fields."""
        settings = replace(self.settings, **fields)
        return replace(
            self, settings=replace(settings, validate_every=validation_interval(settings.steps))
        )

    def scaling(self, *, logarithmic: bool) -> TrainingState:
        """Choose the scale of the loss axis."""
        return replace(self, log_axis=logarithmic)

    def smoothing_over(self, steps: int) -> TrainingState:
        """Let the smoothed line average over so many steps."""
        return replace(self, smoothing=steps)

    def showing_run(self, number: int, *, shown: bool) -> TrainingState:
        """Draw a run, or no longer."""
        hidden = self.hidden_runs - {number} if shown else self.hidden_runs | {number}
        return replace(self, hidden_runs=hidden)

    def at(self, cursor: int | None) -> TrainingState:
        """Look into another checkpoint; None for the newest."""
        return replace(self, cursor=cursor)


def validation_interval(steps: int) -> int:
    """Return how many steps lie between two looks at the validation images.

    Twenty looks suit a short run, one per thousand steps a long one; a run of millions still keeps
    no more than some hundred copies of its weights.
    """
    return max(10, min(steps // _FEWEST_LOOKS, 1000), steps // _MOST_LOOKS)
