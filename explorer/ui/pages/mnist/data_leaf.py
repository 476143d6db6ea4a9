"""The Data leaf: the list of runs, or loss and accuracy of every step, exact when taken home."""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout

from explorer.core.numerals import fixed, grouped
from explorer.session.tables import Table
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import History
from explorer.session.training.snapshots import RunView, TrainingShown
from explorer.session.training.tables import steps_table
from explorer.ui.pages.column import Change
from explorer.ui.pages.mnist.grid_leaf import GridLeaf
from explorer.ui.pages.mnist.run_words import told_run
from explorer.ui.pages.mnist.runs_leaf import RunsLeaf
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.theme import Look
from explorer.ui.training_run import TrainingRun
from explorer.ui.widgets.buttons import Segmented

translate = QCoreApplication.translate
_CLOSING = 28  # px at 100 %


class DataLeaf(TableLeaf):
    """Runs, or numbers: the loss of each step, and the validation accuracy where it was taken.

    What is copied or saved is what is shown: the run that is looked into, and those it is compared with.

    Attributes:
        what: Which of the two is shown.
        runs: The list of runs.
    """

    def __init__(
        self,
        look: Look,
        run: TrainingRun,
        change: Change[TrainingChoices],
        ways: Callable[[], dict[str, bool]],
    ) -> None:
        super().__init__(translate("Mnist", "Steps"), look)
        kinds = [
            ("runs", translate("Mnist", "Runs")), ("grid", translate("Mnist", "Queue")),
            ("numbers", translate("Mnist", "Numbers")),
        ]  # fmt: skip
        self.what = Segmented(translate("Mnist", "Data"), kinds, look)
        self.what.chosen.connect(lambda key: change(lambda c: c.tabulating(key)))
        self.runs = RunsLeaf(look, run, change)
        row = QHBoxLayout()
        # Where the panel lies over the hero its button to close stands at the right.
        row.setContentsMargins(0, 0, look.px(_CLOSING), 0)
        row.addWidget(self.what)
        self._column.insertLayout(0, row)
        self._column.insertWidget(1, self.runs, 1)
        self.grid = GridLeaf(look, run, change, ways)
        self._column.insertWidget(2, self.grid, 1)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the runs, or the one that is looked into as far as it has gone."""
        what = new.choices.data_view
        if old is None or old.choices.data_view != new.choices.data_view:
            self.what.set_value(new.choices.data_view)
            self.runs.setVisible(what == "runs")
            self.grid.setVisible(what == "grid")
            for each in (self.heading, self.view):
                each.setVisible(what == "numbers")
        self.runs.draw(old, new)
        self.grid.draw(old, new)
        before, now = (None if old is None else old.run), new.run
        if (
            old is None
            or before is None
            or (before.phase, before.histories) != (now.phase, now.histories)
            or old.looked != new.looked
            or old.history is not new.history
            or old.choices.hidden_runs != new.choices.hidden_runs
            or old.run.earlier != new.run.earlier
        ):
            # Kept in mind until it is looked at: a run of 80,000 steps has as many rows.
            # First the one that is looked into, then those it is compared with.
            runs = [each for each in (new.history,) if each is not None]
            runs += [each for each in reversed(new.drawn) if each is not new.history]
            self._make = lambda: _steps(new.run, runs)
            self.show_when_seen(self._show_runs)
        if old is None or old.choices.data_view != what:
            self.look()
        # The step that is shown, also while one scrubs; before the first there is no row for it.
        if old is None or old.step != new.step:
            self.mark(new.step - 1)

    @property
    def seen(self) -> Table:
        """The table that is shown."""
        return super().seen if self.what.value == "numbers" else self.runs.listed()

    @property
    def drawn(self) -> Table:
        """The steps of the runs that are drawn, whatever is listed."""
        return self._make()

    _make: Callable[[], Table] = Table

    def _show_runs(self) -> None:
        table = self._make()
        columns = table.columns

        def shown(row: int, column: int) -> str:
            if column == 0:
                return grouped(row + 1)
            number = float(columns[column].cells[row])
            # Between two looks a cell is empty rather than repeated.
            if columns[column].has_gaps and math.isnan(number):
                return ""
            return fixed(number, 2) if columns[column].unit else fixed(number, 6)

        title = translate("Mnist", "{count} steps").format(count=grouped(len(table)))
        self.show_table(title, table, shown)


def _steps(view: RunView, histories: Sequence[History]) -> Table:
    return steps_table([(told_run(view, history), history) for history in histories])
