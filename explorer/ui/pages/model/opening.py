"""Opens a run: a folder or a file that is asked for, or an example that is started."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

from explorer.core.sentences import ExplorerError, said
from explorer.session.model.choices import ModelChoices
from explorer.session.model.snapshots import ModelShown
from explorer.ui.pages.model.examples import ExampleRun
from explorer.ui.pages.skeleton import Page

translate = QCoreApplication.translate


class Opening(QObject):
    """What opens a run on the page.

    Args:
        page: The page.
        examples: Folder of the bundled programs.
    """

    def __init__(self, page: Page[ModelChoices, ModelShown], examples: Path) -> None:
        super().__init__(page)
        self._page = page
        self.example = ExampleRun(examples, self)
        self.example.ended.connect(lambda told: page.look_elsewhere(example=told))
        page.circuit.changed.connect(self._tell_of_folder)

    def open(self, path: str) -> None:
        """Open a run's folder, or a log."""
        self._page.change(lambda choices: choices.opening(path))

    def ask_folder(self) -> None:
        """Ask for a folder."""
        title = translate("Model", "Folder of a run, or of TensorBoard’s event files")
        self._open(QFileDialog.getExistingDirectory(self._page, title))

    def ask_log(self) -> None:
        """Ask for a file."""
        title = translate("Model", "Log of a training")
        self._open(
            QFileDialog.getOpenFileName(self._page, title, "", "(*.csv *.jsonl *.json *)")[0]
        )

    def _open(self, name: str) -> None:
        if name:
            self.open(str(Path(name)))

    def try_example(self, key: str) -> None:
        """Run a bundled program and follow it."""
        folder = self.example.start(key)
        self._page.look_elsewhere(example="starting")
        self._page.change(lambda choices: choices.opening(str(folder), key))

    def _tell_of_folder(self, old: ModelShown, new: ModelShown) -> None:
        if new.following == "missing" and old.following != "missing":
            sentence = said(
                "Errors",
                "{folder} has gone. What was read of the run stays; open another, or put it back.",
                folder=new.choices.run,
            )
            self._page.trouble.emit(ExplorerError(sentence))

    def close(self) -> None:
        """End an example's process."""
        self.example.stop()
