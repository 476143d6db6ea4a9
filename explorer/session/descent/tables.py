"""The updates of a descent as a table, of one optimiser or of all that are shown."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from explorer.core.descent.optimizers import OPTIMIZERS
from explorer.core.descent.results import Trajectory
from explorer.core.descent.settings import DescentSettings
from explorer.core.sentences import said
from explorer.session.tables import Table, TableColumn, below_each_other

HIGHER = ("f″(x)", "f‴(x)", "f⁗(x)")
STEP = said("Table", "step")
RUN, OPTIMIZER, RATE = (
    said("Table", "run"), said("Table", "optimiser"), said("Table", "learning rate"),
)  # fmt: skip


def path_table(path: Trajectory, higher: Sequence[NDArray[np.float64]] = ()) -> Table:
    """Return a row for each place of a path on f(x): f, its slope, the optimiser's memory, the step.

    Args:
        path: The path.
        higher: f″ and so on at each place, as far as they are shown.
    """
    with np.errstate(all="ignore"):
        changes = np.append(np.diff(path.x), path.x.dtype.type(np.nan))
    named = zip(HIGHER, higher, strict=False)
    return Table((
        TableColumn(STEP, np.arange(len(path.x))),
        TableColumn("x", path.x),
        TableColumn("f(x)", path.y),
        TableColumn("f′(x)", path.gradient),
        *(TableColumn(name, values) for name, values in named),
        *(TableColumn(name, values) for name, values in path.states.items()),
        TableColumn("Δx", changes, has_gaps=True),  # after the last place there is no step
    ))  # fmt: skip


def runs_table(
    settings: Sequence[DescentSettings], tables: Sequence[Table], names: Sequence[str] = ()
) -> Table:
    """Return the tables of several descents in one; the names of the optimisers unless others are given."""
    told = names or [str(OPTIMIZERS[each.optimizer].label) for each in settings]
    return below_each_other([
        ([(RUN, number), (OPTIMIZER, name), (RATE, each.learning_rate)], table)
        for number, (each, name, table) in enumerate(zip(settings, told, tables, strict=True), 1)
    ])  # fmt: skip
