"""The steps of a training run as a table, and all runs of a sitting in one."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.sentences import Sentence, said
from explorer.session.descent.tables import OPTIMIZER, RATE, STEP
from explorer.session.tables import Cell, Table, TableColumn
from explorer.session.training.history import History
from explorer.session.training.rows import RunRow


def steps_table(runs: Sequence[tuple[str, History]]) -> Table:
    """Return a row for each step, and of each run so far its loss and what the looks at validation gave.

    Args:
        runs: Name and history of each; several stand beside one another.
    """
    length = max((history.step for _, history in runs), default=0)
    if not length:
        return Table()
    columns = [TableColumn(STEP, np.arange(1, length + 1))]
    for run, history in runs:
        losses = np.full(length, np.nan, np.float32)
        losses[: history.step] = history.losses  # a copy: the run goes on
        shares, held_out = np.full((2, length), np.nan)
        for (step, share), loss in zip(history.accuracies, history.held_out, strict=True):
            if 0 < step <= length:
                # Rounded off what the factor adds: 97.12 and not 97.11999999999999.
                shares[step - 1] = round(100 * float(share), 6)
                held_out[step - 1] = np.nan if loss is None else loss
        named: tuple[tuple[Sentence, Any, str, bool], ...] = (
            (said("Mnist", "loss"), losses, "", history.step < length),
            (said("Table", "validation accuracy"), shares, "%", True),
            (said("Table", "validation loss"), held_out, "", True),
        )
        if history.sharpness:
            named += _sharp(history, length)
        for name, cells, unit, has_gaps in named:
            whose = said("Table", "{run}: {name}", run=run, name=name) if len(runs) > 1 else name
            columns.append(TableColumn(whose, cells, unit, has_gaps))
    return Table(tuple(columns))


def _sharp(history: History, length: int) -> tuple[tuple[Sentence, Any, str, bool], ...]:
    """Return the further columns of a run whose sharpness was measured, empty where it was not."""
    found = np.full((3, length), np.nan)
    for each in history.sharpness:
        if 0 < each.step <= length:
            found[:, each.step - 1] = each.eigenvalues[0], each.residuals[0], each.along_gradient
    return (
        (said("Table", "sharpness"), found[0], "", True),
        (said("Table", "residual of the sharpness"), found[1], "", True),
        (said("Table", "curvature along the gradient"), found[2], "", True),
    )


def list_table(rows: Sequence[RunRow], names: Sequence[str]) -> Table:
    """Return what each run was asked to do and how it went.

    Args:
        rows: The runs.
        names: What they are called.
    """
    settings, summaries = [row.settings for row in rows], [row.summary for row in rows]

    def share(values: Iterable[float | None]) -> list[Cell]:
        return [None if value is None else round(100 * float(value), 6) for value in values]

    return Table((
        TableColumn(said("Runs", "name"), names),
        TableColumn(said("Table", "began"), [row.began for row in rows]),
        TableColumn(OPTIMIZER, [str(OPTIMIZERS[each.optimizer].label) for each in settings]),
        TableColumn(RATE, [each.learning_rate for each in settings]),
        TableColumn(said("Table", "batch size"), [each.batch_size for each in settings]),
        TableColumn(
            said("Table", "hidden units"),
            ["-".join(str(layer.units) for layer in each.hidden) for each in settings],
        ),
        TableColumn(
            said("Table", "activation"),
            [each.hidden[0].activation if each.hidden else "" for each in settings],
        ),
        TableColumn(said("Table", "seed"), [each.seed for each in settings]),
        TableColumn(said("Table", "steps"), [each.steps for each in summaries]),
        TableColumn(said("Mnist", "loss"), [each.loss for each in summaries]),
        TableColumn(said("Table", "best validation accuracy"), share(e.validation for e in summaries), "%"),
        TableColumn(said("Table", "test accuracy"), share(each.test for each in summaries), "%"),
        TableColumn(said("Table", "at work"), [each.seconds for each in summaries], "s"),
        TableColumn(said("Table", "outcome"), [each.outcome for each in summaries]),
        TableColumn(said("Table", "note"), [row.marks.note for row in rows]),
    ))  # fmt: skip
