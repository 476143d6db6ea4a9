"""The way of one weight: a table of its numbers at every kept step, and three small curves."""

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import grouped, significant
from explorer.session.descent.tables import STEP
from explorer.session.tables import Table, TableColumn
from explorer.session.training.snapshots import TrainingShown, UnitPath
from explorer.ui.pages.layout import stacked
from explorer.ui.pages.table_leaf import TableLeaf
from explorer.ui.plots.spark import Spark
from explorer.ui.theme import Look
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
HEIGHT, NARROW = 212, 400  # px at 100 %; narrower, things stand below one another


class WeightWay(QWidget):
    """Weight, gradient, the optimiser's memory and update of the chosen weight, step by step.

    Attributes:
        table: The numbers; a pressed row is a step to go to.
        steps: The steps of its rows.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.steps: list[int] = []
        self.sparks = {
            "w": Spark(translate("Mnist", "Weight"), "text", look),
            "g": Spark(translate("Mnist", "Gradient"), "orange", look),
            "Δ": Spark(translate("Mnist", "Update"), "purple", look),
        }
        self.table = TableLeaf(translate("Mnist", "The weight at every kept step"), look, bare=True)
        self._curves = stacked(
            *(
                part
                for name, spark in self.sparks.items()
                for part in (label(f"{name}  {spark.accessibleName()}", "label"), spark)
            ),
            spacing=2,
        )
        self._curves.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.table.copy)
        buttons.addWidget(self.table.save)
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(8)
        head.addWidget(self.table.heading, 1)
        head.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._curves, 2)
        row.addWidget(self.table, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(row, 1)
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        # The three curves with their names are never lower than that.
        self.setMinimumHeight(self._look.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the heading where both have no room in one row."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if self.width() < self._look.px(NARROW) else across)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the way of the chosen weight, and mark the step that is shown."""
        pixel = new.choices.inside.pixel
        path = new.unit_path.fresh
        if (
            old is None
            or new.differs(old, "unit_path")
            or old.unit_path.pending != new.unit_path.pending
            or old.choices.inside.pixel != pixel
        ):
            self._show(path, pixel, new)
        if path is not None:
            self.table.mark(int(np.searchsorted(path.steps, new.step)))
            for spark in self.sparks.values():
                spark.set_marked(float(new.step))

    def _show(self, path: UnitPath | None, pixel: int, shown: TrainingShown) -> None:
        self.setVisible(path is not None or shown.history is not None)
        columns = {} if path is None else _columns(path, pixel, shown)
        at = np.zeros(0) if path is None else path.steps.astype(np.float64)
        for name, spark in self.sparks.items():
            numbers = columns.get(name, np.zeros(0))
            ends = ("", "")
            if len(numbers):
                ends = (significant(float(numbers.max())), significant(float(numbers.min())))
            spark.set_points(at, numbers.astype(np.float64), ends)
        self.steps = steps = [] if path is None else path.steps.tolist()
        numbers_of = list(columns.values())

        def cell(row: int, column: int) -> str:
            if column == 0:
                return grouped(steps[row])
            return significant(float(numbers_of[column - 1][row]), 4)

        table = Table(
            (TableColumn(STEP, steps), *(TableColumn(name, each) for name, each in columns.items()))
        )
        self.table.show_table(_title(shown), table, cell)


def _title(shown: TrainingShown) -> str:
    if shown.unit_path.pending:
        return translate("Mnist", "This weight, step by step: computing…")
    if shown.unit_path.value is None:
        return translate("Mnist", "This weight, step by step, once the run waits or has ended")
    return translate("Mnist", "This weight, step by step")


def _columns(
    path: UnitPath, pixel: int, shown: TrainingShown
) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    """Return the weight's numbers by their signs: w, g, what the optimiser keeps, and Δ."""
    history = shown.history
    settings = shown.choices.settings if history is None else history.first
    memory = OPTIMIZERS[settings.optimizer].memory_with(settings.parameter_values())
    return {
        "w": path.weights[:, pixel],
        "g": path.gradients[:, pixel],
        **{
            each.name: path.memory[each.key][:, pixel] for each in memory if each.key in path.memory
        },
        "Δ": path.changes[:, pixel],
    }
