"""What was taken of a variable of a followed run, as a table."""

import numpy as np

from explorer.core.observing.observed import ModelRun
from explorer.core.sentences import said
from explorer.session.descent.tables import STEP
from explorer.session.tables import Column, Table


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
        Column(STEP, run.steps),
        Column("loss", losses, has_gaps=True),
        *(Column(name, cells, unit, has_gaps=True) for name, cells, unit in columns),
    ))  # fmt: skip
