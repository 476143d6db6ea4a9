"""`train --grid FILE`: every combination of a file's choices, one run after another."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.cli.parsing import tell
from explorer.cli.tables import aligned
from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.numerals import exact, fixed, grouped
from explorer.core.sentences import Sentence
from explorer.core.training.dataset import Digits
from explorer.core.training.settings import TrainingSettings
from explorer.files.training_json import settings_to_json
from explorer.files.training_runs import Reins, add_to, train_and_keep
from explorer.session.training.grid import Group, Spread, groups_of
from explorer.session.training.history import History
from explorer.session.training.kept import Summary, summary_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.files.run_folders import RunFolder

    Keep = Callable[[TrainingSettings, Digits], RunFolder | None]

Result = tuple[TrainingSettings, Summary, Path | None]


class GridTraining:
    """A grid at work, one run after another.

    Args:
        runs: What each is asked to do.

    Attributes:
        results: Of the runs that have ended, oldest first.
    """

    def __init__(self, runs: Sequence[TrainingSettings]) -> None:
        self._runs = runs
        self._history: History | None = None
        self.results: list[Result] = []

    @property
    def compiles(self) -> bool:
        """Whether the run under way has made no update yet."""
        return self._history is not None and not self._history.pace.has_begun

    def train(self, digits: Digits, reins: Reins, keep: "Keep") -> None:
        """Train each run and tell of it; end early where the reins say so.

        Args:
            digits: Images to learn from.
            reins: Obeyed by the run under way, and between two.
            keep: Returns the folder that a run is kept in, or None.
        """
        for number, settings in enumerate(self._runs, start=1):
            if reins.brake.ended:
                break
            folder = keep(settings, digits)
            history = self._history = History(number, settings)
            try:
                for news in train_and_keep(settings, digits, folder, reins):
                    if isinstance(news, Sentence):
                        tell(str(news))
                    add_to(history, news)
            finally:
                if folder is not None:
                    folder.close()
            summary = summary_of(history)
            self.results.append((settings, summary, None if folder is None else folder.folder))
            told = "–" if summary.test is None else f"{summary.test:.2%}"
            place = f"Run {number} of {grouped(len(self._runs))}"
            tell(f"{place}: {_told(settings)}, {summary.outcome}, test {told}")

    def tell_stopped(self) -> None:
        """Say how far it has come."""
        ended = sum(summary.outcome != "stopped" for _, summary, _ in self.results)
        tell(f"Stopped after {grouped(ended)} of {grouped(len(self._runs))} runs.")


def print_results(results: Sequence[Result], *, as_json: bool) -> None:
    """Print each run and what seeds make of each combination."""
    groups = groups_of((settings, summary) for settings, summary, _ in results)
    if as_json:
        table = {
            "runs": [_run_json(*result) for result in results],
            "groups": [_group_json(group) for group in groups],
        }
        print(json.dumps(table, allow_nan=False))
        return
    rows = [
        [
            str(OPTIMIZERS[group.settings.optimizer].label), exact(group.settings.learning_rate),
            grouped(group.settings.batch_size), _network(group.settings),
            f"{group.ended} of {group.runs}", _spread(group.loss, 4), _percent(group.validation),
            _percent(group.test),
        ]
        for group in groups
    ]  # fmt: skip
    headings = ["optimizer", "rate", "batch", "network", "ended", "loss", "validation", "test"]
    print(aligned(headings, rows))


def _run_json(settings: TrainingSettings, summary: Summary, folder: Path | None) -> dict[str, Any]:
    return {
        "settings": settings_to_json(settings),
        "outcome": summary.outcome,
        "steps": summary.steps,
        "loss": summary.loss,
        "best_validation_accuracy": summary.validation,
        "test_accuracy": summary.test,
        "seconds": summary.seconds,
        "folder": None if folder is None else str(folder),
    }


def _group_json(group: Group) -> dict[str, Any]:
    def told(spread: Spread | None) -> dict[str, float | None] | None:
        return None if spread is None else {"mean": spread.mean, "deviation": spread.deviation}

    settings = settings_to_json(group.settings)
    del settings["seed"]
    return {
        "settings": settings,
        "runs": group.runs,
        "ended": group.ended,
        "loss": told(group.loss),
        "best_validation_accuracy": told(group.validation),
        "test_accuracy": told(group.test),
    }


def _told(settings: TrainingSettings) -> str:
    return (
        f"{settings.optimizer}, rate {exact(settings.learning_rate)}, batch {settings.batch_size}, "
        f"network {_network(settings)}, seed {settings.seed}"
    )


def _network(settings: TrainingSettings) -> str:
    return "-".join(str(n) for n in (784, *(layer.units for layer in settings.hidden), 10))


def _spread(spread: Spread | None, figures: int, factor: float = 1.0) -> str:
    if spread is None:
        return "–"
    text = fixed(factor * spread.mean, figures)
    return (
        text
        if spread.deviation is None
        else f"{text} ± {fixed(factor * spread.deviation, figures)}"
    )


def _percent(spread: Spread | None) -> str:
    return "–" if spread is None else f"{_spread(spread, 2, 100.0)} %"
