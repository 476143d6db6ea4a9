"""What every page is given: built once, passed on by constructor."""

from dataclasses import dataclass
from pathlib import Path

from explorer.ui.loading import Loader
from explorer.ui.store import Store
from explorer.ui.theme import Look
from explorer.ui.training_run import TrainingRun


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that outlive a window.

    Attributes:
        store: What is chosen.
        look: Theme, fonts, icons.
        loader: Tells when TensorFlow is there.
        training: The run of the MNIST page.
        resources: Folder of the program's own files.
        language: Language in force, one of `LANGUAGES`.
    """

    store: Store
    look: Look
    loader: Loader
    training: TrainingRun
    resources: Path
    language: str
