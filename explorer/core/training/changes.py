"""Changes of a run's settings in mid-run: asked for live, or planned for a replay."""

from collections import deque
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Protocol

from explorer.core.sentences import ExplorerError, said
from explorer.core.training.settings import TrainingSettings, checked, problems

CHANGEABLE = frozenset(
    {
        "learning_rate",
        "parameters",
        "batch_size",
        "steps",
        "validate_every",
        "norms_every",
        "sharpness_every",
    }
)


# Keras asks for them only when it makes the optimiser's memory.
_ASKED_AT_THE_START = frozenset({"initial_accumulator_value", "centered"})


class Changes(Protocol):
    """Where a run looks between two calls for other settings."""

    def at(self, step: int) -> TrainingSettings | None:
        """Return the settings that hold from `step` on, if they are other ones."""

    def next_after(self, step: int) -> int | None:
        """Return the first later step at which a change is already planned."""


class LiveChanges:
    """Wishes from another thread; the run takes up the latest one before its next call."""

    def __init__(self) -> None:
        # A deque needs no lock to append and pop; a length of one forgets all wishes but the last.
        self._wishes: deque[TrainingSettings] = deque(maxlen=1)

    def ask(self, settings: TrainingSettings) -> None:
        """Wish for other settings; refused ones never reach the run.

        Raises:
            ExplorerError: If the settings cannot be used.
        """
        self._wishes.append(checked(settings))

    def at(self, step: int) -> TrainingSettings | None:  # noqa: ARG002 - a wish holds from now on
        """Return the latest wish, once."""
        return self._wishes.pop() if self._wishes else None

    def next_after(self, step: int) -> int | None:  # noqa: ARG002 - wishes come unforeseen
        """Return nothing: a wish is not known before it comes."""
        return None


class PlannedChanges:
    """Settings by the step from which they hold, as a run's log recorded them."""

    def __init__(self, plan: Mapping[int, TrainingSettings]) -> None:
        self._plan = dict(plan)

    def at(self, step: int) -> TrainingSettings | None:
        """Return the settings planned for `step`."""
        return self._plan.get(step)

    def next_after(self, step: int) -> int | None:
        """Return the next planned step after `step`."""
        return min((planned for planned in self._plan if planned > step), default=None)


def can_change(key: str, running: float, wished: float) -> bool:
    """Return whether a run can go on with another value of a parameter.

    Momentum can change but neither come nor go: its memory is made at the start or never.
    """
    if running == wished:
        return True
    return key not in _ASKED_AT_THE_START and (key != "momentum" or bool(running) == bool(wished))


def changed_parameters(old: TrainingSettings, new: TrainingSettings) -> Mapping[str, float]:
    """Return the new values of those parameters of one optimiser that differ."""
    before = old.parameter_values()
    return {key: value for key, value in new.parameter_values().items() if value != before[key]}


def taken_over(running: TrainingSettings, wished: TrainingSettings) -> TrainingSettings:
    """Return what a run under way can take over from other settings, the rest as it runs."""
    plain = CHANGEABLE - {"parameters"}
    settings = replace(running, **{name: getattr(wished, name) for name in plain})
    if running.optimizer != wished.optimizer:
        return settings
    values = running.parameter_values()
    possible = {
        key: value
        for key, value in wished.parameter_values().items()
        if can_change(key, values[key], value)
    }
    return settings.with_parameters(possible)


def checked_change(old: TrainingSettings, new: TrainingSettings, step: int) -> TrainingSettings:
    """Return `new` if a run can go on with it after `step` updates with `old`.

    Raises:
        ExplorerError: If `new` cannot be used, or changes what is fixed for a whole run.
    """
    fixed = [
        field.name
        for field in fields(TrainingSettings)
        if field.name not in CHANGEABLE and getattr(old, field.name) != getattr(new, field.name)
    ]
    # Values of an unknown optimiser or parameter cannot be looked up; `checked` below refuses them.
    if not fixed and not problems(new):
        values = old.parameter_values()
        changed = changed_parameters(old, new)
        fixed = [key for key, value in changed.items() if not can_change(key, values[key], value)]
    if fixed:
        raise ExplorerError(
            said(
                "Errors",
                "A run cannot go on with another {field}. Start a new run for it.",
                field=fixed[0],
            )
        )
    if new.steps < step:
        raise ExplorerError(
            said(
                "Errors",
                "The run has made {step} steps already. Ask for at least as many.",
                step=step,
            )
        )
    return checked(new)
