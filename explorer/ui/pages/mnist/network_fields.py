"""The fields of network and loss: hidden layers, activation, initial weights, loss, L2, dropout."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from explorer.core.numerals import exact
from explorer.core.training.losses import LOSSES
from explorer.core.training.settings import (
    ACTIVATIONS,
    INITIALIZERS,
    HiddenLayer,
    TrainingSettings,
)
from explorer.session.training.choices import TrainingChoices
from explorer.ui.pages.mnist.checking import accepted, read_layers, share_field
from explorer.ui.pages.mnist.losses import loss_names
from explorer.ui.pages.page import side_by_side, stacked
from explorer.ui.pages.reading import read_number
from explorer.ui.theme import Look
from explorer.ui.widgets.fields import ChoiceField, Field, NumberField, TextField
from explorer.ui.widgets.labels import label

translate = QCoreApplication.translate
Change = Callable[[Callable[[TrainingChoices], TrainingChoices]], None]
_SMALLEST_L2 = 1e-6


class NetworkFields:
    """Makes the fields and turns the user's choices into changes.

    Attributes:
        widget: The fields, one under another.
    """

    def __init__(self, look: Look, change: Change) -> None:
        self.hidden = TextField(
            translate("Mnist", "Hidden layers, units of each"),
            read=self._read_layers,
            write=_written,
        )
        self.activation = ChoiceField(translate("Mnist", "Activation"), look)
        self.activation.set_choices([(name, name) for name in ACTIVATIONS])
        self.initializer = ChoiceField(translate("Mnist", "Initial weights"), look)
        self.initializer.set_choices([(name, name) for name in INITIALIZERS])
        self.loss = ChoiceField(translate("Mnist", "Loss"), look)
        self.loss.set_choices(list(loss_names().items()))
        self.loss.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )  # the longest name must not widen the column
        self.loss.box.setMinimumContentsLength(8)
        self.l2 = NumberField(
            translate("Mnist", "L2 factor"), look, read=_read_l2, step=_next_l2, write=exact
        )
        self.dropout = share_field("dropout", translate("Mnist", "Dropout"), look)
        note = label(translate("Mnist", "For example 128, or 128, 64, or none."), "note", wrap=True)
        self.widget = stacked(
            stacked(self.hidden, note, spacing=4),
            self.activation,
            self.initializer,
            self.loss,
            side_by_side(self.l2, self.dropout),
            spacing=16,
        )
        self._connect(change)

    def _connect(self, change: Change) -> None:
        self.hidden.committed.connect(lambda layers: change(lambda s: s.choosing(hidden=layers)))
        self.activation.chosen.connect(lambda name: change(lambda s: s.activating(name)))
        self.initializer.chosen.connect(lambda name: change(lambda s: s.choosing(initializer=name)))
        self.loss.chosen.connect(lambda name: change(lambda s: s.choosing(loss=name)))
        self.l2.committed.connect(lambda factor: change(lambda s: s.choosing(l2=factor)))
        self.dropout.committed.connect(lambda share: change(lambda s: s.choosing(dropout=share)))

    @property
    def fields(self) -> tuple[Field, ...]:
        """All of them."""
        network = (self.hidden, self.activation, self.initializer)
        return (*network, self.loss, self.l2, self.dropout)

    def show(self, settings: TrainingSettings) -> None:
        """Show what is chosen."""
        if settings.hidden:
            self.activation.set_value(settings.hidden[0].activation)
        elif not self.activation.value:
            self.activation.set_value(ACTIVATIONS[0])
        self.hidden.set_value(settings.hidden)
        self.initializer.set_value(settings.initializer)
        self.loss.set_value(settings.loss)
        self.loss.setToolTip(LOSSES[settings.loss].source)
        self.l2.set_value(settings.l2)
        self.dropout.set_value(settings.dropout)

    def _read_layers(self, text: str) -> tuple[HiddenLayer, ...]:
        return read_layers(text, self.activation.value)


def _written(layers: tuple[HiddenLayer, ...]) -> str:
    return ", ".join(str(layer.units) for layer in layers) or translate("Mnist", "none")


def _read_l2(text: str) -> float:
    return float(accepted("l2", read_number(text)))


def _next_l2(factor: float, steps: int) -> float:
    """Return a factor some half decades away; 0 lies below the smallest."""
    if factor < _SMALLEST_L2:
        return _SMALLEST_L2 if steps > 0 else 0.0
    found = float(f"{factor * 10 ** (steps / 2):.1g}")
    return found if found >= _SMALLEST_L2 else 0.0
