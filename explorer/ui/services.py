"""What every page is given: built once, passed on by constructor."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.ui.documents import Documents
from explorer.ui.loading import Loader
from explorer.ui.pages.circuit import Answered
from explorer.ui.store import Store
from explorer.ui.theme import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from explorer.ui.training_run import TrainingRun


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that outlive a window.

    Attributes:
        store: What is chosen.
        documents: The document that is open.
        look: Theme, fonts, icons.
        loader: Tells when TensorFlow is there.
        get_training: Returns `training`; it is made when it is first asked for.
        resources: Folder of the program's own files.
        language: Language in force, one of `LANGUAGES`.
        answered: What pages of the same keys were answered in a window before, until they are built.
        prepared: Pages of these keys that were made ahead, or parts of them, until a window takes them.
    """

    store: Store
    documents: Documents
    look: Look
    loader: Loader
    get_training: "Callable[[], TrainingRun]"
    resources: Path
    language: str
    answered: dict[str, Answered[Any]]
    prepared: "dict[str, QWidget]" = field(default_factory=dict)

    @property
    def training(self) -> "TrainingRun":
        """The run of the MNIST page."""
        return self.get_training()
