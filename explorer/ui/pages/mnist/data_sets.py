"""Which images the runs learn from: brought to the run, or downloaded first."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QWidget

from explorer.core.training.known_data import DATA_SETS
from explorer.files import datasets
from explorer.session.training.choices import OWN_DATA, TrainingChoices
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.jobs.threads import Latest
from explorer.ui.pages.column import Change
from explorer.ui.pages.layout import stacked
from explorer.ui.pages.own import reason_of
from explorer.ui.theme import Look
from explorer.ui.training_run import TrainingRun
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.fields import ChoiceField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
_PARTS = 1000  # of the progress bar


class DataChoice(QWidget):
    """The field with the data sets, and below it a download with its progress, or what they hold."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.field = ChoiceField(translate("Mnist", "Images"), look)
        own = (OWN_DATA, translate("Mnist", "A folder…"))
        self.field.set_choices([*((each.key, each.title) for each in DATA_SETS.values()), own])
        self.field.setToolTip(
            translate(
                "Mnist",
                "28 × 28 pixels in ten classes. Each has runs of its own, which come back with it. "
                "A folder holds four IDX files by MNIST’s names, or EMNIST’s digits by theirs.",
            )
        )
        self.get = button(translate("Mnist", "Download"))
        self.cancel = button(translate("Mnist", "Cancel"))
        self.progress = QProgressBar()
        self.progress.setRange(0, _PARTS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(translate("Mnist", "Downloaded so far"))
        self.note = label("", "note", wrap=True)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.get, self.progress, self.cancel):
            row.addWidget(part)
        row.addStretch(0)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(stacked(self.field, line, self.note, spacing=6))
        self.show_state(absent=False, share=None)

    def show_state(self, *, absent: bool, share: float | None) -> None:
        """Show the button of a set that is not here, or how much of it has come."""
        self.get.setVisible(absent and share is None)
        for part in (self.progress, self.cancel):
            part.setVisible(share is not None)
        self.progress.setValue(round(_PARTS * (share or 0.0)))


class DataSets(QObject):
    """Brings the chosen images to the run; downloads those that are known and not here.

    Attributes:
        obstacle: Why no run can begin with what is chosen; empty where it can.
    """

    brought = Signal()  # images that have been downloaded
    obstacle_changed = Signal(str)

    def __init__(
        self, run: TrainingRun, choice: DataChoice, change: Change[TrainingChoices]
    ) -> None:
        super().__init__(choice)
        self._run, self._choice, self._change = run, choice, change
        self._key = ""
        self._share: float | None = None
        self.obstacle = ""
        self._download: Latest[float] = Latest(self)
        self._download.reported.connect(self._go_on)
        self._download.failed.connect(self._fail)
        self._download.idle.connect(self._end)
        choice.get.clicked.connect(self._begin)
        choice.cancel.clicked.connect(self._leave)
        choice.field.chosen.connect(self._ask)

    def _ask(self, key: str) -> None:
        """Ask for the folder of one's own images."""
        if key != OWN_DATA:
            return
        title = translate("Mnist", "Folder with the four files")
        found = QFileDialog.getExistingDirectory(self._choice, title)
        if found:
            self._change(lambda c: c.learning_from(OWN_DATA, found))
        self._choice.field.set_value(self._key)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Bring other images to the run once they are chosen; while it is going nothing changes."""
        choices = new.choices
        if old is None or (old.choices.data, old.choices.data_folder) != (
            choices.data, choices.data_folder,
        ):  # fmt: skip
            self._leave()
            self._use(choices)
        self._choice.field.setDisabled(new.run.going)

    def _use(self, choices: TrainingChoices) -> None:
        self._key, self.obstacle = choices.data, ""
        if choices.data == OWN_DATA:
            self._choice.note.setText(choices.data_folder)
            self._bring(Path(choices.data_folder))
        elif datasets.is_there(choices.data):
            self._tell_classes()
            self._bring(datasets.folder_of(choices.data))
        else:
            data = DATA_SETS[choices.data]
            text = translate("Mnist", "{name} is not here yet: {size} MB from {host}.")
            self.obstacle = text.format(
                name=data.title, size=round(data.size / 1e6), host=data.host
            )
            self._choice.note.setText(self.obstacle)
        self._show()

    def _bring(self, folder: Path) -> None:
        if folder != self._run.folder and not self._run.going:
            self._run.learn_from(folder)

    def _tell_classes(self) -> None:
        classes = DATA_SETS[self._key].classes
        told = (
            ""
            if self._key == "mnist"
            else "  ".join(
                f"{number}\u00a0{name}".replace(" ", "\u00a0")
                for number, name in enumerate(classes)
            )
        )
        self._choice.note.setText(told)

    def _show(self) -> None:
        self.obstacle_changed.emit(self.obstacle)
        self._choice.show_state(absent=bool(self.obstacle), share=self._share)
        self._choice.note.setVisible(bool(self._choice.note.text()))

    # ---- the download

    def _begin(self) -> None:
        data, folder = DATA_SETS[self._key], datasets.folder_of(self._key)
        self._share = 0.0
        self._show()
        self._download.request(lambda: datasets.download(data, folder))

    def _go_on(self, share: float) -> None:
        if self._share is not None:
            self._share = share
            self._show()

    def _leave(self) -> None:
        if self._share is not None:
            # What has come of a file goes; whole files stay for another try.
            self._share = None
            self._download.request(lambda: iter(()))
            self._show()

    def _fail(self, failure: Exception) -> None:
        self._share = None
        self._choice.note.setText(reason_of(failure))
        self._show()

    def _end(self) -> None:
        done, self._share = self._share is not None, None
        if done and datasets.is_there(self._key):
            self.obstacle = ""
            self._tell_classes()
            self._bring(datasets.folder_of(self._key))
            self.brought.emit()
        self._show()

    def close(self) -> None:
        """End the download."""
        self._download.close()
