"""What a lesson can speak of on the MNIST page, beside what is chosen there."""

from collections.abc import Callable, Mapping

import numpy as np

from explorer.core.training.reports import Finished
from explorer.session.training.sharp import edge_of
from explorer.session.training.snapshots import TrainingShown

Found = Callable[[TrainingShown], float | str | bool | None]


def _accuracy(shown: TrainingShown) -> float | None:
    """Return the share of test images that a finished run recognised, 0 to 1."""
    outcome = shown.run.outcome
    return outcome.test_accuracy if isinstance(outcome, Finished) else None


def _mixed_up(shown: TrainingShown) -> str | None:
    """Return which two digits are mixed up most, both ways counted, as "4 9"."""
    answers = shown.answers.fresh
    if answers is None or answers.table is None:
        return None
    both = np.triu(answers.table + answers.table.T, 1)
    low, high = np.unravel_index(int(both.argmax()), both.shape)
    return f"{low} {high}"


def _guess(shown: TrainingShown) -> float | None:
    guess = shown.guess.fresh
    return None if guess is None else float(np.argmax(guess.probabilities))


def _first_loss(shown: TrainingShown) -> float | None:
    history = shown.run.current
    return float(history.losses[0]) if history is not None and history.step else None


def _last_loss(shown: TrainingShown) -> float | None:
    history = shown.run.current
    return float(history.losses[-1]) if history is not None and history.step else None


def _sharpness_to_edge(shown: TrainingShown) -> float | None:
    """Return the last sharpness of a finished run over the edge of its optimiser."""
    history = shown.run.current
    if history is None or not history.sharpness or not isinstance(shown.run.outcome, Finished):
        return None
    edge = edge_of(history.settings)
    return None if edge is None else float(history.sharpness[-1].eigenvalues[0]) / edge


FACTS: Mapping[str, Found] = {
    "phase": lambda shown: shown.run.phase,
    "step": lambda shown: float(shown.step),
    "runs": lambda shown: float(len(shown.run.histories)),
    "first_loss": _first_loss,
    "last_loss": _last_loss,
    "test_accuracy": _accuracy,
    "mixed_up": _mixed_up,
    "drawn_digit": _guess,
    "sharpness_to_edge": _sharpness_to_edge,
    "full_batch": lambda shown: shown.choices.settings.is_full_batch,
    "changes": lambda shown: float(shown.run.changes),
}
