"""The column of choices on the MNIST page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.changes import can_change
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.history import History
from explorer.ui.pages.layout import controls_column, side_by_side, stacked
from explorer.ui.pages.mnist.checking import rate_field, whole_field
from explorer.ui.pages.mnist.keeping_fields import KeepingFields
from explorer.ui.pages.mnist.network_fields import NetworkFields
from explorer.ui.pages.mnist.runs_list import RunsList
from explorer.ui.pages.number_fields import ParameterFields
from explorer.ui.store import Store
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.disclosure import Disclosure
from explorer.ui.widgets.fields import ChoiceField, Field
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.slider import Slider

translate = QCoreApplication.translate
WIDTHS = (1, 2, 3, 5, 7, 10, 15, 25, 35, 50, 75, 100, 150, 250, 400)  # of the smoothing


class MnistControls:
    """Makes the fields, fills them from the state, and turns the user's choices into changes.

    Attributes:
        widget: The column.
    """

    def __init__(self, store: Store, look: Look) -> None:
        self._store, self._look = store, look
        self._running: TrainingSettings | None = None
        self._followed = False
        self._make_settings(look)
        self.network = NetworkFields(look, self._change)
        self.keeping = KeepingFields(look, self._change)
        self.fixed_note = label("", "note", wrap=True)
        self.fixed_note.hide()
        self.axis = Segmented(
            translate("Mnist", "Loss axis"),
            [("log", translate("Mnist", "Log")), ("linear", translate("Mnist", "Linear"))],
            look,
        )
        self.smoothing = Slider(translate("Mnist", "Smoothing"), look)
        self.smoothing.setRange(0, len(WIDTHS) - 1)
        self.smoothing_note = label("", "note")
        self.norms = CheckRow(translate("Mnist", "Norms of each layer"), look)
        self.norms.setToolTip(
            translate(
                "Mnist",
                "Lengths of gradients and updates, drawn below; in a low window instead of the "
                "views into the network.",
            )
        )
        self.runs_list = RunsList(look, self._change)
        self.widget = self._lay_out()
        self._connect()

    def _make_settings(self, look: Look) -> None:
        self.optimizer = ChoiceField(translate("Mnist", "Optimiser"), look)
        self.optimizer.set_choices([(spec.key, spoken(spec.label)) for spec in OPTIMIZERS.values()])
        self.rate = rate_field(translate("Mnist", "Learning rate"), look)
        self.parameters = ParameterFields(look, self._check_parameter)
        self.batch = whole_field(
            "batch_size", translate("Mnist", "Batch size"), look, lambda n, by: n + 16 * by
        )
        self.steps = whole_field(
            "steps", translate("Mnist", "Steps"), look, lambda n, by: n + 100 * by
        )
        self.seed = whole_field("seed", translate("Mnist", "Seed"), look, lambda n, by: n + by)

    def _lay_out(self) -> QWidget:
        self.parameter_lines = Disclosure(
            translate("Mnist", "Optimiser's parameters"), self._look, stacked(self.parameters)
        )
        self.network_lines = Disclosure(
            translate("Mnist", "Network and loss"), self._look, self.network.widget
        )
        rate = stacked(self.rate, self.parameter_lines, spacing=8)
        seed = stacked(self.seed, self.fixed_note, spacing=10)
        return controls_column([
            [self.optimizer, rate, side_by_side(self.batch, self.steps), seed, self.network_lines],
            [
                stacked(label(translate("Mnist", "Loss axis"), "label"), self.axis, spacing=6),
                stacked(
                    label(translate("Mnist", "Smoothing"), "label"),
                    self.smoothing, self.smoothing_note, spacing=4,
                ),
                self.norms,
            ],
            [self.keeping.widget],
            [self.runs_list],
        ])  # fmt: skip

    @property
    def runs(self) -> dict[int, CheckRow]:
        """The boxes of the runs by number."""
        return self.runs_list.rows

    @property
    def live(self) -> tuple[Field, ...]:
        """What can be changed while a run is going."""
        typed = [field for field in self.parameters.fields.values() if isinstance(field, Field)]
        return (self.rate, *typed, self.batch, self.steps)

    @property
    def fixed(self) -> tuple[Field, ...]:
        """What is fixed while a run is going."""
        return (self.optimizer, self.seed, *self.network.fields)

    @property
    def wrong(self) -> Field | None:
        """The first field with a text that cannot be used."""
        return next((field for field in (*self.live, *self.fixed) if field.error), None)

    def _connect(self) -> None:
        choose = self._choose
        self.optimizer.chosen.connect(lambda key: self._change(lambda s: s.choosing_optimizer(key)))
        self.rate.committed.connect(lambda rate: choose(learning_rate=rate))
        self.parameters.changed.connect(
            lambda key, value: self._change(lambda s: s.choosing_parameter(key, value))
        )
        self.batch.committed.connect(lambda n: choose(batch_size=int(n)))
        self.steps.committed.connect(lambda n: choose(steps=int(n)))
        self.seed.committed.connect(lambda n: choose(seed=int(n)))
        self.axis.chosen.connect(
            lambda key: self._change(lambda s: s.scaling(logarithmic=key == "log"))
        )
        self.smoothing.valueChanged.connect(
            lambda index: self._change(lambda s: s.smoothing_over(WIDTHS[index]))
        )
        self.norms.toggled.connect(lambda on: self._change(lambda s: s.measuring_norms(on=on)))

    def _change(self, change: Callable[[TrainingChoices], TrainingChoices]) -> None:
        self._store.change(lambda session: session.with_training(change))

    def _choose(self, **fields: object) -> None:
        self._change(lambda state: state.choosing(**fields))

    def show(self, state: TrainingChoices) -> None:
        """Show what is chosen."""
        settings = state.settings
        self.optimizer.set_value(settings.optimizer)
        self.rate.set_value(settings.learning_rate)
        self._show_parameters(settings)
        self.batch.set_value(settings.batch_size)
        self.steps.set_value(settings.steps)
        self.seed.set_value(settings.seed)
        self.network.show(settings)
        self.axis.set_value("log" if state.log_axis else "linear")
        self.norms.blockSignals(True)
        self.norms.setChecked(bool(settings.norms_every))
        self.norms.blockSignals(False)
        self._show_smoothing(state)
        self.keeping.show(state)
        self.runs_list.show_state(state)

    def _show_parameters(self, settings: TrainingSettings) -> None:
        own = OPTIMIZERS[settings.optimizer].parameters
        self.parameters.show_parameters(own, settings.parameters)
        self.parameters.set_fixed(self._is_fixed)
        self.parameter_lines.setVisible(bool(own))

    def _show_smoothing(self, state: TrainingChoices) -> None:
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

    def show_runs(self, histories: Sequence[History], state: TrainingChoices) -> None:
        """List the runs of this sitting."""
        self.runs_list.show_runs(histories, state)

    def set_running(self, running: TrainingSettings | None, *, followed: bool = False) -> None:
        """Dim what cannot be changed while a run is going, and say why.

        Args:
            running: What the run under way does; None while there is none.
            followed: Whether another program makes it.
        """
        self._running, self._followed = running, followed
        going = running is not None
        for field in self.fixed:
            field.setDisabled(going)
        for field in self.live:
            field.setDisabled(followed)
        self.parameters.set_fixed(self._is_fixed)
        self.norms.setDisabled(followed)
        self.keeping.set_fixed(going)
        note = translate(
            "Mnist", "Optimiser, seed, network and loss are fixed while a run is going."
        )
        if followed:
            note = translate("Mnist", "These are the choices of the run that is followed.")
        self.fixed_note.setText(note)
        self.fixed_note.setVisible(going)

    def _is_fixed(self, key: str) -> bool:
        """Return whether a run under way cannot take over another value of a parameter."""
        if self._running is None:
            return False
        value = self._running.parameter_values().get(key)
        if value is None or self._followed:
            return True
        return not can_change(key, value, value / 2 if value else 0.5)

    def _check_parameter(self, key: str, value: float) -> None:
        """Refuse to take all momentum from a run that goes on with some."""
        if self._running is None:
            return
        if not can_change(key, self._running.parameter_values()[key], value):
            raise ExplorerError(
                said(
                    "Errors",
                    "The run keeps its momentum's memory: the share must stay above 0. "
                    "Type for example 0.5.",
                )
            )
