"""The learning-rate schedules that can be chosen, with their parameters."""

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.core.descent.optimizers import Parameter
from explorer.core.sentences import Sentence, said


@dataclass(frozen=True, slots=True)
class ScheduleSpec:
    """A way in which the learning rate changes with the updates.

    Attributes:
        key: Name on the command line and in files.
        label: Name on the screen.
        parameters: Its parameters in the order in which they are shown.
    """

    key: str
    label: Sentence
    parameters: tuple[Parameter, ...] = ()


_DECAY_UPDATES = Parameter("decay_steps", said("Schedules", "Updates of decay"), 100, 1, 100_000)
_ALPHA = Parameter("alpha", said("Schedules", "Share left at the end"), 0.0, 0.0, 1.0)

SCHEDULES: Mapping[str, ScheduleSpec] = {
    each.key: each
    for each in (
        ScheduleSpec("constant", said("Schedules", "Constant")),
        ScheduleSpec(
            "exponential",
            said("Schedules", "Exponential"),
            (
                _DECAY_UPDATES,
                Parameter("decay_rate", said("Schedules", "Share left then"), 0.1, 1e-6, 1.0),
            ),
        ),
        ScheduleSpec("cosine", said("Schedules", "Cosine"), (_DECAY_UPDATES, _ALPHA)),
        ScheduleSpec(
            "piecewise",
            said("Schedules", "Piecewise"),
            (
                Parameter("first", said("Schedules", "First drop after"), 30, 1, 100_000),
                Parameter("second", said("Schedules", "Second drop after"), 60, 2, 100_000),
                Parameter("factor", said("Schedules", "Share kept at a drop"), 0.1, 1e-6, 1.0),
            ),
        ),
        ScheduleSpec(
            "warmup",
            said("Schedules", "Warm-up, then cosine"),
            (
                Parameter("warmup_steps", said("Schedules", "Updates of warm-up"), 10, 1, 100_000),
                _DECAY_UPDATES,
                _ALPHA,
            ),
        ),
    )
}
