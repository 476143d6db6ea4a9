"""The column of choices on the page "Your model"."""

import math
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from explorer.core.numerals import grouped, significant
from explorer.core.observing.observed import ModelRun
from explorer.session.model.choices import ModelChoices
from explorer.session.model.program import EXAMPLES
from explorer.session.model.snapshots import ModelShown, layer_of
from explorer.ui.pages.column import Change, Column, of_two
from explorer.ui.pages.layout import controls_column, stacked
from explorer.ui.pages.model.hint_words import percent
from explorer.ui.pages.model.words import quantity_names, state
from explorer.ui.theme import Look
from explorer.ui.translation import spoken
from explorer.ui.widgets.buttons import Segmented, button
from explorer.ui.widgets.check_row import CheckRow
from explorer.ui.widgets.disclosure import Disclosure
from explorer.ui.widgets.fields import ChoiceField
from explorer.ui.widgets.labels import label
from explorer.ui.widgets.sliders import Slider

translate = QCoreApplication.translate
WIDTHS = (1, 2, 5, 10, 25, 50, 100, 250, 500)  # steps of the smoothing
MOST_LAYERS = 60  # rows; beyond them layers are listed but not offered one by one


class Wishes(QObject):
    """What the column wishes besides choices."""

    open_requested = Signal()
    log_requested = Signal()
    example_requested = Signal(str)


class ModelControls(Column[ModelChoices]):
    """Which run, what the map shows of it, which layers, and where hints begin."""

    def __init__(self, look: Look, change: Change[ModelChoices]) -> None:
        super().__init__("model", change)
        self._look, self.wishes = look, Wishes()
        self._make_run()
        self._make_view()
        self.layers = LayerList(look, change)
        self.thresholds = ThresholdSliders(look, self)
        self.widget = self._lay_out()

    def _make_run(self) -> None:
        self.run = ChoiceField(translate("Model", "Run"), self._look)
        self.open = button(translate("Model", "Open…"), "link")
        self.open.setAccessibleName(translate("Model", "Open a run…"))
        self.open.clicked.connect(self.wishes.open_requested)
        # A folder's name may be longer than the column is wide.
        self.run.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.run.box.setMinimumContentsLength(8)
        self.run.put_beside_name(self.open)
        self.bind("run", self.run, lambda c: c.run, lambda c, path: c.opening(path))
        self.add_command(
            "open", translate("Model", "Open a run…"), self.wishes.open_requested.emit,
            words="TensorBoard folder follow",
        )  # fmt: skip
        self.add_command(
            "open_log", translate("Model", "Open a log file…"), self.wishes.log_requested.emit,
            words="CSV JSON lines follow",
        )  # fmt: skip
        for example in EXAMPLES.values():
            text = of_two(translate("Model", "Example"), spoken(example.name))
            start = partial(self.wishes.example_requested.emit, example.key)
            words = translate("Model", "Try it with an example")
            self.add_command(f"example.{example.key}", text, start, words)
        self.state = label("", "note", wrap=True)

    def _make_view(self) -> None:
        look, bind = self._look, self.bind
        quantities = list(quantity_names().items())
        self.quantity = bind(
            "quantity", Segmented(translate("Model", "Quantity"), quantities, look, columns=2),
            lambda c: c.quantity, lambda c, key: c.showing_quantity(key),
        )  # fmt: skip
        scales = [("log", translate("Model", "Log")), ("linear", translate("Model", "Linear"))]
        self.axis = bind(
            "axis", Segmented(translate("Model", "Shades"), scales, look),
            lambda c: "log" if c.logarithmic else "linear",
            lambda c, key: c.scaling(logarithmic=key == "log"),
        )  # fmt: skip
        self.smoothing = Slider(translate("Model", "Smoothing"), look)
        self.smoothing.setRange(0, len(WIDTHS) - 1)
        self.smoothing.stand_for(WIDTHS)
        self.smoothing.valueChanged.connect(
            lambda index: self.change(lambda c: c.smoothing_over(WIDTHS[index]))
        )
        self.add_command("smoothing", translate("Model", "Smoothing"), self.smoothing.setFocus)
        newest = translate("Model", "Go live")
        self.add_command("live", newest, lambda: self.change(lambda c: c.at(None)))
        self.smoothing_note = label("", "note")

    def _lay_out(self) -> QWidget:
        quantity, axis = translate("Model", "Quantity"), translate("Model", "Shades")
        smoothing = translate("Model", "Smoothing")
        self._thresholds = Disclosure(
            translate("Model", "Where hints begin"), self._look, self.thresholds.widget
        )
        self.add_line("thresholds", self._thresholds)
        return controls_column([
            [stacked(self.run, self.state, spacing=6)],
            [
                stacked(label(quantity, "label"), self.quantity, spacing=6),
                stacked(label(axis, "label"), self.axis, spacing=6),
                stacked(label(smoothing, "label"), self.smoothing, self.smoothing_note, spacing=2),
            ],
            [self.layers],
            [self._thresholds],
        ])  # fmt: skip

    def draw(self, old: ModelShown | None, new: ModelShown) -> None:
        """Show choices, runs, the state and the layers."""
        if old is None or (old.seen.recent, old.choices.run, old.seen.path) != (
            new.seen.recent, new.choices.run, new.seen.path,
        ):  # fmt: skip
            self._offer_runs(new)
        before = None if old is None else old.choices
        if before != new.choices:
            self.draw_choices(before, new.choices)
            with QSignalBlocker(self.smoothing):
                self.smoothing.setValue(_nearest(new.choices.smoothing))
            self.smoothing.update()
            note = translate("Model", "Average of {steps} steps").format(
                steps=grouped(new.choices.smoothing)
            )
            self.smoothing_note.setText(note)
            self.smoothing.say(note)
            self.thresholds.draw(new)
        self.state.setText(state(new))
        open_ = bool(new.choices.run)
        for each in (self.quantity, self.axis, self.smoothing):
            each.setEnabled(open_)
        self.layers.draw(new)

    def _offer_runs(self, shown: ModelShown) -> None:
        runs = [(str(run.path), f"{run.name} · {grouped(run.steps)}") for run in shown.seen.recent]
        chosen = shown.choices.run
        if chosen and chosen not in (path for path, _ in runs):
            example = EXAMPLES.get(shown.choices.example)
            name = Path(chosen).name if example is None else spoken(example.name)
            runs.insert(0, (chosen, name))
        if not chosen:
            runs.insert(0, ("", translate("Model", "No run is open")))
        self.run.set_choices(runs)
        self.run.set_value(chosen)

    def open_list(self) -> None:
        """Open the list of runs."""
        self.run.box.setFocus()
        self.run.box.showPopup()


class LayerList(QWidget):
    """A box for each layer with its count of parameters, and their sum."""

    def __init__(self, look: Look, change: Change[ModelChoices]) -> None:
        super().__init__()
        self._look, self._change = look, change
        self._layers: tuple[tuple[str, int], ...] = ()
        self._drawn: object = ()
        self.rows: dict[str, CheckRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(label(translate("Model", "Layers"), "label"))
        self._note = label("", "note", wrap=True)
        self._column.addWidget(self._note)

    def draw(self, shown: ModelShown) -> None:
        """Show the layers of the run."""
        run, hidden = shown.run, shown.choices.hidden
        wanted = (None if run is None else run.variables), hidden
        # A live run brings the same variables several times a second.
        if wanted == self._drawn:
            return
        self._drawn = wanted
        layers = () if run is None else layers_of(run)
        if layers != self._layers:
            self._layers = layers
            self._rebuild()
        for name, row in self.rows.items():
            with QSignalBlocker(row):
                row.setChecked(name not in hidden)
        if not layers:
            self._note.setText(translate("Model", "The layers of a run are listed here."))
            return
        text = translate("Model", "{shown} of {all} layers, {count} parameters")
        seen = sum(name not in hidden for name, _ in layers)
        total = sum(count for _, count in layers)
        self._note.setText(text.format(shown=seen, all=len(layers), count=grouped(total)))

    def _rebuild(self) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = {}
        for place, (name, count) in enumerate(self._layers[:MOST_LAYERS]):
            row = CheckRow(name, self._look)
            row.setToolTip(translate("Model", "{count} parameters").format(count=grouped(count)))
            row.toggled.connect(self._wish(name))
            self.rows[name] = row
            self._column.insertWidget(1 + place, row)

    def _wish(self, name: str) -> Callable[[bool], None]:
        return lambda on: self._change(lambda c: c.with_layer(name, shown=on))


def layers_of(run: ModelRun) -> tuple[tuple[str, int], ...]:
    """Return the layers in the network's order, each with its count of parameters."""
    counts: dict[str, int] = {}
    for each in run.variables:
        name = layer_of(each)
        counts[name] = counts.get(name, 0) + math.prod(each.shape)
    return tuple(counts.items())


# Each slider's values; in the middle the published threshold.
_DECADES = {
    "vanishing": [10.0**e for e in range(-6, 1)],
    "exploding": [7.0, 20.0, 70.0, 200.0, 700.0],
    "silent": [0.1, 0.3, 0.5, 0.7, 0.9],
    "smallest": [10.0**e for e in range(-10, -5)],
    "largest": [0.1, 1.0, 10.0, 100.0],
    "falling": [0.01, 0.02, 0.05, 0.1, 0.2],
}


class ThresholdSliders:
    """A slider for each threshold, with its value and who set it.

    Attributes:
        widget: The sliders.
        sliders: They by the names of the thresholds.
    """

    def __init__(self, look: Look, column: Column[ModelChoices]) -> None:
        self.sliders: dict[str, Slider] = {}
        self._words: dict[str, QWidget] = {}
        rows = []
        hint = translate("Model", "Hint")
        for name, (title, _) in _threshold_words().items():
            slider = Slider(title, look)
            slider.setRange(0, len(_DECADES[name]) - 1)
            slider.stand_for(_DECADES[name])
            slider.valueChanged.connect(self._wish(name, column))
            column.add_command(f"threshold.{name}", of_two(hint, title), slider.setFocus)
            self.sliders[name] = slider
            self._words[name] = label("", "note", wrap=True)
            rows.append(stacked(self._words[name], slider, spacing=0))
        self.widget = stacked(*rows, spacing=8)

    def _wish(self, name: str, column: Column[ModelChoices]) -> Callable[[int], None]:
        return lambda place: column.change(lambda c: c.with_threshold(name, _DECADES[name][place]))

    def draw(self, shown: ModelShown) -> None:
        """Show the thresholds in force."""
        for name, (title, source) in _threshold_words().items():
            value = float(getattr(shown.choices.thresholds, name))
            slider, values = self.sliders[name], _DECADES[name]
            with QSignalBlocker(slider):
                slider.setValue(min(range(len(values)), key=lambda n: abs(values[n] - value)))
            slider.update()
            told = percent(value) if name in ("silent", "falling") else significant(value)
            slider.say(told)
            self._words[name].setText(f"{title} {told} · {source}")  # type: ignore[attr-defined]


def _threshold_words() -> dict[str, tuple[str, str]]:
    """Return what each threshold is of, and who set its default."""
    ours = translate("Model", "ours, 5 %")
    return {
        "vanishing": (translate("Model", "First ÷ last gradient below"), "AutoTrainer 1e−3"),
        "exploding": (translate("Model", "First ÷ last gradient above"), "AutoTrainer 70"),
        "silent": (translate("Model", "Silent units above"), "SageMaker 50 %"),
        "smallest": (translate("Model", "Update ÷ weight below"), "SageMaker 1e−8"),
        "largest": (translate("Model", "Update ÷ weight above"), "SageMaker 10"),
        "falling": (translate("Model", "Loss fallen by less than"), ours),
    }


def _nearest(width: int) -> int:
    return min(range(len(WIDTHS)), key=lambda n: abs(WIDTHS[n] - width))
