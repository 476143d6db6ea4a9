"""What a lesson can speak of on the MNIST page, beside what is chosen there."""

from collections.abc import Callable, Mapping

import numpy as np

from explorer.core.training.reports import Finished
from explorer.session.training.history import History
from explorer.session.training.sharp import edge_of
from explorer.session.training.snapshots import TrainingShown

Found = Callable[[TrainingShown], float | str | bool | None]


def _asked(shown: TrainingShown) -> History | None:
    """Return the newest run, if it was asked to do what is chosen now; another one proves nothing."""
    history = shown.run.current
    if history is None or not history.step or history.settings != shown.choices.settings:
        return None
    return history


def _finished(shown: TrainingShown) -> History | None:
    """Return the same, if it has come to its end."""
    return _asked(shown) if isinstance(shown.run.outcome, Finished) else None


def _accuracy(shown: TrainingShown) -> float | None:
    """Return the share of test images that a finished run recognised, 0 to 1."""
    history = _finished(shown)
    outcome = None if history is None else history.outcome
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
    history = _asked(shown)
    return None if history is None else float(history.losses[0])


def _last_loss(shown: TrainingShown) -> float | None:
    history = _finished(shown)
    return None if history is None else float(history.losses[-1])


def _best_step(shown: TrainingShown) -> float | None:
    """Return the step of a finished run at which the loss on the validation images was least."""
    history = _finished(shown)
    if history is None:
        return None
    looks = zip(history.held_out, history.accuracies, strict=False)
    known = [(loss, step) for loss, (step, _) in looks if loss is not None and np.isfinite(loss)]
    return float(min(known)[1]) if known else None


def _sharpness_to_edge(shown: TrainingShown) -> float | None:
    """Return the last sharpness of a finished run over the edge of its optimiser."""
    history = _finished(shown)
    if history is None or not history.sharpness:
        return None
    last = history.sharpness[-1]
    edge = edge_of(history.settings, last.step)
    return None if edge is None else float(last.eigenvalues[0]) / edge


FACTS: Mapping[str, Found] = {
    "phase": lambda shown: shown.run.phase,
    "step": lambda shown: float(shown.step),
    "runs": lambda shown: float(len(shown.run.histories)),
    "first_loss": _first_loss,
    "last_loss": _last_loss,
    "best_step": _best_step,
    "test_accuracy": _accuracy,
    "mixed_up": _mixed_up,
    "drawn_digit": _guess,
    "sharpness_to_edge": _sharpness_to_edge,
    "full_batch": lambda shown: shown.choices.settings.is_full_batch,
    "changes": lambda shown: float(shown.run.changes),
}
