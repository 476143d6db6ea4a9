"""Whether and where the next run is kept on disk."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from explorer.files.run_folders import usual_runs_folder
from explorer.session.training.choices import TrainingChoices
from explorer.ui.pages.mnist.network_fields import Change
from explorer.ui.pages.page import stacked
from explorer.ui.theme import Look
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate


def runs_folder(state: TrainingChoices) -> Path:
    """Return where runs are kept."""
    return Path(state.runs_folder) if state.runs_folder else usual_runs_folder()


class KeepingFields:
    """A box, and below it the folder.

    Attributes:
        widget: Both.
    """

    def __init__(self, look: Look, change: Change) -> None:
        self.box = CheckRow(translate("Mnist", "Keep the run on disk"), look)
        self.note = label("", "note", wrap=True)
        self.widget = stacked(self.box, self.note, spacing=4)
        self.box.toggled.connect(lambda on: change(lambda s: s.keeping(on=on)))

    def show(self, state: TrainingChoices) -> None:
        """Show what is chosen."""
        self.box.blockSignals(True)
        self.box.setChecked(state.kept)
        self.box.blockSignals(False)
        place = str(runs_folder(state))
        self.note.setText(_breakable(place))
        self.note.setAccessibleName(place)
        self.note.setToolTip(translate("Mnist", "File → Keep runs in a folder… chooses another."))
        self.note.setVisible(state.kept)

    def set_fixed(self, fixed: bool) -> None:
        """Let the choice be made only before a run."""
        self.box.setDisabled(fixed)
        reason = translate("Mnist", "Choose this before a run.") if fixed else ""
        self.box.setToolTip(reason)


def _breakable(path: str) -> str:
    """Return a path that can go on in the next line after each separator."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")
