"""What a run is called, and what it was asked to do, in a few words."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.schedules import SCHEDULES
from explorer.core.numerals import exact, grouped, significant
from explorer.core.training.losses import LOSSES
from explorer.core.training.settings import TrainingSettings
from explorer.session.training.history import History
from explorer.session.training.rows import RunRow, row_of
from explorer.session.training.snapshots import RunView
from explorer.ui.translation import spoken

translate = QCoreApplication.translate


def run_name(row: RunRow) -> str:
    """Return what a run is called: its own name, its number in this sitting, or when it began."""
    if row.marks.name:
        return row.marks.name
    if row.began:
        return row.began[5:]  # the year stands in the tip
    return translate("Mnist", "Run {number}").format(number=row.number)


def told_run(run: RunView, history: History) -> str:
    """Return what a run is called whose curve is drawn; as in the list."""
    return run_name(row_of(run, history))


def told_network(settings: TrainingSettings) -> str:
    """Return the widths of a network's layers, from the pixels to the digits."""
    return "-".join(str(n) for n in (784, *(layer.units for layer in settings.hidden), 10))


def told_rate(settings: TrainingSettings, step: int) -> str:
    """Return the learning rate of the update after `step` others: as chosen, or by its schedule."""
    rate = settings.rate_at(step)
    return exact(rate) if settings.schedule == "constant" else significant(rate, 4)


def told_schedule(settings: TrainingSettings) -> str:
    """Return the schedule with the parameters that were chosen; empty for none."""
    schedule, chosen = SCHEDULES[settings.schedule], settings.schedule_values()
    if settings.schedule == "constant":
        return ""
    values = [f"{spoken(each.label)} {exact(chosen[each.key])}" for each in schedule.parameters]
    return f"{spoken(schedule.label)} ({', '.join(values)})"


def told_settings(settings: TrainingSettings) -> list[str]:
    """Return what a run was asked to do, in a few words for each choice."""
    told = [
        spoken(OPTIMIZERS[settings.optimizer].label),
        translate("Mnist", "lr {value}").format(value=exact(settings.learning_rate)),
        told_schedule(settings),
        translate("Mnist", "batch {value}").format(value=grouped(settings.batch_size)),
        translate("Mnist", "seed {value}").format(value=settings.seed),
        told_network(settings),
        settings.hidden[0].activation if settings.hidden else "",
        settings.initializer,
        spoken(LOSSES[settings.loss].label),
        translate("Mnist", "L2 {value}").format(value=exact(settings.l2)) if settings.l2 else "",
        translate("Mnist", "dropout {value}").format(value=exact(settings.dropout))
        if settings.dropout
        else "",
        translate("Mnist", "{count} images").format(count=grouped(settings.images))
        if settings.images
        else "",
        translate("Mnist", "centred") if settings.centred else "",
        ", ".join(told_parameters(settings.optimizer, dict(settings.parameters))),
        translate("Mnist", "{value} steps").format(value=grouped(settings.steps)),
    ]
    return [each for each in told if each]


def told_parameters(optimizer: str, values: Mapping[str, float]) -> list[str]:
    """Return parameters of an optimiser with their values, by their keys, as one reads them."""
    own = OPTIMIZERS[optimizer].parameters
    return [f"{spoken(each.label)} {exact(values[each.key])}" for each in own if each.key in values]
