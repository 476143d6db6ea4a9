"""The Formula leaf: network, loss and update, typeset with the run's numbers in them."""

import math

from PySide6.QtCore import QCoreApplication

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import grouped
from explorer.core.training.settings import MOST_HIDDEN_LAYERS, TrainingSettings
from explorer.session.training.snapshots import TrainingShown
from explorer.ui.pages.layout import leaf
from explorer.ui.pages.mnist.formulas import (
    MOST_EQUATIONS,
    network_lines,
    parameter_count,
    update_lines,
)
from explorer.ui.pages.mnist.losses import loss_lines, loss_names, tells_a_probability
from explorer.ui.translation import spoken
from explorer.ui.typesetting import Formulas, Typesetter
from explorer.ui.widgets.labels import Heading, label

translate = QCoreApplication.translate
_HIDDEN = [
    f"{part}_{number}" for number in range(1, MOST_HIDDEN_LAYERS + 1) for part in ("hidden", "shapes")
]  # fmt: skip
_RULE = [f"rule_{place}" for place in range(MOST_EQUATIONS)]


class FormulaLeaf:
    """Shows how a batch becomes a loss, and a loss an update of the weights.

    Attributes:
        widget: The leaf.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        self.formulas = Formulas(typesetter)
        self.views = self.formulas.views
        self._network = Heading(translate("Mnist", "Network"))
        self._update = Heading(translate("Mnist", "Update"))
        self.loss_heading = Heading(translate("Mnist", "Loss"))
        self._loss_note = label("", "note", wrap=True)
        v = self.formulas
        self.widget = leaf(
            self._network,
            *(v[name] for name in _HIDDEN), v["output"], v["output_shapes"],
            self.loss_heading, v["loss"], v["value"], self._loss_note,
            self._update,
            v["gradient"], v["mean"], v["square"], v["corrected"], v["update"],
            *(v[name] for name in _RULE), v["numbers"],
        )  # fmt: skip

    def draw(self, old: TrainingShown | None, new: TrainingShown) -> None:
        """Show the formulas at the step shown; in mid-run setting them would take a core."""
        if new.run.phase == "running" or (old is not None and _told_of(old) == _told_of(new)):
            return
        settings, step, loss = _told_of(new)
        self._show_run(settings, step, loss)

    def _show_run(self, settings: TrainingSettings, step: int, loss: float | None) -> None:
        lines = {
            **network_lines(settings),
            **loss_lines(settings, step, loss),
            **update_lines(settings, max(step, 1)),
        }
        count = translate("Mnist", "{count} parameters")
        self._network.say(
            translate("Mnist", "Network"), count.format(count=grouped(parameter_count(settings)))
        )
        self._update.say(
            translate("Mnist", "Update"),
            translate("Mnist", "{optimizer}, step {step}").format(
                optimizer=spoken(OPTIMIZERS[settings.optimizer].label), step=grouped(max(step, 1))
            ),
        )
        self.loss_heading.say(translate("Mnist", "Loss"), loss_names()[settings.loss])
        self._say_meaning(settings, loss)
        self.formulas.show(lines, lambda _: True)

    def _say_meaning(self, settings: TrainingSettings, loss: float | None) -> None:
        """Say what the loss means, or what stands in its formula."""
        note = ""
        if settings.loss in ("mean_squared_error", "mean_absolute_error"):
            note = translate("Mnist", "y is 1 for the right digit and 0 for the nine others.")
        elif loss is not None and tells_a_probability(settings):
            text = translate(
                "Mnist",
                "The right digits of this batch get a probability of {share} on (geometric) average.",
            )
            note = text.format(share=f"{100 * math.exp(-min(loss, 700)):.0f} %")
        self._loss_note.setText(note)
        self._loss_note.setVisible(bool(note))


def _told_of(shown: TrainingShown) -> tuple[TrainingSettings, int, float | None]:
    """Return what the formulas tell of: settings, a step, and the loss of its batch if there is one."""
    history, step = shown.run.current, shown.step
    if history is None:
        return shown.choices.settings, 0, None
    loss = float(history.losses[step - 1]) if step else None
    return history.settings_at(max(step - 1, 0)), step, loss
