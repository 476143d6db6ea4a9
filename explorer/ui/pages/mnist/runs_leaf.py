"""The list of runs in the Data leaf: what each was asked to do, how it went, and what can be done with it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import exact, fixed, grouped
from explorer.session.tables import Table
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import Marks
from explorer.session.training.kept import LAST
from explorer.session.training.rows import (
    CHOSEN,
    Column,
    RunRow,
    differing,
    run_rows,
    sorted_rows,
)
from explorer.session.training.snapshots import TrainingShown
from explorer.session.training.tables import list_table
from explorer.ui import signs
from explorer.ui.pages.column import Change
from explorer.ui.pages.layout import side_by_side
from explorer.ui.pages.mnist.run_words import run_name, told_network, told_settings
from explorer.ui.pages.mnist.words import percent
from explorer.ui.theme import Look
from explorer.ui.training_run import TrainingRun
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.labels import Heading, label
from explorer.ui.widgets.runs_model import RunCells
from explorer.ui.widgets.runs_table import RunsTable

translate = QCoreApplication.translate
_NONE = "–"
COLUMNS: tuple[Column, ...] = (
    "name", *CHOSEN, "loss", "validation", "test", "seconds",
)  # fmt: skip
_ESSENTIAL = ("rate", "loss", "test", "seconds")  # beside the name where it is narrow


class RunsLeaf(QWidget):
    """Runs of this sitting and of former ones, the newest first or sorted by a column.

    Attributes:
        table: The list.
        note: The note on the run that is looked into.
        undo: Brings back the run that was deleted last.
    """

    def __init__(self, look: Look, run: TrainingRun, change: Change[TrainingChoices]) -> None:
        super().__init__()
        self._run, self._change = run, change
        self._rows: tuple[RunRow, ...] = ()
        self._shown: TrainingShown | None = None
        self._sorting: tuple[Column, bool] | None = None
        self._deleted = self._noted = ""  # keys of runs
        self.heading = Heading(translate("Mnist", "Runs"))
        self.table = RunsTable([COLUMNS.index(name) - 1 for name in _ESSENTIAL], len(CHOSEN), look)
        self.undo = button(translate("Mnist", "Undo"), "link")
        self._told = label("", "note", wrap=True)
        self._undo_row = side_by_side(self._told, self.undo)
        self._undo_row.hide()
        self.note = QLineEdit()
        self.note.setPlaceholderText(translate("Mnist", "Note on this run"))
        self.note.setAccessibleName(translate("Mnist", "Note on this run"))
        self._about = label(
            translate(
                "Mnist",
                "loss: mean of the last {count} steps; valid.: best on the validation images; "
                "test: at the end; s: seconds at work. Settings in which the runs differ are set off. "
                "Space: eye, F2: name, Delete, right click: more.",
            ).format(count=LAST),
            "note", wrap=True,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)
        for each in (self._undo_row, self.note, self._about):
            column.addWidget(each)
        self.table.chosen.connect(self._choose)
        self.table.eye_pressed.connect(self._toggle_eye)
        self.table.renamed.connect(self._rename)
        self.table.deletion_requested.connect(self.delete)
        self.table.menu_requested.connect(self._open_menu)
        self.table.sorting_requested.connect(lambda place: self.sort(COLUMNS[place]))
        self.note.editingFinished.connect(self._take_note)
        self.undo.clicked.connect(self._bring_back)

    # ---- what is shown

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """List the runs, in mid-run with the looks into the network."""
        self._shown = new
        before, now = (None if old is None else old.run), new.run
        if (
            old is None
            or before is None
            or old.looked != new.looked
            or (before.phase, before.histories, before.earlier, before.kept)
            != (now.phase, now.histories, now.earlier, now.kept)
            or old.choices != new.choices
        ):
            self.fill()

    def fill(self) -> None:
        """List what is shown now, if anybody looks."""
        if self._shown is None or not self.isVisible():
            return
        rows = run_rows(self._shown)
        if self._sorting is not None:
            rows = sorted_rows(rows, self._sorting[0], run_name, falling=self._sorting[1])
        self._rows = rows
        history = self._shown.history
        chosen = next((r.key for r in rows if history is not None and r.key == history.key), None)
        set_off = differing(rows)
        # What all have in common says nothing.
        told = [set(_told(row)) for row in rows]
        common = set.intersection(*told) if told else set()
        cells = [_cells(row, common, set_off) for row in rows]
        self.table.show_runs(self._headings(), cells, chosen)
        now = sum(not row.began for row in rows)
        self.heading.say(
            translate("Mnist", "Runs"),
            translate("Mnist", "this sitting, {now}; earlier, {before}").format(
                now=now, before=len(rows) - now
            ),
        )
        row = self.row_of(chosen)
        self.note.setEnabled(row is not None)
        if not self.note.hasFocus():
            self._noted = chosen or ""
            self.note.setText("" if row is None else row.marks.note)
        # Undone by Ctrl+Z, or no longer to be undone here.
        is_gone = self._deleted in self._shown.choices.deleted
        self._undo_row.setVisible(is_gone)

    def _headings(self) -> list[str]:
        words = self._words()
        if self._sorting is not None:
            name, falling = self._sorting
            words[COLUMNS.index(name)] += " ▾" if falling else " ▴"
        return words

    @staticmethod
    def _words() -> list[str]:
        words = {
            "name": translate("Runs", "name"), "optimizer": translate("Runs", "optimiser"),
            "rate": translate("Runs", "rate"), "batch": translate("Runs", "batch"),
            "network": translate("Runs", "network"), "seed": translate("Runs", "seed"),
            "loss": translate("Runs", "loss"), "validation": translate("Runs", "valid."),
            "test": translate("Runs", "test"), "seconds": translate("Runs", "s"),
        }  # fmt: skip
        return [words[each] for each in COLUMNS]

    def row_of(self, key: str | None) -> RunRow | None:
        """Return the run of a key, if it is listed."""
        return next((row for row in self._rows if row.key == key), None)

    def showEvent(self, event: QShowEvent) -> None:
        """List what came while nobody looked."""
        super().showEvent(event)
        self.fill()

    # ---- wishes

    def sort(self, column: Column) -> None:
        """Sort by a column, rising first; the third time as they were made."""
        was = self._sorting
        if was is None or was[0] != column:
            self._sorting = (column, False)
        else:
            self._sorting = None if was[1] else (column, True)
        self.fill()

    def _choose(self, key: str) -> None:
        row = self.row_of(key)
        if row is not None and row.number is not None:
            self._look_into(row.number)
        elif row is not None and row.folder is not None:
            # What it is called among those drawn is known once it is read.
            self._run.kept.read(
                row.folder, then=lambda n: self._change(lambda c: c.looking_at_run(n))
            )

    def _look_into(self, number: int) -> None:
        current = self._run.current
        is_newest = current is not None and current.number == number
        self._change(lambda c: c.looking_at_run(None if is_newest else number))
        history = next((h for h in self._run.histories if h.number == number), None)
        # An older run has let its network go; its folder has it.
        needs_network = not is_newest and number not in self._run.kept.refilled
        if history is not None and needs_network and history.folder is not None:
            self._run.kept.read(history.folder, history)

    def _toggle_eye(self, key: str) -> None:
        row = self.row_of(key)
        if row is not None and row.number is not None:
            number, shown = row.number, not row.is_drawn
            self._change(lambda c: c.showing_run(number, shown=shown))
        elif row is not None and row.folder is not None:
            self._run.kept.read(row.folder)  # drawn as soon as it is there

    def _rename(self, key: str, name: str) -> None:
        self._mark(key, lambda marks: replace(marks, name=name))

    def _take_note(self) -> None:
        row, text = self.row_of(self._noted), self.note.text().strip()
        if row is not None and row.marks.note != text:
            self._mark(row.key, lambda marks: replace(marks, note=text))

    def keep_for_good(self, key: str) -> None:
        """Keep a run for good, or no longer."""
        self._mark(key, lambda marks: replace(marks, for_good=not marks.for_good))

    def _mark(self, key: str, change: Callable[[Marks], Marks]) -> None:
        row = self.row_of(key)
        if row is None:
            return
        marks = change(row.marks)
        for history in self._run.histories:
            if history.key == key:
                history.marks = marks
        if row.folder is not None:
            self._run.kept.mark(row.folder, marks)
        self.fill()

    def delete(self, key: str) -> None:
        """Delete a run; until the program ends it can come back."""
        row = self.row_of(key)
        if row is None or row.is_going:
            return
        self._deleted = key
        text = translate("Mnist", "{name} is deleted.")
        if row.folder is not None and row.folder.parent != self._run.kept.folder:
            text = translate("Mnist", "{name} is taken off the list; its folder stays.")
        self._told.setText(text.format(name=run_name(row)))
        place = self._rows.index(row)
        self._change(lambda c: c.deleting(key))
        # What is looked into is one of those listed.
        if self._rows and self.table.current is None:
            self._choose(self._rows[min(place, len(self._rows) - 1)].key)

    def _bring_back(self) -> None:
        key = self._deleted
        self._change(lambda c: c.bringing_back(key))

    def menu_of(self, row: RunRow) -> QMenu:
        """Return what can be done with a run, and how the list can be sorted."""
        menu, key = QMenu(self), row.key
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        eye = (
            translate("Runs", "Hide the curve")
            if row.is_drawn
            else translate("Runs", "Draw the curve")
        )
        menu.addAction(eye, QKeySequence("Space"), lambda: self._toggle_eye(key))
        menu.addAction(translate("Runs", "Rename"), QKeySequence("F2"), self.table.edit_name)
        for_good = menu.addAction(
            translate("Runs", "Keep for good"), lambda: self.keep_for_good(key)
        )
        for_good.setCheckable(True)
        for_good.setChecked(row.marks.for_good)
        for_good.setEnabled(row.folder is not None)
        folder = menu.addAction(
            translate("Runs", "Show in folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(row.folder))),
        )
        folder.setEnabled(row.folder is not None)
        delete = menu.addAction(
            translate("Runs", "Delete"), QKeySequence("Del"), lambda: self.delete(key)
        )
        delete.setEnabled(not row.is_going)
        menu.addSeparator()
        sorting = menu.addMenu(translate("Runs", "Sort by"))
        for name, heading in zip(COLUMNS, self._words(), strict=True):
            sorting.addAction(heading, lambda name=name: self.sort(name))  # type: ignore[misc]
        return menu

    def _open_menu(self, key: str, place: QPoint) -> None:
        row = self.row_of(key)
        if row is not None:
            self.menu_of(row).popup(place)

    def listed(self) -> Table:
        """Return the list as a table, exact."""
        rows = self._rows if self._shown is None else run_rows(self._shown)
        return list_table(rows, [run_name(row) for row in rows])


def _told(row: RunRow) -> list[str]:
    """Return what a run was asked to do, and what it learned from."""
    images = translate("Runs", "images {sum}").format(sum=row.images) if row.images else ""
    return [*told_settings(row.settings), *filter(None, [images])]


def _cells(row: RunRow, common: set[str], set_off: frozenset[Column]) -> RunCells:
    settings, summary = row.settings, row.summary
    texts = {
        "optimizer": spoken(OPTIMIZERS[settings.optimizer].label),
        "rate": exact(settings.learning_rate),
        "batch": grouped(settings.batch_size),
        "network": told_network(settings),
        "seed": str(settings.seed),
        "loss": _NONE if summary.loss is None else fixed(summary.loss, 4),
        "validation": _NONE if summary.validation is None else percent(summary.validation),
        "test": _NONE if summary.test is None else percent(summary.test),
        "seconds": _NONE if summary.seconds is None else fixed(summary.seconds, 1),
    }
    told = _told(row)
    # The rate has a column of its own also where it is narrow.
    brief = [told[0], *(part for part in told[2:] if part not in common)]
    name = run_name(row)
    for_good = [translate("Runs", "kept for good")] if row.marks.for_good else []
    tip = [name, row.began, ", ".join(told), row.marks.note, *for_good]
    return RunCells(
        key=row.key,
        name=name,
        sign=None if row.number is None else signs.of_run(row.number),
        is_drawn=row.is_drawn,
        texts=tuple(texts[column] for column in COLUMNS[1:]),
        differing=frozenset(place for place, column in enumerate(COLUMNS[1:]) if column in set_off),
        brief=", ".join(brief + for_good),
        tip="\n".join(filter(None, tip)),
    )
