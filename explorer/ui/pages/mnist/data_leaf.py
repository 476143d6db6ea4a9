"""The Data leaf: the list of runs, or loss and accuracy of every step; exact when it is taken home."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import exact, fixed, grouped
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import History
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Change
from explorer.ui.pages.mnist.runs_leaf import RunsLeaf
from explorer.ui.theme import Look
from explorer.ui.training_run import TrainingRun
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.data_table import DataTable

translate = QCoreApplication.translate


class DataLeaf(DataTable):
    """Runs, or numbers: the loss of each step, and the validation accuracy where it was taken.

    What is copied or saved is what is shown.

    Attributes:
        what: Which of the two is shown.
        runs: The list of runs.
    """

    def __init__(self, look: Look, run: TrainingRun, change: Change[TrainingChoices]) -> None:
        super().__init__(translate("Mnist", "Steps"), "mnist.csv", look)
        kinds = [("runs", translate("Mnist", "Runs")), ("numbers", translate("Mnist", "Numbers"))]
        self.what = Segmented(translate("Mnist", "Data"), kinds, look)
        self.what.chosen.connect(
            lambda key: change(lambda c: c.tabulating("runs" if key == "runs" else "numbers"))
        )
        self.runs = RunsLeaf(look, run, change)
        self._column.insertWidget(0, self.what)
        self._column.insertWidget(1, self.runs, 1)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the runs, or the one that is looked into as far as it has gone."""
        lists = new.choices.data_view == "runs"
        if old is None or old.choices.data_view != new.choices.data_view:
            self.what.set_value(new.choices.data_view)
            self.runs.setVisible(lists)
            self.heading.setVisible(not lists)
            self.view.setVisible(not lists)
        self.runs.draw(old, new)
        before, now = (None if old is None else old.run), new.run
        if (
            old is None
            or before is None
            or (before.phase, before.histories) != (now.phase, now.histories)
            or old.looked != new.looked
            or old.history is not new.history
        ):
            # Kept in mind until it is looked at: a run of 80,000 steps has as many rows.
            self.show_when_seen(lambda: self._show_run(new.history))

    @property
    def csv(self) -> str:
        """What is shown as comma-separated values."""
        return self.runs.text() if self.what.value == "runs" else super().csv

    def _show_run(self, history: History | None) -> None:
        # A copy: the run goes on while one reads the table.
        losses = np.zeros(0, np.float32) if history is None else history.losses.copy()
        looks = {} if history is None else dict(history.accuracies)

        def shown(row: int, column: int) -> str:
            if column == 0:
                return grouped(row + 1)
            if column == 1:
                return fixed(float(losses[row]), 6)
            # Accuracy is taken now and then; between, the cell is empty rather than repeated.
            return f"{100 * looks[row + 1]:.2f} %" if row + 1 in looks else ""

        def text() -> str:
            rows = ["step,loss,validation_accuracy"]
            rows += [
                f"{step},{_plain(loss)},{looks.get(step, '')}"
                for step, loss in enumerate(losses, start=1)
            ]
            return "\n".join(rows) + "\n"

        title = translate("Mnist", "{count} steps").format(count=grouped(len(losses)))
        headings = [
            translate("Mnist", "step"),
            translate("Mnist", "loss"),
            translate("Mnist", "validation"),
        ]
        self.fill(title, headings, len(losses), shown, text)


def _plain(loss: float) -> str:
    # Plain signs, as programs that read the table know no others.
    return exact(loss, "float32").replace("−", "-").replace("∞", "inf")
