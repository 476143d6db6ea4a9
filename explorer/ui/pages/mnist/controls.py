"""The column of choices on the MNIST page."""

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.core.numerals import exact, grouped
from explorer.core.sentences import ExplorerError, Sentence
from explorer.core.training.settings import (
    TrainingSettings,
    batch_problem,
    rate_problem,
    seed_problem,
    steps_problem,
)
from explorer.session.training import TrainingState
from explorer.ui import signs
from explorer.ui.pages.mnist.history import History
from explorer.ui.pages.page import controls_column, side_by_side, stacked
from explorer.ui.pages.reading import read_count, read_number
from explorer.ui.store import Store
from explorer.ui.theme import Look
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.fields import ChoiceField, Field, NumberField
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.slider import Slider

translate = QCoreApplication.translate
WIDTHS = (1, 2, 3, 5, 7, 10, 15, 25, 35, 50, 75, 100, 150, 250, 400)  # of the smoothing
OPTIMIZER_NAMES: dict[str, str] = {"adam": "Adam", "sgd": "SGD"}
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


class MnistControls:
    """Makes the fields, fills them from the state, and turns the user's choices into changes.

    Attributes:
        widget: The column.
    """

    def __init__(self, store: Store, look: Look) -> None:
        self._store, self._look = store, look
        self.optimizer = ChoiceField(translate("Mnist", "Optimiser"), look)
        self.optimizer.set_choices(list(OPTIMIZER_NAMES.items()))
        self.rate = NumberField(
            translate("Mnist", "Learning rate"), look,
            read=_read_rate, step=_next_rate, write=exact,
        )  # fmt: skip
        self.batch = _whole(
            translate("Mnist", "Batch size"), look, batch_problem, lambda n, by: n + 16 * by
        )
        self.steps = _whole(
            translate("Mnist", "Steps"), look, steps_problem, lambda n, by: n + 100 * by
        )
        self.seed = _whole(translate("Mnist", "Seed"), look, seed_problem, lambda n, by: n + by)
        self.fixed_note = label(
            translate("Mnist", "Choices are fixed while a run is going."), "note", wrap=True
        )
        self.fixed_note.hide()
        self.axis = Segmented(
            translate("Mnist", "Loss axis"),
            [("log", translate("Mnist", "Log")), ("linear", translate("Mnist", "Linear"))],
            look,
        )
        self.smoothing = Slider(translate("Mnist", "Smoothing"), look)
        self.smoothing.setRange(0, len(WIDTHS) - 1)
        self.smoothing_note = label("", "note")
        self._runs = QWidget()
        self._run_rows = QVBoxLayout(self._runs)
        self._run_rows.setContentsMargins(0, 0, 0, 0)
        self._run_rows.setSpacing(0)
        self.runs: dict[int, CheckRow] = {}
        self._runs_group = stacked(
            label(translate("Mnist", "Runs"), "label"), self._runs, spacing=4
        )
        self._runs_group.hide()
        self.widget = self._lay_out()
        self._connect()

    def _lay_out(self) -> QWidget:
        seed = stacked(self.seed, self.fixed_note, spacing=10)
        return controls_column([
            [self.optimizer, self.rate, side_by_side(self.batch, self.steps), seed],
            [
                stacked(label(translate("Mnist", "Loss axis"), "label"), self.axis, spacing=6),
                stacked(
                    label(translate("Mnist", "Smoothing"), "label"),
                    self.smoothing, self.smoothing_note, spacing=4,
                ),
            ],
            [self._runs_group],
        ])  # fmt: skip

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is fixed while a run is going."""
        return (self.optimizer, self.rate, self.batch, self.steps, self.seed)

    @property
    def wrong(self) -> Field | None:
        """The first field with a text that cannot be used."""
        return next((field for field in self.fields if field.error), None)

    def _connect(self) -> None:
        change = self._change
        self.optimizer.chosen.connect(lambda key: change(lambda s: s.choosing(optimizer=key)))
        self.rate.committed.connect(lambda rate: change(lambda s: s.choosing(learning_rate=rate)))
        self.batch.committed.connect(lambda n: change(lambda s: s.choosing(batch_size=int(n))))
        self.steps.committed.connect(lambda n: change(lambda s: s.choosing(steps=int(n))))
        self.seed.committed.connect(lambda n: change(lambda s: s.choosing(seed=int(n))))
        self.axis.chosen.connect(lambda key: change(lambda s: s.scaling(logarithmic=key == "log")))
        self.smoothing.valueChanged.connect(
            lambda index: change(lambda s: s.smoothing_over(WIDTHS[index]))
        )

    def _change(self, change: Callable[[TrainingState], TrainingState]) -> None:
        self._store.change(lambda session: session.learning(change))

    def show(self, state: TrainingState) -> None:
        """Show what is chosen."""
        settings = state.settings
        self.optimizer.set_value(settings.optimizer)
        self.rate.set_value(settings.learning_rate)
        self.batch.set_value(settings.batch_size)
        self.steps.set_value(settings.steps)
        self.seed.set_value(settings.seed)
        self.axis.set_value("log" if state.log_axis else "linear")
        self.smoothing.blockSignals(True)
        nearest = min(range(len(WIDTHS)), key=lambda n: abs(WIDTHS[n] - state.smoothing))
        self.smoothing.setValue(nearest)
        self.smoothing.blockSignals(False)
        self.smoothing.update()
        note = translate("Mnist", "Average of about {count} steps").format(count=state.smoothing)
        if state.smoothing == 1:
            note = translate("Mnist", "Every step as it is")
        self.smoothing_note.setText(note)
        self.smoothing.setAccessibleDescription(note)
        for number, row in self.runs.items():
            row.blockSignals(True)
            row.setChecked(number not in state.hidden_runs)
            row.blockSignals(False)

    def set_fixed(self, fixed: bool) -> None:
        """Dim what cannot be changed while a run is going, and say why."""
        for field in self.fields:
            field.setDisabled(fixed)
        self.fixed_note.setVisible(fixed)

    def show_runs(self, histories: Sequence[History], state: TrainingState) -> None:
        """List the runs of this sitting."""
        if [history.number for history in histories] == list(self.runs):
            return
        for row in self.runs.values():
            row.deleteLater()
        self.runs = {}
        for history in histories:
            number = history.number
            row = CheckRow(_run_name(history, histories), self._look, run_sign(number))
            row.setChecked(number not in state.hidden_runs)
            row.toggled.connect(
                lambda on, number=number: self._change(lambda s: s.showing_run(number, shown=on))
            )
            self._run_rows.addWidget(row)
            self.runs[number] = row
        self._runs_group.setVisible(bool(histories))


def _run_name(history: History, histories: Sequence[History]) -> str:
    """Return a run's name and in what it differs from the first one."""
    name = translate("Mnist", "Run {number}").format(number=history.number)
    first, own = histories[0].settings, history.settings
    parts = [
        text for text, differs in zip(_told(own), _differing(first, own), strict=True) if differs
    ]
    return ", ".join([name, *parts[:2]])


def _told(settings: TrainingSettings) -> list[str]:
    """Return what a run was asked to do, in a few words for each choice."""
    return [
        OPTIMIZER_NAMES[settings.optimizer],
        translate("Mnist", "lr {value}").format(value=exact(settings.learning_rate)),
        translate("Mnist", "batch {value}").format(value=grouped(settings.batch_size)),
        translate("Mnist", "seed {value}").format(value=settings.seed),
        translate("Mnist", "{value} steps").format(value=grouped(settings.steps)),
    ]


def _differing(first: TrainingSettings, own: TrainingSettings) -> list[bool]:
    names = ("optimizer", "learning_rate", "batch_size", "seed", "steps")
    return [getattr(first, name) != getattr(own, name) for name in names]


def _whole(
    name: str,
    look: Look,
    problem: Callable[[int], Sentence | None],
    step: Callable[[float, int], float],
) -> NumberField:
    """Return a field for a whole number, checked by `problem`."""

    def read(text: str) -> float:
        try:
            number = read_count(text)
        except ExplorerError:
            number = -1  # whatever it is, it is no number of things
        _refuse(problem(number))
        return number

    return NumberField(name, look, read=read, step=step, write=lambda n: grouped(int(n)))


def _read_rate(text: str) -> float:
    number = read_number(text)
    _refuse(rate_problem(number))
    return number


def _next_rate(rate: float, steps: int) -> float:
    """Return a rate some steps away, one step being a unit of its first figure."""
    unit = 10.0 ** math.floor(math.log10(rate) + 1e-9)
    if steps < 0 and rate - unit < unit * 0.999:
        unit /= 10
    return float(f"{max(rate + steps * unit, unit):.6g}")


def _refuse(problem: Sentence | None) -> None:
    if problem is not None:
        raise ExplorerError(problem)
