"""The runs of this sitting and those kept from before, as the rows of one list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from explorer.core.training.settings import TrainingSettings
from explorer.session.training.history import History, Marks
from explorer.session.training.kept import Summary, summary_of
from explorer.session.training.snapshots import RunView, TrainingShown

Column = Literal[
    "name", "optimizer", "rate", "batch", "network", "seed", "loss", "validation", "test", "seconds"
]
CHOSEN: tuple[Column, ...] = ("optimizer", "rate", "batch", "network", "seed")
"""What a run was asked to do; the other columns tell how it went."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run.

    Attributes:
        key: What it is called in `TrainingChoices.deleted`.
        number: Number of its history; None while nothing but its summary is read.
        began: When it began; empty for one of this sitting.
        marks: What a person has said of it.
        settings: What it was asked to do at its start.
        summary: How it went, or goes.
        folder: Where it is kept, if it is.
        is_drawn: Whether its curve is drawn.
        is_going: Whether it is under way.
        images: What tells the images that it learned from apart from others; empty if not known.
    """

    key: str
    number: int | None
    began: str
    marks: Marks
    settings: TrainingSettings
    summary: Summary
    folder: Path | None
    is_drawn: bool
    is_going: bool = False
    images: str = ""


def run_rows(shown: TrainingShown) -> tuple[RunRow, ...]:
    """Return all runs that are not deleted, the newest first."""
    run, choices = shown.run, shown.choices
    known = {each.folder for each in run.kept}
    rows = [
        row_of(run, history, is_drawn=history.number not in choices.hidden_runs)
        for history in (*reversed(run.histories), *run.earlier)
        # One of before whose folder is gone is gone, too.
        if history.number > 0 or history.folder in known
    ]
    read = {row.folder for row in rows}
    rows += [
        RunRow(
            key=each.folder.name, number=None, began=each.began, marks=each.marks,
            settings=each.settings, summary=each.summary, folder=each.folder, is_drawn=False,
            images=each.images,
        )
        for each in run.kept
        if each.folder not in read
    ]  # fmt: skip
    rows = [row for row in rows if row.key not in choices.deleted]
    now = [row for row in rows if not row.began]
    before = sorted((row for row in rows if row.began), key=lambda row: row.key, reverse=True)
    return (*now, *before)


def row_of(run: RunView, history: History, *, is_drawn: bool = True) -> RunRow:
    """Return the row of a run of which more is known than its summary."""
    found = next((each for each in run.kept if each.folder == history.folder), None)
    return RunRow(
        key=history.key,
        number=history.number,
        began=found.began if history.number < 1 and found is not None else "",
        marks=history.marks if found is None else found.marks,
        settings=history.first,
        summary=summary_of(history),
        folder=history.folder,
        is_drawn=is_drawn,
        is_going=run.going and history is run.current,
        images="" if found is None else found.images,
    )


def sorted_rows(
    rows: Sequence[RunRow], column: Column | None, names: Callable[[RunRow], str], *, falling: bool
) -> tuple[RunRow, ...]:
    """Return rows sorted by a column, None for as they are; what a run has not told comes last."""
    if column is None:
        return tuple(rows)
    values = {row.key: names(row) if column == "name" else value_of(row, column) for row in rows}
    known = [row for row in rows if values[row.key] is not None]
    known.sort(key=lambda row: values[row.key], reverse=falling)  # type: ignore[arg-type, return-value]
    return (*known, *(row for row in rows if values[row.key] is None))


def value_of(row: RunRow, column: Column) -> float | str | tuple[int, ...] | None:
    """Return what a row is sorted by in a column."""
    settings, summary = row.settings, row.summary
    values: dict[Column, float | str | tuple[int, ...] | None] = {
        "name": row.marks.name,
        "optimizer": settings.optimizer,
        "rate": settings.learning_rate,
        "batch": settings.batch_size,
        "network": tuple(layer.units for layer in settings.hidden),
        "seed": settings.seed,
        "loss": summary.loss,
        "validation": summary.validation,
        "test": summary.test,
        "seconds": summary.seconds,
    }
    return values[column]


def differing(rows: Sequence[RunRow]) -> frozenset[Column]:
    """Return the columns of what was asked for in which not all runs are alike."""
    return frozenset(
        column for column in CHOSEN if len({value_of(row, column) for row in rows}) > 1
    )
