"""What was changed in mid-run, in words and as marks on the plot."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import exact, grouped
from explorer.core.training.changes import changed_parameters
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.history import History
from explorer.ui.plots.change_marks import ChangeMark
from explorer.ui.translation import spoken

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change in mid-run.

    Attributes:
        step: Updates made before.
        brief: One or two words.
        sentence: What holds from then on.
    """

    step: int
    brief: str
    sentence: str


def told_changes(history: History) -> list[ToldChange]:
    """Return a run's changes, oldest first; those that nobody sees are left out."""
    told, before = [], history.first
    for change in history.changes:
        parts = _parts(before, change.settings)
        before = change.settings
        if parts:
            text = translate("Mnist", "From step {step} on: {changes}.")
            sentence = text.format(
                step=grouped(change.step + 1), changes=", ".join(long for _, long in parts)
            )
            told.append(ToldChange(change.step, ", ".join(short for short, _ in parts), sentence))
    return told


def change_marks(history: History) -> list[ChangeMark]:
    """Return the same as marks on the plot."""
    return [ChangeMark(told.step, told.brief, told.sentence) for told in told_changes(history)]


def told_parameters(optimizer: str, values: Mapping[str, float]) -> list[str]:
    """Return parameters of an optimiser with their values, by their keys, as one reads them."""
    own = OPTIMIZERS[optimizer].parameters
    return [f"{spoken(each.label)} {exact(values[each.key])}" for each in own if each.key in values]


def _parts(before: TrainingSettings, after: TrainingSettings) -> list[tuple[str, str]]:
    """Return every change that is seen, briefly and at length."""
    rate, batch = exact(after.learning_rate), grouped(after.batch_size)
    steps = grouped(after.steps)
    words = {
        "learning_rate": (
            translate("Mnist", "lr {value}").format(value=rate),
            translate("Mnist", "learning rate {value}").format(value=rate),
        ),
        "batch_size": (
            translate("Mnist", "batch {value}").format(value=batch),
            translate("Mnist", "batch size {value}").format(value=batch),
        ),
        "steps": (translate("Mnist", "{value} steps").format(value=steps),) * 2,
    }
    told = [
        (short, long)
        for name, (short, long) in words.items()
        if getattr(before, name) != getattr(after, name)
    ]
    changed = changed_parameters(before, after)
    return told + [(text, text) for text in told_parameters(after.optimizer, changed)]
