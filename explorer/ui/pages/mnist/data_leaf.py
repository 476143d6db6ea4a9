"""The Data leaf: loss and accuracy of every step as a table, exact when it is taken home."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import exact, fixed, grouped
from explorer.session.training.history import History
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.theme import Look
from explorer.ui.widgets.data_table import DataTable

translate = QCoreApplication.translate


class DataLeaf(DataTable):
    """Loss of each step, and the validation accuracy where it was taken."""

    def __init__(self, look: Look) -> None:
        super().__init__(translate("Mnist", "Steps"), "mnist.csv", look)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the newest run as far as it has gone, in mid-run from time to time."""
        before, now = (None if old is None else old.run), new.run
        if (
            before is None
            or (before.phase, before.histories) != (now.phase, now.histories)
            or (old is not None and old.looked != new.looked)
        ):
            # Kept in mind until it is looked at: a run of 80,000 steps has as many rows.
            self.show_when_seen(lambda: self._show_run(now.current))

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
