"""The column of choices on the MNIST page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.settings import TrainingSettings
from explorer.session.training import TrainingState
from explorer.ui.pages.mnist.checking import rate_field, share_field, whole_field
from explorer.ui.pages.mnist.history import History
from explorer.ui.pages.mnist.keeping_fields import KeepingFields
from explorer.ui.pages.mnist.network_fields import NetworkFields
from explorer.ui.pages.mnist.runs_list import OPTIMIZER_NAMES, RunsList
from explorer.ui.pages.page import controls_column, side_by_side, stacked
from explorer.ui.store import Store
from explorer.ui.theme import Look
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
        self.optimizer.set_choices(list(OPTIMIZER_NAMES.items()))
        self.rate = rate_field(translate("Mnist", "Learning rate"), look)
        self.momentum = share_field(
            "momentum", translate("Mnist", "Momentum"), look, self._check_momentum
        )
        self.beta_1 = share_field("beta_1", "β₁", look)
        self.beta_2 = share_field("beta_2", "β₂", look)
        self.beta_1.setToolTip(translate("Mnist", "Share of the mean gradient that is kept."))
        self.beta_2.setToolTip(
            translate("Mnist", "Share of the mean squared gradient that is kept.")
        )
        self.batch = whole_field(
            "batch_size", translate("Mnist", "Batch size"), look, lambda n, by: n + 16 * by
        )
        self.steps = whole_field(
            "steps", translate("Mnist", "Steps"), look, lambda n, by: n + 100 * by
        )
        self.seed = whole_field("seed", translate("Mnist", "Seed"), look, lambda n, by: n + by)

    def _lay_out(self) -> QWidget:
        self._betas = side_by_side(self.beta_1, self.beta_2)
        parameters = stacked(self.momentum, self._betas)
        self.parameters = Disclosure(
            translate("Mnist", "Optimiser's parameters"), self._look, parameters
        )
        self.network_lines = Disclosure(
            translate("Mnist", "Network and loss"), self._look, self.network.widget
        )
        rate = stacked(self.rate, self.parameters, spacing=8)
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
        return (self.rate, self.momentum, self.beta_1, self.beta_2, self.batch, self.steps)

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
        self.optimizer.chosen.connect(lambda key: choose(optimizer=key))
        self.rate.committed.connect(lambda rate: choose(learning_rate=rate))
        self.momentum.committed.connect(lambda share: choose(momentum=share))
        self.beta_1.committed.connect(lambda share: choose(beta_1=share))
        self.beta_2.committed.connect(lambda share: choose(beta_2=share))
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

    def _change(self, change: Callable[[TrainingState], TrainingState]) -> None:
        self._store.change(lambda session: session.learning(change))

    def _choose(self, **fields: object) -> None:
        self._change(lambda state: state.choosing(**fields))

    def show(self, state: TrainingState) -> None:
        """Show what is chosen."""
        settings = state.settings
        self.optimizer.set_value(settings.optimizer)
        self.rate.set_value(settings.learning_rate)
        self.momentum.set_value(settings.momentum)
        self.beta_1.set_value(settings.beta_1)
        self.beta_2.set_value(settings.beta_2)
        self.momentum.setVisible(settings.optimizer == "sgd")
        self._betas.setVisible(settings.optimizer == "adam")
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

    def _show_smoothing(self, state: TrainingState) -> None:
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

    def show_runs(self, histories: Sequence[History], state: TrainingState) -> None:
        """List the runs of this sitting."""
        self.runs_list.show_runs(histories, state)

    def set_running(self, running: TrainingSettings | None, *, followed: bool = False) -> None:
        """Dim what cannot be changed while a run is going, and say why.

        Args:
            running: What the run under way does; None while there is none.
            followed: Whether another program makes it.
        """
        self._running = running
        going = running is not None
        for field in self.fixed:
            field.setDisabled(going)
        for field in self.live:
            field.setDisabled(followed)
        if running is not None and not running.momentum:
            self.momentum.setDisabled(True)
        self.norms.setDisabled(followed)
        self.keeping.set_fixed(going)
        note = translate(
            "Mnist", "Optimiser, seed, network and loss are fixed while a run is going."
        )
        if followed:
            note = translate("Mnist", "These are the choices of the run that is followed.")
        self.fixed_note.setText(note)
        self.fixed_note.setVisible(going)

    def _check_momentum(self, share: float) -> None:
        """Refuse to take all momentum from a run that goes on with some."""
        if self._running is not None and self._running.momentum and not share:
            raise ExplorerError(
                said(
                    "Errors",
                    "The run keeps its momentum's memory: the share must stay above 0. "
                    "Type for example 0.5.",
                )
            )
