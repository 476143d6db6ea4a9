"""The preferences: what holds for all pages and is looked for where other programs have it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.numerals import told_size
from explorer.files.own_runs import MOST_BYTES, MOST_RUNS, Taken, taken
from explorer.ui.jobs.threads import Latest
from explorer.ui.services import Services
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate
_WIDTH = 420  # px at 100 %


class PreferencesDialog(QDialog):
    """Whether training runs are kept by themselves, and what those take that are.

    Attributes:
        keeps: The choice.
        note: What the kept runs take, counted in a thread.
        show_folder: Shows them in the desktop's own program for files.
    """

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Preferences", "Preferences"))
        look, store = services.look, services.store
        self._runs = services.training.kept.folder
        self.keeps = CheckRow(translate("Preferences", "Keep each training run by itself"), look)
        self.keeps.setChecked(store.session.view.keeps_runs)
        # Chosen at once, as everything is: there is nothing to confirm.
        self.keeps.toggled.connect(
            lambda on: store.change(lambda s: s.viewing(lambda v: replace(v, keeps_runs=on)))
        )
        about = label(
            translate(
                "Preferences",
                "Its log and its last checkpoint. Of the runs that are not kept for good the newest "
                "{count} stay, at most {size}; older ones are deleted.",
            ).format(count=MOST_RUNS, size=told_size(MOST_BYTES)),
            "note",
            wrap=True,
        )
        self.note = label(translate("Preferences", "Counting what they take…"), "note", wrap=True)
        self.show_folder = button(translate("Preferences", "Show in folder"))
        self.show_folder.clicked.connect(self._show)
        close = button(translate("Preferences", "Close"), "primary")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for each in (
            Heading(translate("Preferences", "Training runs")), self.keeps, about, self.note,
        ):  # fmt: skip
            column.addWidget(each)
        row = QHBoxLayout()
        row.addWidget(self.show_folder)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.setFixedWidth(look.px(_WIDTH))
        self._counting: Latest[Taken] = Latest(self)
        self._counting.reported.connect(self._tell)
        self.finished.connect(self._end)
        self.show_folder.setEnabled(False)
        if self._runs is not None:
            self._counting.request(partial(_count, self._runs))
        else:
            self.note.hide()

    def _tell(self, found: Taken) -> None:
        text = translate(
            "Preferences", "Now: runs {runs}, of these for good {for_good}; together {size}."
        )
        size = told_size(found.size)
        self.note.setText(text.format(runs=found.runs, for_good=found.for_good, size=size))
        self.show_folder.setEnabled(found.runs > 0)

    def _show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._runs)))

    def _end(self) -> None:
        self._counting.close()
        self.deleteLater()


def _count(runs: Path) -> Iterator[Taken]:
    yield taken(runs)
