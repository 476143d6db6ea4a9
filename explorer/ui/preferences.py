"""The preferences: what holds for all pages and is looked for where other programs have it."""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from explorer.core.numerals import told_size
from explorer.files.lessons import OwnLessons
from explorer.files.own_runs import MOST_BYTES, MOST_RUNS, Taken, taken
from explorer.ui.jobs.threads import Latest
from explorer.ui.services import Services
from explorer.ui.teaching import Teaching
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate
_WIDTH = 420  # px at 100 %
_MOST_NAMES = 5  # of files that are no lessons


class PreferencesDialog(QDialog):
    """Whether training runs are kept by themselves, what those take that are, and where lessons lie.

    Attributes:
        lessons: The folder of one's own lessons.
        keeps: The choice.
        note: What the kept runs take, counted in a thread.
        show_folder: Shows them in the desktop's own program for files.
    """

    def __init__(self, services: Services, teaching: Teaching, parent: QWidget) -> None:
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
        self.lessons = LessonFolder(services, teaching)
        close = button(translate("Preferences", "Close"), "primary")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for each in (
            Heading(translate("Preferences", "Training runs")), self.keeps, about, self.note,
        ):  # fmt: skip
            column.addWidget(each)
        column.addWidget(self.show_folder, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(self.lessons)
        column.addSpacing(12)
        row = QHBoxLayout()
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


class LessonFolder(QWidget):
    """Where one's own lessons lie, and what is there.

    Attributes:
        place: The folder.
        note: How many lessons it holds, and which files are none.
        choose: Asks for another one.
        usual: Goes back to the usual one.
    """

    def __init__(self, services: Services, teaching: Teaching) -> None:
        super().__init__()
        self._store, self._teaching = services.store, teaching
        self.place = label("", "note", wrap=True)
        self.note = label("", "note", wrap=True)
        self.choose = button(translate("Preferences", "Choose a folder…"))
        self.usual = button(translate("Preferences", "The usual folder"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        heading = Heading(translate("Preferences", "Lessons of your own"))
        for each in (heading, self.place, self.note):
            column.addWidget(each)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.usual)
        row.addStretch(1)
        column.addLayout(row)
        self.choose.clicked.connect(self._ask)
        self.usual.clicked.connect(lambda: self._choose(""))
        teaching.read.connect(self._tell)
        self._tell(teaching.found)
        # It may hold others than at the start.
        teaching.read_again()

    def _ask(self) -> None:
        title = translate("Preferences", "Folder of your own lessons")
        folder = str(self._teaching.folder)
        found = QFileDialog.getExistingDirectory(self, title, folder)
        if found:
            self._choose(found)

    def _choose(self, folder: str) -> None:
        self._store.change(lambda s: s.viewing(lambda view: replace(view, lessons=folder)))

    def _tell(self, found: OwnLessons | None) -> None:
        # A path may go on in the next line after each separator.
        self.place.setText(str(self._teaching.folder).replace(os.sep, f"{os.sep}\u200b"))
        self.usual.setEnabled(bool(self._store.session.view.lessons))
        self.note.setVisible(found is not None)
        if found is None:
            return
        told = translate("Preferences", "Lessons: {count}").format(count=len(found.lessons))
        if found.refused:
            names = ", ".join(found.refused[:_MOST_NAMES])
            no_lessons = translate("Preferences", "No lessons: {names}. `lesson check` says why.")
            told = f"{told}\n{no_lessons.format(names=names)}"
        self.note.setText(told)


def _count(runs: Path) -> Iterator[Taken]:
    yield taken(runs)
