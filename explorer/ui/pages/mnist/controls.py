"""The column of choices on the MNIST page."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, said
from explorer.core.training.changes import can_change
from explorer.core.training.losses import LOSSES
from explorer.core.training.settings import (
    ACTIVATIONS,
    INITIALIZERS,
    HiddenLayer,
    TrainingSettings,
)
from explorer.session.training.choices import TrainingChoices
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.column import Change, Column
from explorer.ui.pages.layout import controls_column, side_by_side, stacked
from explorer.ui.pages.mnist.data_sets import DataChoice
from explorer.ui.pages.mnist.experiment_controls import ExperimentControls
from explorer.ui.pages.mnist.range_controls import RangeControls
from explorer.ui.pages.mnist.schedule_controls import ScheduleControls
from explorer.ui.pages.number_fields import (
    ParameterFields,
    read_layers,
    setting_field,
    step_l2,
    step_rate,
    step_share,
    whole_field,
)
from explorer.ui.pages.watch_button import WatchButton
from explorer.ui.run_folders import runs_folder
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Segmented
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.disclosure import Disclosure
from explorer.ui.widgets.fields import ChoiceField, Field, TextField
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.sliders import Slider

translate = QCoreApplication.translate
WIDTHS = (1, 2, 3, 5, 7, 10, 15, 25, 35, 50, 75, 100, 150, 250, 400)  # of the smoothing


class MnistControls(Column[TrainingChoices]):
    """Settings of the next run, how the curves are drawn, and the runs of this sitting."""

    def __init__(self, look: Look, change: Change[TrainingChoices]) -> None:
        super().__init__("mnist", change)
        self._look = look
        self._running: TrainingSettings | None = None
        self._followed = False
        self.experiments = ExperimentControls(self, look)
        self._make_settings()
        self._make_network()
        self._make_view()
        self.widget = self._lay_out()

    def _make_settings(self) -> None:
        look, bind = self._look, self.bind
        self.data = DataChoice(look)
        bind("data", self.data.field, lambda c: c.data, lambda c, key: c.learning_from(key))
        self.optimizer = ChoiceField(translate("Mnist", "Optimiser"), look)
        self.optimizer.set_choices([(spec.key, spoken(spec.label)) for spec in OPTIMIZERS.values()])
        bind(
            "optimizer", self.optimizer,
            lambda c: c.settings.optimizer, lambda c, key: c.choosing_optimizer(key),
        )  # fmt: skip
        self.watch = WatchButton(self, "mnist")
        self.optimizer.put_beside_name(self.watch.link)
        rate = setting_field(
            "learning_rate", translate("Mnist", "Learning rate"), look, step=step_rate
        )
        self.rate = bind(
            "rate", rate,
            lambda c: c.settings.learning_rate, lambda c, rate: c.choosing(learning_rate=rate),
        )  # fmt: skip
        self.ranges = RangeControls(self, look)
        self.rate.put_beside_name(self.ranges.begin)
        self.parameters = ParameterFields(look, self._check_parameter)
        self.parameters.changed.connect(
            lambda key, value: self.change(lambda c: c.choosing_parameter(key, value))
        )
        self.schedule = ScheduleControls(self, look)
        self.batch = bind(
            "batch", whole_field("batch_size", translate("Mnist", "Batch size"), look, 16),
            lambda c: c.settings.batch_size, lambda c, n: c.choosing(batch_size=int(n)),
        )  # fmt: skip
        self.steps = bind(
            "steps", whole_field("steps", translate("Mnist", "Steps"), look, 100),
            lambda c: c.settings.steps, lambda c, n: c.choosing(steps=int(n)),
        )  # fmt: skip
        self.seed = bind(
            "seed", whole_field("seed", translate("Mnist", "Seed"), look, 1),
            lambda c: c.settings.seed, lambda c, n: c.choosing(seed=int(n)),
        )  # fmt: skip
        self.fixed_note = label("", "note", wrap=True)
        self.fixed_note.hide()

    def _make_network(self) -> None:
        look, bind = self._look, self.bind
        self.activation = ChoiceField(translate("Mnist", "Activation"), look)
        self.activation.set_choices([(name, name) for name in ACTIVATIONS])
        self.hidden = bind(
            "hidden", TextField(
                translate("Mnist", "Hidden layers, units of each"),
                read=lambda text: read_layers(text, self.activation.value), write=_written,
            ),
            lambda c: c.settings.hidden, lambda c, layers: c.choosing(hidden=layers),
        )  # fmt: skip
        bind(
            "activation", self.activation,
            # Without hidden layers there is no activation; the field keeps the one it had.
            lambda c: (*c.settings.hidden, HiddenLayer(1, self.activation.value))[0].activation,
            lambda c, name: c.activating(name),
        )  # fmt: skip
        self.initializer = ChoiceField(translate("Mnist", "Initial weights"), look)
        self.initializer.set_choices([(name, name) for name in INITIALIZERS])
        bind(
            "initializer", self.initializer,
            lambda c: c.settings.initializer, lambda c, name: c.choosing(initializer=name),
        )  # fmt: skip
        self.loss = ChoiceField(translate("Mnist", "Loss"), look)
        self.loss.set_choices([(key, spoken(loss.label)) for key, loss in LOSSES.items()])
        # Qt makes a box as wide as its longest choice.
        self.loss.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )  # the longest name must not widen the column
        self.loss.box.setMinimumContentsLength(8)
        bind("loss", self.loss, lambda c: c.settings.loss, lambda c, name: c.choosing(loss=name))
        self.l2 = bind(
            "l2", setting_field("l2", translate("Mnist", "L2 factor"), look, step=step_l2),
            lambda c: c.settings.l2, lambda c, factor: c.choosing(l2=factor),
        )  # fmt: skip
        self.dropout = bind(
            "dropout", setting_field("dropout", translate("Mnist", "Dropout"), look, step=step_share),
            lambda c: c.settings.dropout, lambda c, share: c.choosing(dropout=share),
        )  # fmt: skip

    def _make_view(self) -> None:
        look, bind = self._look, self.bind
        scales = [("log", translate("Mnist", "Log")), ("linear", translate("Mnist", "Linear"))]
        self.axis = bind(
            "axis", Segmented(translate("Mnist", "Loss axis"), scales, look),
            lambda c: "log" if c.log_axis else "linear",
            lambda c, key: c.scaling(logarithmic=key == "log"),
        )  # fmt: skip
        counted = [
            ("step", translate("Mnist", "Step")), ("epoch", translate("Mnist", "Epoch")),
            ("seconds", translate("Mnist", "Time")),
        ]  # fmt: skip
        self.counted = bind(
            "counted", Segmented(translate("Mnist", "Axis of the curves"), counted, look),
            lambda c: c.axis, lambda c, key: c.counting(key),
        )  # fmt: skip
        self.smoothing = Slider(translate("Mnist", "Smoothing"), look)
        self.smoothing.setRange(0, len(WIDTHS) - 1)
        self.smoothing.stand_for(WIDTHS)
        self.smoothing_note = label("", "note", wrap=True)
        # A slider has places, not values; smoothing is coarser where it is wide.
        self.smoothing.valueChanged.connect(
            lambda index: self.change(lambda c: c.smoothing_over(WIDTHS[index]))
        )
        self.add_command("smoothing", translate("Mnist", "Smoothing"), self.smoothing.setFocus)
        self.norms = bind(
            "norms", CheckRow(translate("Mnist", "Norms of each layer"), look),
            lambda c: bool(c.settings.norms_every), lambda c, on: c.measuring_norms(on=on),
        )  # fmt: skip
        self.norms.setToolTip(
            translate(
                "Mnist",
                "Lengths of gradients and updates, drawn below; in a low window instead of the "
                "views into the network.",
            )
        )
        self.keep = bind(
            "keep", CheckRow(translate("Mnist", "Keep the run on disk"), look),
            lambda c: c.kept, lambda c, on: c.keeping(on=on),
        )  # fmt: skip
        self.keep_note = label("", "note", wrap=True)

    def _lay_out(self) -> QWidget:
        self.parameter_lines = Disclosure(
            translate("Surface", "Parameters, schedule"), self._look,
            stacked(self.parameters, self.schedule.widget, spacing=12),
        )  # fmt: skip
        note = label(translate("Mnist", "For example 128, or 128, 64, or none."), "note", wrap=True)
        network = stacked(
            stacked(self.hidden, note, spacing=4), self.activation, self.initializer, self.loss,
            side_by_side(self.l2, self.dropout), spacing=16,
        )  # fmt: skip
        self.network_lines = Disclosure(translate("Mnist", "Network and loss"), self._look, network)
        self.named |= {"parameters": self.parameter_lines, "network": self.network_lines}
        self.add_line("parameters", self.parameter_lines)
        self.add_line("network", self.network_lines)
        rate = stacked(
            self.rate, self.schedule.note, self.ranges.widget, self.parameter_lines, spacing=8
        )
        seed = stacked(self.seed, self.fixed_note, spacing=10)
        return controls_column([
            [
                self.experiments.top, self.optimizer, rate,
                side_by_side(stacked(self.batch, self.experiments.images), self.steps),
                seed, self.network_lines,
            ],
            [
                stacked(label(translate("Mnist", "Loss axis"), "label"), self.axis, spacing=6),
                stacked(label(translate("Mnist", "Axis of the curves"), "label"), self.counted, spacing=6),
                stacked(
                    label(translate("Mnist", "Smoothing"), "label"),
                    self.smoothing, self.smoothing_note, spacing=4,
                ),
                stacked(
                    label(translate("Mnist", "Show"), "label"),
                    self.experiments.rows, self.norms, spacing=4,
                ),
            ],
            [stacked(self.keep, self.keep_note, spacing=4)],
            [self.data],
        ])  # fmt: skip

    def open_list(self) -> None:
        """Open the list of optimisers."""
        self.optimizer.box.showPopup()

    @property
    def live(self) -> tuple[Field, ...]:
        """What can be changed while a run is going."""
        # In the order of the column, as the first wrong one is what gets the focus.
        typed = [field for field in self.parameters.fields.values() if isinstance(field, Field)]
        # Switches among the parameters are no fields to type in.
        return (self.rate, *typed, self.batch, self.steps)

    @property
    def fixed(self) -> tuple[Field, ...]:
        """What is fixed while a run is going."""
        network = (self.hidden, self.activation, self.initializer, self.loss, self.l2, self.dropout)
        own = (self.experiments.images, self.seed, *network)
        return (self.optimizer, self.schedule.field, *self.schedule.typed, *own)

    @property
    def wrong(self) -> Field | None:
        """The first field with a text that cannot be used."""
        # A text in error is in no choice, so the fields themselves are asked.
        return next((field for field in (*self.live, *self.fixed) if field.error), None)

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show what is chosen; what is fixed while a run is going, as it was chosen for it."""
        # While a run is going its own settings are shown in what is fixed, not what is chosen
        # next.
        chosen = replace(new.choices, settings=new.held)
        before = None if old is None else replace(old.choices, settings=old.held)
        full_batch = chosen.settings.is_full_batch
        self.experiments.draw(new, full_batch=full_batch)
        self.ranges.draw(old, new)
        self.batch.setHidden(full_batch)
        self.schedule.draw(chosen.settings, new.step, going=new.run.going)
        # Phases change seldom, steps all the time.
        if old is None or (old.run.phase, old.run.settings) != (new.run.phase, new.run.settings):
            self._fix(new)
        if chosen != before:
            self.draw_choices(before, chosen)
            settings = chosen.settings
            own = OPTIMIZERS[settings.optimizer].parameters
            self.parameters.show_parameters(own, settings.parameters)
            self.parameters.set_fixed(self._is_fixed)
            self.loss.setToolTip(LOSSES[settings.loss].source)
            self._show_smoothing(chosen.smoothing)
            self._show_folder(chosen)

    def _show_smoothing(self, steps: int) -> None:
        # A smoothing that was not chosen here may lie between two places.
        nearest = min(range(len(WIDTHS)), key=lambda n: abs(WIDTHS[n] - steps))
        # Set by the program, so told to nobody.
        with QSignalBlocker(self.smoothing):
            self.smoothing.setValue(nearest)
        self.smoothing.update()
        note = translate("Mnist", "s(n) = (l(n−{before}) + … + l(n)) / {count}")
        note = note.format(count=steps, before=steps - 1)
        words = translate("Mnist", "Average of {steps} steps").format(steps=grouped(steps))
        if steps == 1:
            words = note = translate("Mnist", "Off: every step as it is")
        self.smoothing_note.setText(note)
        self.smoothing.say(words)

    def _show_folder(self, choices: TrainingChoices) -> None:
        # The folder that a run would be kept in, also before one is.
        place = str(runs_folder(choices))
        # A path may go on in the next line after each separator.
        self.keep_note.setText(place.replace("/", "/\u200b").replace("\\", "\\\u200b"))
        self.keep_note.setAccessibleName(place)
        tip = translate("Mnist", "File → Keep runs in a folder… chooses another.")
        self.keep_note.setToolTip(tip)
        self.keep_note.setVisible(choices.kept)

    def _fix(self, shown: TrainingShown) -> None:
        """Dim what cannot be changed while a run is going, and say why."""
        run, going = shown.run, shown.run.going
        self._running = run.settings if going else None
        self._followed = run.phase == "following"
        for field in self.fixed:
            field.setDisabled(going)
        for field in self.live:
            # Of another program's run nothing can be changed from here.
            field.setDisabled(self._followed)
        self.parameters.set_fixed(self._is_fixed)
        self.experiments.fix(going=going, followed=self._followed)
        self.norms.setDisabled(self._followed)
        self.keep.setDisabled(going)
        self.keep.setToolTip(translate("Mnist", "Choose this before a run.") if going else "")
        note = translate(
            "Mnist", "Optimiser, seed, network and loss are fixed while a run is going."
        )
        if self._followed:
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
        # Asked with another value: some parameters may change, but not to or from 0.
        return not can_change(key, value, value / 2 if value else 0.5)

    def _check_parameter(self, key: str, value: float) -> None:
        """Refuse to take all momentum from a run that goes on with some."""
        if self._running is None:
            return
        # Momentum that is switched on in mid-run has no memory to start with.
        if not can_change(key, self._running.parameter_values()[key], value):
            raise ExplorerError(
                said(
                    "Errors",
                    "The run keeps its momentum’s memory: the share must stay above 0. "
                    "Type for example 0.5.",
                )
            )


def _written(layers: tuple[HiddenLayer, ...]) -> str:
    return ", ".join(str(layer.units) for layer in layers) or translate("Mnist", "none")
