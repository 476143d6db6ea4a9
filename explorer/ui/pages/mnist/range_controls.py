"""The learning-rate range test in the MNIST page's column: its button, its plot, and the rate it suggests."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, Signal

from explorer.core.numerals import exact, grouped
from explorer.core.training.rates import HIGHEST, LOWEST, STEPS, RangeTest
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.measuring import tested
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Column
from explorer.ui.pages.layout import side_by_side, stacked
from explorer.ui.pages.own import reason_of
from explorer.ui.plots.range_plot import RangePlot
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import button
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.work_row import WorkRow

translate = QCoreApplication.translate
_NOTHING = np.zeros(0)
HIGH = 150  # px at 100 %


class RangeControls(QObject):
    """The test of the rate that is chosen above it.

    Attributes:
        begin: Its button, to stand beside the rate's name.
        widget: Plot, progress and suggestion, while there is a test.
    """

    wanted = Signal(object)  # the TrainingSettings to test; None to leave it

    def __init__(self, column: Column[TrainingChoices], look: Look) -> None:
        super().__init__()
        self._look, self._column = look, column
        self._shown: TrainingShown | None = None
        self.row = WorkRow(translate("Mnist", "Range test"), "link")
        self.begin = self.row.begin
        self.plot = RangePlot(translate("Mnist", "Loss against learning rate"), look)
        self.plot.hold_x(math.log10(LOWEST), math.log10(HIGHEST))
        self.note = label("", "note", wrap=True)
        self.use = button(translate("Mnist", "Use this rate"))
        self.close = button(translate("Mnist", "Close"))
        self._ends = side_by_side(self.use, self.close)
        self.widget = stacked(self.plot, self.row, self.note, self._ends, spacing=6)
        self.setParent(self.widget)  # else it and the page would hold each other for ever
        self.row.wanted.connect(self._begin)
        self.row.left.connect(lambda: self.wanted.emit(None))
        self.close.clicked.connect(lambda: self.wanted.emit(None))
        self.use.clicked.connect(self._take)
        name = self.begin.text()
        column.add_command("range_test", name, self._begin, "learning rate finder 学习率")
        look.changed.connect(self._dress)
        self._dress()
        self.widget.hide()

    def _dress(self) -> None:
        self.plot.setFixedHeight(self._look.px(HIGH))

    def _begin(self) -> None:
        shown = self._shown
        if shown is not None and not _obstacle(shown):
            self.wanted.emit(tested(shown.choices.settings))

    def _take(self) -> None:
        found = None if self._shown is None else self._shown.range_test.fresh
        rate = None if found is None else found.suggestion
        if rate is not None:
            self._column.change(lambda choices: choices.choosing(learning_rate=rate))

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show how the test goes, or what it found."""
        self._shown = new
        obstacle = _obstacle(new)
        self.begin.setEnabled(not obstacle)
        self.begin.setToolTip(obstacle or tip())
        told = (new.range_of, new.range_test, new.choices.settings.learning_rate)
        if old is not None and told == (
            old.range_of, old.range_test, old.choices.settings.learning_rate,
        ):  # fmt: skip
            return
        self.widget.setVisible(new.range_of is not None)
        found, failure = new.range_test.fresh, new.range_test.failure
        is_going = new.range_of is not None and failure is None and not (found and found.is_over)
        self.row.show_share((found.share if found else 0.0) if is_going else None)
        # Once it is made, the same test would be the same again.
        self.begin.setVisible(new.range_of is None)
        self._ends.setVisible(not is_going)
        rate = None if found is None else found.suggestion
        self.use.setEnabled(rate is not None and rate != new.choices.settings.learning_rate)
        self.note.setText(_words(found, failure))
        self.plot.setVisible(failure is None)
        if found is None:
            self.plot.set_test(_NOTHING, _NOTHING, _NOTHING)
        else:
            self.plot.set_test(found.rates, found.losses, found.means)
        if rate is not None:
            self.plot.set_cursor(rate)
        else:
            self.plot.hide_cursor()


def tip() -> str:
    """Return what the test is."""
    text = translate(
        "Mnist",
        "Up to {count} updates of a copy of the first weights, while the rate grows from {low} to {high}.",
    )
    return text.format(count=grouped(STEPS), low=exact(LOWEST), high=exact(HIGHEST))


def _obstacle(shown: TrainingShown) -> str:
    """Return why no test can begin; empty where one can."""
    if shown.run.at_work:
        return translate("Mnist", "Pause the run first: both would share the processor.")
    if not shown.ready or shown.run.digits is None:
        return translate("Mnist", "The images are not here yet.")
    return ""


def _words(found: RangeTest | None, failure: Exception | None) -> str:
    if failure is not None:
        return reason_of(failure)
    if found is None or not len(found.rates):
        return translate("Mnist", "The loop is being compiled.")
    if not found.is_over:
        text = translate("Mnist", "Update {step} of {count} at most, at the rate {rate}.")
        return text.format(
            step=grouped(len(found.rates)), count=grouped(STEPS), rate=f"{found.rates[-1]:.2g}"
        )
    if found.suggestion is None:
        return translate(
            "Mnist",
            "No rate is suggested: at none the loss falls by more than its batches scatter.",
        )
    text = translate(
        "Mnist",
        "{rate}: there the loss falls steepest, by a line through a decade of rates. The rule is fastai’s, "
        "the test Smith’s (2017). A copy was trained; no run has changed.",
    )
    return text.format(rate=exact(found.suggestion))
