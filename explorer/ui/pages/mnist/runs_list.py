"""The runs of this sitting: a box that shows or hides each, its sign, and its curve."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import exact, grouped
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import History
from explorer.ui import signs
from explorer.ui.pages.mnist.changed import told_parameters
from explorer.ui.pages.mnist.losses import loss_names
from explorer.ui.pages.mnist.network_fields import Change
from explorer.ui.plots.run_lines import TrainingCurve
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
_RUN_SIGNS = (
    signs.Sign("blue", "solid"),
    signs.Sign("orange", "dash"),
    signs.Sign("purple", "dots"),
    signs.Sign("blue", "dash"),
    signs.Sign("orange", "dots"),
    signs.Sign("purple", "solid"),
)


def run_sign(number: int) -> signs.Sign:
    """Return colour and stroke of a run; green is left to the accuracy."""
    return _RUN_SIGNS[(number - 1) % len(_RUN_SIGNS)]


def curve_of(history: History, *, detailed: bool) -> TrainingCurve:
    """Return a run as far as it has gone; `detailed` for the one that is looked into."""
    looks = np.array(history.accuracies, np.float64).reshape(-1, 2)
    return TrainingCurve(
        number=history.number,
        sign=run_sign(history.number),
        losses=history.losses,
        sums=history.sums,
        looks=looks[:, 0],
        accuracies=looks[:, 1],
        detailed=detailed,
    )


class RunsList(QWidget):
    """Hidden until there is a run.

    Attributes:
        rows: The boxes by the runs' numbers.
    """

    def __init__(self, look: Look, change: Change) -> None:
        super().__init__()
        self._look, self._change = look, change
        self.rows: dict[int, CheckRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(label(translate("Mnist", "Runs"), "label"))
        self._column.addSpacing(4)
        self.hide()

    def show_state(self, state: TrainingChoices) -> None:
        """Check what is drawn."""
        for number, row in self.rows.items():
            row.blockSignals(True)
            row.setChecked(number not in state.hidden_runs)
            row.blockSignals(False)

    def show_runs(self, histories: Sequence[History], state: TrainingChoices) -> None:
        """List the runs."""
        if [history.number for history in histories] == list(self.rows):
            return
        for row in self.rows.values():
            row.deleteLater()
        self.rows = {h.number: self._row(h, histories, state) for h in histories}
        self.setVisible(bool(histories))

    def _row(
        self, history: History, histories: Sequence[History], state: TrainingChoices
    ) -> CheckRow:
        number = history.number
        row = CheckRow(_run_name(history, histories), self._look, run_sign(number))
        row.setChecked(number not in state.hidden_runs)
        row.toggled.connect(lambda on: self._change(lambda s: s.showing_run(number, shown=on)))
        self._column.addWidget(row)
        return row


def _run_name(history: History, histories: Sequence[History]) -> str:
    """Return a run's name and in what it differs from the first one."""
    name = translate("Mnist", "Run {number}").format(number=history.number)
    first, own = _told(histories[0].first), _told(history.first)
    parts = [text for before, text in zip(first, own, strict=True) if text and text != before]
    return ", ".join([name, *parts[:2]])


def _told(settings: TrainingSettings) -> list[str]:
    """Return what a run was asked to do, in a few words for each choice."""
    layers = "-".join(str(n) for n in (784, *(layer.units for layer in settings.hidden), 10))
    activation = settings.hidden[0].activation if settings.hidden else ""
    return [
        spoken(OPTIMIZERS[settings.optimizer].label),
        translate("Mnist", "lr {value}").format(value=exact(settings.learning_rate)),
        translate("Mnist", "batch {value}").format(value=grouped(settings.batch_size)),
        translate("Mnist", "seed {value}").format(value=settings.seed),
        layers,
        activation,
        settings.initializer,
        loss_names()[settings.loss],
        translate("Mnist", "L2 {value}").format(value=exact(settings.l2)),
        translate("Mnist", "dropout {value}").format(value=exact(settings.dropout)),
        ", ".join(told_parameters(settings.optimizer, dict(settings.parameters))),
        translate("Mnist", "{value} steps").format(value=grouped(settings.steps)),
    ]
