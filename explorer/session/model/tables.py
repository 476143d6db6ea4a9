"""What was taken of a followed run, as tables: of one variable, or of all."""

import numpy as np

from explorer.core.numerals import grouped
from explorer.core.observing.observed import ModelRun
from explorer.core.sentences import ExplorerError, said
from explorer.session.descent.tables import STEP
from explorer.session.tables import Table, TableColumn, below_each_other

MOST_ROWS = 2_000_000  # of the table of all variables, which is made in memory


def run_table(run: ModelRun) -> Table:
    """Return a row for each variable and step, then one for each further metric and step.

    A log of another program has no variables: there the loss is a metric like the others.

    Raises:
        ExplorerError: If that would be more than two million rows.
    """
    rows = len(run.steps) * len(run.variables)
    if rows > MOST_ROWS:
        raise ExplorerError(
            said(
                "Errors",
                "This run has {rows} rows of numbers, too many for one table. Write them by: "
                "gradient-explorer runs export RUN FILE.npz",
                rows=grouped(rows),
            )
        )
    of = said("Model", "variable or metric")
    tables = [(((of, name),), variable_table(run, n)) for n, name in enumerate(run.names)]
    has_variables = bool(tables)
    for name, series in run.metrics.items():
        if name != "loss" or not has_variables:  # else it stands beside each variable
            value = TableColumn(said("Model", "value"), series.values, has_gaps=True)
            tables.append((((of, name),), Table((TableColumn(STEP, series.steps), value))))
    return below_each_other(tables)


def variable_table(run: ModelRun, variable: int) -> Table:
    """Return a row for each step that was looked at; what is not known has no cell.

    Args:
        run: The run.
        variable: Index of the variable.
    """
    loss = run.metrics.get("loss")
    losses = np.full(len(run.steps), np.nan, np.float32)
    if loss is not None and len(loss.steps):
        places = np.searchsorted(loss.steps, run.steps, "right") - 1
        losses[places >= 0] = loss.values[places[places >= 0]]

    def share(table: np.ndarray) -> np.ndarray:
        return np.round(100 * table[:, variable].astype(np.float64), 6)

    columns = (
        ("‖g‖", run.gradient[:, variable], ""),
        ("‖W‖", run.weight[:, variable], ""),
        ("‖ΔW‖", run.update[:, variable], ""),
        (said("Model", "clipped"), run.clipped[:, variable], ""),
        (said("Model", "zeros"), share(run.zeros), "%"),
        (said("Model", "not finite"), run.nonfinite[:, variable], ""),
        (said("Model", "silent"), share(run.silent), "%"),
    )
    return Table((
        TableColumn(STEP, run.steps),
        TableColumn("loss", losses, has_gaps=True),
        *(TableColumn(name, cells, unit, has_gaps=True) for name, cells, unit in columns),
    ))  # fmt: skip
