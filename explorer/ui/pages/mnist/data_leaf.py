"""The Data leaf: the list of runs, or loss and accuracy of every step; exact when it is taken home."""

import csv
import io
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from explorer.core.numerals import exact, fixed, grouped
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import History
from explorer.session.training.snapshots import RunView, TrainingShown
from explorer.ui.pages.column import Change
from explorer.ui.pages.mnist.grid_leaf import GridLeaf
from explorer.ui.pages.mnist.run_words import told_run
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

    def __init__(
        self,
        look: Look,
        run: TrainingRun,
        change: Change[TrainingChoices],
        ways: Callable[[], dict[str, bool]],
    ) -> None:
        super().__init__(translate("Mnist", "Steps"), "mnist.csv", look)
        kinds = [
            ("runs", translate("Mnist", "Runs")), ("grid", translate("Mnist", "Queue")),
            ("numbers", translate("Mnist", "Numbers")),
        ]  # fmt: skip
        self.what = Segmented(translate("Mnist", "Data"), kinds, look)
        self.what.chosen.connect(lambda key: change(lambda c: c.tabulating(key)))
        self.runs = RunsLeaf(look, run, change)
        self._column.insertWidget(0, self.what)
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
            self.show_when_seen(lambda: self._show_runs(new.run, runs))

    @property
    def csv(self) -> str:
        """What is shown as comma-separated values."""
        return super().csv if self.what.value == "numbers" else self.runs.text()

    def _show_runs(self, view: RunView, histories: Sequence[History]) -> None:
        # Copies: the run goes on while one reads the table.
        runs = [_Numbers(told_run(view, history), history) for history in histories]
        length = max((len(run.losses) for run in runs), default=0)
        several = len(runs) > 1
        headings = [translate("Mnist", "step")]
        columns: list[Callable[[int], str]] = [grouped]
        for run in runs:
            words = [
                translate("Mnist", "loss"),
                translate("Mnist", "validation"),
                translate("Mnist", "its loss"),
            ]
            headings += [f"{run.name}: {each}" if several else each for each in words]
            columns += [run.loss, run.accuracy, run.held_out]
        title = translate("Mnist", "{count} steps").format(count=grouped(length))
        self.fill(
            title, headings, length, lambda row, column: columns[column](row + 1),
            lambda: _as_csv(runs, length),
        )  # fmt: skip


class _Numbers:
    """The numbers of one run by the step, as one reads them."""

    def __init__(self, name: str, history: History) -> None:
        self.name = name
        self.losses = history.losses.copy()
        looks = zip(history.accuracies, history.held_out, strict=True)
        self.looks = {step: (share, loss) for (step, share), loss in looks}

    def loss(self, step: int) -> str:
        return fixed(float(self.losses[step - 1]), 6) if step <= len(self.losses) else ""

    def accuracy(self, step: int) -> str:
        # Taken now and then; between, the cell is empty rather than repeated.
        return f"{100 * self.looks[step][0]:.2f} %" if step in self.looks else ""

    def held_out(self, step: int) -> str:
        known = self.looks[step][1] if step in self.looks else None
        return "" if known is None else fixed(known, 6)

    def plain(self, step: int) -> list[str]:
        """Return the numbers of a step exactly, in signs that programs read."""
        share, held_out = self.looks.get(step, ("", None))
        loss = _plain(self.losses[step - 1]) if step <= len(self.losses) else ""
        return [loss, str(share), "" if held_out is None else repr(held_out)]


def _as_csv(runs: Sequence[_Numbers], length: int) -> str:
    """Return a row for each step; several runs stand beside one another."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    names = ["loss", "validation_accuracy", "validation_loss"]
    several = len(runs) > 1
    table.writerow(
        ["step", *(f"{run.name} {name}" if several else name for run in runs for name in names)]
    )
    for step in range(1, length + 1):
        table.writerow([step, *(cell for run in runs for cell in run.plain(step))])
    return text.getvalue()


def _plain(loss: float) -> str:
    # Plain signs, as programs that read the table know no others.
    return exact(loss, "float32").replace("−", "-").replace("∞", "inf")
