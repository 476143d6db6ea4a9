"""Asks for folders of runs: where to keep them, which one to resume or to follow."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from explorer.core.sentences import ExplorerError, Sentence, said
from explorer.session.training.choices import TrainingChoices
from explorer.ui.services import Services

if TYPE_CHECKING:
    from explorer.ui.training_run import TrainingRun

translate = QCoreApplication.translate


def runs_folder(choices: TrainingChoices) -> Path:
    """Return where runs are kept."""
    from explorer.files.kept_folders import usual_runs_folder  # 17 ms that no start needs

    return Path(choices.runs_folder) if choices.runs_folder else usual_runs_folder()


def _under_way() -> Sentence:
    return said("Errors", "A run is under way. Stop it first.")


class Reporting(Protocol):
    """A window that tells what went wrong."""

    def report(self, failure: BaseException) -> None:
        """Tell it in the notice bar."""

    def window(self) -> QWidget:
        """Return the window itself, for its dialogs."""


class RunFolders:
    """What the File menu does with runs on disk."""

    def __init__(self, services: Services, window: "Reporting") -> None:
        self._services, self._window = services, window
        self._store = services.store

    @property
    def _run(self) -> "TrainingRun":
        return self._services.training

    def keep(self) -> None:
        """Ask for the folder in which runs are kept from now on."""
        folder = self._ask(translate("Mnist", "Keep runs in"))
        if folder:
            self._store.change(
                lambda session: session.with_training(lambda s: s.keeping_in(str(folder)))
            )

    def resume(self) -> None:
        """Ask for a run and go on from its newest checkpoint."""
        isolate = self._store.session.view.isolated
        self._take_up(
            translate("Mnist", "Folder of the run to resume"),
            lambda folder: self._run.resume_from(folder, isolate=isolate),
        )

    def follow(self) -> None:
        """Ask for a run that another program makes, and show it as it goes on."""
        self._take_up(translate("Mnist", "Folder of the run to follow"), self._run.follow)

    def _take_up(self, title: str, begin: Callable[[Path], None]) -> None:
        if not self._services.loader.ready:
            sentence = said("Errors", "TensorFlow is still being loaded. Try again in a moment.")
            self._window.report(ExplorerError(sentence))
        elif self._run.going:
            self._window.report(ExplorerError(_under_way()))
        elif folder := self._ask(title):
            self._begin(folder, begin)

    def show(self, folder: Path) -> None:
        """Show a run whose folder is known, as far as it has come."""
        if self._run.going:
            self._window.report(ExplorerError(_under_way()))
        else:
            self._begin(folder, self._run.follow)

    def _begin(self, folder: Path, begin: Callable[[Path], None]) -> None:
        try:
            begin(folder)
        except ExplorerError as error:
            self._window.report(error)

    def _ask(self, title: str) -> Path | None:
        place = runs_folder(self._store.session.training)
        # The folder comes with the first run; until then the dialog begins in the nearest one
        # that exists.
        known = next(each for each in (place, *place.parents) if each.exists())
        name = QFileDialog.getExistingDirectory(self._window.window(), title, str(known))
        return Path(name) if name else None
