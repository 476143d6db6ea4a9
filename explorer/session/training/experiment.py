"""Which experiment the MNIST page's choices are, and what follows from choosing one."""

from typing import Literal

from explorer.core.training.settings import TrainingSettings

Experiment = Literal["lesson", "edge-of-stability"]


def experiment_of(settings: TrainingSettings) -> Experiment:
    """Return which experiment settings are: what tells them apart is whether updates see all images."""
    return "edge-of-stability" if settings.is_full_batch else "lesson"
