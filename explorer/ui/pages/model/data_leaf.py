"""The Data leaf: what was taken of the variable that is looked at, step by step."""

import math

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import grouped
from explorer.core.observing.observed import ModelRun
from explorer.session.model.snapshots import ModelShown
from explorer.session.model.tables import run_table, variable_table
from explorer.ui.pages.model.hint_words import short
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.theme import Look

translate = QCoreApplication.translate


class DataLeaf(TableLeaf):
    """A row for each step that was looked at."""

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Model", "Steps"), look)

    def draw(self, old: ModelShown | None, new: ModelShown) -> None:
        """Show the run as far as it has come."""
        before = None if old is None else (old.run, old.variable)
        if before is None or before[0] is not new.run or before[1] != new.variable:
            run, variable = new.run, new.variable
            self.show_when_seen(lambda: self._show(run, variable))
        if new.place >= 0 and new.choices.cursor is not None:
            self.mark(new.place)

    def _show(self, run: ModelRun | None, variable: int) -> None:
        if run is not None and variable < 0 and run.metrics:
            self._show_metrics(run)
            return
        if run is None or variable < 0:
            none = translate("Model", "No run is open.")
            self.show_none(none if run is None else translate("Model", "No step yet"))
            return
        table = variable_table(run, variable)
        cells = [each.cells for each in table.columns]

        def shown(row: int, column: int) -> str:
            if column == 0:
                return grouped(int(cells[0][row]))
            value = float(cells[column][row])
            return "" if math.isnan(value) else short(value)

        title = f"{run.names[variable]} · {grouped(len(table))}"
        # A file holds all of the run, not only what is looked at.
        self.show_table(title, table, shown, whole=lambda: run_table(run))

    def _show_metrics(self, run: ModelRun) -> None:
        """Show a log that tells no gradients: its metrics, one below the other."""
        table = run_table(run)
        cells = [each.cells for each in table.columns]

        def shown(row: int, column: int) -> str:
            value = cells[column][row]
            if isinstance(value, str):
                return value
            if column == 1:
                return grouped(int(value))
            return "" if math.isnan(value) else short(float(value))

        self.show_table(f"{run.description.model} · {grouped(len(table))}", table, shown)
